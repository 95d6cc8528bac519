"""Nodes of a graph in words: labels for terms, ids for data, class expressions written out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from smekg.iris import PREFIXES
from smekg.namespaces import ID

__all__ = ["Node", "Wording"]

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_LABELS = (SKOS.prefLabel, RDFS.label)
_FIRST, _REST = ox.NamedNode(RDF.first), ox.NamedNode(RDF.rest)
_TYPE = ox.NamedNode(RDF.type)
#: Longest prefixes first, so that an IRI is shortened as far as it can be.
_NAMESPACES = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_SYMBOLS = {
    OWL.someValuesFrom: "some",
    OWL.allValuesFrom: "only",
    OWL.hasValue: "value",
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
    OWL.minCardinality: "min",
    OWL.maxCardinality: "max",
    OWL.cardinality: "exactly",
    XSD.minInclusive: ">=",
    XSD.minExclusive: ">",
    XSD.maxInclusive: "<=",
    XSD.maxExclusive: "<",
}
_JOINED = {OWL.intersectionOf: " and ", OWL.unionOf: " or ", OWL.oneOf: ", "}


class Wording:
    """Words for the nodes of one store.

    Args:
        store: The store.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @cached_property
    def labels(self) -> dict[str, str]:
        """IRI to label, of everything that has one."""
        found: dict[str, str] = {}
        for predicate in _LABELS:
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    current = found.get(quad.subject.value)
                    # Several labels are a fault elsewhere; here the answer must not depend on their order.
                    if current is None or quad.object.value < current:
                        found[quad.subject.value] = quad.object.value
        return found

    def shown(self, node: Node) -> str:
        """Write a node as a reader knows it.

        Args:
            node: The node.

        Returns:
            Label, id, text or class expression.
        """
        if isinstance(node, ox.NamedNode):
            return self.name(node.value)
        return self.key(node) if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))

    def name(self, iri: str) -> str:
        """Name what an IRI stands for.

        Args:
            iri: The IRI.

        Returns:
            Its label; for data without one, the id; otherwise a prefixed name.
        """
        if iri in self.labels:
            return self.labels[iri]
        if iri.startswith(str(ID)):
            return iri.removeprefix(str(ID)).split("/", 1)[-1]
        return shortened(iri)

    def key(self, node: Node) -> str:
        """Write a node so that equal things are written alike in every version.

        Args:
            node: The node.

        Returns:
            A text that does not depend on labels or on the names of blank nodes.
        """
        if isinstance(node, ox.NamedNode):
            return shortened(node.value)
        if isinstance(node, ox.BlankNode):
            return self._expression(node)
        return str(node)

    def _expression(self, node: ox.BlankNode) -> str:
        facts = {q.predicate.value: q.object for q in self._store.quads_for_pattern(node, None, None, None)}
        for predicate, word in _JOINED.items():
            if str(predicate) in facts:
                # The order of the members says nothing.
                members = sorted(self.key(item) for item in self._items(facts[str(predicate)]))
                return f"({word.join(members)})"
        if str(OWL.onProperty) in facts:
            return self._restriction(facts)
        if str(OWL.withRestrictions) in facts:
            bounds = [
                self._expression(b)
                for b in self._items(facts[str(OWL.withRestrictions)])
                if isinstance(b, ox.BlankNode)
            ]
            return f"{self.key(facts[str(OWL.onDatatype)])}[{', '.join(sorted(bounds))}]"
        if str(OWL.complementOf) in facts:
            return f"not {self.key(facts[str(OWL.complementOf)])}"
        if str(_FIRST.value) in facts:
            return f"({', '.join(self.key(item) for item in self._items(node))})"
        return "; ".join(sorted(self._fact(p, o) for p, o in facts.items() if p != _TYPE.value))

    def _restriction(self, facts: dict[str, Node]) -> str:
        about = {str(OWL.onClass), str(OWL.onDataRange)}
        skipped = {str(OWL.onProperty), _TYPE.value, *about}
        parts = [self._fact(p, o) for p, o in sorted(facts.items()) if p not in skipped]
        what = [self.key(facts[p]) for p in sorted(about) if p in facts]
        return " ".join([self.key(facts[str(OWL.onProperty)]), *parts, *what])

    def _fact(self, predicate: str, value: Node) -> str:
        symbol = next((word for name, word in _SYMBOLS.items() if str(name) == predicate), None)
        written = value.value if isinstance(value, ox.Literal) and symbol else self.key(value)
        return f"{symbol or shortened(predicate)} {written}"

    def _items(self, head: Node) -> Iterator[Node]:
        while isinstance(head, ox.BlankNode):
            firsts = [q.object for q in self._store.quads_for_pattern(head, _FIRST, None, None)]
            rests = [q.object for q in self._store.quads_for_pattern(head, _REST, None, None)]
            yield from firsts
            head = rests[0] if rests else ox.NamedNode(RDF.nil)


def shortened(iri: str) -> str:
    """Shorten an IRI by the prefixes of smekg.

    Args:
        iri: The IRI.

    Returns:
        A prefixed name, or the IRI itself.
    """
    for namespace, prefix in _NAMESPACES:
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
