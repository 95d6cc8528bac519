"""Statements that must be in a graph, and nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SKOS, XSD
from rdflib.term import Node


class Iri(NamedTuple):
    """A node."""

    text: str


class Label(NamedTuple):
    """Some node that bears this label."""

    text: str


class Text(NamedTuple):
    """A text, in English or in no language."""

    text: str
    language: str | None = None


class Number(NamedTuple):
    """A number, however it is written."""

    amount: Decimal


class Typed(NamedTuple):
    """A literal of another type."""

    text: str
    type: str


Value = Iri | Label | Text | Number | Typed
Statement = tuple[str, str, Value]


class Labels:
    """What terms are called."""

    def __init__(self, *graphs: Graph) -> None:
        self._by_iri: dict[str, set[str]] = {}
        for graph in graphs:
            for predicate in (SKOS.notation, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label):
                for term, label in graph.subject_objects(predicate):
                    self._by_iri.setdefault(str(term), set()).add(folded(str(label)))

    def named(self, iri: str, label: str) -> bool:
        """Whether a term bears a label, whatever its case and spacing."""
        return folded(label) in self._by_iri.get(iri, ())


def folded(label: str) -> str:
    """A label without what does not matter in it."""
    return " ".join(label.casefold().split())


@dataclass(frozen=True)
class Differences:
    """Where the graph and the files part.

    Attributes:
        unsaid: What the files say and the graph does not.
        invented: What the graph says and the files do not.
    """

    unsaid: list[Statement]
    invented: list[tuple[str, str, str]]

    def __bool__(self) -> bool:
        return bool(self.unsaid or self.invented)


def differences(graph: Graph, statements: Iterable[Statement], labels: Labels) -> Differences:
    """Compare a graph with what it must say.

    Args:
        graph: The graph.
        statements: What its files say, each once or more: a graph says a thing or does not.
        labels: What terms are called.

    Returns:
        What differs.
    """
    left, unsaid = set(graph), []
    for subject, predicate, value in statements:
        pair = URIRef(subject), URIRef(predicate)
        said = [(*pair, thing) for thing in graph.objects(*pair) if _is(thing, value, labels)]
        if not said:
            unsaid.append((subject, predicate, value))
        left.difference_update(said)
    return Differences(unsaid, sorted((str(s), str(p), repr(o)) for s, p, o in left))


def _is(thing: Node, value: Value, labels: Labels) -> bool:
    if isinstance(thing, URIRef):
        return (isinstance(value, Iri) and str(thing) == value.text) or (
            isinstance(value, Label) and labels.named(str(thing), value.text)
        )
    if not isinstance(thing, Literal):
        return False
    match value:
        case Text(text, language):
            return (str(thing), thing.language, thing.datatype) == (text, language, None)
        case Typed(text, kind):
            return (str(thing), str(thing.datatype)) == (text, kind)
        case Number(amount):
            written = str(thing)
            plain = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", written) is not None
            return thing.datatype == XSD.decimal and plain and Decimal(written) == amount
    return False
