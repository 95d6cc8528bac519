"""Mapping sets as RDF by the SSSOM specification: an IRI for each mapping, and the match itself beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, XSD

from smekg.graph.claims import Triple
from smekg.mappings.model import Mapping, MappingSet, expand
from smekg.namespaces import SSSOM, bind_prefixes, mint

__all__ = ["mapping_graph"]

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def mapping_graph(sets: Iterable[MappingSet], terms: Graph) -> Graph:
    """Build the named graph of the mappings.

    Args:
        sets: The mapping sets.
        terms: The ontology; it labels some targets itself.

    Returns:
        The graph: sets, mappings, the matches as triples, and a label for each target.
    """
    graph = bind_prefixes(Graph())
    for mapping_set in sets:
        for triple in (*_set_triples(mapping_set), *_all_mappings(mapping_set, terms)):
            graph.add(triple)
    return graph


def _set_triples(mapping_set: MappingSet) -> Iterator[Triple]:
    header = mapping_set.header
    node = URIRef(header.mapping_set_id)
    yield node, RDF.type, SSSOM.MappingSet
    yield node, DCTERMS.title, Literal(header.mapping_set_title)
    yield node, DCTERMS.description, Literal(header.mapping_set_description)
    yield node, DCTERMS.license, URIRef(header.license)
    for creator in header.creator_label:
        yield node, SSSOM.creator_label, Literal(creator)


def _all_mappings(mapping_set: MappingSet, terms: Graph) -> Iterator[Triple]:
    for mapping in mapping_set.mappings:
        yield from _mapping_triples(mapping_set, mapping)
        if (mapping.object, RDFS.label, None) not in terms:
            yield mapping.object, RDFS.label, Literal(mapping.row.object_label, lang="en")


def _mapping_triples(mapping_set: MappingSet, mapping: Mapping) -> Iterator[Triple]:
    header, row, prefixes = mapping_set.header, mapping.row, mapping_set.header.curie_map
    node = mint("mapping", mapping_set.name, *(_safe(curie) for curie in (row.subject_id, row.object_id)))
    predicate = _iri(row.predicate_id, prefixes)
    yield mapping.subject, predicate, mapping.object
    yield URIRef(header.mapping_set_id), SSSOM.mappings, node
    yield node, RDF.type, OWL.Axiom
    yield node, OWL.annotatedSource, mapping.subject
    yield node, OWL.annotatedProperty, predicate
    yield node, OWL.annotatedTarget, mapping.object
    yield node, SSSOM.subject_label, Literal(row.subject_label)
    yield node, SSSOM.object_label, Literal(row.object_label)
    yield node, SSSOM.mapping_justification, _iri(row.mapping_justification, prefixes)
    yield node, SSSOM.confidence, Literal(float(row.confidence), datatype=XSD.double)
    yield node, RDFS.comment, Literal(row.comment)
    for place in row.see_also:
        yield node, RDFS.seeAlso, URIRef(place)
    # What the header says of all mappings stands on each, for readers who know nothing of SSSOM.
    yield node, SSSOM.subject_source, _iri(header.subject_source, prefixes)
    yield node, SSSOM.object_source, _iri(header.object_source, prefixes)
    yield node, SSSOM.object_source_version, Literal(header.object_source_version)
    yield node, DCTERMS.created, Literal(header.mapping_date)


def _iri(curie: str, prefixes: dict[str, str]) -> URIRef:
    iri = expand(curie, prefixes)
    if iri is None:  # pragma: no cover - the reader has seen to it
        raise ValueError(f"unknown prefix: {curie}")
    return iri


def _safe(curie: str) -> str:
    """Make part of an IRI of a CURIE; letters keep their case, by which terms differ."""
    return _UNSAFE.sub("-", curie)
