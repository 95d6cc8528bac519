"""Errata of a review: what claims said before they were mended, and which were withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from smekg.errors import Finding
from smekg.sources.marked_yaml import Marked
from smekg.sources.model import Day

__all__ = ["Erratum", "LocatedErratum", "errata_faults"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]


class Erratum(BaseModel):
    """One entry of `errata.yaml`: what a claim said, what it says now, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    claim: _Slug = Field(description="Id of the claim, which keeps it for good.")
    date: Day = Field(description="Day on which it was mended.")
    version: _Version = Field(description="First version of smekg in which it is mended.")
    before: _Text = Field(description="What the claim said, in own words, where it was wrong.")
    after: _Text | None = Field(default=None, description="What it says now; none: it was withdrawn.")
    withdrawn: bool = Field(default=False, description="true: the claim was taken out of its file.")
    replaced_by: tuple[_Slug, ...] = Field(default=(), description="Claims that say it rightly now.")
    reason: _Text = Field(description="Why it was wrong: what the paper says, and where.")
    reported_by: _Text | None = Field(default=None, description="Reader who found it, if they wish.")

    @model_validator(mode="after")
    def _one_outcome(self) -> Self:
        if self.withdrawn == (self.after is not None):
            raise ValueError("give either `after` or `withdrawn: true`")
        if self.replaced_by and not self.withdrawn:
            raise ValueError("only a claim with `withdrawn: true` is replaced by others")
        if self.after is not None and " ".join(self.after.split()) == " ".join(self.before.split()):
            raise ValueError("`before` and `after` are the same")
        return self


@dataclass(frozen=True)
class LocatedErratum:
    """An erratum and where it stands.

    Attributes:
        erratum: The erratum.
        document: The file it stands in, with its line marks.
        index: Its place in that file's list.
        number: Which erratum of its claim it is, counted from 1.
    """

    erratum: Erratum
    document: Marked
    index: int
    number: int

    def line(self, *place: str | int) -> int:
        """Tell the line of one of its keys."""
        return self.document.line(self.index, *place)

    def fault(self, message: str, *place: str | int) -> Finding:
        """Report a fault at one of its keys."""
        claim = self.erratum.claim
        return Finding(self.document.path, self.line(*place), f"erratum of {claim}: {message}")


def errata_faults(
    code: str, errata: Iterable[LocatedErratum], claims: Mapping[str, str]
) -> Iterator[Finding]:
    """Find what does not fit between the errata and the claims of a review.

    Args:
        code: Prefix of the review's claim ids.
        errata: The errata, in file order.
        claims: Id of each claim to its file and line.

    Yields:
        The faults.
    """
    by_claim: defaultdict[str, list[LocatedErratum]] = defaultdict(list)
    for located in errata:
        by_claim[located.erratum.claim].append(located)
        for position, other in enumerate(located.erratum.replaced_by):
            if other not in claims:
                yield located.fault(f'"{other}" is no claim of this review', "replaced_by", position)
    for claim, found in by_claim.items():
        if not claim.startswith(f"{code}-"):
            yield found[0].fault(f'the id must start with "{code}-"', "claim")
        yield from _outcome_faults(claim, found, claims)


def _outcome_faults(claim: str, found: list[LocatedErratum], claims: Mapping[str, str]) -> Iterator[Finding]:
    """A withdrawn claim is gone, withdrawn once and last; any other is there."""
    ends = [located for located in found if located.erratum.withdrawn]
    if not ends and claim not in claims:
        message = "no claim of this review has this id; if it was taken out, write `withdrawn: true`"
        yield found[0].fault(message, "claim")
    for end in ends:
        if claim in claims:
            yield end.fault(f"it is withdrawn, but still stands in {claims[claim]}; take it out", "withdrawn")
        if end is not found[-1]:
            yield end.fault("another erratum follows its withdrawal; a withdrawn claim stays so", "withdrawn")
    for earlier, later in pairwise(found):
        if later.erratum.date < earlier.erratum.date:
            yield later.fault("it is older than the one before; the newest stands last", "date")
