"""Contradictions follow from the slots of claims: one changed slot makes, unmakes or explains one."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from conftest import Run
from smekg.namespaces import SMEKG, mint
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_rules
from support.deriving import derived_from

Triple = tuple[URIRef, URIRef, URIRef | Literal]

A, B = mint("claim", "a"), mint("claim", "b")
PAIR = mint("contradiction", "a--b")
NETWORK, TRUST, PROFIT = (mint("concept", name) for name in ("network", "trust", "profit"))
CHILE, PERU = mint("place", "chile"), mint("place", "peru")
STUDY, REVIEW, OTHER_REVIEW = (mint("work", key) for key in ("study2001", "review2020", "other2021"))
#: Kinds of claims by relation; the others are effects.
KINDS = {
    **dict.fromkeys(
        ["has-advantage", "has-disadvantage", "has-driver", "has-barrier", "uses"], "AttributionClaim"
    ),
    **dict.fromkeys(["strengthens", "weakens"], "ModerationClaim"),
    **dict.fromkeys(["has-more", "has-less"], "ComparisonClaim"),
    "is-rated-on": "EvaluationClaim",
    "is-defined-as": "DefinitionClaim",
}


@pytest.fixture(scope="module")
def model(root: DataRoot) -> Graph:
    """The relations and what their signs mean; no review."""
    graph = Graph()
    for part in (
        "modules/contradictions.ttl",
        "vocabulary/relations-effect.ttl",
        "vocabulary/relations-description.ttl",
    ):
        graph.parse(root.ontology / part)
    return graph


@pytest.fixture(scope="module")
def rules(root: DataRoot) -> dict[str, StoredQuery]:
    return read_rules(root)


class Derivation:
    """Derives from a few claims; what is found of the one pair that may contradict each other."""

    def __init__(self, model: Graph, rules: dict[str, StoredQuery]) -> None:
        self.model, self.rules = model, rules

    def graph(self, *parts: Iterable[Triple]) -> Graph:
        """All that the rules derive."""
        graph = Graph()
        for part in parts:
            for triple in part:
                graph.add(triple)
        return derived_from({"ontology": self.model, "review": graph}, self.rules)

    def kind(self, *parts: Iterable[Triple]) -> URIRef | None:
        """The kind of the contradiction of the two claims, if there is one."""
        kinds = set(self.graph(*parts).objects(PAIR, SMEKG.hasContradictionKind))
        assert len(kinds) <= 1
        return next((URIRef(str(kind)) for kind in kinds), None)

    def scopes(self, *parts: Iterable[Triple]) -> set[URIRef]:
        """The respects in which the scopes of the two claims differ."""
        return {URIRef(str(scope)) for scope in self.graph(*parts).objects(PAIR, SMEKG.differsInScope)}


@pytest.fixture(scope="module")
def derived(model: Graph, rules: dict[str, StoredQuery]) -> Derivation:
    return Derivation(model, rules)


def claim(
    node: URIRef,
    relation: str,
    subject: URIRef = NETWORK,
    obj: URIRef | None = PROFIT,
    **slots: URIRef | Literal,
) -> set[Triple]:
    """The triples of one claim; `slots` are further properties by their local names."""
    slots.setdefault("statedIn", REVIEW)
    slots |= {"relation": mint("relation", relation), "subject": subject}
    if obj is not None:
        slots["object"] = obj
    kind = SMEKG[KINDS.get(relation, "EffectClaim")]
    return {(node, RDF.type, kind)} | {(node, SMEKG[name], value) for name, value in slots.items()}


def wider(*chain: URIRef) -> set[Triple]:
    """Each concept under the next."""
    return {(low, SKOS.broader, high) for low, high in pairwise(chain)}


RAISES = claim(A, "increases")


@pytest.mark.parametrize(
    ("relation", "contradicts"),
    [
        ("decreases", True),
        ("does-not-affect", True),
        ("has-mixed-effect-on", True),
        ("is-not-sufficient-for", True),
        ("increases", False),
        ("enables", False),
        ("affects", False),
    ],
)
def test_the_sign_of_one_claim_decides(derived: Derivation, relation: str, contradicts: bool) -> None:
    kind = derived.kind(RAISES, claim(B, relation))
    assert kind == (SMEKG.TrueConflict if contradicts else None)


def test_an_effect_without_a_sign_is_contradicted_by_no_effect_alone(derived: Derivation) -> None:
    unsigned = claim(A, "affects")
    assert derived.kind(unsigned, claim(B, "does-not-affect")) == SMEKG.TrueConflict
    assert derived.kind(unsigned, claim(B, "decreases")) is None


def test_not_necessarily_takes_a_sign_back(derived: Derivation) -> None:
    hedged = claim(B, "increases", qualifier=SMEKG.NotNecessarily)
    assert derived.kind(RAISES, hedged) == SMEKG.TrueConflict
    assert derived.kind(RAISES, claim(B, "increases", qualifier=SMEKG.Often)) is None


def test_another_outcome_is_no_contradiction(derived: Derivation) -> None:
    assert derived.kind(RAISES, claim(B, "decreases", obj=TRUST)) is None
    assert derived.kind(RAISES, claim(B, "decreases", subject=TRUST)) is None


@pytest.mark.parametrize(
    ("slots_a", "slots_b", "scopes"),
    [
        ({}, {"concernsPlace": CHILE}, {SMEKG.CountryScope}),
        ({"concernsPlace": PERU}, {"concernsPlace": CHILE}, {SMEKG.CountryScope}),
        ({"concernsPlace": CHILE}, {"concernsPlace": CHILE}, set()),
        ({}, {"concernsSector": mint("sector", "wine")}, {SMEKG.SectorScope}),
        ({}, {"period": Literal("1994–2019")}, {SMEKG.PeriodScope}),
        ({}, {"population": Literal("family firms")}, {SMEKG.FirmScope}),
        ({}, {"population": Literal("SMEs")}, set()),
        ({}, {"underCondition": Literal("trust is high")}, {SMEKG.ConditionScope}),
        ({}, {"underCondition": Literal("early stage of going abroad")}, {SMEKG.StageScope}),
        ({}, {"inViewOf": mint("concept", "network-theory")}, {SMEKG.TheoryScope}),
    ],
)
def test_a_restriction_of_one_side_makes_it_a_matter_of_scope(
    derived: Derivation, slots_a: dict[str, URIRef], slots_b: dict[str, URIRef], scopes: set[URIRef]
) -> None:
    parts = claim(A, "increases", **slots_a), claim(B, "decreases", **slots_b)
    assert derived.scopes(*parts) == scopes
    assert derived.kind(*parts) == (SMEKG.ScopeDifference if scopes else SMEKG.TrueConflict)


def test_what_other_claims_speak_of_is_no_scope_of_the_two(derived: Derivation) -> None:
    """Each way in which the terms of a contradiction are compared, with a third claim on other things."""
    third = mint("claim", "c")
    effects = RAISES, claim(B, "decreases")
    assert derived.scopes(*effects, claim(third, "increases", TRUST, NETWORK)) == set()
    one = claim(A, "is-rated-on", rating=SMEKG.Implemented)
    other = claim(B, "is-rated-on", rating=SMEKG.PartiallyImplemented)
    elsewhere = claim(third, "is-rated-on", TRUST, NETWORK, rating=SMEKG.Implemented)
    assert derived.scopes(one, other, elsewhere) == set()
    moderated = mint("claim", "moderated"), mint("claim", "other-moderated")
    both = {
        *claim(A, "strengthens", TRUST, None, moderates=moderated[0]),
        *claim(B, "weakens", TRUST, None, moderates=moderated[0]),
        *claim(moderated[0], "increases"),
    }
    apart = {
        *claim(third, "weakens", TRUST, None, moderates=moderated[1]),
        *claim(moderated[1], "increases", PROFIT, NETWORK),
    }
    assert derived.kind(both) is not None
    assert derived.scopes(both, apart) == set()


def test_one_study_for_both_goes_before_scope(derived: Derivation) -> None:
    one = claim(A, "increases", basedOn=STUDY)
    assert derived.kind(one, claim(B, "decreases", basedOn=STUDY)) == SMEKG.SameStudy
    assert derived.kind(one, claim(B, "decreases", basedOn=STUDY, concernsPlace=CHILE)) == SMEKG.SameStudy
    assert derived.kind(one, claim(B, "decreases", basedOn=mint("work", "study2002"))) == SMEKG.TrueConflict


@pytest.mark.parametrize(
    ("steps", "kind"), [(1, SMEKG.ScopeDifference), (2, SMEKG.ScopeDifference), (3, None)]
)
def test_broader_concepts_compare_over_two_steps(
    derived: Derivation, steps: int, kind: URIRef | None
) -> None:
    chain = [*(mint("concept", f"narrower-{n}") for n in range(steps)), NETWORK]
    parts = RAISES, claim(B, "decreases", subject=chain[0]), wider(*chain)
    assert derived.kind(*parts) == kind
    assert derived.scopes(*parts) == ({SMEKG.AntecedentScope} if kind else set())
    outcome = [*chain[:-1], PROFIT]
    assert derived.scopes(RAISES, claim(B, "decreases", obj=outcome[0]), wider(*outcome)) == (
        {SMEKG.OutcomeScope} if kind else set()
    )


def test_siblings_do_not_compare(derived: Derivation) -> None:
    alliance, collaboration = mint("concept", "alliance"), mint("concept", "collaboration")
    links = wider(alliance, collaboration) | wider(NETWORK, collaboration)
    assert derived.kind(RAISES, claim(B, "decreases", subject=alliance), links) is None


def test_a_subclass_compares_however_far_up(derived: Derivation) -> None:
    classes = [
        SMEKG.JointVenture,
        SMEKG.StrategicAlliance,
        SMEKG.Alliance,
        SMEKG.InterOrganizational,
        SMEKG.Network,
    ]
    links = {(low, RDFS.subClassOf, high) for low, high in pairwise(classes)}
    parts = claim(A, "increases", subject=classes[-1]), claim(B, "decreases", subject=classes[0])
    assert derived.kind(*parts, links) == SMEKG.ScopeDifference
    assert derived.kind(*parts) is None


def test_taking_part_in_a_thing_is_the_thing(derived: Derivation) -> None:
    membership = mint("concept", "participation-in-a-network")
    parts = RAISES, claim(B, "decreases", subject=membership)
    assert derived.kind(*parts, {(membership, SMEKG.isParticipationIn, NETWORK)}) == SMEKG.TrueConflict
    assert derived.kind(*parts) is None


def test_one_sign_on_contrary_outcomes_is_a_contradiction(derived: Derivation) -> None:
    loss = mint("concept", "loss")
    contrary = {(loss, SMEKG.isContraryTo, PROFIT)}
    assert derived.kind(RAISES, claim(B, "increases", obj=loss), contrary) == SMEKG.TrueConflict
    assert derived.kind(RAISES, claim(B, "decreases", obj=loss), contrary) is None
    # That a contrary is filed under what it is contrary to makes it no kind of it.
    assert derived.kind(RAISES, claim(B, "decreases", obj=loss), contrary, wider(loss, PROFIT)) is None


def test_a_contrary_above_both_sets_nothing_against_itself(derived: Derivation) -> None:
    """Two contrary things under one, which is then under a contrary of each of them."""
    gain, loss, whole = (mint("concept", name) for name in ("gain", "loss", "whole"))
    above = wider(gain, whole), wider(loss, whole), {(gain, SMEKG.isContraryTo, whole)}
    opposed = derived.graph(claim(A, "increases", obj=gain), *above)
    assert all(one != other for one, other in opposed.subject_objects(SMEKG.opposesTerm))


def test_what_is_an_advantage_and_a_loss_of_it_contradict_each_other(derived: Derivation) -> None:
    loss = mint("concept", "loss")
    contrary = {(loss, SMEKG.isContraryTo, PROFIT)}
    good = claim(A, "has-advantage")
    bad = claim(B, "has-disadvantage", obj=loss)
    assert derived.kind(good, bad, contrary) == SMEKG.TrueConflict
    assert derived.kind(good, bad) is None
    assert derived.kind(good, claim(B, "decreases")) == SMEKG.TrueConflict


def test_a_barrier_is_an_effect_told_backwards(derived: Derivation) -> None:
    driver = claim(A, "has-driver", subject=NETWORK, obj=TRUST)
    barrier = claim(B, "has-barrier", subject=NETWORK, obj=TRUST)
    assert derived.kind(driver, barrier) == SMEKG.TrueConflict
    assert derived.kind(driver, claim(B, "decreases", subject=TRUST, obj=NETWORK)) == SMEKG.TrueConflict
    assert derived.kind(driver, claim(B, "decreases", subject=NETWORK, obj=TRUST)) is None


def test_alternatives_of_one_passage_are_no_contradiction(derived: Derivation) -> None:
    passages = mint("passage", "a"), mint("passage", "b")
    parts = claim(A, "increases", passage=passages[0]), claim(B, "decreases", passage=passages[1])
    hashes = {(passage, SMEKG.sha256, Literal("5d0c")) for passage in passages}
    assert derived.kind(*parts, hashes) is None
    assert derived.kind(*parts, {(passages[0], SMEKG.sha256, Literal("5d0c"))}) == SMEKG.TrueConflict


def moderations(sign: str, outcome: URIRef) -> set[Triple]:
    """A moderator strengthens one effect, and does as told to another."""
    effects = mint("claim", "x"), mint("claim", "y")
    age = mint("concept", "firm-age")
    return set().union(
        claim(effects[0], "increases"),
        claim(effects[1], "increases", subject=TRUST, obj=outcome),
        claim(A, "strengthens", subject=age, obj=None, moderates=effects[0]),
        claim(B, sign, subject=age, obj=None, moderates=effects[1]),
    )


def test_a_moderator_may_not_strengthen_and_weaken(derived: Derivation) -> None:
    speed, outcome = mint("concept", "speed"), mint("concept", "outcome")
    sides = wider(PROFIT, outcome) | wider(speed, outcome)
    assert derived.kind(moderations("weakens", speed), sides) == SMEKG.ScopeDifference
    assert derived.scopes(moderations("weakens", speed), sides) == {SMEKG.AntecedentScope, SMEKG.OutcomeScope}
    assert derived.kind(moderations("strengthens", speed), sides) is None
    assert derived.kind(moderations("weakens", speed)) is None


def test_a_rating_differs_in_two_places(derived: Derivation) -> None:
    one = claim(A, "is-rated-on", rating=SMEKG.Implemented)
    other = claim(B, "is-rated-on", rating=SMEKG.PartiallyImplemented)
    assert derived.kind(one, other) == SMEKG.TrueConflict
    assert derived.kind(one, claim(B, "is-rated-on", rating=SMEKG.Implemented)) is None


def test_two_things_may_not_each_have_more_than_the_other(derived: Derivation) -> None:
    one = claim(A, "has-more", subject=NETWORK, comparedWith=TRUST)
    assert derived.kind(one, claim(B, "has-more", subject=TRUST, comparedWith=NETWORK)) == (
        SMEKG.TrueConflict
    )
    assert derived.kind(one, claim(B, "has-less", subject=NETWORK, comparedWith=TRUST)) == (
        SMEKG.TrueConflict
    )
    assert derived.kind(one, claim(B, "has-less", subject=TRUST, comparedWith=NETWORK)) is None


def test_a_disputed_claim_is_set_against_the_finding_that_disputes_it(derived: Derivation) -> None:
    disputed = claim(A, "uses", disputedBy=STUDY)
    finding = claim(B, "uses", basedOn=STUDY)
    assert derived.kind(disputed, finding) == SMEKG.TrueConflict
    assert derived.kind(disputed - {(A, SMEKG.disputedBy, STUDY)}, finding) is None


def test_reviews_that_put_a_term_under_different_things_define_it_apart(derived: Derivation) -> None:
    def definition(node: URIRef, genus: URIRef, review: URIRef, **slots: URIRef) -> set[Triple]:
        return claim(node, "is-defined-as", NETWORK, genus, statedIn=review, **slots)

    one = definition(A, TRUST, REVIEW)
    assert derived.kind(one, definition(B, PROFIT, OTHER_REVIEW)) == SMEKG.DefinitionDifference
    assert derived.kind(one, definition(B, PROFIT, REVIEW)) is None
    assert derived.kind(one, definition(B, PROFIT, OTHER_REVIEW), wider(TRUST, PROFIT)) is None
    assert derived.kind(one, definition(B, PROFIT, OTHER_REVIEW, basedOn=REVIEW)) is None


def test_a_term_that_two_reviews_define_apart_explains_a_contradiction(derived: Derivation) -> None:
    definitions = claim(mint("claim", "c"), "is-defined-as", NETWORK, TRUST) | claim(
        mint("claim", "d"), "is-defined-as", NETWORK, PROFIT, statedIn=OTHER_REVIEW
    )
    between = RAISES, claim(B, "decreases", statedIn=OTHER_REVIEW)
    assert derived.kind(*between, definitions) == SMEKG.DefinitionDifference
    assert derived.kind(*between) == SMEKG.TrueConflict
    assert derived.kind(RAISES, claim(B, "decreases"), definitions) == SMEKG.TrueConflict


def test_the_contradictions_that_the_papers_are_known_for(dist: Path, smekg: Run) -> None:
    def found(*parameters: str) -> list[dict[str, str]]:
        asked = [word for parameter in parameters for word in ("-p", parameter)]
        result = smekg("query", "x-contradictions", *asked, "--format", "csv", "--build", dist)
        assert (result.returncode, result.stderr) == (0, "")
        return list(csv.DictReader(result.stdout.splitlines()))

    captive = found("about=captive offshoring of higher value-adding functions", "kind=true conflict")
    assert {
        (row["section_a"], row["direction_a"], row["section_b"], row["direction_b"]) for row in captive
    } == {
        ("6.2", "+/-", "6.3", "+"),
        ("6.3", "+", "Table 3", "+/-"),
    }
    age = found("about=firm age", "review=zahoor2020")
    assert {(row["studies_a"], row["direction_a"]) for row in age} == {("Manolova et al. (2010)", "weakens")}
    assert {(row["studies_b"], row["direction_b"]) for row in age} == {
        ("Chetty and Stangl (2010)", "strengthens")
    }
    assert {row["kind"] for row in age} == {"scope difference"}
    assert found("about=firm age", "review=iplik2010") == []
