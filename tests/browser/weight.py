"""Weigh the pages of a site: requests, bytes, time to the first paint of one page of each type.

Run with the folder that `smekg site` wrote: `PYTHONPATH=tests python tests/browser/weight.py dist/site`.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from browser.page_types import PAGE_TYPES
from support.chromium import ARGUMENTS, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: How often each page is loaded; the median is told.
REPEATS = 5
_MEASURE = """() => {
  const loaded = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [loaded.length, loaded.reduce((sum, one) => sum + one.encodedBodySize, 0), paint.startTime];
}"""


def weigh(browser: Browser, address: str) -> tuple[int, int, float]:
    """Load a page several times, each time with an empty cache.

    Args:
        browser: The browser.
        address: The page's address.

    Returns:
        Requests, bytes as a plain file server sends them, median time to the first paint in milliseconds.
    """
    found = []
    for _ in range(REPEATS):
        page = browser.new_context().new_page()
        page.goto(address, wait_until="load")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        found.append(page.evaluate(_MEASURE))
        page.context.close()
    return found[0][0], found[0][1], statistics.median(paint for _, _, paint in found)


def main(folder: Path) -> None:
    """Print a table of all types of pages."""
    out = sys.stdout.write
    out("| page | requests | kB | first paint, ms |\n|---|--:|--:|--:|\n")
    with served(folder) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for address in PAGE_TYPES:
            requests, size, paint = weigh(browser, site + address)
            out(f"| {address} | {requests} | {size / 1000:.0f} | {paint:.0f} |\n")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
