"""Rows as a table for the terminal."""

from __future__ import annotations

import io

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from smekg.queries.run import Rows

__all__ = ["terminal_table"]

#: Least width of a column, in characters, at which a terminal table can be read.
NARROWEST = 16


def terminal_table(rows: Rows, title: str | None) -> str:
    """Draw rows as a table as wide as the terminal.

    Args:
        rows: The rows.
        title: What stands above the table.

    Returns:
        Text that ends with a line break.
    """
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
