"""How tests ask in the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Page


def ask(page: Page, query: str, values: dict[str, str]) -> None:
    """Fill the form of a stored query and run it."""
    page.goto(f"ask/{query}.html")
    for name, value in values.items():
        field = page.get_by_label(name, exact=True)
        if field.evaluate("(element) => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Run").click()
    page.locator("#answer").wait_for()


def ask_free(page: Page, sparql: str) -> None:
    """Run a query in the editor."""
    page.goto("about:blank")
    page.goto(f"ask/sparql.html#{urlencode({'query': sparql})}")
    page.locator("body[data-ready]").wait_for()
    page.get_by_role("button", name="Run").click()


def saved(page: Page, button: str) -> bytes:
    """Press a download button and read the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()
