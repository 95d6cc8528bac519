"""Which term the axioms put under which: read off the written axioms, without a reasoner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import Node

from smekg.ontology import Ontology

__all__ = ["Hierarchy", "read_hierarchy"]


class Hierarchy:
    """Terms and what they lie under."""

    def __init__(self, wider: dict[URIRef, set[URIRef]]) -> None:
        self._wider = wider
        self._above: dict[URIRef, frozenset[URIRef]] = {}

    def above(self, term: URIRef) -> frozenset[URIRef]:
        """List what a term lies under or is the same as.

        Args:
            term: A class, property or concept.

        Returns:
            Everything that is reached from it upwards; itself only where it is equivalent to something.
        """
        if term not in self._above:
            found: set[URIRef] = set()
            waiting = [*self._wider.get(term, ())]
            while waiting:
                step = waiting.pop()
                if step not in found:
                    found.add(step)
                    waiting += self._wider.get(step, ())
            self._above[term] = frozenset(found)
        return self._above[term]

    def same(self, one: URIRef, other: URIRef) -> bool:
        """Tell whether the axioms make two terms one."""
        return one == other or (other in self.above(one) and one in self.above(other))

    def under(self, one: URIRef, other: URIRef) -> bool:
        """Tell whether the axioms put a term under another that is not the same."""
        return other in self.above(one) and not self.same(one, other)


def read_hierarchy(ontology: Ontology) -> Hierarchy:
    """Read the hierarchy of classes, properties and concepts.

    Args:
        ontology: Modules and vocabulary.

    Returns:
        The hierarchy; what follows only by reasoning about restrictions is not in it.
    """
    wider: defaultdict[URIRef, set[URIRef]] = defaultdict(set)
    for graph in (ontology.terms, ontology.vocabulary):
        for narrower, broader in _steps(graph):
            if isinstance(narrower, URIRef) and isinstance(broader, URIRef):
                wider[narrower].add(broader)
    return Hierarchy(dict(wider))


def _steps(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Pairs of a term and one that it lies under."""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        yield from graph.subject_objects(predicate)
    for predicate in (OWL.equivalentClass, OWL.equivalentProperty):
        for one, other in graph.subject_objects(predicate):
            yield from ((one, other), (other, one))
            yield from ((one, part) for part in _members(graph, other, OWL.intersectionOf))
            yield from ((part, one) for part in _members(graph, other, OWL.unionOf))
    for whole in graph.subjects(OWL.disjointUnionOf, None):
        yield from ((part, whole) for part in _members(graph, whole, OWL.disjointUnionOf))


def _members(graph: Graph, node: Node, predicate: URIRef) -> Iterator[Node]:
    for head in graph.objects(node, predicate):
        yield from Collection(graph, head)
