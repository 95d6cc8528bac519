"""Passages that foreign runs cut: chains of runs of letters whose joined letters are the passage.

Each block of a passage is 24 letters with a hash, so a chain is followed block by block and hardly ever
branches: where the next block does not stand where the last one ended, it must be cut there, and the joins
of the copy say where its other part may stand. The SHA-256 of the joined letters decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from smekg.passages.copy import ReadersCopy
from smekg.passages.joins import Joins
from smekg.passages.letters import BLOCK, digest, hash_between, joined_hash
from smekg.sources.model import PassageAnchor

__all__ = ["MAX_PLACES", "Chain", "ChainSearch", "Run"]

#: Letters from one position to another.
Run = tuple[int, int]
#: The runs of a passage, in its order.
Chain = tuple[Run, ...]

#: Most places of one block that are followed; a block that is more frequent tells nothing.
MAX_PLACES = 16
#: Most chains of one passage that are followed at a time.
MAX_OPEN = 64
#: The next column begins so many letters before the end of this one, at least and at most: a page's height.
COLUMN_JUMP = range(400, 12_000)


class ChainSearch:
    """Search for cut passages in one copy.

    Args:
        copy: The copy.
        joins: Its joins.
        places: Hash of a block to the positions at which the block stands whole.
    """

    def __init__(self, copy: ReadersCopy, joins: Joins, places: Mapping[int, list[int]]) -> None:
        self._copy = copy
        self._joins = joins
        self._places = {value: found[:MAX_PLACES] for value, found in places.items()}
        self._word_starts = frozenset(copy.words)
        self._cut_places: dict[int, list[Chain]] = {}

    def index_cut_blocks(self, anchors: Iterable[PassageAnchor]) -> None:
        """Look up the blocks of passages in the letters around every join.

        Args:
            anchors: The passages to be searched.
        """
        wanted = {block for anchor in anchors for block in _blocks(anchor)}
        found: defaultdict[int, list[Chain]] = defaultdict(list)
        if wanted:
            for value, chain in self._windows():
                if value in wanted and len(found[value]) < MAX_PLACES:
                    found[value].append(chain)
        self._cut_places = dict(found)

    def chains(self, anchor: PassageAnchor) -> list[Chain]:
        """Find all chains that are a passage.

        Args:
            anchor: The passage.

        Returns:
            The chains, by place in the copy.
        """
        blocks = _blocks(anchor)
        found: set[Chain] = set()
        for number, value in enumerate(blocks):
            whole = [((place, place + BLOCK),) for place in self._places.get(value, ())]
            for seed in (*whole, *self._cut_places.get(value, ())):
                if not any(_overlaps(seed[0], run) for chain in found for run in chain):
                    found.update(self._grown(anchor, blocks, number, seed))
        return sorted(found)

    def _grown(
        self, anchor: PassageAnchor, blocks: tuple[int, ...], number: int, seed: Chain
    ) -> Iterator[Chain]:
        heads = self._leftward(blocks, number, seed[0][0])
        tails = self._rightward(anchor, blocks, number + 1, seed[-1][1]) if heads else []
        for head in heads:
            for tail in tails:
                chain = _merged(head + seed + tail)
                if digest("".join(self._copy.letters[s:e] for s, e in chain)) == anchor.sha256:
                    yield chain

    def _rightward(self, anchor: PassageAnchor, blocks: tuple[int, ...], number: int, at: int) -> list[Chain]:
        """Ways to go on from block `number` to the end of the passage."""
        open_chains: list[Chain] = [((at, at),)]
        for value in blocks[number:]:
            number += 1
            following = blocks[number] if number < len(blocks) else None
            open_chains = [
                chain + more
                for chain in open_chains
                for more in self._block_from(chain[-1][1], value, following)
            ][:MAX_OPEN]
        rest = anchor.letters - BLOCK * len(blocks)
        if rest == 0:
            return open_chains
        return [chain + more for chain in open_chains for more in self._rest_from(chain[-1][1], rest)]

    def _leftward(self, blocks: tuple[int, ...], number: int, at: int) -> list[Chain]:
        """Ways to come from the start of the passage to the end of block `number - 1`."""
        open_chains: list[Chain] = [((at, at),)]
        for before in range(number - 1, -1, -1):
            preceding = blocks[before - 1] if before else None
            open_chains = [
                more + chain
                for chain in open_chains
                for more in self._block_up_to(chain[0][0], blocks[before], preceding)
            ][:MAX_OPEN]
        return open_chains

    def _block_from(self, at: int, value: int, following: int | None) -> Iterator[Chain]:
        prefixes, end = self._copy.prefixes, len(self._copy.letters)
        if at + BLOCK <= end and hash_between(prefixes, at, at + BLOCK) == value:
            yield ((at, at + BLOCK),)
            return
        for chain in self._split_from(at, BLOCK, self._places.get(following, ()) if following else ()):
            if self._hash(chain) == value:
                yield chain

    def _rest_from(self, at: int, length: int) -> Iterator[Chain]:
        if at + length <= len(self._copy.letters):
            yield ((at, at + length),)
        yield from self._split_from(at, length, ())

    def _split_from(self, at: int, length: int, following: Iterable[int]) -> Iterator[Chain]:
        """Cut `length` letters from a position on: at every join, or where the following block says."""
        copy, end = self._copy, len(self._copy.letters)
        for stop in self._joins.stops_between(at, at + length):
            left = length - (stop - at)
            implied = [place - left for place in following if stop - (place - left) in COLUMN_JUMP]
            for resume in (*self._joins.onward[stop], *(p for p in implied if p in self._word_starts)):
                if resume + left <= end:
                    yield (at, stop), (resume, resume + left)
                # A line that is shorter than what is left is cut again.
                line_end = copy.line_end(copy.line_at(resume))
                again = left - (line_end - resume)
                if again > 0:
                    for second in self._joins.onward.get(line_end, ()):
                        if second + again <= end:
                            yield (at, stop), (resume, line_end), (second, second + again)

    def _block_up_to(self, at: int, value: int, preceding: int | None) -> Iterator[Chain]:
        prefixes = self._copy.prefixes
        if at >= BLOCK and hash_between(prefixes, at - BLOCK, at) == value:
            yield ((at - BLOCK, at),)
            return
        places = self._places.get(preceding, ()) if preceding else ()
        for resume in self._joins.resumes_between(at - BLOCK, at):
            left = BLOCK - (at - resume)
            implied = [p + BLOCK + left for p in places if p + BLOCK + left - resume in COLUMN_JUMP]
            for stop in (*self._joins.back[resume], *(p for p in implied if p in self._word_starts)):
                chains: list[Chain] = []
                if stop >= left:
                    chains.append(((stop - left, stop), (resume, at)))
                line = self._copy.lines[self._copy.line_at(stop - 1)] if stop else 0
                again = left - (stop - line)
                if again > 0:
                    chains += [
                        ((first - again, first), (line, stop), (resume, at))
                        for first in self._joins.back.get(line, ())
                        if first >= again
                    ]
                yield from (chain for chain in chains if self._hash(chain) == value)

    def _hash(self, chain: Chain) -> int:
        value = 0
        for start, end in chain:
            value = joined_hash(value, hash_between(self._copy.prefixes, start, end), end - start)
        return value

    def _windows(self) -> Iterator[tuple[int, Chain]]:
        """Every 24 letters that lie on both sides of a join."""
        prefixes, end = self._copy.prefixes, len(self._copy.letters)
        for stop, resumes in self._joins.onward.items():
            heads = [hash_between(prefixes, stop - n, stop) for n in range(1, min(BLOCK, stop + 1))]
            for resume in resumes:
                for before, head in enumerate(heads, start=1):
                    after = BLOCK - before
                    if resume + after <= end:
                        tail = hash_between(prefixes, resume, resume + after)
                        value = joined_hash(head, tail, after)
                        yield value, ((stop - before, stop), (resume, resume + after))


def _blocks(anchor: PassageAnchor) -> tuple[int, ...]:
    return tuple(int(block, 16) for block in anchor.blocks)


def _overlaps(first: Run, second: Run) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _merged(chain: Chain) -> Chain:
    """Leave out empty runs and put together runs that follow each other."""
    runs: list[Run] = []
    for start, end in chain:
        if start == end:
            continue
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(runs)
