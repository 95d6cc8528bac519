"""Pointers from a claim about another review to what that review says itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smekg.errors import Finding
from smekg.sources.located import AnnotatedReview, LocatedClaim
from smekg.suggest import nearest

__all__ = ["comparison_faults"]


def comparison_faults(reviews: Iterable[AnnotatedReview]) -> Iterator[Finding]:
    """Find pointers that lead to no claim of a review that the claim cites.

    Args:
        reviews: All reviews.

    Yields:
        One fault per pointer, at its line.
    """
    reviews = tuple(reviews)
    works = {located.claim.id: review.source.work for review in reviews for located in review.claims}
    for review in reviews:
        for located in review.claims:
            yield from _pointer_faults(located, works)


def _pointer_faults(located: LocatedClaim, works: dict[str, str]) -> Iterator[Finding]:
    """Tell what is wrong with the pointers of one claim; `works` says whose each claim is."""
    claim = located.claim
    cited = {*claim.studies, claim.work}
    for position, other in enumerate(claim.compare):
        if other not in works:
            near = nearest(other, works)
            hint = f'; did you mean "{near}"?' if near else ""
            yield located.fault(f'it compares "{other}", which is no claim{hint}', "compare", position)
        elif works[other] not in cited:
            message = (
                f'it compares "{other}", a claim of {works[other]}, which it does not cite; '
                "name that review in `studies`, or point at a claim of a review that is named there"
            )
            yield located.fault(message, "compare", position)
