"""What a reader's copy says of each claim: found, found in another section, or absent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from smekg.passages.chains import Chain
from smekg.passages.copy import read_copy
from smekg.passages.sections import SectionMap, map_sections
from smekg.passages.verify import PassageFinder
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Claim, PassageAnchor, ReviewSource

__all__ = ["UNKNOWN", "ClaimVerdict", "Report", "Verdict", "verify_review"]

#: Where the copy does not tell the section.
UNKNOWN = "unknown"
#: Elements that a printer moves to where there is room, so that their place accuses nobody.
_FLOATING = {"table", "figure"}


class Verdict(StrEnum):
    """Whether a claim's passage is in the copy."""

    FOUND = "found"
    ELSEWHERE = "found in another section"
    ABSENT = "absent"


@dataclass(frozen=True)
class ClaimVerdict:
    """The verdict on one claim.

    Attributes:
        claim: Its id.
        verdict: The verdict.
        section: The section that the annotation gives.
        found_in: The section in which the copy has the passage; `UNKNOWN` where that cannot be told, empty
            where the passage is absent.
    """

    claim: str
    verdict: Verdict
    section: str
    found_in: str


@dataclass(frozen=True)
class Report:
    """The verdicts on all claims of a review.

    Attributes:
        verdicts: One for each claim that has a passage, in file order.
        cells: How many claims are table cells, known by their place.
        unanchored: Ids of the claims that have no passage and are no table cells.
        sections_known: Whether the copy tells its sections.
        columns_mixed: Whether the copy has lost the order of its columns.
    """

    verdicts: tuple[ClaimVerdict, ...]
    cells: int
    unanchored: tuple[str, ...]
    sections_known: bool
    columns_mixed: bool

    def count(self, verdict: Verdict) -> int:
        """Count the claims with a verdict."""
        return sum(v.verdict is verdict for v in self.verdicts)


def verify_review(review: AnnotatedReview, text: str) -> Report:
    """Look up the passages of a review in a reader's copy.

    Args:
        review: The annotations.
        text: The copy.

    Returns:
        The verdicts.

    Raises:
        NormalisationError: An anchor was made with another normalisation.
    """
    claims = [located.claim for located in review.claims]
    anchored = [(claim, claim.passage) for claim in claims if claim.passage is not None]
    copy = read_copy(text)
    finder = PassageFinder(copy, {claim.id: anchor for claim, anchor in anchored})
    sections = map_sections(copy, review.source.sections)

    def verdicts(known: SectionMap | None) -> list[ClaimVerdict]:
        return [
            _judge(review.source, claim, anchor, finder.found(anchor), known) for claim, anchor in anchored
        ]

    # Whoever is found whole where the annotation says needs no search.
    first = zip(anchored, verdicts(sections), strict=True)
    finder.search_cut({anchor.sha256 for (_, anchor), v in first if v.verdict is not Verdict.FOUND})
    # Where columns are mixed, what stands behind a heading need not belong to it.
    known = None if finder.columns_mixed else sections
    bare = [claim for claim in claims if claim.passage is None]
    cells = {claim.id for claim in bare if _is_cell(review.source, claim)}
    return Report(
        tuple(verdicts(known)),
        len(cells),
        tuple(claim.id for claim in bare if claim.id not in cells),
        known is not None,
        finder.columns_mixed,
    )


def _is_cell(source: ReviewSource, claim: Claim) -> bool:
    """A cell is known by its table and its place in print order."""
    return _kind_of_element(source, claim) == "table" and claim.position is not None


def _kind_of_element(source: ReviewSource, claim: Claim) -> str | None:
    return next((element.kind for element in source.elements if element.id == claim.element), None)


def _section(source: ReviewSource, claim: Claim) -> str:
    """A claim of an element that names no section belongs to that of the element."""
    if claim.section is not None:
        return claim.section
    return next(element.section for element in source.elements if element.id == claim.element)


def _judge(
    source: ReviewSource,
    claim: Claim,
    anchor: PassageAnchor,
    found: Sequence[Chain],
    sections: SectionMap | None,
) -> ClaimVerdict:
    section = _section(source, claim)
    there = len(found) >= anchor.occurrence
    meant = found[anchor.occurrence - 1] if there else found[0] if found else None
    if meant is None or (sections is None and not there):
        return ClaimVerdict(claim.id, Verdict.ABSENT, section, "")
    if sections is None:
        return ClaimVerdict(claim.id, Verdict.FOUND, section, UNKNOWN)
    # The order of occurrences may differ in the copy; one in the right section will do.
    here = [chain for chain in found if section in _sections_of(chain, sections)]
    if here and not there:
        # A phrase that stands fewer times than it must: which one is missing, nobody can tell.
        return ClaimVerdict(claim.id, Verdict.ABSENT, section, "")
    if here:
        return ClaimVerdict(
            claim.id, Verdict.FOUND, section, _told(meant if meant in here else here[0], sections)
        )
    floats = _kind_of_element(source, claim) in _FLOATING
    verdict = Verdict.FOUND if floats and there else Verdict.ELSEWHERE
    return ClaimVerdict(claim.id, verdict, section, _told(meant, sections))


def _sections_of(chain: Chain, sections: SectionMap) -> set[str]:
    """A passage may begin in one section and end in the next."""
    return {*sections.possible(chain[0][0]), *sections.possible(chain[-1][1] - 1)}


def _told(chain: Chain, sections: SectionMap) -> str:
    possible = sections.possible(chain[0][0])
    return possible[0] if len(possible) == 1 else UNKNOWN
