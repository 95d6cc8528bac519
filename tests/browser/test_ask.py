"""Asking in the page: the answers are those of the command, byte for byte, and nothing is sent anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import bibtexparser
import pytest

from browser.asking import ask, ask_free, saved
from conftest import Run
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.model import Header, Parameter, StoredQuery
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import read_queries
from smekg.queries.run import run_local
from smekg.store import load_store
from smekg.terms import index_terms

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

QUESTIONS = [
    ("g21-findings", {"about": "Export  PERFORMANCE"}),
    ("g21-findings", {"about": "export performance", "study": "Maurel (2009)"}),
    ("g21-findings", {"study": 'no such "study" \\ \' } UNION'}),
    ("x-citation-matrix", {"at_least": "2"}),
    ("x-count-audit", {"review": "guimaraes2021", "outcome": "differs"}),
    ("x-gaps", {"state": "not coded"}),
    ("x-overlap", {}),
    ("g21-table-3", {}),
]


def command(smekg: Run, dist: Path, query: str, values: dict[str, str], form: str) -> bytes:
    given = [part for name, value in values.items() for part in ("--param", f"{name}={value}")]
    result = smekg("query", query, *given, "--format", form, "--build", dist)
    assert result.returncode == 0, result.stderr
    return result.stdout.encode()


@pytest.mark.parametrize(
    ("query", "values"),
    # Each asks twice on the command line: every other one runs always, all with `--slow`.
    [
        pytest.param(*one, marks=[] if position % 2 == 0 else [pytest.mark.slow])
        for position, one in enumerate(QUESTIONS)
    ],
    ids=[f"{query}-{'-'.join(values)}" for query, values in QUESTIONS],
)
def test_a_stored_query_gives_the_files_of_the_command(
    page: Page, smekg: Run, dist: Path, query: str, values: dict[str, str]
) -> None:
    ask(page, query, values)
    assert saved(page, "CSV") == command(smekg, dist, query, values, "csv")
    assert saved(page, "JSON") == command(smekg, dist, query, values, "json")
    shown = page.locator("#command").inner_text()
    assert shown.startswith(f"smekg query {query}")
    assert all(name in shown for name in values)


def test_every_stored_query_has_the_same_rows_in_the_page(page: Page, root: DataRoot, dist: Path) -> None:
    page.goto("ask/index.html")
    queries = {name: query.text for name, query in read_queries(root).items()}
    answers = page.evaluate(
        """async (queries) => {
          const { Graph } = await import("../assets/ask/graph.js");
          const graph = new Graph();
          const answers = {};
          for (const [name, text] of Object.entries(queries)) {
            const { columns, rows } = await graph.run(text);
            answers[name] = [columns, rows];
          }
          graph.end(new Error("done"));
          return answers;
        }""",
        queries,
    )
    store = load_store(dist)
    for name, text in queries.items():
        expected = run_local(store, text)
        assert answers[name] == [list(expected.columns), list(map(list, expected.rows))], name


@pytest.mark.parametrize(("kind", "value"), [("place", "serra  GAÚCHA"), ("sector", "Wine"), ("term", "SME")])
def test_labels_name_the_same_terms(page: Page, root: DataRoot, kind: str, value: str) -> None:
    page.goto("ask/index.html")
    parameter = Parameter(name="p", type=kind, description="d")  # type: ignore[arg-type]
    header = Header(id="x-y", summary="s", question="q", source="s", tags=("t",), parameters=(parameter,))
    query = StoredQuery(header, "SELECT ?_p WHERE { VALUES ?_p { UNDEF } }", "x-y.rq")
    ontology = read_ontology(root)
    expected = bind_parameters(query, {"p": value}, lambda: index_terms(ontology.terms, ontology.vocabulary))
    found = page.evaluate(
        """async ([text, kind, value]) => {
          const { bind } = await import("../assets/ask/parameters.js");
          const { loadJson } = await import("../assets/ask/addresses.js");
          const { Labels } = await import("../assets/ask/terms.js");
          const labels = async () => new Labels(await loadJson("data/labels.json"));
          return bind(text, [{ name: "p", type: kind }], new Map([["p", value]]), labels);
        }""",
        [query.text, kind, value],
    )
    assert found == expected


def test_a_label_that_names_nothing_is_explained(page: Page) -> None:
    page.goto("ask/g21-findings.html")
    field = page.get_by_label("about", exact=True)
    field.fill("export perfomance")
    field.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text().startswith(
        'parameter "about": unknown term "export perfomance"; did you mean "export performance"'
    )
    assert field.get_attribute("aria-invalid") == "true"
    assert field.evaluate("(element) => element === document.activeElement")
    field.fill("export performance")
    field.press("Enter")
    page.locator("#answer").wait_for()
    assert alert.is_hidden()
    assert field.get_attribute("aria-invalid") is None


def test_the_labels_are_offered_when_a_field_is_first_used(page: Page) -> None:
    page.goto("ask/g21-findings.html")
    options = page.locator("#list-about option")
    assert options.count() == 0
    page.get_by_label("about", exact=True).focus()
    options.first.wait_for(state="attached")
    assert options.count() > 3000
    page.goto("ask/x-count-audit.html")
    page.get_by_label("review", exact=True).focus()
    page.locator('#list-review option[value="zahoor2020"]').wait_for(state="attached")


def test_a_link_with_parameters_fills_the_form_and_runs(page: Page) -> None:
    page.goto("ask/g21-findings.html#about=export%20performance")
    page.locator("#answer").wait_for()
    assert page.get_by_label("about", exact=True).input_value() == "export performance"
    assert page.locator("#rows tbody tr").count() > 3
    page.goto("ask/g21-findings.html#abuot=x")
    page.get_by_role("alert").wait_for()
    assert 'has no parameter "abuot"; its parameters: about, study' in page.get_by_role("alert").inner_text()
    page.goto("ask/x-gaps.html#state=undone")
    page.get_by_role("alert").wait_for()
    assert "is one of studied, not studied, not coded, unknown" in page.get_by_role("alert").inner_text()


def test_a_run_is_kept_in_the_address(page: Page) -> None:
    ask(page, "g21-findings", {"study": "Boehe (2013) & co=1"})
    page.goto(page.url)
    page.reload()
    page.locator("#answer").wait_for()
    assert page.get_by_label("study", exact=True).input_value() == "Boehe (2013) & co=1"
    assert "No rows" in page.locator("#counted").inner_text()


def test_the_works_behind_an_answer_leave_as_bibtex(page: Page, smekg: Run, dist: Path) -> None:
    ask(page, "g21-findings", {"about": "export performance"})
    library = bibtexparser.parse_string(saved(page, "BibTeX").decode())
    assert not library.failed_blocks
    keys = sorted(entry.key for entry in library.entries)
    rows = json.loads(command(smekg, dist, "g21-findings", {"about": "export performance"}, "json"))
    assert keys == ["brache2019", "guimaraes2021", "maurel2009"]
    assert {name for row in rows for name in row["studies"].split("; ")} == {
        "Maurel (2009)",
        "Brache and Felzensztein (2019)",
    }
    assert page.locator("#cited").inner_text().startswith("3 works")
    # Its claims stand joined in texts.
    ask(page, "x-gaps", {"table": "type-theory", "state": "studied"})
    listed = {entry.key for entry in bibtexparser.parse_string(saved(page, "BibTeX").decode()).entries}
    gaps = json.loads(command(smekg, dist, "x-gaps", {"table": "type-theory", "state": "studied"}, "json"))
    named = {key for row in gaps for key in row["works"].split("; ")}
    assert named
    assert named | {"guimaraes2021", "zahoor2020"} <= listed
    ask_free(page, "SELECT (1 AS ?one) WHERE {}")
    page.locator("#answer").wait_for()
    page.get_by_role("button", name="BibTeX").click()
    page.get_by_text("there is nothing to cite").wait_for()


def test_claims_that_an_answer_names_are_links(page: Page) -> None:
    ask(page, "x-decision", {})
    row = page.locator("#rows tbody tr").first
    link = row.get_by_role("link", name="gg18-t2-", exact=False).first
    link.wait_for()
    link.click()
    page.wait_for_url("**/id/claim/gg18-t2-*.html")


def test_stopping_while_the_graph_loads(page: Page) -> None:
    page.goto("ask/g21-table-2.html")
    page.evaluate(
        """async () => {
          const [run, stop] = ["run", "stop"].map((id) => document.getElementById(id));
          run.click();
          while (stop.disabled) await new Promise((later) => setTimeout(later));
          stop.click();
        }"""
    )
    page.get_by_text("Stopped.").wait_for()
    page.get_by_role("button", name="Run").click()
    page.locator("#answer").wait_for()


def test_the_whole_way_is_open_to_the_keyboard(page: Page) -> None:
    page.goto("ask/index.html")
    page.get_by_label("Narrow the list").focus()
    page.keyboard.type("moderation comparison sign g21")
    assert page.get_by_text("1 of ").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/g21-findings.html")
    page.locator("#ask").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.id") == "param-about":
            break
    page.keyboard.type("export performance")
    page.keyboard.press("Enter")
    page.locator("#answer").wait_for()
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement?.textContent?.trim().slice(0, 20)"))
    for name in ("CSV", "JSON", "BibTeX", "section", "kind"):
        assert name in stops


def test_without_javascript_the_questions_can_be_read(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("ask/g21-findings.html")
    assert page.get_by_text("Running a query in the page needs JavaScript").is_visible()
    assert page.locator("#sparql").is_visible()
    assert page.locator("#ask").is_hidden()
    page.goto("ask/index.html")
    assert page.locator("li a[href$='g21-findings.html']").is_visible()
