"""The pages of the reviews in use: from a cell to its claims, figures to take along, an audit to filter."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Contexts = Callable[..., "BrowserContext"]


def test_a_cell_of_a_printed_table_leads_to_its_claim(page: Page) -> None:
    page.goto("reviews/guimaraes-2021/g21-table-3.html")
    table = page.get_by_role("region", name="The printed table")
    table.get_by_role("link", name="Access to new markets").click()
    page.wait_for_url("**/id/claim/g21-t3-cluster-adv-2.html")


def test_many_claims_open_with_the_keyboard(page: Page) -> None:
    page.goto("reviews/gancarczyk-2018/gg18-propositions.html")
    switch = page.get_by_text("12 claims").first
    switch.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "1"
    with page.expect_navigation(url="**/id/claim/gg18-*.html"):
        page.keyboard.press("Enter")


def test_the_tab_key_stops_once_at_each_claim_of_a_row(page: Page) -> None:
    page.goto("reviews/guimaraes-2021/g21-findings.html")
    row = page.locator("tbody tr").first
    assert row.locator("a[href*='/id/claim/']").count() > 3
    assert row.locator("a[href*='/id/claim/']:not([tabindex])").count() == 1


def test_the_audit_shows_the_verdict_that_is_chosen(page: Page) -> None:
    page.goto("reviews/guimaraes-2021/audit.html")
    rows = page.locator("#audit tbody tr:visible")
    all_rows = rows.count()
    page.get_by_role("combobox", name="Verdict").select_option("differs")
    assert rows.count() == 1
    assert page.locator("#told").inner_text() == f"1 of {all_rows} rows"
    assert "78" in rows.first.inner_text()


def test_a_figure_is_copied_and_downloaded_as_svg(open_context: Contexts, tmp_path: Path) -> None:
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto("reviews/zahoor-2020/z20-figure-3.html")
    figure = page.locator("figure.drawn")
    figure.get_by_role("button", name="Copy SVG").click()
    figure.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        figure.get_by_role("link", name="Download SVG").click()
    download.value.save_as(tmp_path / "figure.svg")
    assert (tmp_path / "figure.svg").read_text(encoding="utf-8") == copied
    assert ET.fromstring(copied).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314
    assert download.value.suggested_filename == "z20-figure-3.svg"


def test_a_node_of_a_figure_leads_to_its_term(page: Page) -> None:
    page.goto("reviews/zahoor-2020/z20-figure-6.html")
    page.locator("svg.drawing").get_by_role("link", name="family ownership, negative").first.click()
    page.wait_for_url("**/id/concept/family-ownership.html")


def test_without_javascript_all_is_there(open_context: Contexts) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("reviews/guimaraes-2021/audit.html")
    assert page.locator("#audit tbody tr:visible").count() == page.locator("#audit tbody tr").count()
    assert not page.locator("#filter").is_visible()
    page.goto("reviews/zahoor-2020/z20-figure-3.html")
    assert page.locator("svg.drawing").is_visible()
    assert not page.get_by_role("button", name="Copy SVG").is_visible()
