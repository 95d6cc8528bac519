"""Which section of the paper a place in a reader's copy belongs to, as far as the copy's headings tell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smekg.passages.copy import ReadersCopy
from smekg.passages.letters import letter_stream
from smekg.sources.model import Section

__all__ = ["FRONT_MATTER", "SectionMap", "map_sections"]

#: What stands before the first heading.
FRONT_MATTER = "front matter"
#: A heading in source.yaml that ends so is cut short.
_CUT_SHORT = "…"
#: A line that is more frequent is no heading.
_MOST_PLACES = 20


@dataclass(frozen=True)
class SectionMap:
    """The headings that were recognised.

    Attributes:
        numbers: The numbers of all sections, in the order of the paper.
        starts: Where the recognised headings stand, ascending.
        indices: Which sections they head.
    """

    numbers: tuple[str, ...]
    starts: tuple[int, ...]
    indices: tuple[int, ...]

    def possible(self, position: int) -> tuple[str, ...]:
        """Tell in which sections a place may lie.

        A heading that was not recognised leaves its section and the one before it possible.

        Args:
            position: A place in the copy.

        Returns:
            Numbers of sections, in the order of the paper; never empty.
        """
        passed = bisect_right(self.starts, position)
        first = self.indices[passed - 1] if passed else 0
        after = self.indices[passed] if passed < len(self.indices) else len(self.numbers)
        front = () if passed else (FRONT_MATTER,)
        return (*front, *self.numbers[first:after])


def map_sections(copy: ReadersCopy, sections: Sequence[Section]) -> SectionMap | None:
    """Find the headings of a review in a copy.

    A heading is a line, or several, with exactly the letters of number and title, or of the title alone.
    Headings must follow one another as in the paper. A heading that could be two places (a table of
    contents, a running head) is not used.

    Args:
        copy: The copy.
        sections: The review's sections, in the order of the paper.

    Returns:
        The recognised headings; None where they are fewer than half.
    """
    candidates = sorted(
        (position, index) for index, section in enumerate(sections) for position in _headings(copy, section)
    )
    chosen = _in_order(candidates)
    if 2 * len(chosen) < len(sections) or not chosen:
        return None
    starts, indices = zip(*chosen, strict=True)
    return SectionMap(tuple(section.number for section in sections), starts, indices)


def _headings(copy: ReadersCopy, section: Section) -> list[int]:
    title = letter_stream(section.title)
    if not title:
        return []
    numbered = letter_stream(section.number) + title if section.number[0].isdigit() else title
    open_ended = section.title.endswith(_CUT_SHORT)
    places = list(_lines_with(copy, numbered, open_ended)) if numbered != title else []
    if not places:
        # The last word of a paragraph may be a line of its own; it has no capital or ends with a stop.
        places = [
            start
            for start in _lines_with(copy, title, open_ended)
            if start in copy.headings and start + len(title) not in copy.sentence_ends
        ]
    return places if len(places) <= _MOST_PLACES else []


def _lines_with(copy: ReadersCopy, letters: str, open_ended: bool) -> Iterator[int]:
    for start in copy.rows:
        if copy.letters.startswith(letters, start):
            end = start + len(letters)
            if open_ended or end in copy.rows or end == len(copy.letters):
                yield start


def _in_order(candidates: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series in the order of the paper, without the members that have an equal rival."""
    before = [1] * len(candidates)
    after = [1] * len(candidates)
    for later, (place, index) in enumerate(candidates):
        shorter = [
            before[i] for i, (p, other) in enumerate(candidates[:later]) if other < index and p < place
        ]
        before[later] += max(shorter, default=0)
    for earlier in range(len(candidates) - 1, -1, -1):
        place, index = candidates[earlier]
        rest = range(earlier + 1, len(candidates))
        longer = [after[i] for i in rest if candidates[i][1] > index and candidates[i][0] > place]
        after[earlier] += max(longer, default=0)
    longest = max(before, default=0)
    members = [i for i in range(len(candidates)) if before[i] + after[i] - 1 == longest]
    rivals = Counter(before[i] for i in members)
    return [candidates[i] for i in members if rivals[before[i]] == 1]
