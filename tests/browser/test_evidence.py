"""The pages under Evidence in a real browser: filters, cells, keyboard, views that can be shared."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.asking import saved

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

EXPECTED = Path(__file__).resolve().parents[1] / "expected" / "synthesis" / "x-gaps.csv"
COLUMNS = ("table", "row", "column", "studies", "state", "works", "uncoded")


def expected(table: str) -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == table]


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{re.escape(name)}:"))


def panel(page: Page) -> Locator:
    return page.locator("#cell")


def hash_of(page: Page) -> str:
    found: str = page.evaluate("location.hash")
    return found


def settled(page: Page, told: str) -> None:
    page.locator("#told", has_text=told).wait_for()


def test_a_cell_leads_to_its_studies_and_statements(page: Page) -> None:
    page.goto("evidence/antecedent-outcome.html")
    cell(page, "lock-in × cluster development").click()
    assert panel(page).get_by_role("heading", level=2).inner_text() == "lock-in × cluster development"
    assert "6 studies" in panel(page).inner_text()
    (statement,) = panel(page).locator(".claim").all()
    assert statement.locator(".sign").get_attribute("data-sign") == "−"
    assert "Gancarczyk and Gancarczyk (2018), section 2" in statement.inner_text()
    panel(page).locator("a[href$='id/work/hsu2011.html']").first.click()
    page.wait_for_url("**/id/work/hsu2011.html")


def test_a_statement_of_a_cell_leads_to_its_claim(page: Page) -> None:
    page.goto("evidence/type-theory.html")
    cell(page, "cluster × transaction cost economics").click()
    studies = panel(page).locator("li.study")
    assert studies.count() == 4
    studies.first.locator("summary").click()
    studies.first.locator(".claim a").first.click()
    page.wait_for_url("**/id/claim/*.html")


def test_an_empty_cell_says_why_it_is_empty(page: Page) -> None:
    page.goto("evidence/antecedent-outcome.html")
    never, uncoded = (
        cell(page, name) for name in ("lock-in × firm performance", "network × competitive advantage")
    )
    assert (never.get_attribute("aria-label") or "").endswith(": not studied")
    assert (uncoded.get_attribute("aria-label") or "").endswith(": not coded")
    assert (never.inner_text(), uncoded.inner_text()) == ("·", "n. c.")
    background = "(button) => getComputedStyle(button.parentElement).backgroundImage"
    assert never.evaluate(background) == "none"
    assert "gradient" in uncoded.evaluate(background)
    never.click()
    assert "Not studied" in panel(page).inner_text()
    uncoded.click()
    assert "Not coded" in panel(page).inner_text()
    panel(page).get_by_role("link", name="Figure 5").click()
    page.wait_for_url("**/id/element/z20-figure-5.html")


def test_filters_narrow_the_matrix_and_say_how_far(page: Page) -> None:
    page.goto("evidence/antecedent-outcome.html")
    settled(page, "27 rows × 26 columns, 702 cells")
    page.get_by_label("With a statement that is").select_option("negative")
    page.get_by_label("Hide empty rows and columns").check()
    page.get_by_label("Antecedent has").fill("collab")
    settled(page, "1 row")
    assert page.locator("#matrix tbody th a").all_inner_texts() == ["collaboration"]
    assert "transaction costs" in page.locator("#matrix thead th a").all_text_contents()
    assert marks(page)
    assert all("−" in mark for mark in marks(page))
    page.get_by_role("button", name="Clear").click()
    settled(page, "702 cells")
    page.get_by_label("Rows and columns named in").select_option("3")
    settled(page, "79 rows × 98 columns")
    page.get_by_label("Outcome has").fill("no such thing")
    settled(page, "No cell passes")


def marks(page: Page) -> list[list[str]]:
    """Signs of each cell that has some."""
    found: list[list[str]] = page.locator("#matrix td").evaluate_all(
        "cells => cells.map(c => [...c.querySelectorAll('.sign')].map(s => s.dataset.sign)).filter(s => s[0])"
    )
    return found


def test_scripts_show_the_table_that_stands_in_the_page(
    page: Page, open_context: Callable[..., BrowserContext]
) -> None:
    plain = open_context(java_script_enabled=False).new_page()
    for table in ("type-theory", "country-type", "antecedent-outcome"):
        page.goto(f"evidence/{table}.html")
        settled(page, "cells")
        plain.goto(f"evidence/{table}.html")
        told = [shown.locator("#matrix").inner_text().replace("\u00a0", " ") for shown in (page, plain)]
        unseen = re.compile(r"\s+(not studied|not coded)")
        assert told[0].split() == unseen.sub("", told[1]).split()


def test_the_order_is_by_studies_or_by_name(page: Page) -> None:
    page.goto("evidence/country-type.html")
    rows = page.locator("#matrix tbody th a")
    assert rows.first.inner_text() == "Europe"
    page.get_by_label("Order").select_option("name")
    page.locator("#matrix tbody tr:first-child th a", has_text="Asia").wait_for()
    names = rows.all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_the_address_brings_the_same_view_back(
    page: Page, open_context: Callable[..., BrowserContext]
) -> None:
    page.goto("evidence/antecedent-outcome.html")
    page.get_by_label("Studies at least").fill("2")
    page.get_by_label("With a statement of").select_option("zahoor-2020")
    page.get_by_label("Hide empty rows and columns").check()
    page.wait_for_function("location.hash.includes('hide=yes')")
    cell(page, "network × firm performance").click()
    assert hash_of(page) == "#min=2&review=zahoor-2020&hide=yes&cell=Network--firm-performance"
    told, text = page.locator("#told").inner_text(), panel(page).inner_text()

    other = open_context().new_page()
    other.goto(page.url)
    settled(other, told)
    assert panel(other).inner_text() == text
    assert other.get_by_label("Studies at least").input_value() == "2"
    assert other.get_by_label("Hide empty rows and columns").is_checked()
    assert cell(other, "network × firm performance").get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("rubbish", ["#cell=no--such", "#min=many&state=odd&sort=x", "#main", "#%E0%A4%A&x"])
def test_an_odd_address_shows_the_plain_view(page: Page, rubbish: str) -> None:
    page.goto(f"evidence/type-theory.html{rubbish}")
    settled(page, "6 rows × 14 columns, 84 cells")
    assert panel(page).is_hidden()


def test_the_keyboard_moves_in_the_grid_opens_a_cell_and_comes_back(page: Page) -> None:
    page.goto("evidence/country-type.html")
    settled(page, "270 cells")
    page.get_by_role("button", name="Download CSV").focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("Europe × cluster: 11 studies")
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert focused(page).startswith("Italy × network: 7 studies")
    page.keyboard.press("Home")
    assert focused(page) == "Italy"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Europe"
    page.keyboard.press("Control+End")
    last = focused(page)
    assert re.match(r".+ × strategic alliance: ", last)
    page.keyboard.press("Enter")
    assert panel(page).is_visible()
    assert page.evaluate("document.activeElement.id") == "cell-title"
    page.keyboard.press("Escape")
    assert panel(page).is_hidden()
    assert focused(page) == last
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('#matrix').contains(document.activeElement)")


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    )
    return found


def test_what_has_the_focus_is_not_hidden_behind_the_heads(
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce").new_page()
    page.goto("evidence/antecedent-outcome.html")
    settled(page, "702 cells")
    page.locator("#matrix tbody button").first.focus()
    for key in [*["ArrowRight"] * 12, *["ArrowDown"] * 12, *["ArrowLeft"] * 6, *["ArrowUp"] * 6]:
        page.keyboard.press(key)
        assert page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return document.activeElement.contains(at);
            }"""
        ), key


