"""A reader's copy of a paper: its letters, and where its lines, words and breaks are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from smekg.passages.letters import letter_stream, prefix_hashes

__all__ = ["ReadersCopy", "read_copy"]

#: What separates two columns on one line: so wide a gap stands in no sentence.
_GAP = re.compile(r"\s{3,}|\t")
#: Stands for a form feed, as a row that has no letters.
_PAGE_BREAK = "-\u2060-"
_DIGITS = re.compile(r"\d+")
#: A shorter line may be a word of the text; one with a digit is taken for a page number.
SHORT_LINE = 12
#: A line that stands so often in the copy, whatever its digits, is a running head.
RECURRENT = 3
#: Longest running head, in letters.
LONGEST_HEAD = 120


@dataclass(frozen=True)
class ReadersCopy:
    """A text as a stream of letters that remembers its layout.

    All positions are places between two letters of the stream.

    Attributes:
        letters: The stream.
        lines: Where each line that has letters begins; columns that a wide gap parts are lines of their own.
        rows: Where each line of the file that has letters begins.
        words: Where each word begins.
        breaks: Where an empty line or a page break stands.
        pages: Where a page begins, as far as form feeds tell.
        headings: Where a line of the file begins as a heading may, with a capital letter or a digit.
        sentence_ends: Where a line of the file ends with a full stop, a comma or a semicolon.
    """

    letters: str
    lines: tuple[int, ...]
    rows: frozenset[int]
    words: tuple[int, ...]
    breaks: frozenset[int]
    pages: frozenset[int]
    headings: frozenset[int]
    sentence_ends: frozenset[int]

    @cached_property
    def prefixes(self) -> list[int]:
        """Hash of the letters before each position."""
        return prefix_hashes(self.letters)

    @cached_property
    def line_starts(self) -> frozenset[int]:
        """The line starts, as a set."""
        return frozenset(self.lines)

    @cached_property
    def usual_length(self) -> int:
        """Length of line such that half of the letters stand in lines at least as long."""
        lengths = sorted((self.line_end(i) - start for i, start in enumerate(self.lines)), reverse=True)
        passed = 0
        for length in lengths:
            passed += length
            if 2 * passed >= len(self.letters):
                return length
        return 0

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Numbers of the lines that are page numbers or running heads."""
        keys = [_DIGITS.sub("#", self.letters[s : self.line_end(i)]) for i, s in enumerate(self.lines)]
        counts = Counter(keys)
        return frozenset(
            number
            for number, key in enumerate(keys)
            if ("#" in key and len(key) < SHORT_LINE)
            or (counts[key] >= RECURRENT and len(key) <= LONGEST_HEAD)
        )

    def line_at(self, position: int) -> int:
        """Tell the number of the line that holds the letter after a position."""
        return bisect_right(self.lines, position) - 1

    def line_end(self, number: int) -> int:
        """Tell where a line ends."""
        return self.lines[number + 1] if number + 1 < len(self.lines) else len(self.letters)

    def words_between(self, start: int, end: int) -> tuple[int, ...]:
        """List the word starts that lie strictly between two positions."""
        return self.words[bisect_right(self.words, start) : bisect_left(self.words, end)]

    def lines_between(self, start: int, end: int) -> tuple[int, ...]:
        """List the line starts that lie strictly between two positions."""
        return self.lines[bisect_right(self.lines, start) : bisect_left(self.lines, end)]


def read_copy(text: str) -> ReadersCopy:
    """Read the letters of a text and the marks of its layout.

    Args:
        text: Any text; form feeds are page breaks.

    Returns:
        The copy.
    """
    stream: list[str] = []
    lines: list[int] = []
    rows: set[int] = set()
    words: list[int] = []
    breaks: set[int] = set()
    position = 0
    pages: set[int] = set()
    headings: set[int] = set()
    sentence_ends: set[int] = set()
    for row in text.replace("\f", f"\n{_PAGE_BREAK}\n").splitlines():
        before = position
        if row == _PAGE_BREAK:
            pages.add(position)
        for piece in _GAP.split(row):
            parts = list(_words(piece))
            if parts:
                lines.append(position)
            for letters in parts:
                words.append(position)
                stream.append(letters)
                position += len(letters)
        if position == before:
            breaks.add(before)
            continue
        rows.add(before)
        if not next((c for c in row if c.isalnum()), "").islower():
            headings.add(before)
        if row.rstrip().endswith((".", ",", ";")):
            sentence_ends.add(position)
    return ReadersCopy(
        "".join(stream),
        tuple(lines),
        frozenset(rows),
        tuple(words),
        frozenset(breaks),
        frozenset(pages),
        frozenset(headings),
        frozenset(sentence_ends),
    )


def _words(piece: str) -> Iterator[str]:
    for word in piece.split():
        letters = _letters(word)
        if letters:
            yield letters


@lru_cache(maxsize=20_000)
def _letters(word: str) -> str:
    return letter_stream(word)
