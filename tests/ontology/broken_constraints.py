"""The graph that a rule accepts, with one constraint of the rule broken at a time.

What a rule must reject is written in `shapes/<rule>/invalid.ttl`, which breaks one of its constraints; here
the others are broken, as far as they are about the values of one property.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from ontology.shape_cases import RULES, SHAPES_GRAPH, broken_at, focus_of, valid
from smekg.namespaces import SH, SHAPES

__all__ = ["CONSTRAINTS", "holds"]

#: Makes values that break a constraint of the values of a property and of what it asks; none where it cannot.
Break = Callable[[list[Node], Node], list[Node] | None]


def _other_number(step: int) -> Break:
    def change(values: list[Node], bound: Node) -> list[Node] | None:
        # Only numbers: a day more or less would have to be a day.
        if not isinstance(bound, Literal) or not isinstance(bound.value, int) or not values:
            return None
        return [Literal(bound.value + step, datatype=_datatype(values[0]))]

    return change


def _of_length(step: int) -> Break:
    def change(values: list[Node], bound: Node) -> list[Node] | None:
        return [_like(values[0], "x" * (int(str(bound)) + step))] if values else None

    return change


def _too_few(values: list[Node], least: Node) -> list[Node] | None:
    return values[: int(str(least)) - 1]


def _too_many(values: list[Node], most: Node) -> list[Node] | None:
    more = int(str(most)) + 1 - len(values)
    return [*values, *(_another(values[0], number) for number in range(more))] if values else None


def _not_matching(values: list[Node], pattern: Node) -> list[Node] | None:
    other = [text for text in ("¿", "Xx", "x.", "") if not re.search(str(pattern), text)]
    return [_like(values[0], other[0])] if values and other else None


def _instead(other: Callable[[Node], Node]) -> Break:
    return lambda values, _asked: [other(values[0])] if values else None


def _datatype(value: Node) -> URIRef | None:
    return value.datatype if isinstance(value, Literal) else None


def _like(value: Node, text: str) -> Node:
    if not isinstance(value, Literal):
        return URIRef(text)
    return Literal(text, lang=value.language) if value.language else Literal(text, datatype=value.datatype)


def _another(value: Node, number: int) -> Node:
    """A further value of the same form: a letter more before the last, which keeps what a pattern asks."""
    if isinstance(value, Literal) and isinstance(value.value, (int, Decimal)):
        return Literal(value.value + 1 + number, datatype=value.datatype)
    if isinstance(value, Literal):
        text, letter = str(value), chr(ord("a") + number)
        return _like(value, f"{text[:-1]}{letter}{text[-1:]}")
    return URIRef(f"{value}-{number}")


def _of_other_type(value: Node) -> Node:
    """A number stays one, so that what is asked of its size still holds."""
    if isinstance(value, Literal) and isinstance(value.value, (int, Decimal)):
        other = XSD.decimal if value.datatype == XSD.integer else XSD.integer
        return Literal(str(int(value.value)), datatype=other)
    return Literal(str(value), datatype=XSD.hexBinary)


BREAKS: dict[URIRef, Break] = {
    SH.minCount: _too_few,
    SH.maxCount: _too_many,
    SH.minInclusive: _other_number(-1),
    SH.maxInclusive: _other_number(1),
    SH.minExclusive: _other_number(0),
    SH.maxExclusive: _other_number(0),
    SH.minLength: _of_length(-1),
    SH.maxLength: _of_length(1),
    SH.datatype: _instead(_of_other_type),
    SH.nodeKind: _instead(lambda value: URIRef("urn:x") if isinstance(value, Literal) else BNode()),
    SH.languageIn: _instead(lambda value: Literal(str(value), lang="xx")),
    SH.pattern: _not_matching,
    SH["class"]: _instead(lambda _value: URIRef("urn:x")),
    SH["in"]: _instead(lambda _value: URIRef("urn:x")),
}


def _graph(rule: str, constraint: URIRef) -> Graph | None:
    """The valid graph with one constraint broken; none where it holds whatever is changed."""
    path, asked = SHAPES_GRAPH.value(SHAPES[rule], SH.path), SHAPES_GRAPH.value(SHAPES[rule], constraint)
    if not isinstance(path, URIRef) or asked is None:
        return None
    graph, focus = valid(rule), focus_of(rule)
    values = sorted(graph.objects(focus, path), key=str)
    changed = BREAKS[constraint](values, asked)
    if changed is None or changed == values:
        return None
    graph.remove((focus, path, None))
    for value in changed:
        graph.add((focus, path, value))
        # What is said of a value is said of its like, too, which is then only one too many or nameless.
        if (
            constraint in (SH.maxCount, SH.nodeKind)
            and value not in values
            and not isinstance(value, Literal)
        ):
            for _, predicate, said in list(graph.triples((values[0], None, None))):
                graph.add((value, predicate, said))
    return graph


def holds(rule: str, constraint: URIRef, shapes: Graph) -> bool:
    """Tell whether shapes hold a constraint of a rule: they reject the graph in which it is broken."""
    graph = _graph(rule, constraint)
    return graph is None or (rule, str(focus_of(rule))) in broken_at(graph, shapes)


#: The constraints that can be broken: rule and kind of constraint.
CONSTRAINTS = [
    (rule, constraint) for rule in RULES for constraint in BREAKS if _graph(rule, constraint) is not None
]
