"""The endpoint's description of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from smekg.iris import PREFIXES
from smekg.namespaces import graph_iri
from smekg.store import graph_sizes

__all__ = ["describe_service"]

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def describe_service(store: ox.Store, endpoint: str, formats: Iterable[str], form: ox.RdfFormat) -> bytes:
    """Write the description.

    Args:
        store: The graphs that are asked.
        endpoint: The endpoint's address.
        formats: IRIs of the formats of results.
        form: The format to write.

    Returns:
        The text in UTF-8.
    """
    triples = [*_service(ox.NamedNode(endpoint), formats), *_dataset(store)]
    prefixes = {**PREFIXES, "sd": SD, "void": VOID}
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _service(service: ox.NamedNode, formats: Iterable[str]) -> Iterator[ox.Triple]:
    yield ox.Triple(service, _TYPE, _sd("Service"))
    title = ox.Literal("The SME collaboration knowledge graph, to be asked", language="en")
    yield ox.Triple(service, ox.NamedNode(f"{DCTERMS}title"), title)
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for iri in sorted(set(formats)):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(iri))
    yield ox.Triple(service, _sd("defaultDataset"), ox.BlankNode("dataset"))


def _dataset(store: ox.Store) -> Iterator[ox.Triple]:
    dataset = ox.BlankNode("dataset")
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), ox.BlankNode("union"))
    yield ox.Triple(ox.BlankNode("union"), _TYPE, _sd("Graph"))
    for number, (name, size) in enumerate(graph_sizes(store).items()):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(graph_iri(name)))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, _TYPE, _sd("Graph"))
        yield ox.Triple(graph, ox.NamedNode(f"{VOID}triples"), ox.Literal(size))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
