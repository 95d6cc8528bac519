"""Every cell of an answer leads to the claims on which it stands."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDFS

from smekg.errors import FindingsError
from smekg.namespaces import SMEKG
from smekg.paths import default_root
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries, read_query
from smekg.queries.run import run_local
from smekg.queries.traces import TracedRows, trace
from smekg.store import open_store

#: Queries that tell on which claims their cells stand.
TRACED = {q.header.id: q for q in read_queries(default_root()).values() if q.header.claims}
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
    return open_store(dist)


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


def test_a_cell_leads_to_the_claim_that_was_typed_for_it(traced: dict[str, TracedRows]) -> None:
    table = traced["g21-table-3"]
    found = {
        (row[0].text, row[2].text): ids(row[2].claims) for row in table.cells if row[1].text == "advantage"
    }
    assert found["Cluster", "Access to new markets"] == ["g21-t3-cluster-adv-2"]
