"""The namespaces of smekg and of what it uses, for triples of rdflib."""

from __future__ import annotations

import re
import unicodedata

from rdflib import Graph, Namespace, URIRef

from smekg import iris
from smekg.iris import KINDS, PREFIXES

__all__ = [
    "CATALOGUE",
    "CITO",
    "FABIO",
    "GRAPH",
    "ID",
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


SMEKG = _TermsOnce(PREFIXES["smekg"])
ID = Namespace(iris.ID)
GRAPH = Namespace(iris.GRAPHS)
MAPPINGS = Namespace("https://w3id.org/smekg/mappings/")
#: The catalogue of stored queries and rules.
CATALOGUE = URIRef("https://w3id.org/smekg/queries")
SHAPES = Namespace(PREFIXES["smekgs"])
CITO = Namespace(PREFIXES["cito"])
FABIO = Namespace(PREFIXES["fabio"])
DOCO = Namespace(PREFIXES["doco"])
BIBO = Namespace(PREFIXES["bibo"])
ORG = Namespace(PREFIXES["org"])
RS = Namespace(PREFIXES["rs"])
SH = Namespace(PREFIXES["sh"])
SEMAPV = Namespace(PREFIXES["semapv"])
SSSOM = Namespace(PREFIXES["sssom"])

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
