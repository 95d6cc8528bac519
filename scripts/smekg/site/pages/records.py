"""A plain page for each thing that has no page type of its own, so that every IRI leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib.namespace import RDF

from smekg.namespaces import ID, MAPPINGS, SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content, Facts, Object
from smekg.site.descriptions import turtle
from smekg.site.rendering import Here, Page

__all__ = ["pages"]

#: How many things that refer to one are listed; the rest is counted.
MOST = 50


def pages(content: Content, taken: frozenset[str]) -> Iterator[Page]:
    """Make the pages of things of which no page exists yet.

    Args:
        content: The graph.
        taken: Addresses of the pages that exist.

    Yields:
        A page for each other thing of smekg's own.
    """
    for iri in content.mine(content.subjects):
        address = address_of(iri)
        own = iri.startswith((ID, MAPPINGS, SMEKG)) and address is not None and "#" not in address
        if own and address is not None and address not in taken:
            yield _page(content, iri, address)


def _page(content: Content, iri: str, address: str) -> Page:
    here = Here(content, address)
    return Page(
        address=address,
        template="record.html",
        title=content.label(iri),
        about=iri,
        values={
            "kinds": content.iris(iri, RDF.type),
            "stated": list(_rows(here, content.stated.get(iri, {}))),
            "derived": list(_rows(here, content.derived.get(iri, {}))),
            "incoming": [(content.label(p), s) for p, s in _incoming(content, iri)],
            "most": MOST,
            "turtle": turtle(content, iri),
        },
    )


def _rows(here: Here, facts: Facts) -> Iterator[tuple[str, list[object]]]:
    for predicate, values in facts.items():
        if predicate != str(RDF.type):
            yield here.content.label(predicate), [_shown(here, value) for value in values]


def _shown(here: Here, value: Object) -> object:
    if isinstance(value, ox.NamedNode):
        return here.a(value.value)
    return value.value if isinstance(value, ox.Literal) else "an expression, see the Turtle below"


def _incoming(content: Content, iri: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    by: Mapping[str, tuple[str, ...]] = content.incoming.get(iri, {})
    return ((predicate, subjects) for predicate, subjects in sorted(by.items()) if predicate != str(RDF.type))
