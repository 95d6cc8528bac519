"""What a class expression says of its class: wider classes, links to others, bounds and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, XSD
from rdflib.term import Node

__all__ = ["Genus", "Link", "Said", "Trait", "read_expression"]

#: Names a term.
Label = Callable[[Node], str]

_BOUNDS = (
    (XSD.minInclusive, "at least"),
    (XSD.maxInclusive, "at most"),
    (XSD.minExclusive, "more than"),
    (XSD.maxExclusive, "less than"),
)
_FILLERS = (OWL.someValuesFrom, OWL.allValuesFrom, OWL.onClass)
_COUNTS = (
    (OWL.cardinality, "exactly"),
    (OWL.minCardinality, "at least"),
    (OWL.maxCardinality, "at most"),
    (OWL.qualifiedCardinality, "exactly"),
    (OWL.minQualifiedCardinality, "at least"),
    (OWL.maxQualifiedCardinality, "at most"),
)


@dataclass(frozen=True)
class Genus:
    """A named class that the class lies in.

    Attributes:
        cls: The wider class.
    """

    cls: URIRef


@dataclass(frozen=True)
class Link:
    """A property by which members of the class are related to members of another one.

    Attributes:
        property: The property.
        cls: The other class.
        backwards: Whether the property leads from the other class to this one.
    """

    property: URIRef
    cls: URIRef
    backwards: bool = False


@dataclass(frozen=True)
class Trait:
    """A property with the values that members of the class have, in words.

    Attributes:
        property: The property.
        words: The values.
    """

    property: URIRef
    words: str


Said = Genus | Link | Trait


def read_expression(graph: Graph, expression: Node, label: Label) -> Iterator[Said]:
    """Read a class expression that a class is the same as, or lies in.

    Args:
        graph: The triples of the expression.
        expression: A class, or the node of an expression.
        label: Names a term.

    Yields:
        What it says; nothing of the members of a union, which need not hold of all.
    """
    if isinstance(expression, URIRef):
        yield Genus(expression)
        return
    parts = graph.value(expression, OWL.intersectionOf)
    if parts is not None:
        for part in Collection(graph, parts):
            yield from read_expression(graph, part, label)
        return
    name = graph.value(expression, OWL.onProperty)
    if name is not None:
        yield from _restriction(graph, expression, name, label)


def _restriction(graph: Graph, node: Node, name: Node, label: Label) -> Iterator[Said]:
    inverse = graph.value(name, OWL.inverseOf) if isinstance(name, BNode) else None
    found = inverse if inverse is not None else name
    if not isinstance(found, URIRef):
        return
    value = graph.value(node, OWL.hasValue)
    if value is not None:
        yield Trait(found, _value(value, label))
    number = _number(graph, node)
    filler = next((cls for kind in _FILLERS if (cls := graph.value(node, kind)) is not None), None)
    if isinstance(filler, URIRef) and not str(filler).startswith(str(XSD)):
        yield Link(found, filler, backwards=inverse is not None)
    elif filler is not None:
        yield Trait(found, _words(graph, filler, label))
    if number and not isinstance(filler, URIRef):
        yield Trait(found, number)


def _number(graph: Graph, node: Node) -> str:
    for kind, word in _COUNTS:
        value = graph.value(node, kind)
        if value is not None:
            return f"{word} {value}"
    return ""


def _words(graph: Graph, filler: Node, label: Label) -> str:
    for kind, word in ((OWL.oneOf, " or "), (OWL.unionOf, " or "), (OWL.intersectionOf, " and ")):
        parts = graph.value(filler, kind)
        if parts is not None:
            return word.join(_words(graph, part, label) for part in Collection(graph, parts))
    without = graph.value(filler, OWL.complementOf)
    if without is not None:
        return f"not {_words(graph, without, label)}"
    facets = graph.value(filler, OWL.withRestrictions)
    if facets is not None:
        return _bounds(graph, Collection(graph, facets))
    if graph.value(filler, RDF.type) == OWL.Restriction:
        inner = ", ".join(_said(said, label) for said in read_expression(graph, filler, label))
        return f"one with {inner}"
    return _value(filler, label)


def _bounds(graph: Graph, facets: Collection) -> str:
    found = [
        f"{word} {value}"
        for facet in facets
        for kind, word in _BOUNDS
        if (value := graph.value(facet, kind)) is not None
    ]
    return " and ".join(found)


def _said(said: Said, label: Label) -> str:
    if isinstance(said, Genus):
        return label(said.cls)
    words = said.words if isinstance(said, Trait) else label(said.cls)
    return f"{label(said.property)} {words}"


def _value(value: Node, label: Label) -> str:
    if isinstance(value, Literal):
        return {"true": "yes", "false": "no"}.get(str(value).lower(), str(value))
    return label(value)
