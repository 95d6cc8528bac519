"""Triples as JSON-LD that reads like plain JSON."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import RDF, XSD

from smekg.export.context import CONTEXT_IRI, NATIVE, Context

__all__ = ["json_ld_dataset", "json_ld_graph", "json_ld_nodes"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: Subject to predicate to objects.
Described = Mapping[Term, Mapping[str, Sequence[Term]]]

_TYPE, _FIRST, _REST, _NIL = (str(iri) for iri in (RDF.type, RDF.first, RDF.rest, RDF.nil))
#: Texts of numbers and truth values for which JSON has one way of writing.
_CANONICAL = {str(XSD.integer): re.compile(r"-?[1-9]\d*|0"), str(XSD.boolean): re.compile("true|false")}


def json_ld_nodes(triples: Iterable[ox.Triple], context: Context) -> list[str]:
    """Write what is said of each thing as one line of JSON.

    Args:
        triples: The triples of one graph.
        context: The context.

    Returns:
        A node object for each subject, in the order in which the subjects first come. A blank node that
        one other node refers to stands within that node.
    """
    described: defaultdict[Term, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        described[subject][predicate.value].append(value)
    writer = _Writer(described, context)
    return [json.dumps(node, ensure_ascii=False, separators=(", ", ": ")) for node in writer.nodes()]


def json_ld_graph(nodes: Iterable[str]) -> bytes:
    """Make the document of one graph.

    Args:
        nodes: Its nodes.

    Returns:
        JSON-LD whose default graph they are.
    """
    return f"{_head()}{_listed(nodes)}}}\n".encode()


def json_ld_dataset(graphs: Mapping[str, Iterable[str]]) -> bytes:
    """Make the document of several named graphs.

    Args:
        graphs: IRI of each graph to its nodes.

    Returns:
        JSON-LD.
    """
    named = (f'{{"id": {json.dumps(iri)}, "@graph": {_listed(nodes)}}}' for iri, nodes in graphs.items())
    return f"{_head()}{_listed(named)}}}\n".encode()


def _head() -> str:
    return f'{{"@context": "{CONTEXT_IRI}", "@graph": '


def _listed(lines: Iterable[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]"


class _Writer:
    """Turns the nodes of one graph into node objects."""

    def __init__(self, described: Described, context: Context) -> None:
        self.described = described
        self.context = context
        self.nested = _nested(described)

    def nodes(self) -> Iterator[dict[str, Any]]:
        referred = {
            value
            for facts in self.described.values()
            for values in facts.values()
            for value in values
            if isinstance(value, ox.BlankNode)
        }
        for subject in self.described:
            if subject not in self.nested:
                anonymous = isinstance(subject, ox.BlankNode) and subject not in referred
                yield self._node(subject, named=not anonymous)

    def _node(self, subject: Term, *, named: bool) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._id(subject)} if named else {}
        facts = self.described[subject]
        if _TYPE in facts:
            node["type"] = _one_or_all([self._type(value) for value in facts[_TYPE]])
        for predicate, values in facts.items():
            if predicate != _TYPE:
                key = self.context.key(predicate)
                node[key] = _one_or_all([self._value(predicate, value) for value in values])
        return node

    def _type(self, value: Term) -> str:
        if isinstance(value, ox.NamedNode) and value.value in self.context.classes:
            return self.context.key(value.value)
        return self._id(value)

    def _value(self, predicate: str, value: Term) -> Any:  # noqa: ANN401 - any JSON
        coercion = self.context.coercions.get(predicate)
        if isinstance(value, ox.Literal):
            return _literal(value, coercion, self.context)
        if value in self.nested:
            items = self._items(value)
            if items is not None:
                return {"@list": [self._value(predicate, item) for item in items]}
            return self._node(value, named=False)
        name = self._id(value)
        return name if coercion == ("@type", "@id") and predicate in self.context.coercions else {"id": name}

    def _items(self, head: Term) -> list[Term] | None:
        """The members of a list, where all of its nodes are those of a list and nothing else."""
        items: list[Term] = []
        while not (isinstance(head, ox.NamedNode) and head.value == _NIL):
            facts = self.described.get(head, {})
            if head not in self.nested or facts.keys() != {_FIRST, _REST}:
                return None
            if len(facts[_FIRST]) != 1 or len(facts[_REST]) != 1:
                return None
            items.append(facts[_FIRST][0])
            head = facts[_REST][0]
        return items

    def _id(self, term: Term) -> str:
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        if isinstance(term, ox.NamedNode):
            return self.context.compact(term.value)
        raise TypeError(f"JSON-LD has no name for {term}")


def _literal(value: ox.Literal, coercion: tuple[str, str] | None, context: Context) -> Any:  # noqa: ANN401
    kind = value.datatype.value
    if value.language:
        if coercion == ("@language", value.language):
            return value.value
        return {"@value": value.value, "@language": value.language}
    if coercion is None and kind in NATIVE and _CANONICAL[kind].fullmatch(value.value):
        return value.value == "true" if kind == str(XSD.boolean) else int(value.value)
    if kind == str(XSD.string):
        return value.value if coercion is None else {"@value": value.value}
    if coercion == ("@type", kind):
        return value.value
    return {"@value": value.value, "@type": context.compact(kind)}


def _one_or_all(values: list[Any]) -> Any:  # noqa: ANN401 - any JSON
    return values[0] if len(values) == 1 else values


def _nested(described: Described) -> frozenset[Term]:
    """The blank nodes that can be written inside the one node that refers to them."""
    holders: defaultdict[Term, list[Term]] = defaultdict(list)
    for subject, facts in described.items():
        for value in (value for values in facts.values() for value in values):
            if isinstance(value, ox.BlankNode):
                holders[value].append(subject)
    once = {node for node, by in holders.items() if len(by) == 1 and node in described}

    def stands_somewhere(node: Term) -> bool:
        """Whether the way up from a node ends, instead of running in a circle."""
        passed: Counter[Term] = Counter()
        while node in once and not passed[node]:
            passed[node] += 1
            node = holders[node][0]
        return node not in once

    return frozenset(node for node in once if stands_somewhere(node))
