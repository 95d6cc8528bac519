"""Rows as CSV, JSON, Markdown or a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum

from smekg.queries.run import Rows

__all__ = ["Format", "render"]


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
    from smekg.terminal import terminal_table  # noqa: PLC0415 - what draws takes long to load

    return terminal_table(rows, title)


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
