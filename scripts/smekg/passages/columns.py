"""Whether a copy has lost the order of its columns, so that a join over ordinary lines is believed.

A line that somebody inserted into a sentence looks like a line of the other column. It is not skipped:
where columns were mixed, many passages are cut in like manner all around, few run on from line to line, and
most of those that show at all are found. Where a text was changed, most of those that show are not.

Where two columns were merged into one line, their border must be seen from both sides, by a passage of the
left one and by a passage of the right one; else the last word of the left one, a "not" perhaps, could be
dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from smekg.passages.chains import Chain
from smekg.passages.copy import ReadersCopy
from smekg.passages.joins import Joins

__all__ = ["ColumnEvidence", "column_joins"]

#: Lines before and after a join in which evidence is sought.
NEAR = 15
#: Fewest lines of that neighbourhood in which letters stop at a join.
FEWEST = 3

Join = tuple[int, int]


def column_joins(chain: Chain, joins: Joins) -> list[Join]:
    """List the joins of a chain that skip ordinary lines."""
    pairs = [(before[1], after[0]) for before, after in pairwise(chain)]
    return [pair for pair in pairs if pair not in joins.page]


class ColumnEvidence:
    """What speaks for and against mixed columns, line by line.

    Args:
        copy: The copy.
        certain: Chains that need no column join.
        doubtful: The column joins of each chain that needs some.
        lost: Places of blocks whose passages no chain completes.
    """

    def __init__(
        self, copy: ReadersCopy, certain: list[Chain], doubtful: list[list[Join]], lost: Iterable[int]
    ) -> None:
        self._copy = copy
        all_joins = {join for joins in doubtful for join in joins}
        self._entered = sorted(
            {copy.line_at(s) for chain in certain for run in chain for s in copy.lines_between(*run)}
        )
        # Each line once: one inserted line makes no pattern.
        self._stops = sorted({copy.line_at(stop) for stop, _ in all_joins})
        self._shown = sorted(
            copy.line_at(place)
            for place in (*(chain[0][0] for chain in certain), *(joins[0][0] for joins in doubtful))
        )
        # Each join once, with the number of lines that it skips.
        self._skips = sorted(
            (copy.line_at(stop), self._skipped((stop, resume))) for stop, resume in all_joins
        )
        self._lost = sorted(copy.line_at(place) for place in lost)
        self._borders = {stop for stop, _ in all_joins} & {resume for _, resume in all_joins}

    def supports(self, join: Join) -> bool:
        """Judge a column join by what surrounds it.

        Args:
            join: Where the letters stop, and where they go on.

        Returns:
            Whether it is believed.
        """
        copy = self._copy
        for place in join:
            if place not in copy.line_starts and place not in self._borders:
                return False
            if place in copy.line_starts and _count(self._entered, copy.line_at(place), copy.line_at(place)):
                return False
        line = copy.line_at(join[0])
        first, last = line - NEAR, line + NEAR
        cut = _count(self._stops, first, last)
        if cut < max(FEWEST, _count(self._entered, first, last)) or self._skips_more_than_usual(join):
            return False
        return _count(self._shown, first, last) >= _count(self._lost, first, last)

    def _skipped(self, join: Join) -> int:
        """Count the lines between; none where the next column begins higher up."""
        return max(0, self._copy.line_at(join[1]) - self._copy.line_at(join[0]))

    def _skips_more_than_usual(self, join: Join) -> bool:
        """Two columns skip one line, three skip two; one that skips more drops a line of its own column."""
        line = self._copy.line_at(join[0])
        near = slice(
            bisect_left(self._skips, (line - NEAR, 0)), bisect_left(self._skips, (line + NEAR + 1, 0))
        )
        counts = Counter(skipped for _, skipped in self._skips[near] if skipped)
        usual = max(counts, key=lambda skipped: (counts[skipped], -skipped), default=0)
        return self._skipped(join) > usual


def _count(numbers: list[int], first: int, last: int) -> int:
    return bisect_right(numbers, last) - bisect_left(numbers, first)
