"""The stored queries answer what the papers print.

The expected files were typed from the paper: the tables by eye, the prose queries by second readers who
listed the statements before they saw the claims; differences were settled by the paper. `*` stands for a
cell in the annotators' own words, which no paper prints.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Run
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import read_queries, read_rules
from smekg.queries.run import Rows, run_local
from smekg.sources.reader import read_review
from smekg.store import load_store
from smekg.terms import TermIndex, index_terms
from support.printed_tables import PRINTED, misprints
from support.typed_answers import FILES, NARROWED, departures, narrowing_departures

#: The many competency questions are asked in one process, by test_competency.py.
IDS = sorted(query_id for query_id in FILES if not query_id.startswith("cq-"))
#: Core statements that an independent reading found in each review; an annotation splits them further.
CORE_STATEMENTS = {"guimaraes-2021": 450, "zahoor-2020": 360, "iplik-2010": 210, "gancarczyk-2018": 260}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize("query_id", IDS)
def test_a_query_answers_what_was_typed_from_the_paper(dist: Path, smekg: Run, query_id: str) -> None:
    result = smekg("query", query_id, "--format", "csv", "--build", dist)
    assert (result.returncode, result.stderr) == (0, "")
    columns, *answer = rows(result.stdout)
    assert departures(query_id, columns, answer) == []


def test_every_query_has_an_expected_answer(root: DataRoot) -> None:
    assert set(read_queries(root)) == set(FILES)


def test_table_3_has_the_counts_of_the_paper(dist: Path, smekg: Run) -> None:
    result = smekg("query", "g21-table-3", "--format", "csv", "--build", dist)
    entries = [row[:2] for row in rows(result.stdout)[1:]]
    types = list(dict.fromkeys(row[0] for row in entries))
    assert types == [
        "Network",
        "Cluster",
        "Strategic alliance",
        "Joint venture",
        "Export consortia",
        "Strategic marketing alliance",
    ]
    per_type = {
        part: [entries.count([t, part]) for t in types] for part in ("advantage", "disadvantage", "article")
    }
    assert per_type == {
        "advantage": [4, 10, 7, 2, 4, 6],
        "disadvantage": [5, 4, 3, 1, 3, 2],
        "article": [27, 37, 6, 4, 3, 7],
    }
    articles = [row[3] for row in rows(result.stdout) if row[1] == "article"]
    assert (len(articles), len(set(articles))) == (84, 78)


@pytest.mark.parametrize("query_id", PRINTED)
def test_a_table_comes_out_as_the_paper_lays_it_out(dist: Path, smekg: Run, query_id: str) -> None:
    result = smekg("query", query_id, "--layout", "printed", "--format", "csv", "--build", dist)
    columns, *table = csv.reader(result.stdout.splitlines(keepends=True))
    assert misprints(query_id, Rows(tuple(columns), tuple(map(tuple, table)))) == []


def test_every_layout_was_compared_with_print(root: DataRoot) -> None:
    assert set(PRINTED) == {name for name, query in read_queries(root).items() if query.header.layout}


@pytest.mark.parametrize("query_id", NARROWED)
def test_parameters_narrow_an_answer(dist: Path, root: DataRoot, query_id: str) -> None:
    store, stored = load_store(dist), read_queries(root)[query_id]

    def index() -> TermIndex:
        ontology = read_ontology(root)
        return index_terms(ontology.terms, ontology.vocabulary)

    def ask(values: Mapping[str, str]) -> Rows:
        return run_local(store, bind_parameters(stored, values, index))

    assert narrowing_departures(query_id, ask) == []


def test_stats_say_how_dense_the_annotation_is(dist: Path, smekg: Run, root: DataRoot) -> None:
    stats = json.loads(smekg("stats", "--format", "json", "--build", dist).stdout)
    claims = stats["claims"]["guimaraes-2021"]
    assert claims["total"] == sum(claims["by_kind"].values()) == sum(claims["by_origin"].values())
    assert claims["by_kind"]["coverage"] == 84
    # What an independent reading found at least.
    least = {
        "definition": 40,
        "classification": 100,
        "attribution": 75,
        "effect": 95,
        "tenet": 25,
        "quantity": 20,
    }
    assert {kind: n for kind, n in least.items() if claims["by_kind"][kind] < n} == {}
    assert stats["works"] == len(set().union(*(read_review(root, r).works for r in CORE_STATEMENTS)))
    graphs = {"ontology", "vocabulary", "mappings", "queries", "inferred", "derived"}
    assert set(stats["triples"]) == graphs | set(CORE_STATEMENTS)
    assert set(stats["claims"]) == set(CORE_STATEMENTS)
    for review, core in CORE_STATEMENTS.items():
        assert stats["claims"][review]["total"] >= core, f"{review} was skimmed"
    assert all(stats["triples"].values())
    assert stats["queries"] == len(read_queries(root))
    assert stats["rules"] == len(read_rules(root))
    assert stats["concepts"] > 1000
    assert stats["classes"] > 100
