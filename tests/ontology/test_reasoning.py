"""The ontology under a reasoner: competency questions, OWL 2 DL, and whether every axiom is needed."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.reasoning_cases import (
    ALL,
    EX,
    Case,
    axioms_in_need,
    loaded,
    relevant_parts,
    terms,
    turtle,
    who_notices,
)
from smekg.errors import UsageError
from smekg.namespaces import SMEKG
from smekg.reasoning.hermit import classify
from smekg.reasoning.owlapi import Triple, justification, profile_violations


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_competency_question(case: Case) -> None:
    situation = next(part for other, part in relevant_parts() if other is case)
    if case.inconsistent:
        assert not situation.consistent
        return
    assert situation.consistent
    assert [t for t in case.holds if not situation.entails(t)] == []
    assert [t for t in case.fails if situation.entails(t)] == []


def test_every_situation_has_both_sides() -> None:
    for case in ALL:
        assert case.inconsistent or case.fails, f"{case.name} says nothing about what does not follow"
    assert len({case.name for case in ALL}) == len(ALL)


def test_ontology_is_consistent_and_owl_2_dl() -> None:
    assert profile_violations(terms()) == ()
    assert loaded().consistent
    classes = {c for c in terms().subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}
    assert [c for c in classes if loaded().unsatisfiable(c)] == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ex:Undeclared rdfs:subClassOf smekg:Cluster .", "undeclared class"),
        ("smekg:headcount a owl:ObjectProperty .", "smekg:headcount"),
        ("ex:a ex:undeclared ex:b .", "undeclared annotation property"),
    ],
)
def test_profile_violation_names_kind_and_term(statement: str, said: str) -> None:
    violations = profile_violations(terms() + turtle(statement))
    assert violations
    assert any(said in violation for violation in violations), violations


def test_owlready2_and_owlapi_agree() -> None:
    sample = [case for case in ALL if case.holds and not case.inconsistent][::8]
    # One world for all: the individuals of each case get a name of their own.
    data = Graph()
    for number, case in enumerate(sample):
        for triple in case.given:
            data.add(_apart(triple, number))
    answer = classify(terms(), data)
    assert answer.consistent
    assert answer.unsatisfiable == ()
    known = terms() + data + answer.inferred
    for number, case in enumerate(sample):
        for triple in case.holds:
            if triple[1] == RDF.type:
                assert _apart(triple, number) in known, (case.name, triple)
        for triple in case.fails:
            assert _apart(triple, number) not in known, (case.name, triple)


def _apart(triple: Triple, number: int) -> Triple:
    subject, predicate, value = (
        URIRef(f"{term}-{number}") if isinstance(term, URIRef) and term.startswith(EX) else term
        for term in triple
    )
    return subject, predicate, value


def test_classification_infers_and_does_not_repeat() -> None:
    inferred = classify(terms()).inferred
    assert (SMEKG.ExportConsortium, RDFS.subClassOf, SMEKG.HorizontalBusinessNetwork) in inferred
    assert (SMEKG.EUMicroenterprise, RDFS.subClassOf, SMEKG.SmallAndMediumSizedEnterprise) in inferred
    assert (SMEKG.ExportPurpose, RDF.type, SMEKG.Purpose) in inferred
    assert not set(inferred) & set(terms())
    assert (None, None, OWL.Thing) not in inferred


def test_unsatisfiable_class_is_named_and_explained() -> None:
    bad = URIRef(f"{EX}Hub")
    broken = terms() + turtle(
        "ex:Hub a owl:Class ; rdfs:subClassOf smekg:HorizontalCluster , smekg:ClusterOrganization ."
    )
    answer = classify(broken)
    assert answer.consistent
    assert answer.unsatisfiable == (bad,)
    assert justification(broken, bad) == (
        f"<{EX}Hub> SubClassOf smekg:ClusterOrganization",
        f"<{EX}Hub> SubClassOf smekg:HorizontalCluster",
        "DisjointClasses: smekg:Cluster, smekg:ClusterInitiative, smekg:ClusterOrganization",
        "smekg:HorizontalCluster EquivalentTo "
        "smekg:Cluster and (smekg:hasTie some smekg:HorizontalRelationship)",
    )


def test_inconsistency_is_reported_and_explained() -> None:
    broken = terms() + turtle("ex:land a smekg:IndustrialEstate , smekg:IndustrialZone .")
    answer = classify(broken)
    assert not answer.consistent
    assert answer.unsatisfiable == ()
    assert len(answer.inferred) == 0
    assert justification(broken) == (
        f"<{EX}land> Type smekg:IndustrialEstate",
        f"<{EX}land> Type smekg:IndustrialZone",
        "smekg:IndustrialEstate DisjointWith smekg:IndustrialZone",
    )
    assert justification(terms()) == ()


def test_datatype_unknown_to_hermit_is_named() -> None:
    broken = terms() + turtle('ex:year a owl:DatatypeProperty . ex:i ex:year "2000"^^xsd:gYear .')
    for ask in (classify, justification):
        with pytest.raises(UsageError, match="gYear"):
            ask(broken)


def test_only_named_terms_can_be_asked_about() -> None:
    with pytest.raises(UsageError, match='"9"'):
        loaded().entails((SMEKG.Firm, SMEKG.headcount, Literal("9")))


def test_every_axiom_earns_its_place() -> None:
    """Take out one axiom at a time: some competency question must notice."""
    idle = [axiom.text for axiom in axioms_in_need() if who_notices(axiom) is None]
    assert not idle, "no competency question needs:\n" + "\n".join(idle)


def test_every_class_has_one_label_and_one_definition() -> None:
    faults = [
        (term, name)
        for term in smekg_terms(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
        for name in (RDFS.label, SKOS.definition)
        if len(set(terms().objects(term, name))) != 1
    ]
    assert faults == []


def test_no_two_classes_share_a_label() -> None:
    labels = Counter(
        str(label).casefold()
        for cls in smekg_terms(OWL.Class)
        for name in (RDFS.label, SKOS.altLabel)
        for label in terms().objects(cls, name)
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_definitions_are_phrases_that_do_not_use_their_own_label() -> None:
    faults = []
    for term in smekg_terms(OWL.Class):
        label, definition = (str(terms().value(term, name)) for name in (RDFS.label, SKOS.definition))
        if definition.endswith(".") or re.search(rf"\b{re.escape(label)}\b", definition, re.IGNORECASE):
            faults.append((label, definition))
    assert faults == []


def smekg_terms(*kinds: URIRef) -> list[URIRef]:
    found = {term for kind in kinds for term in terms().subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(str(SMEKG)))
