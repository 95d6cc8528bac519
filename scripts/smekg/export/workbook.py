"""Tables as an Excel workbook whose bytes depend on nothing but the tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from smekg.dataset import CREATOR, HOME, TITLE
from smekg.errors import UsageError
from smekg.queries.run import Rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["Sheet", "workbook"]

#: Widest column, in characters; longer texts are wrapped.
_WIDEST = 60
_NARROWEST = 8
#: Rows above a table: its title, its source, an empty one.
_ABOVE = 3


@dataclass(frozen=True)
class Sheet:
    """A table with its heading.

    Attributes:
        name: Name of the sheet, at most 31 characters.
        title: Its title.
        source: What it rebuilds.
        rows: Column headings and rows.
        numeric: For each column whether it holds numbers; empty where none does.
    """

    name: str
    title: str
    source: str
    rows: Rows
    numeric: tuple[bool, ...]


def workbook(sheets: Sequence[Sheet], moment: datetime, version: str) -> bytes:
    """Make a workbook.

    Args:
        sheets: The tables.
        moment: The date of creation that it carries.
        version: The version of the data.

    Returns:
        The file: a sheet of contents, then a sheet for each table.
    """
    import xlsxwriter  # noqa: PLC0415 - needed for this file only

    buffer = io.BytesIO()
    # Texts stay texts: one that begins with `=` is no formula, one of digits no number.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book: Workbook = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {"title": TITLE, "author": CREATOR, "comments": f"{HOME}, version {version}, CC BY 4.0"}
        | {"created": moment.replace(tzinfo=None)}
    )
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"}),
    }
    _contents(book, sheets, styles)
    for sheet in sheets:
        _table(book, sheet, styles)
    book.close()
    return buffer.getvalue()


def _contents(book: Workbook, sheets: Sequence[Sheet], styles: dict[str, Any]) -> None:
    page = book.add_worksheet("contents")
    page.write_string(0, 0, TITLE, styles["title"])
    page.write_string(1, 0, "Framework elements of the reviews. CC BY 4.0.")
    for column, heading in enumerate(("Sheet", "Table", "Rebuilds", "Rows")):
        page.write_string(_ABOVE, column, heading, styles["head"])
    for place, sheet in enumerate(sheets, start=_ABOVE + 1):
        page.write_url(place, 0, f"internal:'{sheet.name}'!A1", styles["link"], sheet.name)
        page.write_string(place, 1, sheet.title, styles["cell"])
        page.write_string(place, 2, sheet.source, styles["cell"])
        page.write_number(place, 3, len(sheet.rows.rows), styles["cell"])
    for column, width in enumerate((28, _WIDEST, 44, 8)):
        page.set_column(column, column, width)
    page.freeze_panes(_ABOVE + 1, 0)


def _table(book: Workbook, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles["title"])
    page.write_string(1, 0, sheet.source)
    for column, heading in enumerate(sheet.rows.columns):
        page.write_string(_ABOVE, column, heading, styles["head"])
        page.set_column(column, column, _width(heading, [row[column] for row in sheet.rows.rows]))
    for place, row in enumerate(sheet.rows.rows, start=_ABOVE + 1):
        for column, cell in enumerate(row):
            if cell and _is_numeric(sheet, column):
                page.write_number(place, column, float(cell), styles["cell"])
            # Excel has no longer cells, and the library would cut the text.
            elif cell and page.write_string(place, column, cell, styles["cell"]) != 0:
                raise UsageError(
                    f"a cell of {sheet.name} is too long for Excel; leave the tables out with --only"
                )
    page.freeze_panes(_ABOVE + 1, 0)
    if sheet.rows.rows:
        page.autofilter(_ABOVE, 0, _ABOVE + len(sheet.rows.rows), len(sheet.rows.columns) - 1)


def _is_numeric(sheet: Sheet, column: int) -> bool:
    return bool(sheet.numeric) and sheet.numeric[column]


def _width(heading: str, cells: Sequence[str]) -> int:
    longest = max((len(line) for cell in (heading, *cells) for line in cell.split("\n")), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)
