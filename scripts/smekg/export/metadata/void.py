"""The graph counted in VoID: classes and properties, as a whole and by named graph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, VOID, XSD

from smekg.dataset import DESCRIPTION, HOME, LICENSE, TITLE
from smekg.export.material import Material
from smekg.export.property_graph import node_id
from smekg.iris import PREFIXES
from smekg.namespaces import ID, graph_iri

__all__ = ["VOID_FILE", "void_graph"]

#: Where the description lies below the folder of an export.
VOID_FILE = "metadata/void.ttl"
_DUMPS = ("smekg.nq", "smekg.trig", "smekg.jsonld", "smekg.ttl", "smekg.nt", "smekg.rdf")
_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = ("N-Quads", "TriG", "JSON-LD", "Turtle", "N-Triples", "RDF_XML")


@dataclass(frozen=True)
class Counts:
    """How often what occurs in a set of triples.

    Attributes:
        triples: Number of triples.
        subjects: Number of distinct subjects.
        objects: Number of distinct objects.
        classes: Class to number of its instances.
        properties: Property to number of its triples.
    """

    triples: int
    subjects: int
    objects: int
    classes: Counter[str]
    properties: Counter[str]


def void_graph(material: Material) -> Graph:
    """Describe the data set.

    Args:
        material: The build.

    Returns:
        The description: the data set, a subset for each named graph, and a partition for each class and
        property of each of them.
    """
    graph = Graph()
    whole = URIRef(HOME)
    _describe(graph, whole, "whole", count(dict.fromkeys(quad.triple for quad in material.quads)))
    for predicate, value in (
        (DCTERMS.title, Literal(TITLE, lang="en")),
        (DCTERMS.description, Literal(DESCRIPTION, lang="en")),
        (DCTERMS.license, URIRef(LICENSE)),
        (DCTERMS.modified, Literal(material.date, datatype=XSD.date)),
        (FOAF.homepage, URIRef(f"{HOME}/")),
        (VOID.uriSpace, Literal(f"{HOME}/")),
        (VOID.exampleResource, URIRef(material.content.reviews[0])),
        (VOID.exampleResource, URIRef(material.content.claims[0])),
    ):
        graph.add((whole, predicate, value))
    for address in _DUMPS:
        graph.add((whole, VOID.dataDump, URIRef(f"{HOME}/export/{address}")))
    for feature in _FEATURES:
        graph.add((whole, VOID.feature, URIRef(_FORMATS + feature)))
    for namespace in sorted(_vocabularies(material)):
        graph.add((whole, VOID.vocabulary, URIRef(namespace)))
    for name, triples in material.graphs.items():
        subset = graph_iri(name)
        graph.add((whole, VOID.subset, subset))
        graph.add((subset, VOID.dataDump, URIRef(f"{HOME}/export/graphs/{name}.ttl")))
        _describe(graph, subset, name, count(triples))
    return graph


def count(triples: Iterable[ox.Triple]) -> Counts:
    """Count a set of triples.

    Args:
        triples: The triples, each once.

    Returns:
        The counts.
    """
    subjects: set[object] = set()
    objects: set[object] = set()
    members: defaultdict[str, set[object]] = defaultdict(set)
    properties: Counter[str] = Counter()
    total = 0
    for subject, predicate, value in triples:
        total += 1
        subjects.add(subject)
        objects.add(value)
        properties[predicate.value] += 1
        if predicate.value == str(RDF.type) and isinstance(value, ox.NamedNode):
            members[value.value].add(subject)
    classes = Counter({cls: len(found) for cls, found in members.items()})
    return Counts(total, len(subjects), len(objects), classes, properties)


def _describe(graph: Graph, node: URIRef, name: str, counts: Counts) -> None:
    graph.add((node, RDF.type, VOID.Dataset))
    for predicate, number in (
        (VOID.triples, counts.triples),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.distinctObjects, counts.objects),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        graph.add((node, predicate, _number(number)))
    for cls, number in counts.classes.items():
        part = _part(name, "class", cls)
        graph.add((node, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(cls)))
        graph.add((part, VOID.entities, _number(number)))
    for predicate_iri, number in counts.properties.items():
        part = _part(name, "property", predicate_iri)
        graph.add((node, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(predicate_iri)))
        graph.add((part, VOID.triples, _number(number)))


def _part(name: str, kind: str, iri: str) -> URIRef:
    return URIRef(f"{HOME}/export/{VOID_FILE}#{name}-{kind}-{re.sub(r'[^A-Za-z0-9-]+', '_', node_id(iri))}")


def _number(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)


def _vocabularies(material: Material) -> set[str]:
    """Namespaces of the classes and properties that the graph uses."""
    terms = {quad.predicate.value for quad in material.quads}
    for quad in material.quads:
        if quad.predicate.value == str(RDF.type) and isinstance(quad.object, ox.NamedNode):
            terms.add(quad.object.value)
    own = [iri for name, iri in PREFIXES.items() if not iri.startswith(ID)]
    return {namespace for namespace in own if any(term.startswith(namespace) for term in terms)}
