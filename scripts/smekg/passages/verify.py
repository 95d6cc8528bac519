"""Finding anchored passages in a reader's own copy of the paper.

One pass hashes every window of the copy; the blocks of all anchors are looked up in that pass. A passage
that does not stand whole is searched across page headers, footnotes and the lines of another column
(`smekg.passages.joins`). The SHA-256 of the joined letters decides in every case. So a changed number or a
dropped negation never passes. The cost grows with the text plus the number of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from smekg.passages.chains import Chain, ChainSearch
from smekg.passages.columns import ColumnEvidence, column_joins
from smekg.passages.copy import ReadersCopy, read_copy
from smekg.passages.joins import find_joins
from smekg.passages.letters import BLOCK, NORMALISATION, digest, hash_between
from smekg.sources.model import PassageAnchor

__all__ = ["NormalisationError", "PassageFinder", "find_passages"]

#: Most places of one block that are noted.
MAX_PLACES = 64


class NormalisationError(ValueError):
    """An anchor was made with another version of the normalisation."""


def find_passages(text: str, anchors: Mapping[str, PassageAnchor]) -> dict[str, bool]:
    """Look up passages in a text.

    Args:
        text: The reader's copy.
        anchors: Claim id to anchor.

    Returns:
        Claim id to whether its passage is there, as often as its `occurrence` says.

    Raises:
        NormalisationError: An anchor was made with another normalisation.
    """
    finder = PassageFinder(read_copy(text), anchors)
    finder.search_cut({a.sha256 for a in anchors.values() if len(finder.found(a)) < a.occurrence})
    return {key: len(finder.found(anchor)) >= anchor.occurrence for key, anchor in anchors.items()}


class PassageFinder:
    """The places of passages in one copy.

    Passages that stand whole are found at once; `search_cut` adds those that a foreign run cuts.

    Args:
        copy: The copy.
        anchors: Claim id to anchor.

    Attributes:
        columns_mixed: Whether a passage was put together from lines that another column parts.

    Raises:
        NormalisationError: An anchor was made with another normalisation.
    """

    def __init__(self, copy: ReadersCopy, anchors: Mapping[str, PassageAnchor]) -> None:
        for claim_id, anchor in anchors.items():
            if anchor.norm != NORMALISATION:
                raise NormalisationError(
                    f"{claim_id}: anchored with normalisation {anchor.norm}, this version has {NORMALISATION}"
                )
        self.columns_mixed = False
        self._copy = copy
        self._anchors = {anchor.sha256: anchor for anchor in anchors.values()}
        self._places = _block_places(copy, self._anchors.values())
        self._found = {sha: self._whole(anchor) for sha, anchor in self._anchors.items()}

    def found(self, anchor: PassageAnchor) -> list[Chain]:
        """List where a passage stands.

        Args:
            anchor: One of the anchors.

        Returns:
            Its runs of letters, once per occurrence, in the order of the copy.
        """
        return self._found[anchor.sha256]

    def search_cut(self, hashes: Collection[str]) -> None:
        """Search passages across foreign runs.

        Args:
            hashes: SHA-256 of the passages to be searched.
        """
        if not hashes:
            return
        joins = find_joins(self._copy)
        search = ChainSearch(self._copy, joins, self._places)
        anchors = [self._anchors[sha] for sha in sorted(hashes)]
        search.index_cut_blocks(anchors)
        doubtful: list[tuple[str, Chain]] = []
        lost: list[int] = []
        for anchor in anchors:
            chains = search.chains(anchor)
            self._add(anchor.sha256, [chain for chain in chains if not column_joins(chain, joins)])
            doubtful += [(anchor.sha256, chain) for chain in chains if column_joins(chain, joins)]
            if not chains and not self._found[anchor.sha256]:
                lost += self._shown(anchor)
        certain = [chain for found in self._found.values() for chain in found]
        evidence = ColumnEvidence(self._copy, certain, [column_joins(c, joins) for _, c in doubtful], lost)
        for sha, chain in doubtful:
            if all(evidence.supports(join) for join in column_joins(chain, joins)):
                self._add(sha, [chain])
                self.columns_mixed = True

    def _add(self, sha: str, chains: Iterable[Chain]) -> None:
        """Take up chains; two that begin at the same place are one occurrence."""
        by_start = {chain[0][0]: chain for chain in (*chains, *self._found[sha])}
        self._found[sha] = [by_start[start] for start in sorted(by_start)]

    def _shown(self, anchor: PassageAnchor) -> list[int]:
        """Where the copy has the first block of a passage that it has but once, if it has any."""
        places = (self._places.get(int(block, 16), []) for block in anchor.blocks)
        return next((found for found in places if len(found) == 1), [])

    def _whole(self, anchor: PassageAnchor) -> list[Chain]:
        letters = self._copy.letters
        starts = {
            place - number * BLOCK
            for number, block in enumerate(anchor.blocks)
            for place in self._places.get(int(block, 16), ())
        }
        passage: str | None = None
        chains: list[Chain] = []
        for start in sorted(starts):
            if start < 0:
                continue
            found = letters[start : start + anchor.letters]
            if passage is None and len(found) == anchor.letters and digest(found) == anchor.sha256:
                passage = found
            if found == passage:
                chains.append(((start, start + anchor.letters),))
        return chains


def _block_places(copy: ReadersCopy, anchors: Iterable[PassageAnchor]) -> dict[int, list[int]]:
    wanted = {int(block, 16) for anchor in anchors for block in anchor.blocks}
    places: defaultdict[int, list[int]] = defaultdict(list)
    prefixes = copy.prefixes
    for position in range(len(copy.letters) - BLOCK + 1):
        value = hash_between(prefixes, position, position + BLOCK)
        if value in wanted and len(places[value]) < MAX_PLACES:
            places[value].append(position)
    return dict(places)
