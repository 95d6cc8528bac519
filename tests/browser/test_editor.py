"""Free queries in the page: errors, limits, stopping, sorting, the editor by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from browser.asking import ask_free, saved

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

#: A count over so many combinations that no machine gets through them.
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_rows_are_sorted_by_their_headings(page: Page) -> None:
    ask_free(page, 'SELECT ?n ?w { VALUES (?n ?w) { (10 "b") (9 "a") (UNDEF "c") } }')
    page.locator("#answer").wait_for()
    heading = page.get_by_role("columnheader", name="n", exact=True)

    def column() -> list[str]:
        return page.locator("#rows tbody td:first-child").all_inner_texts()

    assert column() == ["10", "9", ""]
    for direction, rows in (
        ("ascending", ["9", "10", ""]),
        ("descending", ["10", "9", ""]),
        (None, ["10", "9", ""]),
    ):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == direction
        assert column() == rows
    page.get_by_role("columnheader", name="w", exact=True).get_by_role("button").press("Enter")
    assert column() == ["9", "10", ""]
    assert page.locator("#sorted").inner_text() == "Sorted by w, ascending."


def test_iris_of_smekg_lead_to_their_pages(page: Page) -> None:
    ask_free(
        page, "SELECT * { VALUES ?x { <https://w3id.org/smekg/id/work/boehe2013> <http://example.org/x> } }"
    )
    page.locator("#answer").wait_for()
    links = page.locator("#rows a")
    assert links.all_inner_texts() == ["work:boehe2013"]
    links.first.click()
    page.wait_for_url("**/id/work/boehe2013.html")


def test_a_pattern_of_the_schema_is_asked_in_the_editor(page: Page) -> None:
    page.goto("ask/schema.html")
    page.get_by_role("link", name="Ask for DOI of reviews, text").click()
    page.locator("body[data-ready]").wait_for()
    page.get_by_role("button", name="Run").click()
    page.locator("#answer").wait_for()
    # The DOIs that three of the four reviews have.
    assert sorted(page.locator("#rows tbody td:last-child").all_inner_texts()) == [
        "10.1111/ijmr.12238",
        "10.3390/admsci11040153",
        "10.4026/1303-2860.2010.137.x",
    ]


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p \n}", "error at 3:2"),
        ("SELECT (1-2-3 AS ?x) { ?s ?p }", "error at 1:31"),
        ("SELECT * { ?s foo:bar 1 }", "error at 1:22: Prefix not found"),
        ("SELECT * WHERE { ?s ?p export-p", 'error at 1:32: expected one of ".", ":", a character of a name'),
        ("INSERT DATA { <a:b> <a:c> 1 }", "error at 1:1"),
        ("SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }", "service"),
        ("", "error at 1:1"),
    ],
)
def test_a_wrong_query_shows_its_error(page: Page, sparql: str, says: str) -> None:
    ask_free(page, sparql)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert says in alert.inner_text()
    assert page.locator("#answer").is_hidden()


def test_other_forms_of_queries_run(page: Page) -> None:
    ask_free(page, "PREFIX smekg: <https://w3id.org/smekg/ontology#> ASK { ?s a smekg:EffectClaim }")
    page.get_by_text("The answer is yes").wait_for()
    work = "<https://w3id.org/smekg/id/work/boehe2013>"
    ask_free(page, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {work} }} ?s ?p ?o }} # LIMIT")
    page.get_by_text("triples in").wait_for()
    triples = saved(page, "N-Triples").decode().splitlines()
    assert len(triples) == page.locator("#rows tbody tr").count() > 3
    assert all(line.startswith(work) and line.endswith(" .") for line in triples)
    ask_free(page, f"DESCRIBE {work}")
    page.get_by_text("triples in").wait_for()


def test_more_rows_than_the_page_takes_are_told(page: Page) -> None:
    ask_free(page, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }")
    page.get_by_text("The answer has more than 50,000 rows").wait_for()
    page.wait_for_function("document.querySelectorAll('#rows tbody tr').length === 1000")
    page.get_by_role("button", name="Show 2,000 more of 49,000 rows").click()
    page.wait_for_function("document.querySelectorAll('#rows tbody tr').length === 3000")
    assert saved(page, "CSV").count(b"\n") == 50_001
    ask_free(page, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 3")
    page.get_by_text("3 rows in").wait_for()


def test_a_runaway_query_is_stopped_and_the_next_one_runs(page: Page) -> None:
    ask_free(page, RUNAWAY)
    page.get_by_text("Running the query").wait_for()
    stop = page.get_by_role("button", name="Stop")
    assert stop.is_enabled()
    stop.click()
    page.get_by_text("Stopped.").wait_for()
    assert stop.is_disabled()
    page.locator(".cm-content").fill("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }")
    page.locator(".cm-content").press("Control+Enter")
    page.get_by_text("1 row in").wait_for()
    assert int(page.locator("#rows tbody td").inner_text()) > 100_000


def test_an_example_is_loaded_with_its_values(page: Page) -> None:
    page.goto("ask/g21-findings.html")
    page.get_by_label("study", exact=True).fill('Say "so"')
    page.get_by_role("link", name="Open in the editor").click()
    page.locator("body[data-ready]").wait_for()
    page.get_by_text('VALUES ?_study { "Say \\"so\\"" }').wait_for()
    page.goto("about:blank")
    page.goto("ask/sparql.html#example=x-overlap")
    page.locator("body[data-ready]").wait_for()
    assert "#+" not in page.locator(".cm-content").inner_text()
    page.get_by_role("button", name="Run").click()
    page.get_by_text("rows in").wait_for()


def test_the_editor_keeps_the_query_of_the_tab_and_links_to_it(
    open_context: Callable[..., BrowserContext],
) -> None:
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("ask/sparql.html")
    page.locator("body[data-ready]").wait_for()
    text = "SELECT ?x WHERE { VALUES ?x { \"a & b # c = 'd'\" } }"
    page.locator(".cm-content").fill(text)
    page.reload()
    page.locator("body[data-ready]").wait_for()
    assert page.locator(".cm-line").first.inner_text() == text
    page.get_by_role("button", name="Copy a link to this query").click()
    page.get_by_text("Copied").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    other = context.new_page()
    other.goto(address)
    other.locator("body[data-ready]").wait_for()
    assert other.locator(".cm-line").first.inner_text() == text


def test_terms_are_completed_by_label_with_their_prefix(page: Page) -> None:
    page.goto("ask/sparql.html")
    page.locator("body[data-ready]").wait_for()
    editor = page.locator(".cm-content")
    editor.fill("ASK { ?s ?p ")
    editor.press("Control+End")
    page.keyboard.type("export-perf")
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    page.wait_for_timeout(200)  # the editor ignores keys that come faster than a reader reacts
    page.keyboard.press("Enter")
    page.get_by_text("PREFIX concept:").first.wait_for()
    lines = page.locator(".cm-line").all_inner_texts()
    assert lines[0] == "PREFIX concept: <https://w3id.org/smekg/id/concept/>"
    assert lines[1].startswith("ASK { ?s ?p concept:export-performance")
    page.get_by_label("Prefix").select_option("dcterms")
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Insert").click()
    assert editor.inner_text().count("PREFIX dcterms: <http://purl.org/dc/terms/>") == 1


def test_tab_leaves_the_editor(page: Page) -> None:
    page.goto("ask/sparql.html")
    page.locator("body[data-ready]").wait_for()
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Enter")
    page.locator("#answer").wait_for()
    page.locator(".cm-content").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className").startswith("cm-content")


def test_without_the_editor_the_plain_field_runs_the_query(page: Page) -> None:
    page.route(
        "**/vendor/codemirror.js",
        lambda route: route.fulfill(status=200, content_type="text/javascript", body="throw new Error('x')"),
    )
    page.goto("ask/sparql.html")
    page.locator("body[data-ready]").wait_for()
    page.get_by_label("SPARQL query").fill("SELECT ?s WHERE {\n  ?s ?p \n}")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("SPARQL query").fill("SELECT (1 AS ?one) WHERE {}")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("1 row in").wait_for()
