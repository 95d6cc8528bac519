"""The RDF of one thing as Turtle to read and as JSON-LD to embed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG
from smekg.site.content import Content, Facts, Object

__all__ = ["json_ld", "list_items", "short_name", "turtle"]

#: Predicates that open a block, in the order in which the hand-written modules give them.
_FIRST = {
    str(iri): position
    for position, iri in enumerate(
        (
            *(RDF.type, RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, RDFS.subPropertyOf),
            *(RDFS.domain, RDFS.range, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.notation),
            *(SKOS.definition, SKOS.example, SKOS.scopeNote, SKOS.broader, SKOS.inScheme, DCTERMS.title),
            *(SMEKG.statedIn, SMEKG.inElement, SMEKG.inSection, SMEKG.subject, SMEKG.relation, SMEKG.object),
        )
    )
}
_NAMESPACES = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?\Z", re.ASCII)
_BARE = {
    str(XSD.integer): r"[+-]?\d+\Z",
    str(XSD.decimal): r"[+-]?\d*\.\d+\Z",
    str(XSD.boolean): r"true\Z|false\Z",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_INDENT = "    "
#: Letters of a line at which a list of objects is broken into lines.
_WIDTH = 100
_FIRST_ITEM, _REST, _NIL = str(RDF.first), str(RDF.rest), str(RDF.nil)


class _Names:
    """Shortens IRIs and remembers the prefixes that it used."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def short(self, iri: str) -> str | None:
        prefix, name = _shortened(iri)
        if prefix:
            self.used.add(prefix)
        return name

    def turtle(self, iri: str) -> str:
        return self.short(iri) or f"<{iri}>"


@cache
def _shortened(iri: str) -> tuple[str, str | None]:
    """Prefix and prefixed name of an IRI; no name where no prefix fits."""
    for namespace, prefix in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.match(iri, len(namespace)):
            return prefix, f"{prefix}:{iri[len(namespace) :]}"
    return "", None


def short_name(iri: str) -> str:
    """Write an IRI as Turtle and SPARQL do.

    Args:
        iri: The IRI.

    Returns:
        A prefixed name, or the IRI in angle brackets where no prefix fits.
    """
    return _shortened(iri)[1] or f"<{iri}>"


def turtle(content: Content, iri: str) -> str:
    """Write what the graph says of a thing as Turtle that stands by itself.

    Args:
        content: The graph.
        iri: The thing's IRI.

    Returns:
        Prefixes, what is stated and, below a comment, what reasoner and rules add.
    """
    names = _Names()
    stated = _block(content, names, iri, content.stated.get(iri, {}))
    derived = _block(content, names, iri, _only_derived(content, iri))
    blocks = [stated, derived and "# derived by reasoner and rules\n" + derived]
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(names.used))
    return prefixes + "\n" + "\n".join(block for block in blocks if block)


def _only_derived(content: Content, iri: str) -> Facts:
    stated = content.stated.get(iri, {})
    left = {
        name: tuple(value for value in values if value not in stated.get(name, ()))
        for name, values in content.derived.get(iri, {}).items()
    }
    return {name: values for name, values in left.items() if values}


def _block(content: Content, names: _Names, iri: str, facts: Facts) -> str:
    if not facts:
        return ""
    lines = "".join(f"{_INDENT}{line} ;\n" for line in _predicates(content, names, facts, 1))
    return f"{names.turtle(iri)}\n{lines}.\n"


def _predicates(content: Content, names: _Names, facts: Facts, depth: int) -> Iterator[str]:
    for name in sorted(facts, key=lambda p: (_FIRST.get(p, len(_FIRST)), p)):
        verb = "a" if name == str(RDF.type) else names.turtle(name)
        values = [_object(content, names, value, depth) for value in facts[name]]
        wraps = len(verb) + sum(map(len, values)) > _WIDTH and len(values) > 1
        between = f" ,\n{_INDENT * (depth + 1)}" if wraps else " , "
        yield f"{verb} " + between.join(values)


def _object(content: Content, names: _Names, value: Object, depth: int) -> str:
    if isinstance(value, ox.NamedNode):
        return names.turtle(value.value)
    if isinstance(value, ox.Literal):
        return _literal(names, value)
    facts = content.nested.get(value.value, {})
    if _FIRST_ITEM in facts:
        items = [_object(content, names, item, depth) for item in list_items(content, value)]
        return " ".join(("(", *items, ")"))
    inner = _INDENT * (depth + 1)
    lines = "".join(f"{inner}{line} ;\n" for line in _predicates(content, names, facts, depth + 1))
    return f"[\n{lines}{_INDENT * depth}]"


def list_items(content: Content, head: Object) -> Iterator[Object]:
    """List the members of an RDF list.

    Args:
        content: The graph.
        head: The list.

    Yields:
        The members in order.
    """
    while head.value != _NIL:
        facts = content.nested[head.value]
        yield facts[_FIRST_ITEM][0]
        head = facts[_REST][0]


def _literal(names: _Names, value: ox.Literal) -> str:
    kind = value.datatype.value
    if kind in _BARE and re.match(_BARE[kind], value.value):
        return value.value
    quoted = '"' + value.value.translate(_ESCAPES) + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    return quoted if kind == str(XSD.string) else f"{quoted}^^{names.turtle(kind)}"


def json_ld(content: Content, iri: str) -> dict[str, Any]:
    """Describe a thing as JSON-LD: what ontology, vocabulary and reviews state of it.

    Args:
        content: The graph.
        iri: The thing's IRI.

    Returns:
        A node object with a context of its own, so that nothing has to be fetched to read it.
    """
    names = _Names()
    node = _node(content, names, content.stated.get(iri, {}))
    context = {prefix: PREFIXES[prefix] for prefix in sorted(names.used)}
    return {"@context": context, "@id": iri, **node}


def _node(content: Content, names: _Names, facts: Facts) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for name in sorted(facts, key=lambda p: (_FIRST.get(p, len(_FIRST)), p)):
        if name == str(RDF.type):
            node["@type"] = [names.short(value.value) or value.value for value in facts[name]]
        else:
            node[names.short(name) or name] = [_value(content, names, value) for value in facts[name]]
    return node


def _value(content: Content, names: _Names, value: Object) -> Mapping[str, Any]:
    if isinstance(value, ox.NamedNode):
        return {"@id": names.short(value.value) or value.value}
    if isinstance(value, ox.Literal):
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == str(XSD.string):
            return {"@value": value.value}
        return {"@value": value.value, "@type": names.short(value.datatype.value) or value.datatype.value}
    facts = content.nested.get(value.value, {})
    if _FIRST_ITEM in facts:
        return {"@list": [_value(content, names, item) for item in list_items(content, value)]}
    return _node(content, names, facts)
