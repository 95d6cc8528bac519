"""What claims report of a term, and the works that study it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from smekg.namespaces import ID, SMEKG
from smekg.site.content import Content
from smekg.site.views.claims import in_order

__all__ = ["Reported", "reported_of", "studies_of"]

#: By which works say that they study or use a term, besides the placement in a table.
_STUDYING = (SMEKG.isReportedToStudy, SMEKG.usesDefinition, SMEKG.usesMethod)


@dataclass(frozen=True)
class Reported:
    """Something that claims attribute to a term, or report as a kind of it.

    Attributes:
        other: The other term.
        claims: The claims behind it.
    """

    other: str
    claims: list[str]


def reported_of(content: Content, term: str) -> Iterator[tuple[str, str, list[Reported]]]:
    """List what claims report of a term: advantages, disadvantages, kinds.

    Args:
        content: The graph.
        term: The term.

    Yields:
        Heading, heading of the column, and what is reported, with the claims behind each.
    """
    subjects, objects = content.referring(term, SMEKG.subject), content.referring(term, SMEKG.object)
    for heading, column, predicate, relation in (
        ("Advantages", "Advantage", SMEKG.hasReportedAdvantage, "has-advantage"),
        ("Disadvantages", "Disadvantage", SMEKG.hasReportedDisadvantage, "has-disadvantage"),
        ("Wider types that reviews report", "Wider type", SMEKG.isReportedKindOf, "is-a-kind-of"),
    ):
        rows = _rows(content, content.iris(term, predicate), subjects, SMEKG.object, relation)
        if rows:
            yield heading, column, rows
    for heading, column, predicate, relation in (
        ("An advantage of", "Of", SMEKG.hasReportedAdvantage, "has-advantage"),
        ("A disadvantage of", "Of", SMEKG.hasReportedDisadvantage, "has-disadvantage"),
        ("Kinds that reviews report", "Kind", SMEKG.isReportedKindOf, "is-a-kind-of"),
    ):
        rows = _rows(content, content.referring(term, predicate), objects, SMEKG.subject, relation)
        if rows:
            yield heading, column, rows


def _rows(
    content: Content, others: tuple[str, ...], claims: Iterable[str], slot: object, relation: str
) -> list[Reported]:
    if not others:
        return []
    by: dict[str, list[str]] = {}
    wanted = f"{ID}relation/{relation}"
    for claim in claims:
        if content.text(claim, SMEKG.relation) == wanted:
            by.setdefault(content.text(claim, slot), []).append(claim)
    known = sorted((other for other in others if other in by), key=content.label)
    return [Reported(other, in_order(content, by[other])) for other in known]


def studies_of(content: Content, term: str, claims: Iterable[str]) -> list[tuple[str, int, bool]]:
    """List the works that study a term or that claims on it rest on.

    Args:
        content: The graph.
        term: The term.
        claims: The claims that concern it.

    Returns:
        Work, how many of the claims rest on it, whether a review says or places that it studies the term.
    """
    counts: dict[str, int] = {}
    for claim in claims:
        for work in content.iris(claim, SMEKG.basedOn):
            counts[work] = counts.get(work, 0) + 1
    studying = {
        *content.iris(term, SMEKG.isStudiedIn),
        *(work for predicate in _STUDYING for work in content.referring(term, predicate)),
    }
    works = sorted(studying | counts.keys(), key=content.label)
    return [(work, counts.get(work, 0), work in studying) for work in works]
