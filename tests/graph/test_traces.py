"""Every cell of an answer leads to the claims on which it stands."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path, PurePath

import pyoxigraph as ox
import pytest
from rdflib import RDFS

from conftest import Run
from smekg.errors import FindingsError
from smekg.namespaces import SMEKG
from smekg.paths import default_root
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters
from smekg.queries.projection import is_distinct, select_also
from smekg.queries.reader import read_queries, read_query
from smekg.queries.run import run_local
from smekg.queries.traces import TracedRows, trace
from smekg.store import load_store
from smekg.terms import TermIndex

ALL = read_queries(default_root())
#: Queries that tell on which claims their cells stand.
TRACED = {query_id: stored for query_id, stored in ALL.items() if stored.header.claims}
CLAIM = "https://w3id.org/smekg/id/claim/"

TEXT = """#+ id: x-y
#+ summary: s
#+ question: q?
#+ source: none
#+ tags: [test]
#+ columns: [thing, names]
#+ claims:
#+   rest: [claim]
#+   names: [claims]
#+ entries:
#+   names: "; "

SELECT ?thing ?names
WHERE {
  ?claim <x:about> ?thing .
  OPTIONAL {
    SELECT ?claim (GROUP_CONCAT(?name; separator="; ") AS ?names)
      (GROUP_CONCAT(?by; separator="|") AS ?claims)
    WHERE {
      SELECT ?claim ?name (GROUP_CONCAT(STR(?source); separator=" ") AS ?by)
      WHERE { ?source <x:names> ?name ; <x:follows> ?claim }
      GROUP BY ?claim ?name
      ORDER BY ?claim ?name
    }
    GROUP BY ?claim
  }
}
ORDER BY ?thing ?names
"""
DATA = """
<x:c1> <x:about> "b" . <x:c10> <x:about> "a" . <x:c2> <x:about> "a" .
<x:c3> <x:names> "y" ; <x:follows> <x:c1> . <x:c4> <x:names> "x" ; <x:follows> <x:c1> .
<x:c5> <x:names> "x" ; <x:follows> <x:c1> .
"""


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    """The real graph, opened once for all queries."""
    return load_store(dist)


@pytest.fixture(scope="module")
def traced(store: ox.Store) -> dict[str, TracedRows]:
    """The answers of all queries that tell their claims."""
    return {query_id: trace(store, stored) for query_id, stored in TRACED.items()}


def written(tmp_path: Path, text: str = TEXT) -> StoredQuery:
    path = tmp_path / "x-y.rq"
    path.write_text(text, encoding="utf-8")
    return read_query(path, "x-y.rq")


def small(turtle: str = DATA) -> ox.Store:
    made = ox.Store()
    made.load(turtle.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("x:g"))
    return made


def ids(claims: tuple[str, ...]) -> list[str]:
    return [iri.removeprefix(CLAIM) for iri in claims]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("  names: [claims]", "  nmes: [claims]"), 9, 'no column "nmes"; did you mean "names"?'),
        (("  names: [claims]", "  names: [clams]"), 9, 'does not bind "clams"; did you mean "claims"?'),
        # A variable that a sub-select keeps to itself.
        (("  names: [claims]", "  names: [source]"), 9, 'the WHERE part does not bind "source"'),
        (("  names: [claims]", '  names: ["?claims"]'), 9, "claims.names.0"),
        (('  names: "; "', '  name: "; "'), 11, '`entries`: the query has no column "name"'),
        ((" AS ?names)", " AS ?nmes)"), 6, 'does not bind the column "names"; compute it there'),
        (
            ("ORDER BY ?thing ?names\n", "GROUP BY ?thing ?names ORDER BY ?thing\n"),
            7,
            "group in a sub-select",
        ),
        (("thing", "rest"), 6, '"rest" stands for other columns'),
    ],
)
def test_a_header_that_names_no_claims_of_the_query_is_reported(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    assert written(tmp_path).header.claims
    with pytest.raises(FindingsError) as caught:
        written(tmp_path, TEXT.replace(*change))
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)


def test_a_query_answers_with_more_variables_than_it_selects() -> None:
    sparql = "SELECT DISTINCT ?a # one\nWHERE { ?a ?b ?c . { SELECT ?d WHERE { ?d ?e ?f } } } ORDER BY ?a"
    longer = "SELECT DISTINCT ?a # one\n?c\nWHERE { ?a ?b ?c . { SELECT ?d WHERE { ?d ?e ?f } } } ORDER BY ?a"
    assert select_also(sparql, ["c", "a"]) == longer
    assert is_distinct(sparql)
    assert not is_distinct("SELECT ?a WHERE { SELECT DISTINCT ?a WHERE { ?a ?b ?c } }")
    with pytest.raises(ValueError, match="no SELECT"):
        select_also("ASK { ?a ?b ?c }", ["c"])


def test_each_entry_of_a_cell_has_its_own_claims(tmp_path: Path) -> None:
    rows = trace(small(), written(tmp_path))
    assert rows.rows == run_local(small(), TEXT)
    assert rows.rows.rows == (("a", ""), ("a", ""), ("b", "x; y"))
    # Two rows that read the same stand on one claim each; an empty cell stands on none.
    assert rows.claims == ((("x:c2",), ()), (("x:c10",), ()), (("x:c1",), ("x:c4", "x:c5", "x:c3")))
    names = rows.cells[2][1]
    assert [(entry.text, entry.claims) for entry in names.entries] == [
        ("x", ("x:c4", "x:c5")),
        ("y", ("x:c3",)),
    ]


def test_a_row_that_several_solutions_give_has_the_claims_of_all(tmp_path: Path) -> None:
    distinct = written(tmp_path, TEXT.replace("SELECT ?thing", "SELECT DISTINCT ?thing"))
    rows = trace(small(), distinct)
    assert rows.claims == ((("x:c2", "x:c10"), ()), (("x:c1",), ("x:c4", "x:c5", "x:c3")))


def test_claims_for_other_entries_than_those_of_the_cell_are_reported(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="claims are listed for more or fewer entries"):
        trace(small(), written(tmp_path, TEXT.replace('separator="|"', 'separator="||"')))


@pytest.mark.parametrize("query_id", TRACED)
def test_tracing_changes_neither_rows_nor_order(
    store: ox.Store, traced: dict[str, TracedRows], query_id: str
) -> None:
    assert traced[query_id].rows == run_local(store, TRACED[query_id].text)


def test_only_claims_are_named(store: ox.Store, traced: dict[str, TracedRows]) -> None:
    sparql = f"SELECT DISTINCT ?claim WHERE {{ ?claim a/<{RDFS.subClassOf}>* <{SMEKG.Claim}> }}"
    claims = {row[0] for row in run_local(store, sparql).rows}
    named = {iri for rows in traced.values() for row in rows.claims for cell in row for iri in cell}
    assert named
    assert named <= claims


def test_every_cell_of_a_framework_leads_to_claims(traced: dict[str, TracedRows]) -> None:
    frameworks = {
        i for i, stored in ALL.items() if PurePath(stored.path).parts[:2] == ("queries", "frameworks")
    }
    assert len(frameworks) == 37
    assert frameworks <= set(traced)
    bare = {
        (query_id, column, entry.text)
        for query_id in frameworks
        for row in traced[query_id].cells
        for column, cell in zip(traced[query_id].columns, row, strict=True)
        for entry in cell.entries
        if not entry.claims
    }
    assert bare == set()


def test_each_work_in_a_table_of_gaps_leads_to_claims(traced: dict[str, TracedRows]) -> None:
    # The query repeats how the rule finds the topics of a work; a way that it misses shows here.
    gaps = traced["x-gaps"]
    works = [
        cell
        for row in gaps.cells
        for column, cell in zip(gaps.columns, row, strict=True)
        if column == "works"
    ]
    assert sum(len(cell.entries) for cell in works) > 400
    assert [entry.text for cell in works for entry in cell.entries if not entry.claims] == []


#: Query, what its row holds, column, entry, and the claims that the annotation files give this entry.
TYPED = [
    (
        "g21-table-3",
        ["Cluster", "advantage"],
        "as_printed",
        "Access to new markets",
        ["g21-t3-cluster-adv-2"],
    ),
    ("g21-table-2", ["Uppsala Model"], "printed_count", "13", ["g21-t2-uppsala-model"]),
    (
        "g21-table-2",
        ["Resource-Based View (RBV)"],
        "studies",
        "Zulu-Chisanga et al. (2020)",
        # What the section on the theory says with this study, and its place in Table 3.
        [*(f"g21-3-1-1-{number}" for number in (42, 46, 47, 48)), "g21-t3-network-art-26"],
    ),
    (
        "gg18-table-1",
        ["Phase 1"],
        "governance_mode",
        "proceeded or/and accompanied by importing",
        ["gg18-t1-1-governance-mode-2"],
    ),
    ("gg18-table-2", ["(4) Offshore outsourcing"], "avoid_lock_in", "+/-", ["gg18-t2-5-objective-1"]),
    (
        "gg18-table-2",
        ["(4) Offshore outsourcing"],
        "option",
        "(4) Offshore outsourcing",
        [f"gg18-t2-5-{part}" for part in ("feasibility", "objective-1", "objective-2", "relocation")],
    ),
    ("i10-theories", ["product cycle theory"], "theory", "product cycle theory", ["i10-3-11"]),
    ("i10-stages", ["filling of international orders"], "stage", "passive exporting", ["i10-4-2-12"]),
    (
        "i10-stages",
        ["passive exporting"],
        "mark",
        "filling of international orders",
        ["i10-4-2-13"],
    ),
    ("z20-table-1", ["Tolstoy and Agndal (2010)"], "employees_max", "49", ["z20-t1-small-03"]),
    (
        "z20-figure-6",
        ["distance from network center"],
        "antecedent",
        "collaboration intensity",
        ["z20-moderators-49", "z20-moderators-50"],
    ),
    ("z20-figure-6", ["collaboration intensity"], "direction", "negative", ["z20-moderators-49"]),
]


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: f"{typed[0]}-{typed[2]}")
def test_an_entry_leads_to_the_claims_that_were_annotated_for_it(
    traced: dict[str, TracedRows], typed: tuple[str, list[str], str, str, list[str]]
) -> None:
    query_id, held, column, text, claims = typed
    answer = traced[query_id]
    place = answer.columns.index(column)
    found = [
        ids(entry.claims)
        for row in answer.cells
        if set(held) <= {cell.text for cell in row}
        for entry in row[place].entries
        if entry.text == text
    ]
    assert found == [claims]


def test_a_parameter_narrows_claims_with_the_cells(store: ox.Store) -> None:
    stored = TRACED["x-contradictions"]
    sparql = bind_parameters(stored, {"kind": "true conflict"}, lambda: TermIndex({}, {}))
    rows = trace(store, stored, sparql)
    assert rows.rows == run_local(store, sparql)
    assert {row[0].text for row in rows.cells} == {"true conflict"}
    at = {column: place for place, column in enumerate(rows.columns)}
    for row in rows.cells:
        assert ids(row[at["direction_a"]].claims) == [row[at["claim_a"]].text]
        assert sorted(ids(row[at["kind"]].claims)) == sorted(row[at[f"claim_{side}"]].text for side in "ab")


def test_no_traced_query_keeps_a_reader_waiting(store: ox.Store) -> None:
    def seconds(stored: StoredQuery) -> float:
        start = time.process_time()
        trace(store, stored)
        return time.process_time() - start

    assert {query_id: spent for query_id, s in TRACED.items() if (spent := seconds(s)) > 1} == {}


def test_the_command_adds_the_claims_of_each_row(dist: Path, smekg: Run) -> None:
    result = smekg("query", "gg18-table-2", "--claims", "--format", "csv", "--build", dist)
    assert (result.returncode, result.stderr) == (0, "")
    columns, *rows = csv.reader(result.stdout.splitlines())
    assert columns == [*TRACED["gg18-table-2"].header.columns, "claims"]
    parts = ("relocation", "feasibility", "objective-1", "objective-2")
    assert [sorted(row[-1].split()) for row in rows] == [
        sorted(f"gg18-t2-{number}-{part}" for part in parts) for number in range(1, 7)
    ]
    printed = smekg(
        *("query", "gg18-table-2", "--claims", "--layout", "printed", "--format", "json", "--build", dist)
    )
    assert json.loads(printed.stdout)[2] == {
        "Option": "OBJ. 1",
        **dict(zip([row[0] for row in rows], [row[3] for row in rows], strict=True)),
        "claims": " ".join(f"gg18-t2-{number}-objective-1" for number in range(1, 7)),
    }
