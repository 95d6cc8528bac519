"""Which published definitions of firm size and age does a firm meet? HermiT says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import BNode, Node

from smekg.errors import UsageError
from smekg.namespaces import SMEKG
from smekg.reasoning.owlapi import Entailments

__all__ = ["Answer", "Verdict", "definitions", "judge"]

_SUFFIX = "-not-met"


class Answer(StrEnum):
    """What follows from the figures of a firm."""

    MEETS = "meets"
    FAILS = "does not meet"
    OPEN = "cannot tell"


@dataclass(frozen=True)
class Verdict:
    """How one firm stands to one definition.

    Attributes:
        firm: The firm.
        definition: The defined class.
        label: The class's label.
        answer: What HermiT concludes.
        missing: Labels of the figures that the definition asks for and the firm does not give, sorted;
            empty unless the answer is open.
    """

    firm: URIRef
    definition: URIRef
    label: str
    answer: Answer
    missing: tuple[str, ...] = ()


def definitions(ontology: Graph) -> list[URIRef]:
    """List the classes of enterprises that are defined by figures.

    Args:
        ontology: Header and modules.

    Returns:
        The classes, sorted by IRI.
    """
    figures = set(ontology.subjects(RDF.type, OWL.DatatypeProperty))
    found = {
        cls
        for cls in ontology.subjects(OWL.equivalentClass, None)
        if isinstance(cls, URIRef) and cls.startswith(str(SMEKG)) and _figures(ontology, cls) & figures
    }
    return sorted(found & _enterprises(ontology, found))


def judge(ontology: Graph, firms: Graph) -> list[Verdict]:
    """Let HermiT tell which definitions each firm meets and which it cannot meet.

    For each definition a class of what does not meet it is added, so that both answers are looked for; where
    neither follows, the figures do not settle it.

    Args:
        ontology: Header and modules.
        firms: Individuals typed `smekg:Enterprise`, with their figures.

    Returns:
        One verdict per firm and definition, sorted by firm and label.

    Raises:
        UsageError: The figures contradict each other or the ontology.
    """
    classes = definitions(ontology)
    individuals = sorted(f for f in firms.subjects(RDF.type, SMEKG.Enterprise) if isinstance(f, URIRef))
    known = Entailments(ontology + _complements(classes)).adding(firms)
    if not known.relevant_to(firms, ()).consistent:
        raise UsageError(
            "the figures contradict each other; give each figure once, and only what can be true"
        )
    verdicts = [_verdict(ontology, firms, known, firm, cls) for firm in individuals for cls in classes]
    return sorted(verdicts, key=lambda v: (v.firm, v.label))


def _verdict(ontology: Graph, firms: Graph, known: Entailments, firm: URIRef, cls: URIRef) -> Verdict:
    label = str(ontology.value(cls, RDFS.label))
    meets = (firm, RDF.type, cls)
    fails = (firm, RDF.type, URIRef(cls + _SUFFIX))
    part = known.relevant_to(firms, (meets, fails))
    if part.entails(meets):
        return Verdict(firm, cls, label, Answer.MEETS)
    if part.entails(fails):
        return Verdict(firm, cls, label, Answer.FAILS)
    wanted = _figures(ontology, cls) - set(firms.predicates(firm))
    missing = tuple(sorted(str(ontology.value(figure, RDFS.label)) for figure in wanted))
    return Verdict(firm, cls, label, Answer.OPEN, missing)


def _complements(classes: list[URIRef]) -> Graph:
    graph = Graph()
    for cls in classes:
        rest, complement = URIRef(cls + _SUFFIX), BNode()
        graph.add((rest, RDF.type, OWL.Class))
        graph.add((rest, OWL.equivalentClass, complement))
        graph.add((complement, RDF.type, OWL.Class))
        graph.add((complement, OWL.complementOf, cls))
    return graph


def _figures(ontology: Graph, cls: URIRef) -> set[URIRef]:
    """Datatype properties in a class's definition, also through the defined classes that it names."""
    return {p for p in _properties(ontology, cls, set()) if (p, RDF.type, OWL.DatatypeProperty) in ontology}


def _properties(ontology: Graph, node: Node, seen: set[Node]) -> Iterator[URIRef]:
    if node in seen:
        return
    seen.add(node)
    if isinstance(node, URIRef):
        for expression in ontology.objects(node, OWL.equivalentClass):
            yield from _properties(ontology, expression, seen)
        return
    for predicate, value in ontology.predicate_objects(node):
        if predicate == OWL.onProperty and isinstance(value, URIRef):
            yield value
        elif isinstance(value, BNode) or predicate in (OWL.complementOf, RDF.first):
            yield from _properties(ontology, value, seen)


def _enterprises(ontology: Graph, classes: set[URIRef]) -> set[URIRef]:
    """Those of the classes that are defined as enterprises."""
    return {cls for cls in classes if SMEKG.Enterprise in _named(ontology, cls, set())}


def _named(ontology: Graph, node: Node, seen: set[Node]) -> set[Node]:
    if node in seen:
        return set()
    seen.add(node)
    found: set[Node] = {node} if isinstance(node, URIRef) else set()
    steps = (OWL.equivalentClass, OWL.intersectionOf, RDF.first, RDF.rest, RDFS.subClassOf)
    for step in steps:
        for value in ontology.objects(node, step):
            found |= _named(ontology, value, seen)
    return found
