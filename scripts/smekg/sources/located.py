"""Annotations that know the file and line they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from smekg.errors import Finding
from smekg.sources.bibliography import Work
from smekg.sources.errata import LocatedErratum
from smekg.sources.marked_yaml import Marked
from smekg.sources.model import Claim, ReviewSource

__all__ = ["AnnotatedReview", "LocatedClaim"]


@dataclass(frozen=True)
class LocatedClaim:
    """A claim and where it stands.

    Attributes:
        claim: The claim.
        document: The file it stands in, with its line marks.
        index: Its place in that file's list.
    """

    claim: Claim
    document: Marked
    index: int

    def line(self, *place: str | int) -> int:
        """Tell the line of one of the claim's keys."""
        return self.document.line(self.index, *place)

    def fault(self, message: str, *place: str | int) -> Finding:
        """Report a fault at one of the claim's keys."""
        return Finding(self.document.path, self.line(*place), f"claim {self.claim.id}: {message}")


@dataclass(frozen=True)
class AnnotatedReview:
    """One review as annotated.

    Attributes:
        source: Its description.
        source_document: `source.yaml` with its line marks.
        works: The works it cites, by key.
        claims: Its claims, in file order.
        errata: What became of claims that were wrong, in file order.
    """

    source: ReviewSource
    source_document: Marked
    works: dict[str, Work]
    claims: tuple[LocatedClaim, ...]
    errata: tuple[LocatedErratum, ...] = ()
