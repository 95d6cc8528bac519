"""Mappings have the predicate that was chosen twice, or that was settled where the choices differ."""

from __future__ import annotations

import pytest

from second_coding.mapping_choices import misplaced, read_choices
from smekg.inputs import read_inputs
from smekg.mappings.model import Row
from smekg.paths import DataRoot

CHOICES = read_choices()


@pytest.fixture(scope="module")
def rows(root: DataRoot) -> list[Row]:
    sets = read_inputs(root, lambda _: None).mappings
    return [mapping.row for mapping_set in sets for mapping in mapping_set.mappings]


def test_predicates_are_those_that_were_settled(rows: list[Row]) -> None:
    assert [row.subject_id for row in rows if misplaced(row, CHOICES)] == []
    pairs = {(row.subject_id, row.object_id) for row in rows}
    assert set(CHOICES) - pairs == set()
    # What an axiom says already needs no second opinion.
    assert all(
        row.mapping_justification == "semapv:LogicalReasoning"
        for row in rows
        if (row.subject_id, row.object_id) not in CHOICES
    )


def test_only_what_differs_was_settled_and_for_a_reason() -> None:
    for choice in CHOICES.values():
        assert choice.settled in (choice.first, choice.second)
        assert bool(choice.because) == (choice.first != choice.second)


def test_another_predicate_is_noticed(rows: list[Row]) -> None:
    row = next(row for row in rows if row.subject_id == "smekg:VirtualTeam")
    assert not misplaced(row, CHOICES)
    assert misplaced(row.model_copy(update={"predicate_id": "skos:relatedMatch"}), CHOICES)


def test_the_agreement_that_the_guide_tells(root: DataRoot) -> None:
    agreed = sum(choice.first == choice.second for choice in CHOICES.values())
    guide = (root.ontology / "mappings" / "README.md").read_text(encoding="utf-8")
    assert f"the two agree on {agreed} of {len(CHOICES)}\npairs" in guide
    between = {("close", "exact"), ("exact", "close")}
    others = [c for c in CHOICES.values() if c.first != c.second]
    assert len(others) / 2 <= sum((c.first, c.second) in between for c in others) + 1
