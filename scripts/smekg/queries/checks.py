"""What the header of a stored query says of its columns must hold for the query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from smekg.errors import Finding
from smekg.iris import PREFIXES
from smekg.queries.model import REST, StoredQuery
from smekg.queries.projection import select_all, select_also
from smekg.sources.marked_yaml import Marked
from smekg.suggest import nearest

__all__ = ["claims_faults", "layout_faults", "meanings_faults", "prefix_faults"]

_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]+):\s*<([^>]*)>")


def claims_faults(query: StoredQuery, marked: Marked) -> Iterator[Finding]:
    """Find what is wrong with the keys `claims` and `entries` of a header.

    Args:
        query: The query, whose SPARQL is valid.
        marked: Its header with line marks.

    Yields:
        The faults.
    """
    header = query.header
    if REST in header.columns:
        yield Finding(query.path, marked.line("columns"), f'"{REST}" stands for other columns in `claims`')
    yield from _unknown(query, marked, "claims", set(header.claims) - {REST})
    yield from _unknown(query, marked, "entries", header.entries)
    if not header.claims:
        return
    try:
        bound = _variables(select_all(query.body))
        _variables(select_also(query.body, {v for named in header.claims.values() for v in named}))
    except (ValueError, SyntaxError) as error:
        yield Finding(
            query.path,
            marked.line("claims"),
            f"no claim can be selected beside the columns ({error}); group in a sub-select, with WHERE",
        )
        return
    for column in header.columns:
        if column not in bound:
            yield Finding(
                query.path,
                marked.line("columns"),
                f'the WHERE part does not bind the column "{column}"; compute it there, not in SELECT, '
                "so that its claims can be told",
            )
    for column, variables in header.claims.items():
        for variable in variables:
            if variable not in bound:
                yield Finding(
                    query.path,
                    marked.line("claims", column),
                    f'the WHERE part does not bind "{variable}"{_hint(variable, bound)}',
                )


def layout_faults(query: StoredQuery, marked: Marked) -> Iterator[Finding]:
    """Find columns that a layout names and the query does not have.

    Args:
        query: The query.
        marked: Its header with line marks.

    Yields:
        The faults.
    """
    layout = query.header.layout
    if layout is None:
        return
    for key, column in (("rows", layout.rows), ("columns", layout.columns), ("cells", layout.cells)):
        if column is not None:
            yield from _unknown(query, marked, "layout", [column], key)
    if layout.cells is None:
        yield from _unknown(query, marked, "layout", layout.headings, "headings")
        yield from _unknown(query, marked, "layout", layout.joined, "joined")
        yield from _unknown(query, marked, "layout", layout.merged, "merged")


def meanings_faults(query: StoredQuery, marked: Marked) -> Iterator[Finding]:
    """Find columns that a header explains and the query does not have.

    Args:
        query: The query.
        marked: Its header with the places of its parts.

    Yields:
        A finding for each.
    """
    yield from _unknown(query, marked, "meanings", query.header.meanings)


def prefix_faults(query: StoredQuery) -> Iterator[Finding]:
    """Find prefixes that mean another thing here than in the rest of smekg.

    Args:
        query: The query.

    Yields:
        The faults.
    """
    for number, line in enumerate(query.text.split("\n"), start=1):
        match = _PREFIX.match(line)
        if match and PREFIXES.get(match.group(1), match.group(2)) != match.group(2):
            name = match.group(1)
            message = (
                f'the prefix "{name}" stands for {PREFIXES[name]} elsewhere; take another name for this one'
            )
            yield Finding(query.path, number, message)


def _unknown(
    query: StoredQuery, marked: Marked, key: str, columns: Iterable[str], part: str | None = None
) -> Iterator[Finding]:
    known = query.header.columns
    for column in columns:
        if column not in known:
            yield Finding(
                query.path,
                marked.line(key, *([part] if part else []), column),
                f'`{key}`: the query has no column "{column}"{_hint(column, known)}',
            )


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f'; did you mean "{near}"?' if near else ""


def _variables(sparql: str) -> set[str]:
    result = ox.Store().query(sparql)
    return (
        {variable.value for variable in result.variables} if isinstance(result, ox.QuerySolutions) else set()
    )
