"""The IRIs of smekg and the prefixes used in everything it writes."""

from __future__ import annotations

import re
import unicodedata

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD

__all__ = [
    "CATALOGUE",
    "CITO",
    "FABIO",
    "GRAPH",
    "ID",
    "PREFIXES",
    "RS",
    "SMEKG",
    "SSSOM",
    "bind_prefixes",
    "graph_iri",
    "mint",
    "slug",
]


class _TermsOnce(Namespace):
    """A namespace that makes each of its terms once: pages ask for the same few some million times."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        setattr(self, name, term)
        return term


SMEKG = _TermsOnce("https://w3id.org/smekg/ontology#")
ID = Namespace("https://w3id.org/smekg/id/")
GRAPH = Namespace("https://w3id.org/smekg/graph/")
MAPPINGS = Namespace("https://w3id.org/smekg/mappings/")
#: The catalogue of stored queries and rules.
CATALOGUE = URIRef("https://w3id.org/smekg/queries")
SHAPES = Namespace("https://w3id.org/smekg/shapes#")
CITO = Namespace("http://purl.org/spar/cito/")
FABIO = Namespace("http://purl.org/spar/fabio/")
DOCO = Namespace("http://purl.org/spar/doco/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
ORG = Namespace("http://www.w3.org/ns/org#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
SSSOM = Namespace("https://w3id.org/sssom/")

#: Kinds of data individuals; each has a path of its own below `ID` and a prefix of the same name.
KINDS = (
    "annotation",
    "annotator",
    "case",
    "check",
    "citation",
    "claim",
    "comparison",
    "completeness",
    "concept",
    "conclusion",
    "contradiction",
    "element",
    "erratum",
    "grade",
    "group",
    "grouping",
    "inclusion",
    "list",
    "mapping",
    "naming",
    "option-set",
    "overlap",
    "parameter",
    "passage",
    "place",
    "prefix",
    "query",
    "relation",
    "row",
    "scheme",
    "section",
    "sector",
    "work",
)

#: Prefix of every namespace that written files may use.
PREFIXES: dict[str, str] = {
    "bibo": str(BIBO),
    "cito": str(CITO),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "doco": str(DOCO),
    "fabio": str(FABIO),
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": str(ID),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "rs": str(RS),
    "schema": str(SDO),
    "semapv": str(SEMAPV),
    "sh": str(SH),
    "skos": str(SKOS),
    "smekg": str(SMEKG),
    "smekgs": str(SHAPES),
    "vann": "http://purl.org/vocab/vann/",
    "sssom": str(SSSOM),
    "xsd": str(XSD),
    **{kind: f"{ID}{kind}/" for kind in KINDS},
}

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
#: Letters that Unicode does not decompose into a base letter and an accent.
_TRANSLITERATION = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d"})


def slug(label: str) -> str:
    """Turn a label into the last part of an IRI.

    Args:
        label: Any text, for example `R&D co-operation`.

    Returns:
        Lower-case ASCII letters, digits and single hyphens, for example `r-d-co-operation`.
    """
    plain = unicodedata.normalize("NFKD", label.casefold().translate(_TRANSLITERATION))
    return _NOT_SLUG.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def mint(kind: str, *parts: str) -> URIRef:
    """Make the IRI of a data individual.

    Args:
        kind: One of `KINDS`.
        parts: Stable ids, from the widest to the narrowest.

    Returns:
        The IRI.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of individual: {kind}")
    return URIRef("/".join([f"{ID}{kind}", *parts]))


def graph_iri(name: str) -> URIRef:
    """Make the IRI of a named graph.

    Args:
        name: `ontology`, `vocabulary`, `mappings`, `queries`, `derived`, `inferred` or a review's id.

    Returns:
        The IRI.
    """
    return GRAPH[name]


def bind_prefixes(graph: Graph) -> Graph:
    """Bind every smekg prefix on a graph.

    Args:
        graph: The graph; changed in place.

    Returns:
        The same graph.
    """
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph
