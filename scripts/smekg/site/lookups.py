"""Files that the pages under Ask read when they need them: labels of terms, works, queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from smekg.namespaces import CITO, SMEKG, graph_iri
from smekg.site.bibtex import bibtex
from smekg.site.content import Content
from smekg.site.rendering import SiteFile
from smekg.terms import TermIndex, index_terms

__all__ = ["LABELS_FILE", "WORKS_FILE", "label_index", "lookup_files"]

LABELS_FILE = "data/labels.json"
WORKS_FILE = "data/works.json"
#: What the addresses of all terms begin with.
BASE = "https://w3id.org/smekg/"
#: What labels are indexed by.
_READ = (
    RDF.type,
    RDFS.subClassOf,
    SKOS.notation,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.hiddenLabel,
    RDFS.label,
)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def lookup_files(content: Content) -> Iterator[SiteFile]:
    """Make the files.

    Args:
        content: The graph.

    Yields:
        The labels that parameters may use, with their terms; the works as BibTeX with their printed
        citations; each stored query as it stands.
    """
    yield _json(LABELS_FILE, {"base": BASE, "kinds": _labels(content)})
    yield _json(WORKS_FILE, _works(content))
    for query in content.queries.values():
        yield SiteFile(f"ask/{query.header.id}.rq", query.text.encode())


def label_index(content: Content) -> TermIndex:
    """Index the labels of the graph's terms as those of the ontology's files are.

    Args:
        content: The graph.

    Returns:
        The index that parameters of stored queries are resolved by.
    """
    return index_terms(_graph(content.store, "ontology"), _graph(content.store, "vocabulary"))


def _graph(store: ox.Store, name: str) -> Graph:
    graph = Graph()
    for predicate in _READ:
        found = store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.NamedNode(graph_iri(name)))
        for subject, value in sorted(((q.subject, q.object) for q in found), key=str):
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                node = URIRef(value.value) if isinstance(value, ox.NamedNode) else Literal(value.value)
                graph.add((URIRef(subject.value), predicate, node))
    return graph


def _labels(content: Content) -> dict[str, list[list[str]]]:
    index = label_index(content)
    kinds = {
        kind: [
            [index.display[label], *sorted(str(iri).removeprefix(BASE) for iri in iris)]
            for label, iris in known.items()
        ]
        for kind, known in index.labels.items()
    }
    properties = {iri for cls in _PROPERTIES for iri in content.instances(cls) if iri.startswith(SMEKG)}
    return kinds | {"property": [[content.label(iri), iri.removeprefix(BASE)] for iri in sorted(properties)]}


def _works(content: Content) -> dict[str, dict[str, object]]:
    printed = _printed(content)
    return {
        content.text(work, SMEKG.citationKey): {
            "bibtex": bibtex(content, work),
            "printed": sorted({content.label(work), *printed.get(work, ())}),
        }
        for work in content.instances(SMEKG.Publication)
    }


def _printed(content: Content) -> Mapping[str, set[str]]:
    """How the reviews print the citation of each work."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for citation in content.instances(CITO.Citation):
        for work in content.iris(citation, CITO.hasCitedEntity):
            for predicate in (SMEKG.printedCitation, SMEKG.printedVariant):
                found[work] |= {value.value for value in content.objects(citation, predicate)}
    return found


def _json(address: str, data: object) -> SiteFile:
    return SiteFile(address, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
