"""Pointers from a claim about another review to what that review says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from smekg.errors import Finding
from smekg.sources.outline import Outline, Pointer
from smekg.suggest import nearest

__all__ = ["comparison_faults"]


def comparison_faults(reviews: Iterable[Outline]) -> Iterator[Finding]:
    """Find pointers that lead to no claim of a review that the claim cites.

    Args:
        reviews: All reviews.

    Yields:
        One fault per pointer, at its line.
    """
    reviews = tuple(reviews)
    works = {claim: review.work for review in reviews for claim in review.claims}
    for review in reviews:
        for pointer in review.pointers:
            yield from _faults(pointer, works)


def _faults(pointer: Pointer, works: Mapping[str, str]) -> Iterator[Finding]:
    """Tell what is wrong with a pointer; `works` says whose each claim is."""
    other = pointer.other
    if other not in works:
        near = nearest(other, works)
        hint = f'; did you mean "{near}"?' if near else ""
        message = f'it compares "{other}", which is no claim{hint}'
    elif works[other] not in pointer.cited:
        message = (
            f'it compares "{other}", a claim of {works[other]}, which it does not cite; '
            "name that review in `studies`, or point at a claim of a review that is named there"
        )
    else:
        return
    yield Finding(pointer.path, pointer.line, f"claim {pointer.claim}: {message}")
