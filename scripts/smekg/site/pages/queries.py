"""A page for each stored query and rule: its entry in the catalogue, with what it rebuilds and its SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.namespace import DCTERMS, RDF, RDFS, SDO, XSD

from smekg.namespaces import RS, SH, SMEKG, graph_iri
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.rendering import Here, Page

__all__ = ["pages"]

#: What a parameter takes where the graph names no class for it.
_TAKES = {str(SH.IRI): "the label of a term", str(XSD.integer): "a whole number", str(XSD.string): "any text"}


@dataclass(frozen=True)
class Parameter:
    """A parameter as its query's page shows it.

    Attributes:
        iri: Its IRI.
        name: Its name.
        says: What it does.
        takes: What a value must be; the IRI of a class, or words.
        default: What holds without a value, or an empty text.
    """

    iri: str
    name: str
    says: str
    takes: str
    default: str


def pages(content: Content) -> Iterator[Page]:
    """Make the pages.

    Args:
        content: The graph.

    Yields:
        A page for each stored query and each rule.
    """
    for kind in (SH.SPARQLSelectExecutable, SH.SPARQLConstructExecutable):
        for query in content.instances(kind):
            yield _page(content, query)


def _page(content: Content, query: str) -> Page:
    address = address_of(query) or ""
    name = content.text(query, DCTERMS.identifier)
    rule = str(SH.SPARQLConstructExecutable) in content.iris(query, RDF.type)
    return Page(
        address=address,
        template="queries/query.html",
        title=content.label(query),
        section="ask",
        summary=content.text(query, RDFS.comment),
        about=query,
        values={
            "name": name,
            "rule": rule,
            # A build may be older than the files, and a page to run a query is made from its file.
            "runs": name in content.queries,
            "source": content.text(query, DCTERMS.source),
            "keywords": _texts(content, query, SDO.keywords),
            "columns": _columns(content, query, name),
            "rebuilds": _rebuilt(Here(content, address), query),
            "after": content.iris(query, DCTERMS.requires),
            "before": content.referring(query, DCTERMS.requires),
            "parameters": _parameters(content, query),
            "sparql": content.text(query, SH.construct if rule else SH.select),
            "sibling": content.text(query, SMEKG.siblingQuery),
            "reason": content.text(query, SMEKG.siblingReason),
            "derived": graph_iri("derived"),
            "turtle": turtle(content, query),
        },
        scripts=("copy.js", "ask/catalogue.js"),
        styles=("ask/ask.css",),
    )


def _texts(content: Content, query: str, predicate: object) -> list[str]:
    return [value.value for value in content.objects(query, predicate)]


def _columns(content: Content, query: str, name: str) -> list[str]:
    """The columns; in their order where the file is there to tell it."""
    stored = content.queries.get(name)
    return list(stored.header.columns) if stored else _texts(content, query, RS.resultVariable)


def _rebuilt(here: Here, query: str) -> list[object]:
    """The framework elements that a query rebuilds, each with its review."""
    content = here.content
    elements = content.iris(query, SMEKG.rebuilds)
    return [
        here.all((content.text(element, DCTERMS.isPartOf), element), separator=", ") for element in elements
    ]


def _parameters(content: Content, query: str) -> list[Parameter]:
    found = sorted(content.iris(query, SH.parameter), key=lambda iri: int(content.text(iri, SH.order) or 0))
    return [
        Parameter(
            iri=iri,
            name=content.text(iri, SH.name),
            says=content.text(iri, SH.description),
            takes=_taken(content, iri),
            default=content.text(iri, SH.defaultValue),
        )
        for iri in found
    ]


def _taken(content: Content, parameter: str) -> str:
    cls, pattern = content.text(parameter, SH["class"]), content.text(parameter, SH.pattern)
    if cls:
        return cls
    if pattern:
        choice = re.sub(r"\\(.)", r"\1", pattern.removeprefix("^(").removesuffix(")$"))
        return f"one of {choice.replace('|', ', ')}"
    kind = content.text(parameter, SH.datatype) or content.text(parameter, SH.nodeKind)
    return _TAKES.get(kind, "a value")
