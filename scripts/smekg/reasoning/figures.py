"""Classes of enterprises that are defined by figures: which they are, and what their axioms say outright."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import BNode, Node

from smekg.namespaces import SMEKG

__all__ = ["definitions", "figures_of", "told_superclasses"]


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
        if isinstance(cls, URIRef) and cls.startswith(str(SMEKG)) and figures_of(ontology, cls) & figures
    }
    return sorted(found & _enterprises(ontology, found))


def figures_of(ontology: Graph, cls: URIRef) -> set[URIRef]:
    """List the figures that a definition asks for, also through the defined classes that it names.

    Args:
        ontology: Header and modules.
        cls: A defined class.

    Returns:
        Datatype properties.
    """
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
    return {cls for cls in classes if SMEKG.Enterprise in told_superclasses(ontology, cls)}


def told_superclasses(ontology: Graph, cls: URIRef) -> set[URIRef]:
    """List the named classes that a class is said to be below, in its definition or by an axiom.

    Args:
        ontology: Header and modules.
        cls: A class.

    Returns:
        The classes, without the class itself.
    """
    return _named(ontology, cls, set()) - {cls}


def _named(ontology: Graph, node: Node, seen: set[Node]) -> set[URIRef]:
    if node in seen:
        return set()
    seen.add(node)
    found: set[URIRef] = {node} if isinstance(node, URIRef) else set()
    steps = (OWL.equivalentClass, OWL.intersectionOf, RDF.first, RDF.rest, RDFS.subClassOf)
    for step in steps:
        for value in ontology.objects(node, step):
            found |= _named(ontology, value, seen)
    return found
