"""The checks of FOOPS! (https://w3id.org/foops/) on an ontology that is not published yet.

Written anew from what the catalogue says of each check and from how the tool tells whether a datum is there.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

__all__ = ["AFTER_PUBLICATION", "BEFORE_PUBLICATION", "missing"]

BIBO = Namespace("http://purl.org/ontology/bibo/")
VANN = Namespace("http://purl.org/vocab/vann/")
#: What FOOPS! asks for, and the property of the header that gives it.
DATA = {
    "author": DCTERMS.creator,
    "citation": DCTERMS.bibliographicCitation,
    "date of creation": DCTERMS.created,
    "date of issue": DCTERMS.issued,
    "description": DCTERMS.description,
    "DOI": BIBO.doi,
    "licence": DCTERMS.license,
    "logo": FOAF.logo,
    "namespace": VANN.preferredNamespaceUri,
    "prefix": VANN.preferredNamespacePrefix,
    "publisher": DCTERMS.publisher,
    "source": DCTERMS.source,
    "status": BIBO.status,
    "title": DCTERMS.title,
    "version": OWL.versionInfo,
    "version IRI": OWL.versionIRI,
}
_METADATA = {
    "FIND1": ("prefix",),
    "OM1": ("title", "description", "licence", "version IRI", "author", "namespace"),
    "OM2": ("prefix", "version", "date of creation", "citation"),
    "OM3": ("DOI", "publisher", "logo", "status", "source", "date of issue"),
    "OM4.1": ("licence",),
    "OM5.1": ("date of creation", "author"),
    "OM5.2": ("date of issue", "publisher"),
}
#: The benchmark "PRE" without OM4.2, which needs the network, and the rest of the benchmark "ALL".
BEFORE_PUBLICATION = (
    *(
        "FIND1",
        "OM1",
        "OM2",
        "OM3",
        "OM4.1",
        "OM5.1",
        "OM5.2",
        "PURL1",
        "RDF1",
        "VER1",
        "VOC1",
        "VOC2",
        "VOC3",
    ),
    "VOC4",
)
AFTER_PUBLICATION = (
    *("CN1", "DOC1", "FIND2", "FIND3", "FIND_3_BIS", "HTTP1", "OM4.2", "URI1", "URI2", "VER2"),
)
_TERMS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
_METADATA_VOCABULARIES = (str(DCTERMS), str(VANN), str(BIBO), str(FOAF))
_BASE = tuple(str(namespace) for namespace in (OWL, RDF, RDFS))


def missing(check: str, graph: Graph) -> list[str]:
    """Run a check.

    Args:
        check: Its id, one of `BEFORE_PUBLICATION`.
        graph: The ontology.

    Returns:
        What is missing; nothing where the check passes.
    """
    ontology = next(iri for iri in graph.subjects(RDF.type, OWL.Ontology))
    if check in _METADATA:
        return [name for name in _METADATA[check] if graph.value(ontology, DATA[name]) is None]
    found = {
        "PURL1": lambda: [] if str(ontology).startswith("https://w3id.org/") else ["persistent IRI"],
        "RDF1": lambda: [] if len(graph) else ["RDF"],
        "VER1": lambda: _version(graph, ontology),
        "VOC1": lambda: _vocabularies(graph, ontology),
        "VOC2": lambda: [] if _terms(graph, ontology)[1] else ["term of another vocabulary"],
        "VOC3": lambda: _without(graph, ontology, (RDFS.label, SKOS.prefLabel)),
        "VOC4": lambda: _without(graph, ontology, (RDFS.comment, SKOS.definition)),
    }
    return found[check]()


def _version(graph: Graph, ontology: Node) -> list[str]:
    return [] if graph.value(ontology, OWL.versionIRI) not in (None, ontology) else ["version IRI of its own"]


def _vocabularies(graph: Graph, ontology: Node) -> list[str]:
    used = [str(predicate) for predicate in graph.predicates(ontology)]
    found = [name for name in _METADATA_VOCABULARIES if any(iri.startswith(name) for iri in used)]
    return [] if found else ["vocabulary of metadata"]


def _without(graph: Graph, ontology: Node, predicates: tuple[URIRef, ...]) -> list[str]:
    """The ontology's own terms that have no text of any of these predicates."""
    own, _ = _terms(graph, ontology)
    return sorted(str(term) for term in own if not _has_text(graph, term, predicates))


def _terms(graph: Graph, ontology: Node) -> tuple[set[Node], set[Node]]:
    """Classes and properties: the ontology's own, and those of other vocabularies but RDF, RDFS and OWL."""
    terms = {term for kind in _TERMS for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    own: set[Node] = {term for term in terms if str(term).startswith(str(ontology))}
    return own, {term for term in terms - own if not str(term).startswith(_BASE)}


def _has_text(graph: Graph, term: Node, predicates: Iterable[URIRef]) -> bool:
    return any(
        isinstance(text, Literal) for predicate in predicates for text in graph.objects(term, predicate)
    )
