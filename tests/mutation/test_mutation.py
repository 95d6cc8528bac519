"""The mutants can be made, the tests notice them, and a change that says nothing is not called noticed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from mutation.__main__ import all_kinds, outcomes
from mutation.mutant import Kind, Mutant, Outcome
from mutation.report import Settings, markdown, read_reasons, unexplained
from mutation.schema_mutants import schema_kinds
from mutation.small_cases import small_case_killer
from mutation.sparql_edits import without_distinct, without_filter, without_order, without_pattern
from ontology import shape_cases
from smekg.paths import default_root
from smekg.queries.reader import find_query

SHAPES = [kind for kind in schema_kinds() if kind.name.startswith("shape")]

QUERY = """PREFIX x: <https://x.example/>
SELECT DISTINCT ?a # of all
WHERE {
  ?a a x:A ; x:p ?b .
  FILTER(?b != "}.;")
  { SELECT ?b WHERE { ?b x:q ?c } ORDER BY ?b }
}
ORDER BY ?a
"""


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.name)
def test_a_weakened_shape_is_noticed(kind: Kind) -> None:
    (outcome,) = outcomes(kind, seed=3, number=1, with_texts=False)
    assert outcome.killer, outcome.name


def test_an_unchanged_shape_is_not_called_noticed() -> None:
    rule = shape_cases.RULES[0]
    assert shape_cases.accepts_valid(rule, shape_cases.SHAPES_GRAPH)
    assert shape_cases.keeps_its_obligation(rule, shape_cases.SHAPES_GRAPH)


def test_each_pattern_of_a_query_is_left_out_in_turn() -> None:
    found = dict(without_pattern(QUERY))
    assert list(found) == ["?a a x:A", "x:p ?b", "?b x:q ?c"]
    assert "?a x:p ?b ." in found["?a a x:A"]
    assert "?a a x:A ." in found["x:p ?b"]
    for text in found.values():
        ox.Store().query(text)


def test_filters_distinct_and_orders_are_left_out_in_turn() -> None:
    assert [what for what, _ in without_filter(QUERY)] == ['FILTER(?b != "}.;")']
    assert [what for what, _ in without_distinct(QUERY)] == ["DISTINCT of line 2"]
    assert [what for what, _ in without_order(QUERY)] == ["ORDER BY of line 6", "ORDER BY of line 8"]


def test_the_small_cases_are_asked_of_the_changed_text() -> None:
    stored = find_query(default_root(), "x-overlap")
    assert small_case_killer(stored, stored.text.replace("?pairs != 0", "?pairs = ?pairs"), None)
    assert small_case_killer(stored, stored.text, None) is None


def test_tests_are_asked_in_turn_until_one_notices() -> None:
    asked = []

    def ask(name: str, answer: str | None) -> str | None:
        asked.append(name)
        return answer

    mutant = Mutant("m", lambda: ask("a", None), lambda: ask("b", "text"), lambda: ask("c", "answer"))
    assert mutant.killer() == "text"
    assert mutant.killer(with_texts=False) == "answer"
    assert asked == ["a", "b", "a", "c"]


def test_the_report_counts_and_lists_what_lives() -> None:
    found = [
        Outcome("k", "one", "reader"),
        Outcome("k", "two", "typed answer of q"),
        Outcome("k", "three", ""),
    ]
    page = markdown(found, Settings(7, 3, True, date(2026, 11, 30)))
    assert "| k | 3 | 2 | 66 % (below the goal) | 1 | 0 | 0 | 1 | 0 |" in page
    assert "no reason is known:\n\n- `three`" in page
    assert unexplained(found) == [found[2]]


def test_the_report_that_is_kept_has_a_reason_for_each_survivor() -> None:
    page = Path(__file__).with_name("REPORT.md").read_text(encoding="utf-8")
    assert "no reason is known" not in page
    assert {kind.name for kind in schema_kinds()} <= {line.split(" | ")[0][2:] for line in page.splitlines()}
    # A reason for what no mutant of the report is any more would be a reason for nothing.
    assert {kind for kind in read_reasons() if f"| {kind} |" not in page} == set()


@pytest.mark.slow
def test_mutants_of_every_kind_are_noticed_or_have_a_reason_to_live(dist: Path) -> None:
    found = [
        o
        for kind in all_kinds(dist)
        for o in outcomes(kind, seed=random.randrange(10**6), number=2, with_texts=True)
    ]
    assert unexplained(found) == []
