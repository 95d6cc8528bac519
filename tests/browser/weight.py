"""Weigh the pages of a site: requests, bytes, time to the first paint of one page of each type.

Run with the folder that `smekg site` wrote: `python tests/browser/weight.py dist/site`.
"""

from __future__ import annotations

import statistics
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import ARGUMENTS, chromium
from test_explorer import PAGE_TYPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: How often each page is loaded; the median is told.
REPEATS = 5
_MEASURE = """() => {
  const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [loaded.length, loaded.reduce((sum, one) => sum + one.encodedBodySize, 0), paint ? paint.startTime : NaN];
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def weigh(browser: Browser, address: str) -> tuple[int, int, float]:
    """Load a page several times, each time with an empty cache.

    Args:
        browser: The browser.
        address: The page's address.

    Returns:
        Requests, bytes as sent by a plain file server, and the median time to the first paint in milliseconds.
    """
    found = []
    for _ in range(REPEATS):
        page = browser.new_context().new_page()
        page.goto(address, wait_until="load")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        found.append(page.evaluate(_MEASURE))
        page.context.close()
    return found[0][0], found[0][1], statistics.median(paint for _, _, paint in found)


def main(folder: str) -> None:
    """Print a table of all types of pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    out = sys.stdout.write
    out("| page | requests | kB | first paint, ms |\n|---|--:|--:|--:|\n")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for address in PAGE_TYPES:
            requests, size, paint = weigh(browser, f"http://127.0.0.1:{server.server_port}/{address}")
            out(f"| {address} | {requests} | {size / 1000:.0f} | {paint:.0f} |\n")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
