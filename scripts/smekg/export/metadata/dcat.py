"""The data set in DCAT 3, with a distribution for each file."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from smekg.dataset import CREATOR, DESCRIPTION, HOME, KEYWORDS, LICENSE, TITLE, Download
from smekg.export.material import Material
from smekg.namespaces import BIBO

__all__ = ["DCAT_FILE", "dcat_graph"]

#: Where the description lies below the folder of an export, without its ending.
DCAT_FILE = "metadata/dcat"
SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
#: Of the media types that smekg uses, those that are registered with IANA and so have an IRI.
_REGISTERED = frozenset(
    {
        "application/json",
        "application/ld+json",
        "application/n-quads",
        "application/n-triples",
        "application/rdf+xml",
        "application/trig",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv",
        "text/markdown",
        "text/plain",
        "text/turtle",
    }
)


def dcat_graph(material: Material, downloads: Iterable[Download]) -> Graph:
    """Describe the data set.

    Args:
        material: The build.
        downloads: The files.

    Returns:
        The description. Links lead by way of https://w3id.org/smekg, so that they hold where files move.
    """
    graph = Graph()
    dataset, maker = URIRef(HOME), URIRef(f"{HOME}/export/{DCAT_FILE}.ttl#developers")
    graph.add((maker, RDF.type, FOAF.Agent))
    graph.add((maker, FOAF.name, Literal(CREATOR)))
    for predicate, value in (
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, Literal(TITLE, lang="en")),
        (DCTERMS.description, Literal(DESCRIPTION, lang="en")),
        (DCTERMS.creator, maker),
        (DCTERMS.publisher, maker),
        (DCTERMS.license, URIRef(LICENSE)),
        (DCTERMS.language, URIRef("http://id.loc.gov/vocabulary/iso639-1/en")),
        (DCTERMS.modified, Literal(material.date, datatype=XSD.date)),
        (URIRef(f"{DCAT}version"), Literal(material.version)),
        (DCAT.landingPage, URIRef(f"{HOME}/")),
        *((DCAT.keyword, Literal(word, lang="en")) for word in KEYWORDS),
        *((DCTERMS.source, URIRef(iri)) for iri in _reviews(material)),
    ):
        graph.add((dataset, predicate, value))
    for file in downloads:
        graph.add((dataset, DCAT.distribution, _distribution(graph, file)))
    return graph


def _distribution(graph: Graph, file: Download) -> URIRef:
    node = URIRef(f"{HOME}/export/{DCAT_FILE}.ttl#{quote(file.address)}")
    address = URIRef(f"{HOME}/export/{quote(file.address)}")
    checksum = URIRef(f"{node}-checksum")
    for predicate, value in (
        (RDF.type, DCAT.Distribution),
        (DCTERMS.title, Literal(file.address)),
        (DCTERMS.description, Literal(file.holds, lang="en")),
        (DCTERMS.license, URIRef(LICENSE)),
        (DCAT.accessURL, address),
        (DCAT.downloadURL, address),
        (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
        (SPDX.checksum, checksum),
        _format(file.media_type),
    ):
        graph.add((node, predicate, value))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))
    return node


def _format(media_type: str) -> tuple[URIRef, URIRef | Literal]:
    if media_type in _REGISTERED:
        return DCAT.mediaType, URIRef(_MEDIA_TYPES + media_type)
    return DCTERMS["format"], Literal(media_type)


def _reviews(material: Material) -> list[str]:
    """The reviews whose statements the data set holds: by DOI where one is known."""
    content = material.content
    dois = {review: content.text(review, BIBO.doi) for review in content.reviews}
    return [f"https://doi.org/{dois[review]}" if dois[review] else review for review in content.reviews]
