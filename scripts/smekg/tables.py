"""Rows as CSV, JSON, Markdown or a table for the terminal; rows laid out as a paper prints them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from smekg.queries.model import Layout
from smekg.queries.run import Rows

__all__ = ["Format", "lay_out", "render"]


#: Least width of a column, in characters, at which a terminal table can be read.
NARROWEST = 16


class Format(StrEnum):
    """Form in which rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


def render(rows: Rows, form: Format, title: str | None = None) -> str:
    """Write rows in one of the forms.

    Args:
        rows: The rows.
        form: The form.
        title: Heading of a terminal table.

    Returns:
        Text that ends with a line break.
    """
    if form is Format.CSV:
        return _csv(rows)
    if form is Format.JSON:
        records = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    if form is Format.MD:
        return _markdown(rows)
    return _terminal(rows, title)


def lay_out(rows: Rows, layout: Layout) -> Rows:
    """Turn one row per entry into the table that the paper prints.

    Entries that fall into the same cell are listed below each other, or joined as the layout says. The order
    of rows and columns is that in which the query first names them; headings come in the order of the layout.

    Args:
        rows: The query's rows.
        layout: The query's layout.

    Returns:
        The printed table.
    """
    at = {name: position for position, name in enumerate(rows.columns)}
    cells: dict[tuple[str, str], list[str]] = {}
    row_names: dict[str, None] = {}
    column_names: dict[str, None] = dict.fromkeys(layout.headings)
    for row in rows.rows:
        row_name = row[at[layout.rows]] if layout.rows else layout.corner
        column_name = row[at[layout.columns]] if layout.columns else layout.cells
        row_names.setdefault(row_name)
        column_names.setdefault(column_name)
        cells.setdefault((row_name, column_name), []).append(row[at[layout.cells]])

    def cell(row_name: str, column_name: str) -> str:
        return layout.joined.get(column_name, "\n").join(cells.get((row_name, column_name), []))

    headings = (layout.headings.get(name, name) for name in column_names)
    body = ((name, *(cell(name, column) for column in column_names)) for name in row_names)
    return Rows((layout.corner if layout.rows else "", *headings), tuple(body))


def _csv(rows: Rows) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(rows.rows)
    return buffer.getvalue()


def _markdown(rows: Rows) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in cells) + " |"

    return "\n".join([line(rows.columns), line(["---"] * len(rows.columns)), *map(line, rows.rows)]) + "\n"


def _terminal(rows: Rows, title: str | None) -> str:
    width = _width()
    fits = width >= NARROWEST * len(rows.columns)
    console = Console(file=io.StringIO(), width=width)
    console.print(_side_by_side(rows, title) if fits else _one_below_the_other(rows, title))
    stream = console.file
    return stream.getvalue() if isinstance(stream, io.StringIO) else ""


def _side_by_side(rows: Rows, title: str | None) -> Table:
    table = Table(title=title, show_lines=any("\n" in cell for row in rows.rows for cell in row))
    for column in rows.columns:
        table.add_column(escape(column), overflow="fold")
    for row in rows.rows:
        table.add_row(*(escape(_bulleted(cell)) for cell in row))
    return table


def _one_below_the_other(rows: Rows, title: str | None) -> Table:
    """A block of lines per row, without its empty cells, where the columns would be too narrow to read."""
    table = Table(title=title, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows.rows:
        for column, cell in zip(rows.columns, row, strict=True):
            if cell:
                table.add_row(escape(column), escape(_bulleted(cell)))
        table.add_section()
    return table


def _bulleted(cell: str) -> str:
    """Mark where each entry of a cell begins, since long entries wrap."""
    entries = cell.split("\n")
    return cell if len(entries) == 1 else "\n".join(f"• {entry}" for entry in entries)


def _width() -> int:
    """As wide as the terminal, and wide enough to be read when piped."""
    console = Console()
    return console.width if console.is_terminal else max(console.width, 120)
