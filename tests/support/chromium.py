"""Fixtures: the site as a plain server serves it, Chromium, a page that tolerates no fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

#: Names under which Chromium is installed.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"),
    *("--disable-background-networking", "--disable-sync"),
)
#: Longest time that a page may take for anything, in milliseconds.
PATIENCE = 30_000


class _Quiet(SimpleHTTPRequestHandler):
    """A plain file server, as any host of static files is."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; the tests tell what went wrong."""


def chromium() -> str | None:
    """Where Chromium is installed."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives its address, ending in `/`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """Address of the served site, ending in `/`."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the machine."""
    found = chromium()
    if found is None:
        pytest.skip("there is no Chromium on this machine to try the explorer with")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser, site_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts with Playwright's options; a fault in any of their pages fails the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((site_url, "data:", "blob:")):
            faults.append(f"a request left the site: {request.url}")

    def failed(request: Request) -> None:
        # A page that is left, and a worker that is stopped, take their unfinished requests with them.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.url}: {request.failure}")

    def watch(page: Page) -> None:
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"page: {error}"))
        page.on("request", asked)
        page.on("requestfailed", failed)

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=site_url, **options)  # type: ignore[arg-type]
        context.on("page", watch)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a context of its own."""
    return open_context().new_page()
