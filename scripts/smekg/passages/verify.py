"""Finding anchored passages in a reader's own copy of the paper.

One pass hashes every window of the copy; the blocks of all anchors are looked up in that pass. Where
blocks of a passage turn up, its SHA-256 decides: the letters must all be there, in order, with at most
one foreign run between them (a page header or footer that cuts the passage in two). So a changed
number or a dropped negation never passes. The cost grows with the text plus the number of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from smekg.passages.letters import BLOCK, NORMALISATION, digest, letter_stream, rolling_hashes
from smekg.sources.model import PassageAnchor

__all__ = ["MAX_FOREIGN", "NormalisationError", "find_passages"]

#: Longest foreign run inside a passage, in letters: two lines of header and footer.
MAX_FOREIGN = 300
#: Most places of one block that are tried; a block that is more frequent tells nothing.
MAX_PLACES = 8


class NormalisationError(ValueError):
    """An anchor was made with another version of the normalisation."""


def find_passages(text: str, anchors: Mapping[str, PassageAnchor]) -> dict[str, bool]:
    """Look up passages in a text.

    Args:
        text: The reader's copy.
        anchors: Claim id to anchor.

    Returns:
        Claim id to whether its passage is there.

    Raises:
        NormalisationError: An anchor was made with another normalisation.
    """
    for claim_id, anchor in anchors.items():
        if anchor.norm != NORMALISATION:
            raise NormalisationError(
                f"{claim_id}: anchored with normalisation {anchor.norm}, this version has {NORMALISATION}"
            )
    letters = letter_stream(text)
    places = _block_places(letters, anchors.values())
    known: dict[str, bool] = {}
    for anchor in anchors.values():
        if anchor.sha256 not in known:
            known[anchor.sha256] = _is_there(letters, anchor, places)
    return {claim_id: known[anchor.sha256] for claim_id, anchor in anchors.items()}


def _block_places(letters: str, anchors: Iterable[PassageAnchor]) -> dict[int, list[int]]:
    wanted = {int(block, 16) for anchor in anchors for block in anchor.blocks}
    places: defaultdict[int, list[int]] = defaultdict(list)
    for position, value in enumerate(rolling_hashes(letters)):
        if value in wanted and len(places[value]) < MAX_PLACES:
            places[value].append(position)
    return places


def _is_there(letters: str, anchor: PassageAnchor, places: Mapping[int, list[int]]) -> bool:
    """Try the start of the passage that each found block points to, whole first, then cut in two."""
    blocks_at: defaultdict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(anchor.blocks):
        for position in places.get(int(block, 16), ()):
            blocks_at[position - number * BLOCK].append(number)
    if any(_is_passage(letters, anchor, start, 0, 0) for start in blocks_at):
        return True
    return any(
        _is_passage(letters, anchor, start, cut, foreign)
        for start, cut, foreign in _candidate_cuts(anchor, blocks_at)
    )


def _candidate_cuts(
    anchor: PassageAnchor, blocks_at: Mapping[int, list[int]]
) -> Iterator[tuple[int, int, int]]:
    """Where a foreign run may cut the passage: start of the passage, letters before the run, its length."""
    last = len(anchor.blocks) - 1
    for start, numbers in blocks_at.items():
        # Blocks on both sides of the run: their distance gives its length.
        for later, later_numbers in blocks_at.items():
            if 0 < later - start <= MAX_FOREIGN:
                for cut in range((max(numbers) + 1) * BLOCK, min(later_numbers) * BLOCK + 1):
                    yield start, cut, later - start
        # The run cuts the last block or the letters after it: its length is not known.
        if min(numbers) == 0 and max(numbers) >= last - 1:
            for cut in range((max(numbers) + 1) * BLOCK, anchor.letters):
                yield from ((start, cut, foreign) for foreign in range(1, MAX_FOREIGN + 1))
        # The run cuts the first block: the passage starts earlier, by the length of the run.
        if min(numbers) == 1:
            for cut in range(1, BLOCK + 1):
                yield from ((start - foreign, cut, foreign) for foreign in range(1, MAX_FOREIGN + 1))


def _is_passage(letters: str, anchor: PassageAnchor, start: int, cut: int, foreign: int) -> bool:
    if start < 0:
        return False
    after = start + cut + foreign
    found = letters[start : start + cut] + letters[after : after + anchor.letters - cut]
    return len(found) == anchor.letters and digest(found) == anchor.sha256
