"""One work, one node: which bibliography describes a work that several reviews cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smekg.errors import Finding
from smekg.sources.bibliography import Work
from smekg.sources.located import AnnotatedReview

__all__ = ["canonical_entries", "canonical_faults"]

#: What an entry must hold; everything more is a description of the work, which stands once.
CITATION_FIELDS = frozenset({"author", "editor", "note", "printed", "variants", "year"})


def canonical_entries(reviews: Iterable[AnnotatedReview]) -> dict[str, str]:
    """Tell whose entry of each work says what the work is.

    Args:
        reviews: All reviews.

    Returns:
        Citation key to the id of the review whose `works.bib` describes the work: the one that gives more
        than the citation needs, or the first one where none does.
    """
    owners: dict[str, str] = {}
    for review in reviews:
        for work in review.works.values():
            if _describes(work):
                owners[work.key] = review.source.id
    for review in reviews:
        for key in review.works:
            owners.setdefault(key, review.source.id)
    return owners


def canonical_faults(reviews: Iterable[AnnotatedReview]) -> Iterator[Finding]:
    """Find works that are described twice or dated differently.

    Args:
        reviews: All reviews.

    Yields:
        One fault per later entry, at its line.
    """
    described: dict[str, str] = {}
    dated: dict[str, tuple[str, str]] = {}
    for review in reviews:
        for work in review.works.values():
            place = f"sources/{review.source.id}/works.bib"
            here = f"{place}:{work.line}"
            year = work.fields["year"]
            earlier_year, earlier = dated.setdefault(work.key, (year, here))
            if year != earlier_year:
                message = (
                    f"{work.key}: the year {year} is not that of {earlier}, {earlier_year}; "
                    "give another work another key"
                )
                yield Finding(place, work.line, message)
            if not _describes(work):
                continue
            if work.key in described:
                message = (
                    f"{work.key}: {described[work.key]} describes the work already; "
                    "keep author, year, printed, variants and note here, and the rest there"
                )
                yield Finding(place, work.line, message)
            described.setdefault(work.key, here)


def _describes(work: Work) -> bool:
    return not CITATION_FIELDS.issuperset(work.fields)
