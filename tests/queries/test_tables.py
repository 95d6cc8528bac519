"""Rows in every form that a reader may want."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from smekg.queries.run import Rows
from smekg.tables import Format, render

ROWS = Rows(("who", "what"), (("A | B", "first\nsecond"), ("C", "")))

_cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(_cells, _cells), max_size=8))
def test_csv_and_json_are_read_back_as_written(body: list[tuple[str, str]]) -> None:
    rows = Rows(("x", "y"), tuple(body))
    read = list(csv.reader(io.StringIO(render(rows, Format.CSV), newline="")))
    assert [tuple(row) for row in read] == [("x", "y"), *body]
    assert [(r["x"], r["y"]) for r in json.loads(render(rows, Format.JSON))] == body


def test_csv_has_a_header_and_the_rows_and_nothing_else() -> None:
    assert render(ROWS, Format.CSV) == 'who,what\nA | B,"first\nsecond"\nC,\n'


def test_markdown_keeps_cells_on_one_line() -> None:
    assert render(ROWS, Format.MD) == (
        "| who | what |\n| --- | --- |\n| A \\| B | first<br>second |\n| C |  |\n"
    )


def test_the_terminal_table_marks_each_entry_of_a_cell_and_takes_no_markup() -> None:
    text = render(Rows(("x",), (("[bold]a\nb",),)), Format.TABLE, "Title")
    assert "Title" in text
    assert "• [bold]a" in text
    assert "• b" in text


def test_many_columns_are_shown_below_each_other_without_empty_cells() -> None:
    columns = tuple(f"column {number}" for number in range(12))
    row = ("first", "", *("x" * 40 for _ in range(9)), "[bold]last")
    text = render(Rows(columns, (row, row)), Format.TABLE, "Title")
    assert "Title" in text
    # Every name and every filled cell of both rows stands on one line, unbroken.
    for name, cell in zip(columns, row, strict=True):
        lines = [line for line in text.splitlines() if f" {name} " in line]
        assert len(lines) == (2 if cell else 0)
        assert all(cell in line for line in lines)
