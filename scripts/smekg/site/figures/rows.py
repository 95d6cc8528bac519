"""What layouts take from rows of stored queries: groups in order, signs, the things that are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from smekg.queries.run import Rows
from smekg.site.figures.drawing import SIGNS
from smekg.site.figures.shapes import Line

__all__ = ["Named", "columns_of", "grouped", "line", "sign"]

#: Finds the thing that a label names; None where none bears the label, or several do.
Named = Callable[[str], str | None]

_MARKS = {word: mark for mark, word in SIGNS.items()}


def columns_of(rows: Rows, *names: str) -> list[tuple[str, ...]]:
    """Take some columns of rows.

    Args:
        rows: The rows.
        names: The columns.

    Returns:
        Their texts, a tuple per row, each combination once.
    """
    places = [rows.columns.index(name) for name in names]
    return list(dict.fromkeys(tuple(row[place] for place in places) for row in rows.rows))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Put together what has the same first text.

    Args:
        pairs: Group and member.

    Returns:
        Each group with its members, each once, all in the order in which they come.
    """
    groups: dict[str, list[str]] = {}
    for group, member in pairs:
        members = groups.setdefault(group, [])
        if member not in members:
            members.append(member)
    return groups


def sign(direction: str) -> str:
    """Turn the word for a direction into its sign.

    Args:
        direction: Such as `positive`; empty where none is printed.

    Returns:
        The sign, or an empty text.
    """
    return _MARKS.get(direction, "")


def line(text: str, named: Named, direction: str = "") -> Line:
    """Make an entry that leads to what it names.

    Args:
        text: The entry.
        named: Finds the thing.
        direction: Word for a direction.

    Returns:
        The entry.
    """
    return Line(text, iri=named(text), mark=sign(direction))
