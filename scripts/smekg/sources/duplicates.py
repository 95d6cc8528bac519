"""Works under two keys that may be one, for a person to judge; nothing is merged here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import fuzz

from smekg.errors import Finding, FindingsError, relative
from smekg.paths import DataRoot
from smekg.sources.bibliography import Work
from smekg.sources.located import AnnotatedReview
from smekg.sources.marked_yaml import read_marked
from smekg.validation_messages import explain

__all__ = ["Candidate", "Judgement", "possible_duplicates", "read_judgements"]

#: From this likeness (0–100, Indel ratio) on, two titles may be one title printed twice.
TITLE_LIKENESS = 88
#: From this likeness on, two surnames may be one name spelled twice (Haahti, Hahti).
NAME_LIKENESS = 80
#: Online first and in print lie at most this many years apart.
YEARS_APART = 1


class Judgement(BaseModel):
    """What a person decided about two works that look alike."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    works: tuple[str, str] = Field(description="The two citation keys.")
    because: str = Field(min_length=1, description="How the works are known to differ.")


@dataclass(frozen=True)
class Candidate:
    """Two keys that may stand for one work.

    Attributes:
        first: One key.
        second: The other key.
        reviews: Ids of the reviews that cite either, sorted.
        why: What is alike.
    """

    first: str
    second: str
    reviews: tuple[str, ...]
    why: str


@dataclass
class _Entry:
    work: Work
    reviews: set[str] = field(default_factory=set)


def read_judgements(root: DataRoot) -> frozenset[frozenset[str]]:
    """Read the pairs that a person has judged to be different works.

    Args:
        root: Where the data lies; the file is `sources/distinct-works.yaml` and may be missing.

    Returns:
        The pairs of keys.

    Raises:
        FindingsError: Entries are malformed; all are listed.
    """
    path = root.sources / "distinct-works.yaml"
    if not path.is_file():
        return frozenset()
    document = read_marked(path, relative(path, root.path))
    faults: list[Finding] = []
    pairs: set[frozenset[str]] = set()
    for position, raw in enumerate(document.value or []):
        try:
            pairs.add(frozenset(Judgement.model_validate(raw).works))
        except ValidationError as error:
            faults += [
                Finding(
                    document.path,
                    document.line(position, *detail["loc"]),
                    explain(detail, Judgement),
                )
                for detail in error.errors()
            ]
    if faults:
        raise FindingsError(faults)
    return frozenset(pairs)


def possible_duplicates(
    reviews: Iterable[AnnotatedReview], judged: frozenset[frozenset[str]]
) -> list[Candidate]:
    """List works under different keys that look like one work.

    A review that cites both takes them for two; such a pair is listed only where the titles are alike.

    Args:
        reviews: All reviews.
        judged: Pairs that a person has found to differ.

    Returns:
        The pairs, sorted by key.
    """
    entries = _entries(reviews)
    found = []
    for one, other in combinations(sorted(entries), 2):
        if frozenset((one, other)) in judged:
            continue
        why = _alike(entries[one], entries[other])
        if why:
            citing = tuple(sorted(entries[one].reviews | entries[other].reviews))
            found.append(Candidate(one, other, citing, why))
    return found


def _entries(reviews: Iterable[AnnotatedReview]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for review in reviews:
        for work in review.works.values():
            entry = entries.setdefault(work.key, _Entry(work))
            entry.reviews.add(review.source.id)
            if "title" in work.fields:
                entry.work = work
    return entries


def _alike(one: _Entry, other: _Entry) -> str:
    first, second = one.work.fields, other.work.fields
    if abs(int(first["year"]) - int(second["year"])) > YEARS_APART:
        return ""
    if "doi" in first and first["doi"].casefold() == second.get("doi", "").casefold():
        return "the DOI is the same"
    titled = "title" in first and "title" in second
    if titled and fuzz.ratio(_letters(first["title"]), _letters(second["title"])) >= TITLE_LIKENESS:
        return "the titles are alike"
    if titled or one.reviews & other.reviews:
        return ""
    likeness = fuzz.ratio(*(_letters(_surname(work)) for work in (one.work, other.work)))
    if likeness < NAME_LIKENESS or _number_of_authors(one.work) != _number_of_authors(other.work):
        return ""
    return "the first authors are alike, and one title is unknown"


def _surname(work: Work) -> str:
    names = work.fields.get("author") or work.fields["editor"]
    return re.split(r",| and ", names)[0]


def _number_of_authors(work: Work) -> int:
    """One, two, or three for more: citations print no more than that."""
    names = (work.fields.get("author") or work.fields["editor"]).split(" and ")
    return 3 if "others" in names else min(len(names), 3)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())
