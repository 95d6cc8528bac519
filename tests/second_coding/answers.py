"""The lines that a second reader wrote, translated to what they stand for."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.lexicon import HEDGES

__all__ = ["Key", "answers"]

ORIGINS = {
    "S": "reported-study",
    "R": "review-synthesis",
    "B": "background",
    "P": "proposition",
    "C": "recommendation",
    "G": "research-gap",
}
#: Hedges beside those that our own sentences use; quantities such as some and most are none.
_MORE_HEDGES = re.compile(
    r"\b(?:could|should|tend\w*|likely|unlikely|not necessarily|generally|in general|frequently|normally|"
    r"in most cases|typically|potential\w*|possib\w*|primarily|occasionally|commonly|mostly|largely|"
    r"predominantly|more often|seem\w*|appear\w*|suggest\w*|to some extent|chiefly|principally|usual)\b",
    re.IGNORECASE,
)
_NOTHING = ("", "-")
_UNANSWERED = "?"


@dataclass(frozen=True)
class Key:
    """What the letters and numbers of a form stand for.

    Attributes:
        options: Slot to the options that were offered; a slot that was not asked is missing.
        works: Citation keys of the review, in the order of their numbers.
        asks_position: Whether its place in an enumeration was asked.
        asks_parts: Whether it was asked how the parts of a whole lie to each other.
    """

    options: Mapping[str, Sequence[str]]
    works: Sequence[str]
    asks_position: bool
    asks_parts: bool


def answers(line: str, key: Key) -> Iterator[tuple[str, str]]:
    """Translate one line.

    Args:
        line: Eleven fields, as the codebook says; the first is the id of the claim.
        key: What was asked.

    Yields:
        Slot and answer; `?` where the reader could not tell.

    Raises:
        ValueError: A field is no answer.
    """
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != 11:
        raise ValueError(f"{line!r}: eleven fields with | between them are needed, not {len(fields)}")
    _, subject, relation, what, origin, hedge, places, works, position, parts, _ = fields
    for slot, letter in (("subject", subject), ("relation", relation), ("object", what)):
        yield slot, _option(letter, key.options[slot]) if slot in key.options else ""
    yield "origin", ORIGINS[origin]
    yield "hedged", "yes" if HEDGES.search(hedge) or _MORE_HEDGES.search(hedge) else "no"
    yield "places", "; ".join(sorted(_listed(places)))
    yield "studies", "; ".join(sorted(key.works[int(number.lstrip("w")) - 1] for number in _listed(works)))
    yield "position", (position if position.isdigit() else _UNANSWERED) if key.asks_position else ""
    flags = parts.replace(",", "") if key.asks_parts else "  "
    for place, slot in enumerate(("exclusive", "exhaustive")):
        yield slot, {"y": "yes", "n": "no", " ": ""}.get(flags[place : place + 1], _UNANSWERED)


def _option(letter: str, options: Sequence[str]) -> str:
    if letter == "0":
        return ""
    place = string.ascii_lowercase.find(letter) if len(letter) == 1 else -1
    if not 0 <= place < len(options):
        raise ValueError(f"{letter!r} is not one of {len(options)} letters, nor 0")
    return options[place]


def _listed(field: str) -> set[str]:
    return {part.strip() for part in field.replace(",", ";").split(";") if part.strip() not in _NOTHING}
