"""What an annotator wrote as a sentence agrees with the slots that he filled beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from annotations.exceptions import EXCEPTIONS
from annotations.papers import PAPER_RULES
from annotations.slots import Vocabulary, read_vocabulary, slot_faults
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.sources.located import AnnotatedReview
from smekg.sources.reader import read_review, review_ids
from smekg.terms import index_terms


@pytest.fixture(scope="module")
def known(root: DataRoot) -> Vocabulary:
    ontology = read_ontology(root)
    return read_vocabulary(ontology, index_terms(ontology.terms, ontology.vocabulary))


@pytest.fixture(scope="module")
def reviews(root: DataRoot) -> dict[str, AnnotatedReview]:
    return {review: read_review(root, review) for review in review_ids(root)}


def test_sentences_agree_with_slots(reviews: dict[str, AnnotatedReview], known: Vocabulary) -> None:
    found = {
        (rule, located.claim.id): message
        for review in reviews.values()
        for located in review.claims
        for rule, message in slot_faults(located, known)
    }
    assert [(*place, message) for place, message in found.items() if place not in EXCEPTIONS] == []
    # An exception that is none any more would hide the next fault of its claim.
    assert [place for place in EXCEPTIONS if place not in found and place[0] not in PAPER_RULES] == []


def test_the_year_of_a_work_stands_in_its_key_and_in_its_printed_form(
    reviews: dict[str, AnnotatedReview],
) -> None:
    assert [
        work.key
        for review in reviews.values()
        for work in review.works.values()
        if work.fields["year"] not in work.key or work.fields["year"] not in work.printed
    ] == []


@pytest.mark.parametrize(
    ("claim", "change", "rule"),
    [
        ("gg18-7-1-16", {"relation": "increases"}, "sign"),
        ("g21-3-3-1-06", {"relation": "decreases"}, "sign"),
        ("g21-3-3-1-188", {"qualifier": None}, "hedge"),
        ("g21-3-3-1-01", {"section": "3.3.2"}, "section"),
        ("g21-3-3-1-216", {"value": "7"}, "number"),
        ("g21-3-3-1-13", {"comparator": None}, "comparator"),
        ("g21-3-3-2-183", {"context": {"places": ["Chile"]}}, "place"),
        ("g21-1-01", {"subject": "born-again global firm"}, "subject"),
    ],
)
def test_a_slot_that_says_something_else_is_found(
    reviews: dict[str, AnnotatedReview],
    known: Vocabulary,
    claim: str,
    change: dict[str, Any],
    rule: str,
) -> None:
    located = next(c for review in reviews.values() for c in review.claims if c.claim.id == claim)
    data = located.claim.model_dump() | change
    changed = replace(located, claim=type(located.claim).model_validate(data))
    before = {found for found, _ in slot_faults(located, known)}
    assert {found for found, _ in slot_faults(changed, known)} - before == {rule}
