"""One work, one node: which bibliography describes a work that several reviews cite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smekg.errors import Finding
from smekg.sources.outline import Outline

__all__ = ["canonical_entries", "canonical_faults"]


def canonical_entries(reviews: Iterable[Outline]) -> dict[str, str]:
    """Tell whose entry of each work says what the work is.

    Args:
        reviews: All reviews.

    Returns:
        Citation key to the id of the review whose `works.bib` describes the work: the one that gives more
        than the citation needs, or the first one where none does.
    """
    reviews = tuple(reviews)
    owners = {work.key: review.id for review in reviews for work in review.works if work.describes}
    for review in reviews:
        for work in review.works:
            owners.setdefault(work.key, review.id)
    return owners


def canonical_faults(reviews: Iterable[Outline]) -> Iterator[Finding]:
    """Find works that are described twice or dated differently.

    Args:
        reviews: All reviews.

    Yields:
        One fault per later entry, at its line.
    """
    described: dict[str, str] = {}
    dated: dict[str, tuple[str, str]] = {}
    for review in reviews:
        place = f"sources/{review.id}/works.bib"
        for work in review.works:
            here = f"{place}:{work.line}"
            earlier_year, earlier = dated.setdefault(work.key, (work.year, here))
            if work.year != earlier_year:
                message = (
                    f"{work.key}: the year {work.year} is not that of {earlier}, {earlier_year}; "
                    "give another work another key"
                )
                yield Finding(place, work.line, message)
            if not work.describes:
                continue
            if work.key in described:
                message = (
                    f"{work.key}: {described[work.key]} describes the work already; "
                    "keep author, year, printed, variants and note here, and the rest there"
                )
                yield Finding(place, work.line, message)
            described.setdefault(work.key, here)
