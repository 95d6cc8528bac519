"""The ontology under a reasoner: competency questions, OWL 2 DL, and whether every axiom is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from smekg.errors import UsageError
from smekg.namespaces import PREFIXES, SMEKG
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.reasoning.figures import definitions
from smekg.reasoning.hermit import classify
from smekg.reasoning.owlapi import Axiom, Entailments, Triple, justification, profile_violations

ROOT = DataRoot(Path(__file__).resolve().parent.parent)
CASES = Path(__file__).resolve().parent / "competency"
EX = "https://example.org/"
TURTLE = "".join(f"@prefix {p}: <{n}> .\n" for p, n in {**PREFIXES, "ex": EX}.items())


@dataclass(frozen=True)
class Case:
    """A situation, what follows from it and what does not."""

    name: str
    given: Graph
    holds: tuple[Triple, ...] = ()
    fails: tuple[Triple, ...] = ()
    inconsistent: bool = False

    def answered_by(self, entailments: Entailments) -> bool:
        """Tell whether what must follow does; `entailments` hold the given statements already."""
        if self.inconsistent:
            return not entailments.consistent
        return all(entailments.entails(triple) for triple in self.holds)


def turtle(text: str) -> Graph:
    return Graph().parse(data=TURTLE + text, format="turtle")


def triples(lines: Iterable[str]) -> tuple[Triple, ...]:
    return tuple(next(iter(turtle(f"{line} ."))) for line in lines)


def read_case(file: Path, entry: dict[str, Any]) -> Case:
    assert set(entry) <= {"question", "given", "holds", "not", "inconsistent"}, entry
    assert entry["question"].endswith("?"), entry["question"]
    return Case(
        f"{file.stem}: {entry['question']}",
        turtle(entry["given"]),
        triples(entry.get("holds", ())),
        triples(entry.get("not", ())),
        bool(entry.get("inconsistent", False)),
    )


def read_cases() -> list[Case]:
    return [
        read_case(file, entry)
        for file in sorted(CASES.glob("*.yaml"))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


ALL = read_cases()


@cache
def terms() -> Graph:
    return read_ontology(ROOT).terms


@cache
def loaded() -> Entailments:
    return Entailments(terms())


@cache
def relevant_parts() -> tuple[tuple[Case, Entailments], ...]:
    """Pair each case with the axioms that matter to it, those with few axioms first: they are fast."""
    parts = [
        (case, loaded().adding(case.given).relevant_to(case.given, case.holds + case.fails)) for case in ALL
    ]
    return tuple(sorted(parts, key=lambda pair: len(pair[1].axioms)))


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
    sample = [case for case in ALL if case.holds and not case.inconsistent][::4]
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


def who_notices(axiom: Axiom, instead: Graph | None = None) -> Case | None:
    """Take out an axiom, or put another statement in its place: find a case that has another answer then."""
    for case, part in relevant_parts():
        if axiom in part.axioms and (case.holds or case.inconsistent):
            changed = part.without(axiom)
            if not case.answered_by(changed if instead is None else changed.adding(instead)):
                return case
    return None


def axioms_in_need() -> list[Axiom]:
    """The axioms that some case must need.

    A size definition names its general sense even where that follows from a wider range, because HermiT
    finds the inclusion of ranges only sometimes. A range of rdfs:Literal says nothing that OWL does not say
    of every datatype property.
    """
    sized = {str(cls).replace(str(SMEKG), "smekg:") for cls in definitions(terms())}
    return [
        axiom
        for axiom in loaded().axioms
        if not axiom.text.endswith("Range: rdfs:Literal") and axiom.text.split(" SubClassOf ")[0] not in sized
    ]


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
