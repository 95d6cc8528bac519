"""Whether the terms that shapes, queries and data use are declared, and still in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from smekg.errors import Finding
from smekg.namespaces import SMEKG
from smekg.ontology import Ontology
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.source_lines import locate
from smekg.validation.findings import Places
from smekg.versions.deprecations import deprecations, query_findings
from smekg.versions.deprecations import shape_findings as deprecated_in_shapes
from smekg.versions.migrations import missing_migrations

__all__ = ["deprecated_terms", "undeclared_terms", "used_terms"]

_TERM = re.compile(r"(?<![\w:])smekg:([A-Za-z]\w*)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


def used_terms(root: DataRoot, ontology: Ontology, queries: dict[str, StoredQuery]) -> Iterator[Finding]:
    """Find terms that shapes and queries use and no module declares.

    Args:
        root: Where the data lies.
        ontology: The ontology.
        queries: Stored queries and rules by id.

    Yields:
        One fault per place.
    """
    declared = _declared(ontology)
    for query in queries.values():
        for number, line in enumerate(query.text.splitlines(), start=1):
            for name in sorted(set(_TERM.findall(_COMMENT.sub("", line)))):
                if SMEKG[name] not in declared:
                    yield Finding(query.path, number, f"smekg:{name} is declared in no ontology module")
    places = locate(root, ())
    for subject, _, term in ontology.shapes:
        if isinstance(term, URIRef) and term.startswith(str(SMEKG)) and term not in declared:
            place = places.get(str(subject), ("ontology/shapes", 0))
            yield Finding(*place, f"smekg:{term.removeprefix(str(SMEKG))} is declared in no ontology module")


def deprecated_terms(
    root: DataRoot, ontology: Ontology, queries: dict[str, StoredQuery]
) -> Iterator[Finding]:
    """Find deprecated terms that queries and shapes use or that no migration takes users away from.

    Claims and axioms that use them are left to the shapes.

    Args:
        root: Where the data lies.
        ontology: The ontology.
        queries: Stored queries and rules by id.

    Yields:
        One fault per place.
    """
    deprecated = deprecations(ontology.terms, ontology.vocabulary)
    yield from query_findings(queries.values(), deprecated)
    places = locate(root, ()) if deprecated else {}
    yield from deprecated_in_shapes(ontology.shapes, deprecated, places)
    yield from missing_migrations(root, deprecated, places)


def undeclared_terms(graph: Graph, ontology: Ontology, places: Places) -> Iterator[Finding]:
    """Find terms that data uses and no module declares.

    Args:
        graph: The data.
        ontology: The ontology.
        places: Where things are written down.

    Yields:
        One fault per term.
    """
    declared = _declared(ontology)
    used: dict[URIRef, Node] = {}
    for subject, predicate, value in graph:
        for term in (predicate, value):
            if isinstance(term, URIRef) and term.startswith(str(SMEKG)) and term not in declared:
                # The smallest is the same at every run, in whatever order a graph gives its triples.
                used[term] = min(used.get(term, subject), subject, key=str)
    for term, subject in used.items():
        path, line = places.get(str(subject), ("graph", 0))
        yield Finding(path, line, f"{term.replace(str(SMEKG), 'smekg:')} is declared in no module")


def _declared(ontology: Ontology) -> set[URIRef]:
    return {s for s in ontology.terms.subjects(RDF.type, None) if isinstance(s, URIRef)}
