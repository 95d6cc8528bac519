"""Cells of an answer: their entries, and the claims on which each entry stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

__all__ = ["Cell", "Entry", "unique"]


@dataclass(frozen=True)
class Entry:
    """One of the things that a cell lists.

    Attributes:
        text: The entry as the query gives it.
        claims: IRIs of the claims on which it stands.
    """

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of an answer or of a printed table.

    Attributes:
        entries: What it lists; nothing where it is empty.
        between: What stands between two entries.
        across: Printed columns that it takes; 0 where the cell before it takes this one too.
        down: Printed rows that it takes; 0 where the cell above it takes this one too.
    """

    entries: tuple[Entry, ...] = ()
    between: str = "\n"
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """The whole cell."""
        return self.between.join(entry.text for entry in self.entries)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all entries, each once."""
        return unique(entry.claims for entry in self.entries)


def unique(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Put groups of claims together.

    Args:
        groups: The groups.

    Returns:
        Their members, each once, in the order in which they first come.
    """
    return tuple(dict.fromkeys(chain.from_iterable(groups)))
