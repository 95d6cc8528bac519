"""The texts of the reviews, where they are at hand: what is cited where, and where a passage stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotations.slots import says_number
from passages.copies import SEEDS
from smekg.passages.letters import digest, letter_stream, rolling_hashes
from smekg.sources.bibliography import Work
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Claim, PassageAnchor

__all__ = ["PAPER_RULES", "Paper", "named_beside", "paper_faults", "read_paper"]

#: The rules that need a text.
PAPER_RULES = frozenset(
    {"passage", "named study", "cited in one breath", "cited in the passage", "printed number"}
)

#: How far from the passage, in characters, a work that is named for it may be cited: a long paragraph.
REACH = 1500
#: Longest way from an author's name to the year.
_TO_YEAR = 90
_AUTHOR_BEFORE = re.compile(r"(?:[A-Z][\w-]+\s+(?:and|&)|\([^()]*\b[A-Z][\w-]+,(?:\s*&)?)\s+$")
_TWO_AUTHORS = re.compile(r"\s+(?:and|&)\s+[\w\s’'-]+[\s,(]*")
_PARENTHESES = re.compile(r"\([^()]*\d{4}[^()]*\)")

Span = tuple[int, int]


@dataclass(frozen=True)
class Paper:
    """One text.

    Attributes:
        text: The text.
        letters: Its stream of letters.
        at: Place in the text of each letter.
        blocks: Hash of a block to the places in the stream where it stands.
        citations: Work to the places where it is cited, each with all works cited in one breath.
    """

    text: str
    letters: str
    at: tuple[int, ...]
    blocks: Mapping[int, list[int]]
    citations: Mapping[str, tuple[tuple[Span, frozenset[str]], ...]]

    def span(self, anchor: PassageAnchor) -> Span | None:
        """Find a passage; None where the text does not have it."""
        seen = 0
        for start in self.blocks.get(int(anchor.blocks[0], 16), ()):
            if digest(self.letters[start : start + anchor.letters]) == anchor.sha256:
                seen += 1
                if seen == anchor.occurrence:
                    return self.at[start], self.at[start + anchor.letters - 1] + 1
        return None


def read_paper(review: AnnotatedReview) -> Paper:
    """Read the text of a review and find its citations."""
    text = (SEEDS / f"{review.source.id}.txt").read_text(encoding="utf-8")
    at = [place for place, character in enumerate(text) for _ in letter_stream(character)]
    letters = letter_stream(text)
    assert len(at) == len(letters)
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for start, value in enumerate(rolling_hashes(letters)):
        blocks[value].append(start)
    return Paper(text, letters, tuple(at), blocks, _citations(text, review.works))


def _citations(text: str, works: Mapping[str, Work]) -> dict[str, tuple[tuple[Span, frozenset[str]], ...]]:
    """Works cited between the same parentheses are cited in one breath."""
    parentheses = [match.span() for match in _PARENTHESES.finditer(text)]
    groups: defaultdict[Span, set[str]] = defaultdict(set)
    for work in works.values():
        for start, end in set(_mentions(text, work)):
            around = next((span for span in parentheses if span[0] <= start < span[1]), (start, end))
            groups[around].add(work.key)
    found: defaultdict[str, list[tuple[Span, frozenset[str]]]] = defaultdict(list)
    for span, keys in sorted(groups.items()):
        for key in keys:
            found[key].append((span, frozenset(keys)))
    return {key: tuple(places) for key, places in found.items()}


def _mentions(text: str, work: Work) -> Iterator[Span]:
    """Where the authors' names are followed by the year; no other author stands before the first."""
    for printed in (work.printed, *work.variants):
        names = re.split(r"\s*\(?\d{4}", printed)[0].strip(" ,(")
        first, *others = re.split(r" et al\.?| and others| and |, | & ", names)
        year = (re.findall(r"\d{4}[a-z]?", printed) or [work.fields["year"]])[-1]
        end = r"(?!\w)" if year[-1].isalpha() else r"(?![\da-z])"
        for match in re.finditer(rf"(?<!\w){_spaced(first)}(?!\w)", text):
            if _AUTHOR_BEFORE.search(text, max(0, match.start() - _TO_YEAR), match.start()):
                continue
            tail = text[match.end() : match.end() + _TO_YEAR].split(";", maxsplit=1)[0]
            found = re.search(rf"(?<!\d){year}{end}", tail)
            if found and _between(tail[: found.start()], names, others):
                yield match.start(), match.end() + found.end()


def _between(text: str, names: str, others: list[str]) -> bool:
    """Tell whether what stands between the first author and the year are the other authors, and no more."""
    if "et al" in names or "others" in names:
        return _TWO_AUTHORS.fullmatch(text) is None
    if not others:
        return re.search(r"[^\W\d_]{2}", text) is None
    return re.search(_spaced(others[-1]), text) is not None


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def paper_faults(
    claim: Claim, paper: Paper, beside: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Find what the text around a claim's passage contradicts.

    Args:
        claim: The claim.
        paper: The text of its review.
        beside: Works that other claims name, by the passage on which they rest.

    Yields:
        The rule and what is wrong.
    """
    span = paper.span(claim.passage) if claim.passage is not None else None
    if span is None:
        if claim.passage is not None:
            yield "passage", "the text has no such passage"
        return
    yield from _citation_faults(claim, span, paper, beside)
    passage = paper.text[slice(*span)]
    if claim.value is not None and not says_number(passage, claim.value):
        yield "printed number", f"{claim.value} is not in the passage"


def named_beside(claims: Iterable[Claim], without: str = "") -> dict[str, frozenset[str]]:
    """Collect the works that claims name, by passage.

    Args:
        claims: The claims of a review.
        without: Id of a claim that does not count.

    Returns:
        SHA-256 of the passage to the works.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.passage is not None and claim.id != without:
            found[claim.passage.sha256] |= {*claim.studies, *claim.disputed_by, *filter(None, [claim.work])}
    return {passage: frozenset(works) for passage, works in found.items()}


def _citation_faults(
    claim: Claim, span: Span, paper: Paper, beside: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    named = {*claim.studies, *claim.disputed_by}
    start, end = span
    for key in named:
        near = [
            keys
            for (first, last), keys in paper.citations.get(key, ())
            if start - REACH < last and first < end + REACH
        ]
        if not near:
            yield "named study", f"{key} is not cited near the passage"
        elif not any(keys <= named for keys in near):
            yield "cited in one breath", f"not all that are cited with {key} are named"
    inside = {
        key
        for key, places in paper.citations.items()
        for (first, last), _ in places
        if start <= first and last <= end + 1
    }
    assert claim.passage is not None
    for key in inside - named - {claim.work} - beside.get(claim.passage.sha256, frozenset()):
        yield "cited in the passage", f"{key} is not named"
