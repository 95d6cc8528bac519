"""Answers of stored queries as records, and the way back from their texts to things of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib.namespace import DCTERMS, RDFS, SKOS

from smekg.errors import UsageError
from smekg.namespaces import ID, SMEKG
from smekg.queries.parameters import bind_parameters
from smekg.queries.run import run_local
from smekg.site.content import Content
from smekg.terms import TermIndex

__all__ = ["ask", "by_label", "claim_iri", "no_labels", "reviews_by_id", "works_by_key"]


def ask(content: Content, query_id: str, **values: str) -> list[dict[str, str]]:
    """Run a stored query.

    Args:
        content: The graph and the stored queries.
        query_id: The id of the query.
        values: Parameters that are numbers, choices or texts; labels of terms are not resolved here.

    Returns:
        One record per row, by column.
    """
    rows = run_local(content.store, bind_parameters(content.queries[query_id], values, no_labels))
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]


def claim_iri(name: str) -> str:
    """Find the claim that a query names.

    Args:
        name: For example `g21-3-3-2-06`.

    Returns:
        Its IRI.
    """
    return f"{ID}claim/{name}"


def works_by_key(content: Content) -> Mapping[str, str]:
    """Map citation keys to works."""
    key = str(SMEKG.citationKey)
    return {content.text(work, key): work for work in content.instances(SMEKG.Publication)}


def reviews_by_id(content: Content) -> Mapping[str, str]:
    """Map names of reviews, for example `zahoor-2020`, to reviews."""
    return {content.text(review, DCTERMS.identifier): review for review in content.reviews}


def by_label(content: Content, things: Iterable[str]) -> Mapping[str, str]:
    """Map labels to the things that carry them.

    Args:
        content: The graph.
        things: IRIs.

    Returns:
        Label to IRI; of a label that two things share, the first.
    """
    found: dict[str, str] = {}
    predicates = (str(SKOS.prefLabel), str(RDFS.label))
    for thing in things:
        for predicate in predicates:
            for label in content.objects(thing, predicate):
                found.setdefault(label.value, thing)
    return found


def no_labels() -> TermIndex:
    """Refuse to look up labels.

    Raises:
        UsageError: Always.
    """
    raise UsageError("pages ask stored queries with numbers, choices and texts only")
