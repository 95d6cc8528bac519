"""Axioms of the ontology in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from markupsafe import Markup
from rdflib.namespace import OWL, RDF, RDFS, XSD

from smekg.namespaces import SMEKG
from smekg.site.content import Content, Facts, Object
from smekg.site.descriptions import list_items
from smekg.site.rendering import Here

__all__ = ["class_axioms", "in_words", "property_axioms"]

Row = tuple[str, list[Markup]]

_BOUNDS = (
    (XSD.minInclusive, "at least"),
    (XSD.minExclusive, "more than"),
    (XSD.maxInclusive, "at most"),
    (XSD.maxExclusive, "less than"),
)
#: Kinds of properties that say how a property behaves.
_CHARACTERS = {
    str(OWL.FunctionalProperty): "at most one value for each thing",
    str(OWL.InverseFunctionalProperty): "at most one thing for each value",
    str(OWL.TransitiveProperty): "transitive",
    str(OWL.SymmetricProperty): "symmetric",
    str(OWL.AsymmetricProperty): "asymmetric",
    str(OWL.IrreflexiveProperty): "irreflexive",
}


def class_axioms(here: Here, cls: str) -> list[Row]:
    """Put into words what the ontology lays down for a class, but its place among other named classes.

    Args:
        here: The links of the page.
        cls: The class.

    Returns:
        Heading and expressions.
    """
    content = here.content
    supers = _expressions(content, cls, RDFS.subClassOf)
    rows = [
        ("Is the same as", [in_words(here, value) for value in _stated(content, cls, OWL.equivalentClass)]),
        ("Each one is", [in_words(here, value) for value in supers]),
        ("Is exactly one of", [_listed(here, v, " or ") for v in _stated(content, cls, OWL.disjointUnionOf)]),
        ("Shares no member with", _linked(here, content.once(_disjoint).get(cls, ()))),
        ("Has the properties", _linked(here, _own(content.referring(cls, RDFS.domain)))),
        ("Is the range of", _linked(here, _own(content.referring(cls, RDFS.range)))),
    ]
    return [row for row in rows if row[1]]


def property_axioms(here: Here, name: str) -> list[Row]:
    """Put into words what the ontology lays down for a property.

    Args:
        here: The links of the page.
        name: The property.

    Returns:
        Heading and expressions.
    """
    content = here.content
    characters = [_CHARACTERS[kind] for kind in content.iris(name, RDF.type) if kind in _CHARACTERS]
    rows = [
        ("Sub-property of", [in_words(here, v) for v in _stated(content, name, RDFS.subPropertyOf)]),
        ("Domain", [in_words(here, value) for value in _stated(content, name, RDFS.domain)]),
        ("Range", [in_words(here, value) for value in _stated(content, name, RDFS.range)]),
        ("Inverse of", [in_words(here, value) for value in _stated(content, name, OWL.inverseOf)]),
        ("Has", [Markup(text) for text in characters]),  # noqa: S704 - words of this module
    ]
    return [row for row in rows if row[1]]


def in_words(here: Here, value: Object) -> Markup:
    """Put a class expression, data range or value into words.

    Args:
        here: The links of the page.
        value: What stands in the axiom.

    Returns:
        The words; names are links.
    """
    if isinstance(value, ox.NamedNode):
        if value.value.startswith(str(XSD)):
            return Markup("{}").format(value.value.removeprefix(str(XSD)))
        return here.a(value.value)
    if isinstance(value, ox.Literal):
        return Markup("“{}”").format(value.value)
    facts = here.content.nested.get(value.value, {})
    if str(OWL.onProperty) in facts:
        return _restriction(here, facts)
    if str(OWL.withRestrictions) in facts:
        return _range(here.content, facts)
    return _combination(here, facts)


def _combination(here: Here, facts: Facts) -> Markup:
    for predicate, word in ((OWL.intersectionOf, " and "), (OWL.unionOf, " or ")):
        if str(predicate) in facts:
            return _listed(here, facts[str(predicate)][0], word)
    if str(OWL.complementOf) in facts:
        return Markup("not {}").format(_bracketed(here, facts[str(OWL.complementOf)][0]))
    if str(OWL.oneOf) in facts:
        return Markup("one of ") + _listed(here, facts[str(OWL.oneOf)][0], ", ")
    if str(OWL.inverseOf) in facts:
        return Markup("inverse of {}").format(in_words(here, facts[str(OWL.inverseOf)][0]))
    return Markup("an expression, see the Turtle")


def _listed(here: Here, head: Object, word: str) -> Markup:
    return Markup(word).join(_bracketed(here, item) for item in list_items(here.content, head))  # noqa: S704


def _bracketed(here: Here, value: Object) -> Markup:
    """A combination within another one needs brackets."""
    facts = here.content.nested.get(value.value, {}) if isinstance(value, ox.BlankNode) else {}
    combined = str(OWL.intersectionOf) in facts or str(OWL.unionOf) in facts
    words = in_words(here, value)
    return Markup("({})").format(words) if combined else words


def _restriction(here: Here, facts: Facts) -> Markup:
    name = in_words(here, facts[str(OWL.onProperty)][0])
    for predicate, word in (
        (OWL.someValuesFrom, "some"),
        (OWL.allValuesFrom, "only"),
        (OWL.hasValue, "the value"),
    ):
        if str(predicate) in facts:
            filler = facts[str(predicate)][0]
            joined = "" if _is_range(here.content, filler) else f"{word} "
            return Markup("{} {}{}").format(name, joined, _bracketed(here, filler))
    of = facts.get(str(OWL.onClass)) or facts.get(str(OWL.onDataRange))
    what = Markup(" ") + in_words(here, of[0]) if of else Markup("")
    for predicate, word in (
        (OWL.minQualifiedCardinality, "at least"),
        (OWL.maxQualifiedCardinality, "at most"),
        (OWL.qualifiedCardinality, "exactly"),
        (OWL.minCardinality, "at least"),
        (OWL.maxCardinality, "at most"),
        (OWL.cardinality, "exactly"),
    ):
        if str(predicate) in facts:
            return Markup("{} {} {}{}").format(name, word, facts[str(predicate)][0].value, what)
    return Markup("{}, see the Turtle").format(name)


def _is_range(content: Content, value: Object) -> bool:
    facts = content.nested.get(value.value, {}) if isinstance(value, ox.BlankNode) else {}
    return str(OWL.withRestrictions) in facts


def _range(content: Content, facts: Facts) -> Markup:
    bounds: dict[str, str] = {}
    for facet in list_items(content, facts[str(OWL.withRestrictions)][0]):
        for name, values in content.nested[facet.value].items():
            bounds[name] = values[0].value
    words = [f"{word} {_number(bounds[str(name)])}" for name, word in _BOUNDS if str(name) in bounds]
    return Markup(" and ").join(words)


def _number(text: str) -> str:
    return f"{int(float(text)):,}" if float(text) == int(float(text)) else text


def _stated(content: Content, subject: str, predicate: object) -> tuple[Object, ...]:
    return content.stated.get(subject, {}).get(str(predicate), ())


def _expressions(content: Content, subject: str, predicate: object) -> list[Object]:
    return [v for v in _stated(content, subject, predicate) if not isinstance(v, ox.NamedNode)]


def _own(iris: Iterable[str]) -> Iterator[str]:
    return (iri for iri in iris if iri.startswith(SMEKG))


def _linked(here: Here, iris: Iterable[str]) -> list[Markup]:
    found = list(iris)
    return [here.all(found)] if found else []


def _disjoint(content: Content) -> Mapping[str, list[str]]:
    """Classes with those that share no member with them, named in pairs or in sets."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for cls in content.classes:
        for value in content.iris(cls, OWL.disjointWith):
            found[cls].add(value)
            found[value].add(cls)
        for union in _stated(content, cls, OWL.disjointUnionOf):
            _apart(found, list_items(content, union))
    for facts in content.nested.values():
        kinds: tuple[Any, ...] = facts.get(str(RDF.type), ())
        if any(kind.value == str(OWL.AllDisjointClasses) for kind in kinds):
            _apart(found, list_items(content, facts[str(OWL.members)][0]))
    return {cls: sorted(others, key=content.label) for cls, others in found.items()}


def _apart(found: defaultdict[str, set[str]], members: Iterable[Object]) -> None:
    names = {member.value for member in members}
    for name in names:
        found[name] |= names - {name}
