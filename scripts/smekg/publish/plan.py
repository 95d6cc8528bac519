"""What has to be sent and removed so that a graph becomes what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from smekg.publish.normal import line, normal_line

__all__ = ["BatchLimit", "Difference", "batches", "compare"]


class BatchLimit(NamedTuple):
    """How much one request may carry.

    Attributes:
        triples: Number of triples.
        size: Number of bytes of their N-Triples; a triple that is longer goes alone.
    """

    triples: int
    size: int


@dataclass(frozen=True)
class Difference:
    """How a graph in a store differs from what it should be.

    Attributes:
        missing: Triples that the store lacks, as lines of N-Triples.
        extra: Triples that should not be there, as the store gives them.
    """

    missing: Sequence[str]
    extra: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def compare(wanted: Iterable[ox.Triple], found: Iterable[ox.Triple]) -> Difference:
    """Compare a graph with what a store holds, after the normalisations of `smekg.publish.normal`.

    Args:
        wanted: What the graph should be.
        found: What the store holds.

    Returns:
        The difference, in the order of both sides.
    """
    wanted_lines = {triple: normal_line(triple) for triple in wanted}
    found_lines = {triple: normal_line(triple) for triple in found}
    there, expected = set(found_lines.values()), set(wanted_lines.values())
    return Difference(
        [line(triple) for triple, normal in wanted_lines.items() if normal not in there],
        [line(triple) for triple, normal in found_lines.items() if normal not in expected],
    )


def batches(lines: Iterable[str], limit: BatchLimit) -> Iterator[list[str]]:
    """Cut lines into pieces that one request may carry.

    Args:
        lines: Lines of N-Triples.
        limit: How much a request may carry.

    Yields:
        The pieces; none is empty.
    """
    batch: list[str] = []
    size = 0
    for each in lines:
        length = len(each.encode()) + 1
        if batch and (len(batch) >= limit.triples or size + length > limit.size):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += length
    if batch:
        yield batch
