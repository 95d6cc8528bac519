"""The catalogue of stored queries and rules as RDF, described in SHACL's terms for SPARQL.

A query is an `sh:SPARQLSelectExecutable` and a rule an `sh:SPARQLConstructExecutable`, as in the SPARQL
examples of the SIB. There is no `schema:target`: it would name the endpoint to ask, and any will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SDO, XSD

from smekg.graph.claims import Triple
from smekg.iris import PREFIXES
from smekg.namespaces import CATALOGUE, RS, SH, SMEKG, bind_prefixes, mint
from smekg.queries.model import Parameter, StoredQuery
from smekg.queries.parameters import defaults

__all__ = ["catalogue_graph"]

_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]+):\s*<[^>]*>", re.MULTILINE)
_SPECIAL = re.compile(r"[.\\?*+{}()\[\]|^$]")
#: What a value of a parameter must be, by the parameter's type; a choice has its values as a pattern.
_TAKES = {
    "term": (SH.nodeKind, SH.IRI),
    "place": (SH["class"], SMEKG.Place),
    "sector": (SH["class"], SMEKG.Sector),
    "work": (SH["class"], SMEKG.Publication),
    "text": (SH.datatype, XSD.string),
    "integer": (SH.datatype, XSD.integer),
    "choice": (SH.datatype, XSD.string),
}


def catalogue_graph(
    queries: Mapping[str, StoredQuery], rules: Mapping[str, StoredQuery], codes: Iterable[str]
) -> Graph:
    """Build the named graph of the catalogue.

    Args:
        queries: The stored queries by id.
        rules: The CONSTRUCT rules by id.
        codes: The codes of the annotated reviews, with which the ids of their framework elements begin; what
            a query rebuilds of a review that is not here stays unsaid.

    Returns:
        The graph.
    """
    graph = bind_prefixes(Graph())
    starts = tuple(f"{code}-" for code in codes)
    for members, kind in ((queries, SH.SPARQLSelectExecutable), (rules, SH.SPARQLConstructExecutable)):
        for stored in members.values():
            for triple in _query_triples(stored, kind, starts):
                graph.add(triple)
    for triple in _catalogue_triples([*queries.values(), *rules.values()]):
        graph.add(triple)
    return graph


def _catalogue_triples(stored: Iterable[StoredQuery]) -> Iterator[Triple]:
    """The catalogue itself, with the prefixes that its texts use; the reader sees that all mean the same."""
    yield CATALOGUE, RDF.type, DCAT.Catalog
    yield CATALOGUE, DCTERMS.title, Literal("Stored queries and rules of smekg", lang="en")
    for prefix in sorted(
        {prefix for query in stored for prefix in _PREFIX.findall(query.sparql)} & set(PREFIXES)
    ):
        node = mint("prefix", prefix)
        yield CATALOGUE, SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, Literal(prefix)
        yield node, SH.namespace, Literal(PREFIXES[prefix], datatype=XSD.anyURI)


def _query_triples(stored: StoredQuery, kind: URIRef, starts: tuple[str, ...]) -> Iterator[Triple]:
    header = stored.header
    node = mint("query", header.id)
    yield node, RDF.type, SH.SPARQLExecutable
    yield node, RDF.type, kind
    yield node, DCTERMS.identifier, Literal(header.id)
    yield node, RDFS.label, Literal(header.summary.removesuffix("."), lang="en")
    yield node, RDFS.comment, Literal(header.question, lang="en")
    yield node, DCTERMS.source, Literal(header.source)
    yield node, SH.prefixes, CATALOGUE
    yield node, _text_property(stored), Literal(stored.sparql)
    for tag in header.tags:
        yield node, SDO.keywords, Literal(tag)
    for column in header.columns:
        yield node, RS.resultVariable, Literal(column)
    for element in header.elements:
        if element.startswith(starts):
            yield node, SMEKG.rebuilds, mint("element", element)
    for rule in header.after:
        yield node, DCTERMS.requires, mint("query", rule)
    if stored.sibling is not None and header.sibling is not None:
        yield node, SMEKG.siblingQuery, Literal(stored.sibling)
        yield node, SMEKG.siblingReason, Literal(header.sibling.because, lang="en")
    for position, parameter in enumerate(header.parameters, start=1):
        yield node, SH.parameter, mint("parameter", header.id, parameter.name)
        yield from _parameter_triples(stored, parameter, position)


def _text_property(stored: StoredQuery) -> URIRef:
    """The property that SHACL has for such a text, whatever folder it lies in: a shape compares the two."""
    result = ox.Store().query(stored.text)
    if isinstance(result, ox.QuerySolutions):
        return SH.select
    return SH.construct if isinstance(result, ox.QueryTriples) else SH.ask


def _parameter_triples(stored: StoredQuery, parameter: Parameter, position: int) -> Iterator[Triple]:
    node = mint("parameter", stored.header.id, parameter.name)
    yield node, RDF.type, SH.Parameter
    # SHACL takes the name of a parameter from the end of the IRI that is its path.
    yield node, SH.path, node
    yield node, SH.name, Literal(parameter.name)
    yield node, SH.description, Literal(parameter.description, lang="en")
    yield node, SH.order, Literal(position)
    yield node, SH.optional, Literal(True)
    yield node, *_TAKES[parameter.type]
    if parameter.values:
        # Not `sh:in`, which takes an RDF list: the data has no blank nodes.
        choice = "|".join(_SPECIAL.sub(r"\\\g<0>", value) for value in parameter.values)
        yield node, SH.pattern, Literal(f"^({choice})$")
    default = _default(stored, parameter)
    if default is not None:
        yield node, SH.defaultValue, default


def _default(stored: StoredQuery, parameter: Parameter) -> URIRef | Literal | None:
    """What stands in the block of a parameter; None where it is open."""
    prologue = "\n".join(match.group() for match in _PREFIX.finditer(stored.sparql))
    (content,) = defaults(stored.text)[parameter.name]
    found = ox.Store().query(f"{prologue}\nSELECT ?value WHERE {{ VALUES ?value {{ {content} }} }}")
    value = next(iter(found))["value"] if isinstance(found, ox.QuerySolutions) else None
    if isinstance(value, ox.Literal):
        datatype = None if value.language else URIRef(value.datatype.value)
        plain = None if datatype == XSD.string else datatype
        return Literal(value.value, lang=value.language, datatype=plain)
    return URIRef(value.value) if isinstance(value, ox.NamedNode) else None
