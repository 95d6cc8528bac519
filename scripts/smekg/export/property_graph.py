"""The graph as nodes and edges with properties, as Neo4j, Gephi and their like see it.

Every IRI is a node, its types are labels, its texts and numbers are properties, and every other statement is
an edge that tells its named graph. Class expressions of the ontology have no counterpart and are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, XSD

from smekg.iris import PREFIXES
from smekg.namespaces import GRAPH, SMEKG
from smekg.site.content import Content

__all__ = ["Edge", "Property", "PropertyGraph", "node_id"]

#: Neo4j's and GraphML's names of datatypes; all others are texts.
_TYPES = {
    str(XSD.boolean): ("boolean", "boolean"),
    str(XSD.date): ("date", "string"),
    str(XSD.dateTime): ("datetime", "string"),
    str(XSD.decimal): ("double", "double"),
    str(XSD.integer): ("long", "long"),
}
_TEXT = ("string", "string")
#: What may stand between several values of a property. Neo4j's own default, `;`, occurs in texts, and its
#: format has no way to escape it.
_DELIMITERS = ("|", "¦", "\u241f", "\x1f")
#: Label of a node that the graph gives no type.
_UNTYPED = "Resource"
_NAMESPACES = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Property:
    """What the values of a property have in common.

    Attributes:
        name: Its name in the property graph.
        neo4j: Neo4j's name of the datatype.
        graphml: GraphML's name of the datatype.
        many: Whether some node has several values.
    """

    name: str
    neo4j: str
    graphml: str
    many: bool


@dataclass(frozen=True)
class Edge:
    """A statement that relates two nodes.

    Attributes:
        start: IRI of the subject.
        end: IRI of the object.
        kind: Name of the property in capitals, for example `STATED_IN`.
        graph: Name of the named graph.
    """

    start: str
    end: str
    kind: str
    graph: str


class PropertyGraph:
    """Nodes and edges of a graph.

    Attributes:
        content: The graph.
        edges: Its edges, in canonical order.
    """

    def __init__(self, content: Content, quads: Iterable[ox.Quad]) -> None:
        self.content = content
        self.edges = tuple(_edges(quads))
        self._widened: dict[str, frozenset[str]] = {}

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """IRIs of the nodes, sorted."""
        ends = {iri for edge in self.edges for iri in (edge.start, edge.end)}
        return tuple(sorted(ends | set(self.content.subjects)))

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Node to name of a property to its values."""
        return {
            node: {
                _local(predicate): tuple(v.value for v in literals) for predicate, literals in facts.items()
            }
            for node, facts in self._literals.items()
        }

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """The properties of nodes, sorted by name."""
        types: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        many: set[str] = set()
        for facts in self._literals.values():
            for predicate, literals in facts.items():
                types[predicate] |= {_TYPES.get(value.datatype.value, _TEXT) for value in literals}
                if len(literals) > 1:
                    many.add(predicate)
        found = []
        for predicate, kinds in types.items():
            neo4j, graphml = next(iter(kinds)) if len(kinds) == 1 else _TEXT
            found.append(Property(_local(predicate), neo4j, graphml, predicate in many))
        return tuple(sorted(found, key=lambda kind: kind.name))

    @cached_property
    def delimiter(self) -> str:
        """What stands between several values: the first choice that occurs in none of them."""
        many = {kind.name for kind in self.properties if kind.many}
        texts = [
            text for facts in self.values.values() for name in many & facts.keys() for text in facts[name]
        ]
        return next(mark for mark in _DELIMITERS if not any(mark in text for text in texts))

    def labels(self, node: str) -> list[str]:
        """Name the types of a node.

        Args:
            node: Its IRI.

        Returns:
            Local names of its types and of the wider classes of smekg, sorted.
        """
        types = self.content.iris(node, RDF.type)
        wider = (iri for kind in types for iri in self._wider(kind))
        return sorted(map(_local, {*types, *wider})) or [_UNTYPED]

    def name(self, node: str) -> str:
        """Name a node for people.

        Args:
            node: Its IRI.

        Returns:
            Its short name; of a thing of which the graph says nothing, its IRI.
        """
        known = node in self.content.stated or node in self.content.derived
        return self.content.label(node) if known else node

    @cached_property
    def _literals(self) -> Mapping[str, Mapping[str, list[ox.Literal]]]:
        found: dict[str, dict[str, list[ox.Literal]]] = {}
        for node in self.nodes:
            for predicate in sorted(
                {*self.content.stated.get(node, {}), *self.content.derived.get(node, {})}
            ):
                objects = self.content.objects(node, predicate)
                literals = [value for value in objects if isinstance(value, ox.Literal)]
                if literals:
                    found.setdefault(node, {})[predicate] = literals
        return found

    def _wider(self, cls: str) -> frozenset[str]:
        """All classes of smekg that a class lies within, by statement or inference."""
        if cls in self._widened:
            return self._widened[cls]
        found: set[str] = set()
        ahead = [cls]
        while ahead:
            for iri in self.content.iris(ahead.pop(), RDFS.subClassOf):
                if iri.startswith(SMEKG) and iri not in found:
                    found.add(iri)
                    ahead.append(iri)
        self._widened[cls] = frozenset(found)
        return self._widened[cls]


@cache
def node_id(iri: str) -> str:
    """Shorten the IRI of a node.

    Args:
        iri: The IRI.

    Returns:
        Prefix and local name, for example `work:boehe2013`; the IRI itself where no prefix fits.
    """
    for namespace, prefix in _NAMESPACES:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _edges(quads: Iterable[ox.Quad]) -> Iterator[Edge]:
    for subject, predicate, value, graph in quads:
        are_nodes = isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode)
        if are_nodes and predicate.value != str(RDF.type):
            kind = _HUMP.sub("_", _local(predicate.value)).upper()
            yield Edge(subject.value, value.value, kind, graph.value.removeprefix(GRAPH))


@cache
def _local(iri: str) -> str:
    """Name a class or property: its local name where it is smekg's own, else with its prefix."""
    return iri.removeprefix(SMEKG) if iri.startswith(SMEKG) else re.sub(r"\W+", "_", node_id(iri))
