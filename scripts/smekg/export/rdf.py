"""The graph as RDF: each named graph and all of them, and the ontology by itself, in every common format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Graph

from smekg.export.json_ld import json_ld_dataset, json_ld_graph, json_ld_nodes
from smekg.export.material import ExportFile, Material
from smekg.namespaces import graph_iri
from smekg.ontology import read_ontology
from smekg.sources.json_schema import claims_schema
from smekg.store import canonical_nquads, mirror, serialize
from smekg.terms import index_terms

__all__ = ["FORMATS", "canonical_triples", "graph_files", "ontology_files", "serializations"]

#: Endings of the formats that hold one graph, with media type and name.
FORMATS = {
    "ttl": ("text/turtle", "Turtle"),
    "nt": ("application/n-triples", "N-Triples"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
}
_WRITERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
_HOLDS = {
    "derived": "what the rules add to claims and works",
    "inferred": "what the reasoner adds to the ontology",
    "ontology": "classes, properties and axioms",
    "queries": "the stored queries and rules",
    "vocabulary": "concepts, places, industries, cases and relations",
}


def serializations(
    address: str,
    holds: str,
    triples: Iterable[ox.Triple],
    nodes: Iterable[str],
) -> Iterator[ExportFile]:
    """Write one graph in each of the formats.

    Args:
        address: Path of the files without their ending.
        holds: What the graph holds.
        triples: The graph, in canonical order.
        nodes: The same as node objects of JSON-LD.

    Yields:
        The files.
    """
    ordered = list(triples)
    for ending, (media_type, name) in FORMATS.items():
        data = json_ld_graph(nodes) if ending == "jsonld" else serialize(ordered, _WRITERS[ending])
        yield ExportFile(f"{address}.{ending}", f"{holds}, {name}", media_type, data)


def graph_files(material: Material) -> Iterator[ExportFile]:
    """Write the whole graph, with its named graphs where the format has them, and each named graph by itself.

    Args:
        material: The build.

    Yields:
        The files, and the context that the JSON-LD names.
    """
    nodes = {name: json_ld_nodes(triples, material.context) for name, triples in material.graphs.items()}
    yield from _quad_files(material)
    text = json.dumps(material.context.document, ensure_ascii=False, indent=2) + "\n"
    json_ld = FORMATS["jsonld"][0]
    yield ExportFile("context.jsonld", "the context that the JSON-LD files name", json_ld, text.encode())
    named = json_ld_dataset({str(graph_iri(name)): nodes[name] for name in nodes})
    yield ExportFile("smekg.jsonld", "the whole graph with its named graphs, JSON-LD", json_ld, named)
    # A triple that stands in several graphs comes once here.
    merged = list(dict.fromkeys(quad.triple for quad in material.quads))
    for ending, form in _WRITERS.items():
        media_type, format_name = FORMATS[ending]
        holds = f"the whole graph, named graphs merged, {format_name}"
        yield ExportFile(f"smekg.{ending}", holds, media_type, serialize(merged, form))
    for name, triples in material.graphs.items():
        holds = _HOLDS.get(name, f"claims, works and passages of the review {name}")
        yield from serializations(f"graphs/{name}", holds, triples, nodes[name])


def _quad_files(material: Material) -> Iterator[ExportFile]:
    quads = (material.current / "smekg.nq").read_bytes()
    holds = "the whole graph with its named graphs"
    yield ExportFile("smekg.nq", f"{holds}, canonical N-Quads", "application/n-quads", quads)
    checksum = f"{hashlib.sha256(quads).hexdigest()}  smekg.nq\n"
    yield ExportFile("smekg.nq.sha256", "SHA-256 of the canonical N-Quads", "text/plain", checksum.encode())
    by_graph = (
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph_iri(name)))
        for name, triples in material.graphs.items()
        for triple in triples
    )
    trig = serialize(by_graph, ox.RdfFormat.TRIG)
    yield ExportFile("smekg.trig", f"{holds}, TriG", "application/trig", trig)


def ontology_files(material: Material) -> Iterator[ExportFile]:
    """Write the ontology by itself and with what a reasoner adds, the shapes, and the schema of claims files.

    Args:
        material: The build.

    Yields:
        The files.
    """
    alone = material.graphs["ontology"]
    nodes = json_ld_nodes(alone, material.context)
    yield from serializations("ontology/smekg", "the ontology by itself", alone, nodes)
    names = {ox.NamedNode(graph_iri(name)) for name in ("ontology", "inferred")}
    both = list(dict.fromkeys(quad.triple for quad in material.quads if quad.graph_name in names))
    nodes = json_ld_nodes(both, material.context)
    yield from serializations("ontology/smekg-inferred", "the ontology with inferences", both, nodes)
    read = read_ontology(material.root)
    yield ExportFile(
        "ontology/shapes.ttl",
        "the SHACL shapes that every build meets",
        "text/turtle",
        serialize(canonical_triples(read.shapes), ox.RdfFormat.TURTLE),
    )
    schema = claims_schema(index_terms(read.terms, read.vocabulary)).encode()
    yield ExportFile("schema/claims.json", "JSON Schema of claims files", "application/schema+json", schema)


def canonical_triples(graph: Graph) -> list[ox.Triple]:
    """Bring a small graph into canonical order.

    Args:
        graph: The graph.

    Returns:
        Its triples; blank nodes have the labels of RDFC-1.0.
    """
    quads = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in mirror({"x": graph}))
    ordered = ox.parse(canonical_nquads(quads), format=ox.RdfFormat.N_QUADS)
    return [quad.triple for quad in ordered]
