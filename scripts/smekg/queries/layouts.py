"""The answer to a stored query as a paper prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from smekg.queries.cells import Cell, Entry, unique
from smekg.queries.model import Layout
from smekg.queries.run import Rows
from smekg.queries.traces import TracedRows

__all__ = ["Printed", "lay_out"]


@dataclass(frozen=True)
class Printed:
    """A printed table.

    Attributes:
        title: Its title.
        headings: The cells of its first row; the heading that the layout gives a column stands on no claim.
        body: The other rows; the first cell of a row is its heading.
    """

    title: str
    headings: tuple[Cell, ...]
    body: tuple[tuple[Cell, ...], ...]

    @property
    def rows(self) -> Rows:
        """The table as text; what takes several places is repeated in each."""
        return Rows(
            tuple(cell.text for cell in self.headings),
            tuple(tuple(cell.text for cell in row) for row in self.body),
        )


def lay_out(answer: TracedRows, layout: Layout, merge: bool = True) -> Printed:
    """Lay an answer out as the paper does.

    Entries that fall into the same cell are listed below each other, or joined as the layout says. The order
    of rows and columns is that in which the query first names them; headings come in the order of the layout.

    Args:
        answer: The rows, with or without claims.
        layout: The query's layout.
        merge: Whether to make one cell of equal neighbours where the paper prints one.

    Returns:
        The printed table, whose entries keep their claims.
    """
    if layout.cells is None:
        return _selected(answer, layout, merge)
    return _pivoted(answer, layout, layout.cells)


def _pivoted(answer: TracedRows, layout: Layout, content: str) -> Printed:
    at = {name: place for place, name in enumerate(answer.columns)}
    cells: dict[tuple[str, str], list[Entry]] = {}
    row_names: dict[str, list[Cell]] = {}
    column_names: dict[str, list[Cell]] = {name: [] for name in layout.headings}
    for row in answer.cells:
        row_name = row[at[layout.rows]] if layout.rows else _words(layout.corner)
        column_name = row[at[layout.columns]] if layout.columns else _words(content)
        row_names.setdefault(row_name.text, []).append(row_name)
        column_names.setdefault(column_name.text, []).append(column_name)
        cells.setdefault((row_name.text, column_name.text), []).extend(row[at[content]].entries)

    def cell(row_name: str, column_name: str) -> Cell:
        entries = cells.get((row_name, column_name), [])
        return Cell(tuple(entries), layout.joined.get(column_name, "\n"))

    def heading(name: str, named: Sequence[Cell]) -> Cell:
        return _words(layout.headings[name]) if name in layout.headings else _united(named)

    return Printed(
        layout.title,
        (
            _words(layout.corner if layout.rows else ""),
            *(heading(name, named) for name, named in column_names.items()),
        ),
        tuple(
            (_united(named), *(cell(name, column) for column in column_names))
            for name, named in row_names.items()
        ),
    )


def _selected(answer: TracedRows, layout: Layout, merge: bool) -> Printed:
    lines = []
    for name, heading in layout.headings.items():
        place = answer.columns.index(name)
        cells = [_joined(row[place], layout.joined.get(name)) for row in answer.cells]
        merged = _merged(cells, layout.transposed) if merge and name in layout.merged else cells
        lines.append((_words(heading), *merged))
    headings, *body = lines if layout.transposed else zip(*lines, strict=True)
    return Printed(layout.title, tuple(headings), tuple(body))


def _merged(cells: Iterable[Cell], transposed: bool) -> list[Cell]:
    """Let the first of equal neighbours take the places of all."""
    merged: list[Cell] = []
    for text, group in groupby(cells, key=lambda cell: cell.text):
        first, *others = group
        if text:
            first = _spread(_united([first, *others]), 1 + len(others), transposed)
            others = [_spread(cell, 0, transposed) for cell in others]
        merged += [first, *others]
    return merged


def _spread(cell: Cell, places: int, transposed: bool) -> Cell:
    return replace(cell, across=places) if transposed else replace(cell, down=places)


def _united(cells: Sequence[Cell]) -> Cell:
    """One cell that reads as each of them and stands on the claims of all."""
    entries = (
        Entry(alike[0].text, unique(entry.claims for entry in alike))
        for alike in zip(*(cell.entries for cell in cells), strict=True)
    )
    return replace(cells[0], entries=tuple(entries))


def _joined(cell: Cell, between: str | None) -> Cell:
    return cell if between is None else replace(cell, between=between)


def _words(text: str) -> Cell:
    return Cell((Entry(text),) if text else ())
