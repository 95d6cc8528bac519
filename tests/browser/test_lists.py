"""Pages of terms and studies in a real browser: filters, order of rows, copying."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Contexts = Callable[..., "BrowserContext"]


def told(page: Page) -> str:
    return page.locator("form.filters [role=status]").inner_text()


def test_claims_of_a_term_are_narrowed_by_review_origin_and_words(page: Page) -> None:
    page.goto("ontology/Cluster.html")
    assert told(page) == "166 shown"
    page.locator("#f-review").select_option("gancarczyk-2018")
    narrowed = page.locator("#claim-list .claim:visible")
    assert 0 < narrowed.count() < 166
    assert told(page) == f"{narrowed.count()} of 166 shown"
    assert all("Gancarczyk and Gancarczyk (2018)" in row for row in narrowed.all_inner_texts())
    # Groups without a claim that is left go, the others open.
    assert page.locator("#claim-list h3:visible").count() == page.locator("#claim-list details[open]").count()
    page.locator("#f-review").select_option("")
    page.locator("#f-words").fill("SECTOR network")
    texts = [row.lower() for row in narrowed.all_inner_texts()]
    assert texts
    assert all("sector" in row and "network" in row for row in texts)
    page.locator("#f-words").fill("")
    assert told(page) == "166 shown"
    assert page.locator("#claim-list details[open]").count() == 1


def test_effects_are_narrowed_by_their_direction(page: Page) -> None:
    page.goto("id/concept/firm-performance.html")
    page.locator("#f-direction").select_option("negative")
    marks = page.locator("#claim-list .claim:visible .direction")
    assert set(marks.all_inner_texts()) == {"negative"}


def test_a_term_is_found_as_one_types_with_what_stands_above_it(page: Page) -> None:
    page.goto("terms/index.html")
    assert told(page) == "3396 shown"
    page.get_by_label("Find a term").fill("domestic export joint")
    assert told(page) == "2 of 3396 shown"  # the class, and a real case
    family = page.locator("#collaboration")
    assert family.get_by_role("link", name="domestic export joint venture").first.is_visible()
    assert family.get_by_role("link", name="joint venture", exact=True).first.is_visible()
    assert not family.get_by_role("link", name="cluster", exact=True).is_visible()
    assert not page.locator("#places").is_visible()


def test_studies_are_found_and_put_into_order(page: Page) -> None:
    page.goto("studies/index.html")
    assert told(page) == "459 shown"
    page.get_by_label("Cited in").select_option("guimaraes-2021")
    assert told(page) == "109 of 459 shown"
    first = page.locator("#works tbody tr:visible").first
    heading = page.get_by_role("columnheader", name="Claims")
    heading.get_by_role("button").click()
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    counts = [int(one) for one in page.locator("#works tbody tr:visible td.number").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 63
    assert "Aureli and Del Baldo (2013)" in first.inner_text()
    page.get_by_label("Author, year or title").fill("moller 2009")
    assert told(page) == "1 of 459 shown"
    assert "Tuusjärvi and Möller (2009)" in first.inner_text()


def test_bibtex_is_copied(open_context: Contexts) -> None:
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto("id/work/boehe2013.html")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").get_by_text("copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#bibtex").inner_text()
    assert re.match(r"@article\{boehe2013,\n", copied)


@pytest.mark.parametrize("address", ["ontology/Cluster.html", "terms/index.html", "studies/index.html"])
def test_without_scripts_there_is_no_filter_and_everything_can_be_read(
    open_context: Contexts, address: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert not page.locator("form.filters").is_visible()
    assert page.locator("[data-item][hidden]").count() == 0
