"""What the second reader answered, and how it was settled where that departs from what a claim says."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from smekg.graph.claims import THE_REVIEW
from smekg.sources.model import Claim

__all__ = [
    "CODINGS",
    "HERE",
    "SLOTS",
    "Settlement",
    "coded_labels",
    "departures",
    "read_codings",
    "read_settlements",
    "slots_of",
]

HERE = Path(__file__).resolve().parent
#: A table of answers for each review.
CODINGS = HERE / "codings"
#: A table for each review of the slots in which claim and answer differed.
SETTLEMENTS = HERE / "settlements"
SLOTS = (
    *("subject", "relation", "object", "origin", "hedged", "places", "studies", "position", "exclusive"),
    "exhaustive",
)
_UNANSWERED = "?"


@dataclass(frozen=True)
class Settlement:
    """How a slot was settled in which claim and second coding differed.

    Attributes:
        claim: Id of the claim.
        slot: The slot.
        first: What the claim said.
        second: What the second reader answered.
        third: Whose answer a third reader preferred, who did not know whose was whose: first, second or
            none; empty where no third reader was asked.
        settled: What the claim says since.
        because: Why.
    """

    claim: str
    slot: str
    first: str
    second: str
    third: str
    settled: str
    because: str


def read_codings(folder: Path = CODINGS) -> dict[str, dict[str, str]]:
    """Read all answers.

    Args:
        folder: Holds the tables.

    Returns:
        Claim id to slot to answer; labels, places and citation keys, sorted, with `; ` between them. A slot
        is missing where the reader could not tell.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                claim = row.pop("claim")
                found[claim] = {slot: answer for slot, answer in row.items() if answer != _UNANSWERED}
    return found


def read_settlements(folder: Path = SETTLEMENTS) -> dict[tuple[str, str], Settlement]:
    """Read how differences were settled.

    Args:
        folder: Holds the tables.

    Returns:
        Claim id and slot to the settlement.
    """
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [Settlement(**row) for row in csv.DictReader(file)]
    return {(settlement.claim, settlement.slot): settlement for settlement in found}


def slots_of(claim: Claim) -> dict[str, str]:
    """Write what a claim says as the answers are written.

    Args:
        claim: The claim.

    Returns:
        Slot to text. Whether a statement is hedged is compared, not by which word; of a number that is a
        part of a whole, whether the parts exclude each other and whether they are all there are.
    """
    part = claim.part_of
    return {
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object or "",
        "origin": claim.origin,
        "hedged": "no" if claim.qualifier is None else "yes",
        "places": "; ".join(sorted(claim.context.places)),
        "studies": "; ".join(sorted(claim.studies)),
        "position": "" if claim.position is None else str(claim.position),
        "exclusive": "" if part is None else "yes" if part.exclusive else "no",
        "exhaustive": "" if part is None else "yes" if part.exhaustive else "no",
    }


def departures(
    claim: Claim, coding: Mapping[str, str], settlements: Mapping[tuple[str, str], Settlement]
) -> Iterator[tuple[str, str, str]]:
    """Compare a claim with its second coding.

    Args:
        claim: The claim.
        coding: The answers.
        settlements: What was settled.

    Yields:
        The slot, what the claim says, and what it should say: what was settled, otherwise the answer.
    """
    said = slots_of(claim)
    for slot, answer in coding.items():
        settlement = settlements.get((claim.id, slot))
        wanted = answer if settlement is None else settlement.settled
        if said[slot] != wanted:
            yield slot, said[slot], wanted


def coded_labels(
    codings: Mapping[str, Mapping[str, str]], settlements: Mapping[tuple[str, str], Settlement]
) -> set[str]:
    """Collect the labels by which the second reader named subjects and objects as the claims do.

    Args:
        codings: The answers.
        settlements: What was settled.

    Returns:
        The labels.
    """
    return {
        coding[slot]
        for claim, coding in codings.items()
        for slot in ("subject", "object")
        if coding[slot] not in ("", THE_REVIEW) and (claim, slot) not in settlements
    }
