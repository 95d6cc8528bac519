"""Where the letters of a passage may go on after a foreign run: between which places of a copy.

A page header, a footnote or the other column stands between two lines. So a foreign run is made of whole
lines, or, where two columns were merged into one line, of the half line up to its end or from its
beginning. A word inside a line is never foreign: skipping a "not" would turn the statement round.

Two kinds are kept apart. A *page* join skips what looks like the edge of a page: page numbers, running
heads, lines set off by an empty line. A *column* join skips a line that looks like any other; a single one
proves nothing, and `smekg.passages.columns` asks for more evidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from smekg.passages.copy import SHORT_LINE, ReadersCopy

__all__ = ["MAX_FOREIGN", "Joins", "find_joins"]

#: Longest foreign run, in letters: some lines of header, footer and footnote.
MAX_FOREIGN = 300
#: Most lines of a foreign run at the edge of a page.
MAX_PAGE_LINES = 8
#: Most lines between two lines of one column, where lines of three columns alternate.
MAX_COLUMN_LINES = 2
#: Where lines are usually shorter, a line may be a word, and nothing is skipped.
SHORTEST_USUAL_LINE = 20
#: Lines at the top and at the bottom of a page among which those of two or three columns begin and end.
COLUMN_EDGE = 4
#: A shorter line is not one of two columns merged.
MERGED_LINE = 50
#: Least share of a merged line that one column takes.
LEAST_SHARE = 0.25


@dataclass(frozen=True)
class Joins:
    """The joins of a copy.

    Attributes:
        onward: From where the letters stop to where they may go on.
        back: The same, the other way round.
        page: Those joins that skip the edge of a page.
        stops: The keys of `onward`, sorted.
        resumes: The keys of `back`, sorted.
    """

    onward: dict[int, list[int]]
    back: dict[int, list[int]]
    page: frozenset[tuple[int, int]]
    stops: tuple[int, ...]
    resumes: tuple[int, ...]

    def stops_between(self, start: int, end: int) -> tuple[int, ...]:
        """List the places from `start` on, and before `end`, at which the letters may stop."""
        return self.stops[bisect_left(self.stops, start) : bisect_left(self.stops, end)]

    def resumes_between(self, start: int, end: int) -> tuple[int, ...]:
        """List the places after `start`, and up to `end`, at which the letters may go on."""
        return self.resumes[bisect_right(self.resumes, start) : bisect_right(self.resumes, end)]


def find_joins(copy: ReadersCopy) -> Joins:
    """List all joins of a copy; their number grows with its length.

    Args:
        copy: The copy.

    Returns:
        The joins.
    """
    onward: defaultdict[int, list[int]] = defaultdict(list)
    back: defaultdict[int, list[int]] = defaultdict(list)
    page: set[tuple[int, int]] = set()
    if copy.usual_length >= SHORTEST_USUAL_LINE:
        for stop, resume, at_page in (*_over_lines(copy), *_over_half_lines(copy), *_to_next_column(copy)):
            onward[stop].append(resume)
            back[resume].append(stop)
            if at_page:
                page.add((stop, resume))
    return Joins(dict(onward), dict(back), frozenset(page), tuple(sorted(onward)), tuple(sorted(back)))


def _over_lines(copy: ReadersCopy) -> Iterator[tuple[int, int, bool]]:
    for first, stop in enumerate(copy.lines[1:], start=1):
        for number in range(first + 1, min(first + MAX_PAGE_LINES, len(copy.lines) - 1) + 1):
            resume = copy.lines[number]
            if resume - stop > MAX_FOREIGN:
                break
            at_page = _is_page_edge(copy, first, number)
            if at_page or number - first <= MAX_COLUMN_LINES:
                yield stop, resume, at_page


def _is_page_edge(copy: ReadersCopy, first: int, after: int) -> bool:
    if all(number in copy.furniture for number in range(first, after)):
        return True
    stop, resume = copy.lines[first], copy.lines[after]
    return resume - stop >= SHORT_LINE and (stop in copy.breaks or resume in copy.breaks)


def _over_half_lines(copy: ReadersCopy) -> Iterator[tuple[int, int, bool]]:
    for number, start in enumerate(copy.lines):
        end = copy.line_end(number)
        if end - start < MERGED_LINE:
            continue
        least = LEAST_SHARE * (end - start)
        for word in copy.words_between(start, end):
            if word - start >= least and end - word >= least:
                yield start, word, False
                if end < len(copy.letters):
                    yield word, end, False


def _to_next_column(copy: ReadersCopy) -> Iterator[tuple[int, int, bool]]:
    """From the last lines of a page to its first: its left column ends low, its right one begins high."""
    edges = sorted(copy.furniture | {copy.line_at(page) for page in copy.pages} | {-1, len(copy.lines)})
    for edge, next_edge in pairwise(edges):
        first = edge if copy.lines[edge : edge + 1] and copy.lines[edge] in copy.pages else edge + 1
        tops, bottoms = range(first, first + COLUMN_EDGE), range(next_edge - COLUMN_EDGE, next_edge)
        if bottoms.start - tops.stop < COLUMN_EDGE:
            continue
        for bottom in bottoms:
            for top in tops:
                yield copy.line_end(bottom), copy.lines[top], False