def test_the_file_of_a_view_is_what_the_query_answers(page: Page) -> None:
    for table in ("type-theory", "country-type", "antecedent-outcome"):
        page.goto(f"evidence/{table}.html")
        rows = list(csv.DictReader(saved(page, "Download CSV").decode().splitlines()))
        found = {tuple(row[column] for column in COLUMNS) for row in rows}
        assert len(rows) == len(found)
        assert found == {tuple(row[column] for column in COLUMNS) for row in expected(table)}
    page.locator("[name=state]").select_option("not coded")
    settled(page, "78 cells")
    rows = list(csv.DictReader(saved(page, "Download CSV").decode().splitlines()))
    assert {row["state"] for row in rows} == {"not coded"}
    assert len(rows) == 78


def test_without_scripts_a_cell_leads_to_the_list_of_cells(
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("evidence/antecedent-outcome.html")
    assert page.locator("#filters").is_hidden()
    page.locator("a[href$='#lock-in--cluster-development']").click()
    section = page.locator("#lock-in--cluster-development")
    assert section.is_visible()
    assert "6 studies" in section.inner_text()


def test_in_print_the_widest_matrix_fits_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 720, "height": 1000})
    page.goto("evidence/antecedent-outcome.html")
    settled(page, "702 cells")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


def test_a_cell_named_in_different_statements_says_so(page: Page) -> None:
    page.goto("evidence/country-type.html")
    button = cell(page, "Parma × joint venture")
    assert button.get_attribute("aria-label") == (
        "Parma × joint venture: 1 study; named for both only in different statements"
    )
    assert button.inner_text().split() == ["1", "apart"]
    button.click()
    assert "No single statement names both." in panel(page).inner_text()
    page.get_by_label("Both in one statement").check()
    page.wait_for_function("location.hash.includes('joint=yes')")
    assert cell(page, "Parma × joint venture").inner_text() == ""
    assert cell(page, "Spain × joint venture").inner_text() == "1"


def test_contradictions_are_filtered_and_the_filter_can_be_shared(page: Page) -> None:
    page.goto("evidence/contradictions.html")
    settled(page, "73 pairs")
    page.get_by_label("Kind").select_option("true conflict")
    settled(page, "5 of 73 pairs")
    assert page.locator("section.group:visible h2").all_inner_texts() == ["True conflict 5"]
    assert hash_of(page) == "#kind=true+conflict"
    page.reload()
    settled(page, "5 of 73 pairs")
    page.get_by_label("Words").fill("network")
    page.get_by_label("Kind").select_option("")
    settled(page, "of 73 pairs")
    shown = page.locator("article.pair:visible")
    assert all("network" in text.lower() for text in shown.all_inner_texts())
    shown.first.get_by_role("link").first.click()
    page.wait_for_url("**/id/contradiction/*.html")
    page.get_by_role("link", name="Contradictions").click()
    page.wait_for_url("**/evidence/contradictions.html#*--*")
    settled(page, "73 pairs")


def test_words_open_when_few_are_left(page: Page) -> None:
    page.goto("evidence/words.html")
    settled(page, "231 words and things")
    page.get_by_label("Words").fill("governance mechanism")
    page.get_by_label("Show").select_option("jingle")
    settled(page, "of 231")
    assert page.get_by_role("link", name="mode of governance").first.is_visible()


def test_the_citation_matrix_finds_a_work(page: Page) -> None:
    page.goto("evidence/overlap.html")
    page.get_by_text("All 457 works").click()
    page.get_by_label("Work or year").fill("boehe")
    settled(page, "1 of 457 works")
