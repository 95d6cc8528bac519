"""What other reviews, and checks that compare reviews, have to know of a review."""

from __future__ import annotations

from dataclasses import dataclass

from smekg.sources.bibliography import Work
from smekg.sources.located import AnnotatedReview, LocatedClaim

__all__ = ["CITATION_FIELDS", "Outline", "Pointer", "WorkOutline", "outline"]

#: What an entry must hold; everything more is a description of the work, which stands once.
CITATION_FIELDS = frozenset({"author", "editor", "note", "printed", "variants", "year"})


@dataclass(frozen=True)
class WorkOutline:
    """An entry of a bibliography.

    Attributes:
        key: Citation key.
        year: The year, as printed.
        line: Line of the entry in its file.
        describes: It says more of the work than a citation needs.
    """

    key: str
    year: str
    line: int
    describes: bool


@dataclass(frozen=True)
class Pointer:
    """A pointer from a claim to a claim of another review.

    Attributes:
        claim: The claim that points.
        other: The claim that it points at.
        cited: The works that the claim cites.
        path: The file.
        line: The line.
    """

    claim: str
    other: str
    cited: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True)
class Outline:
    """A review seen from outside.

    Attributes:
        id: Its id.
        code: The prefix of its claims.
        work: Its own citation key.
        works: The works that it cites.
        claims: The ids of its claims.
        pointers: The claims of other reviews that its claims point at.
    """

    id: str
    code: str
    work: str
    works: tuple[WorkOutline, ...]
    claims: tuple[str, ...]
    pointers: tuple[Pointer, ...]


def outline(review: AnnotatedReview) -> Outline:
    """Sum up a review.

    Args:
        review: The annotations.

    Returns:
        What others have to know of it.
    """
    return Outline(
        review.source.id,
        review.source.code,
        review.source.work,
        tuple(_work(work) for work in review.works.values()),
        tuple(located.claim.id for located in review.claims),
        tuple(pointer for located in review.claims for pointer in _pointers(located)),
    )


def _work(work: Work) -> WorkOutline:
    return WorkOutline(
        work.key, work.fields["year"], work.line, describes=not CITATION_FIELDS.issuperset(work.fields)
    )


def _pointers(located: LocatedClaim) -> list[Pointer]:
    claim = located.claim
    cited = (*claim.studies, *([claim.work] if claim.work else []))
    return [
        Pointer(claim.id, other, cited, located.document.path, located.line("compare", position))
        for position, other in enumerate(claim.compare)
    ]
