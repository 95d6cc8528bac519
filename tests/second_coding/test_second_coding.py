"""Claims say what a second reader took from their passages, but for what was settled otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from rdflib.namespace import RDFS, SKOS

from annotations.papers import read_paper
from annotations.slots import read_vocabulary
from passages.copies import SEEDS, WHY_SKIPPED
from second_coding.agreement import kappa, report
from second_coding.answers import Key, answers
from second_coding.codings import (
    HERE,
    SLOTS,
    coded_labels,
    departures,
    read_codings,
    read_settlements,
    slots_of,
)
from second_coding.forms import forms_of
from second_coding.sheets import sheets
from smekg.inputs import Inputs, read_inputs
from smekg.paths import DataRoot
from smekg.sources.model import Claim

CODINGS = read_codings()
SETTLEMENTS = read_settlements()


@pytest.fixture(scope="module")
def inputs(root: DataRoot) -> Inputs:
    return read_inputs(root, lambda _: None)


@pytest.fixture(scope="module")
def claims(inputs: Inputs) -> dict[str, Claim]:
    return {located.claim.id: located.claim for review in inputs.reviews for located in review.claims}


def test_claims_agree_with_the_second_coding(claims: Mapping[str, Claim]) -> None:
    assert set(CODINGS) - set(claims) == set()
    found = [
        (claim_id, *departure)
        for claim_id, coding in CODINGS.items()
        for departure in departures(claims[claim_id], coding, SETTLEMENTS)
    ]
    assert found == []


def test_no_coding_was_lost_and_each_has_a_passage(claims: Mapping[str, Claim]) -> None:
    # All that rested on a passage on the day of the coding; claims that were added later have none.
    assert len(CODINGS) == 4759
    assert all(claims[claim_id].passage for claim_id in CODINGS)


def test_only_what_differed_was_settled() -> None:
    for (claim, slot), settlement in SETTLEMENTS.items():
        assert CODINGS[claim].get(slot, settlement.second) == settlement.second
        assert settlement.first != settlement.second
        assert settlement.because
        assert settlement.third in ("first", "second", "none", "")


def test_a_coded_term_has_the_name_by_which_it_was_coded(inputs: Inputs) -> None:
    """Where a term was renamed, or merged into another, its claims must be looked at again."""
    graph = inputs.ontology.terms + inputs.ontology.vocabulary
    names = {str(label) for name in (SKOS.prefLabel, RDFS.label) for label in graph.objects(None, name)}
    assert coded_labels(CODINGS, SETTLEMENTS) - names == set()


@pytest.mark.parametrize(
    ("claim_id", "change", "slot"),
    [
        ("g21-1-78", {"relation": "hinders"}, "relation"),
        ("g21-3-3-3-12", {"subject": "international network"}, "subject"),
        ("g21-3-3-2-272", {"object": "government action"}, "object"),
        ("gg18-7-1-44", {"origin": "proposition"}, "origin"),
        ("gg18-5-3-09", {"qualifier": None}, "hedged"),
        ("g21-3-3-5-43", {"context": {"sectors": ["wine"]}}, "places"),
        ("g21-1-61", {"studies": []}, "studies"),
        ("z20-stream-1-010", {"position": 2}, "position"),
    ],
)
def test_a_changed_claim_is_noticed(
    claims: Mapping[str, Claim], claim_id: str, change: dict[str, Any], slot: str
) -> None:
    claim = claims[claim_id]
    assert list(departures(claim, CODINGS[claim_id], SETTLEMENTS)) == []
    changed = Claim.model_validate({**claim.model_dump(), **change})
    assert [found for found, _, _ in departures(changed, CODINGS[claim_id], SETTLEMENTS)] == [slot]


def test_an_answer_is_translated() -> None:
    key = Key({"subject": ["a", "b"], "relation": ["x", "y"]}, ["one2001", "two2002"], True, True)
    found = dict(answers("g21-1-01|b|0|-|S|may|Chile; Peru|w2;1|3|yn|doubtful", key))
    assert found == {
        **{"subject": "b", "relation": "", "object": "", "origin": "reported-study", "hedged": "yes"},
        **{"places": "Chile; Peru", "studies": "one2001; two2002", "position": "3"},
        **{"exclusive": "yes", "exhaustive": "no"},
    }
    assert tuple(found) == SLOTS
    told = dict(answers("g21-1-01|a|x|-|R|some|-|-|-|-|", replace(key, options={"subject": ["a"]})))
    assert (told["hedged"], told["position"], told["exclusive"]) == ("no", "?", "?")
    for line in ("g21-1-01|c|a|-|S|-|-|-|-|-|", "g21-1-01|a|a|S"):
        with pytest.raises(ValueError, match=r"letters|eleven"):
            dict(answers(line, key))


def test_kappa_is_cohens() -> None:
    # By hand: 35 of 50 agree, .7; by chance .5 × .6 + .5 × .4 = .5 would.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y")]) == 1


def test_the_report_is_of_the_tables() -> None:
    assert (HERE / "AGREEMENT.md").read_text(encoding="utf-8") == report()


@pytest.mark.skipif(not SEEDS.is_dir(), reason=WHY_SKIPPED)
def test_forms_offer_what_the_claim_says_and_do_not_tell(inputs: Inputs) -> None:
    review = next(review for review in inputs.reviews if review.source.id == "iplik-2010")
    known = read_vocabulary(inputs.ontology, inputs.index)
    paper = read_paper(review)
    forms = list(forms_of(inputs, known, review, paper, seed=5))
    claims = {located.claim.id: located.claim for located in review.claims}
    assert {form.claim for form in forms} == {i for i, claim in claims.items() if claim.passage}
    places: dict[int, int] = {}
    for form in forms:
        said = slots_of(claims[form.claim])
        for question in form.questions:
            assert question.options.count(said[question.slot]) == 1
            assert len(set(question.options)) == len(question.options)
            place = question.options.index(said[question.slot])
            places[place] = places.get(place, 0) + 1
    # The right answer stands at no place more often than chance puts it there.
    assert max(places.values()) < 1.3 * sum(places.values()) / len(places)
    written = list(sheets(inputs, review, paper, forms))
    assert [form for sheet in written for form in sheet.forms] == forms
    for sheet in written:
        assert all(f"{form.claim} [" in sheet.text for form in sheet.forms)
        assert all(f"{claims[form.claim].says}" not in sheet.text for form in sheet.forms)
