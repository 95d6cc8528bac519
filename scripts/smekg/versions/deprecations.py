"""Terms that are not to be used any more, and where stored queries and shapes still use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, SKOS

from smekg.errors import Finding
from smekg.iris import PREFIXES
from smekg.namespaces import SMEKG
from smekg.queries.model import StoredQuery
from smekg.versions.values import shortened

__all__ = ["Deprecation", "deprecations", "query_findings", "shape_findings"]

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_NAMED = re.compile(
    r"<(?P<iri>https://w3id\.org/smekg/[^<>\s]+)>|(?<![\w:])(?P<prefix>[A-Za-z][\w-]*):(?P<name>[\w-]+)"
)
_VERSION = re.compile(r"^(\d+\.\d+\.\d+): ")


@dataclass(frozen=True)
class Deprecation:
    """A term that is not to be used any more.

    Attributes:
        iri: Its IRI.
        label: Its label.
        replacements: IRIs of what takes its place.
        note: Version and reason.
        because: Why nothing takes its place.
    """

    iri: str
    label: str
    replacements: tuple[str, ...]
    note: str
    because: str

    @property
    def version(self) -> str:
        """The version since which it is deprecated; empty where the note does not say."""
        found = _VERSION.match(self.note)
        return found.group(1) if found else ""

    @property
    def instead(self) -> str:
        """What to do."""
        names = " or ".join(map(shortened, self.replacements))
        return f"use {names} instead" if names else f"nothing replaces it: {self.because}"


def deprecations(*graphs: Graph) -> dict[str, Deprecation]:
    """Find the deprecated terms.

    Args:
        graphs: Ontology and vocabulary.

    Returns:
        IRI to deprecation, sorted.
    """
    found = {s for g in graphs for s in g.subjects(OWL.deprecated, Literal(True)) if isinstance(s, URIRef)}

    def texts(iri: URIRef, *predicates: URIRef) -> tuple[str, ...]:
        return tuple(sorted({str(o) for g in graphs for p in predicates for o in g.objects(iri, p)}))

    return {
        str(iri): Deprecation(
            str(iri),
            next(iter(texts(iri, SKOS.prefLabel, RDFS.label)), str(iri)),
            texts(iri, DCTERMS.isReplacedBy),
            next(iter(texts(iri, SKOS.changeNote)), ""),
            "; ".join(texts(iri, SMEKG.isNotReplacedBecause)),
        )
        for iri in sorted(found)
    }


def query_findings(
    queries: Iterable[StoredQuery], deprecated: Mapping[str, Deprecation]
) -> Iterator[Finding]:
    """Find where stored queries and rules use deprecated terms.

    Args:
        queries: The queries.
        deprecated: The deprecated terms by IRI.

    Yields:
        A finding for each line and term, with what to use instead.
    """
    if not deprecated:
        return
    for query in queries:
        for number, line in enumerate(query.text.splitlines(), start=1):
            for iri in sorted(_iris(_COMMENT.sub("", line)) & deprecated.keys()):
                term = deprecated[iri]
                yield Finding(query.path, number, f"{shortened(iri)} is deprecated; {term.instead}")


def shape_findings(
    shapes: Graph, deprecated: Mapping[str, Deprecation], places: Mapping[str, tuple[str, int]]
) -> Iterator[Finding]:
    """Find shapes that use deprecated terms.

    Args:
        shapes: The shapes.
        deprecated: The deprecated terms by IRI.
        places: Where the shapes are written down.

    Yields:
        A finding for each shape and term, with what to use instead.
    """
    for iri, term in deprecated.items():
        for subject in {*shapes.subjects(None, URIRef(iri)), *shapes.subjects(URIRef(iri), None)}:
            place = places.get(str(subject), ("ontology/shapes", 0))
            yield Finding(*place, f"{shortened(iri)} is deprecated; {term.instead}")


def _iris(line: str) -> set[str]:
    """IRIs that a line of SPARQL names, written out or with the prefixes of the house."""
    found = set()
    for match in _NAMED.finditer(line):
        if match.group("iri"):
            found.add(match.group("iri"))
        elif match.group("prefix") in PREFIXES:
            found.add(PREFIXES[match.group("prefix")] + match.group("name"))
    return found
