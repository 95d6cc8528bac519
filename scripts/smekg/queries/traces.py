"""The rows of a stored query with the claims behind each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

import pyoxigraph as ox

from smekg.errors import Finding, FindingsError
from smekg.queries.cells import Cell, Entry, unique
from smekg.queries.model import REST, StoredQuery, bare
from smekg.queries.projection import is_distinct, select_also
from smekg.queries.run import Rows, run_local

__all__ = ["TracedRows", "trace", "trace_with", "untraced"]

#: What stands between the claims of two entries in a text that lists claims; those of one entry have spaces.
ENTRY_MARK = "|"

#: The claims of a cell, a group per entry, or one group for the cell as a whole.
Groups = tuple[tuple[str, ...], ...]

#: The texts of a row, and the claims of each of its cells.
Solution = tuple[tuple[str, ...], tuple[Groups, ...]]


@dataclass(frozen=True)
class TracedRows:
    """The answer to a stored query with the claims on which it stands.

    Attributes:
        columns: Column names, in the query's order.
        cells: One tuple of cells per row.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> Rows:
        """The answer as the plain query gives it."""
        return Rows(self.columns, tuple(tuple(cell.text for cell in row) for row in self.cells))

    @property
    def claims(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """IRIs of the claims, parallel to the cells of `rows`."""
        return tuple(tuple(cell.claims for cell in row) for row in self.cells)


def trace(store: ox.Store, stored: StoredQuery, sparql: str | None = None) -> TracedRows:
    """Run a stored query and say on which claims each cell stands.

    Args:
        store: The graphs.
        stored: The query.
        sparql: The query with its parameters bound; without it, they keep their defaults.

    Returns:
        The rows of the query, in its order, with their claims.

    Raises:
        FindingsError: The query gives a cell claims for more or fewer entries than it has.
    """
    return trace_with(partial(run_local, store), stored, sparql)


def trace_with(run: Callable[[str], Rows], stored: StoredQuery, sparql: str | None = None) -> TracedRows:
    """Do the same by any means of running a query.

    Args:
        run: Runs SPARQL, here or on an endpoint.
        stored: The query.
        sparql: The query with its parameters bound; without it, they keep their defaults.

    Returns:
        The rows of the query, in its order, with their claims.

    Raises:
        FindingsError: The query gives a cell claims for more or fewer entries than it has.
    """
    body = stored.body if sparql is None else bare(sparql)
    found = run(select_also(body, unique(stored.header.claims.values())))
    try:
        solutions = _solutions(stored, found)
        rows = _merged(solutions) if is_distinct(body) else _settled(solutions)
        return TracedRows(stored.header.columns, tuple(_cells(stored, *row) for row in rows))
    except ValueError as error:
        message = f"claims are listed for more or fewer entries than a cell has: {error}"
        raise FindingsError([Finding(stored.path, 1, message)]) from error


def untraced(stored: StoredQuery, rows: Rows) -> TracedRows:
    """Take rows whose claims are not asked for.

    Args:
        stored: The query that they answer.
        rows: The rows.

    Returns:
        The same rows without claims.
    """
    return TracedRows(rows.columns, tuple(_cells(stored, row, ((),) * len(row)) for row in rows.rows))


def _solutions(stored: StoredQuery, found: Rows) -> list[Solution]:
    header = stored.header
    at = {name: place for place, name in enumerate(found.columns)}
    behind = [
        ([at[v] for v in header.claims.get(column, header.claims.get(REST, ()))], column in header.entries)
        for column in header.columns
    ]
    return [
        (row[: len(behind)], tuple(_groups((row[i] for i in places), lists) for places, lists in behind))
        for row in found.rows
    ]


def _groups(values: Iterable[str], lists_entries: bool) -> Groups:
    """Read the claims that variables hold: one IRI, or a text that lists IRIs, entry by entry."""
    groups: Groups = ()
    for value in filter(None, values):
        parts = value.split(ENTRY_MARK) if lists_entries else [value.replace(ENTRY_MARK, " ")]
        groups = _together(groups, tuple(tuple(part.split()) for part in parts))
    return groups


def _together(one: Groups, other: Groups) -> Groups:
    """Put the claims of the same entries together; a lone group belongs to every entry."""
    if not one or not other:
        return one or other
    count = max(len(one), len(other))
    pairs = zip(*(groups * count if len(groups) == 1 else groups for groups in (one, other)), strict=True)
    return tuple(unique(pair) for pair in pairs)


def _merged(solutions: Iterable[Solution]) -> list[Solution]:
    """Give each row the claims of all its solutions, as SELECT DISTINCT makes one row of them."""
    rows: dict[tuple[str, ...], tuple[Groups, ...]] = {}
    for texts, claims in solutions:
        known = rows.get(texts, ((),) * len(texts))
        rows[texts] = tuple(_together(*pair) for pair in zip(known, claims, strict=True))
    return list(rows.items())


def _settled(solutions: list[Solution]) -> list[Solution]:
    """Put rows that read the same into the order of their claims, since the store's order may be any."""
    alike: dict[tuple[str, ...], list[tuple[Groups, ...]]] = {}
    for texts, claims in solutions:
        alike.setdefault(texts, []).append(claims)
    ordered = {texts: iter(sorted(claims, key=_row_place)) for texts, claims in alike.items()}
    return [(texts, next(ordered[texts])) for texts, _ in solutions]


def _cells(stored: StoredQuery, texts: tuple[str, ...], claims: tuple[Groups, ...]) -> tuple[Cell, ...]:
    header = stored.header
    columns = zip(header.columns, texts, claims, strict=True)
    return tuple(_cell(text, groups, header.entries.get(column)) for column, text, groups in columns)


def _cell(text: str, groups: Groups, between: str | None) -> Cell:
    if not text:
        return Cell()
    if between is None:
        return Cell((Entry(text, _in_order(unique(groups))),))
    texts = text.split(between)
    if len(groups) < 2:
        groups = (unique(groups),) * len(texts)
    entries = zip(texts, groups, strict=True)
    return Cell(tuple(Entry(entry, _in_order(claims)) for entry, claims in entries), between)


def _in_order(claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(claims, key=_place))


def _row_place(claims: tuple[Groups, ...]) -> list[list[list[list[str | int]]]]:
    return [[[_place(iri) for iri in group] for group in groups] for groups in claims]


@cache
def _place(iri: str) -> list[str | int]:
    """Sort claim 2 before claim 10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", iri)]
