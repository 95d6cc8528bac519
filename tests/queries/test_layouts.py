"""Answers laid out as a paper prints them, each entry with its claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from smekg.errors import FindingsError
from smekg.queries.cells import Cell, Entry
from smekg.queries.layouts import lay_out
from smekg.queries.model import Layout
from smekg.queries.reader import read_query
from smekg.queries.run import Rows
from smekg.queries.traces import TracedRows

TEXT = """#+ id: x-y
#+ summary: s
#+ question: q?
#+ source: none
#+ tags: [test]
#+ columns: [thing, name]
#+ layout:
#+   title: T
#+   headings:
#+     thing: Thing
#+     name: Name
#+   joined: {name: ", "}
#+   merged: [thing]

SELECT ?thing ?name
WHERE { ?thing <x:p> ?name }
ORDER BY ?thing ?name
"""


def answer(columns: tuple[str, ...], *rows: tuple[str, ...]) -> TracedRows:
    """Each cell stands on a claim of its own, named by row and column; `a; b` are two entries."""

    def cell(text: str, claim: str) -> Cell:
        entries = (Entry(part, (f"{claim}{place}",)) for place, part in enumerate(text.split("; ")))
        return Cell(tuple(entries), "; ") if text else Cell()

    return TracedRows(
        columns,
        tuple(
            tuple(cell(text, f"{number}{column}") for column, text in zip(columns, row, strict=True))
            for number, row in enumerate(rows)
        ),
    )


def claims(cells: tuple[Cell, ...]) -> list[tuple[str, ...]]:
    return [cell.claims for cell in cells]


def test_a_layout_pivots_entries_into_cells() -> None:
    rows = answer(
        ("kind", "part", "entry"),
        ("B", "good", "1"),
        ("B", "good", "2"),
        ("B", "who", "x; y"),
        ("A", "bad", "3"),
    )
    layout = Layout(
        title="T",
        rows="kind",
        columns="part",
        cells="entry",
        corner="Kind",
        headings={"bad": "Bad", "good": "Good"},
        joined={"who": " and "},
    )
    printed = lay_out(rows, layout)
    assert printed.title == "T"
    assert printed.rows == Rows(
        ("Kind", "Bad", "Good", "who"), (("B", "", "1\n2", "x and y"), ("A", "3", "", ""))
    )
    assert claims(printed.headings) == [(), (), (), ("2part0",)]
    first, second = printed.body
    assert claims(first) == [
        ("0kind0", "1kind0", "2kind0"),
        (),
        ("0entry0", "1entry0"),
        ("2entry0", "2entry1"),
    ]
    assert [entry.claims for entry in first[3].entries] == [("2entry0",), ("2entry1",)]
    assert claims(second) == [("3kind0",), ("3entry0",), (), ()]


def test_rows_may_be_printed_as_they_are() -> None:
    rows = answer(
        ("group", "name", "more"), ("A", "x; y", "-"), ("A", "z", "-"), ("", "v", "-"), ("", "w", "-")
    )
    layout = Layout(
        title="T", headings={"name": "Name", "group": "Group"}, joined={"name": "\n"}, merged=("group",)
    )
    printed = lay_out(rows, layout)
    assert printed.rows == Rows(("Name", "Group"), (("x\ny", "A"), ("z", "A"), ("v", ""), ("w", "")))
    # The first of equal neighbours takes the place of both, with the claims of both; empty cells stay apart.
    assert [(row[1].down, row[1].claims) for row in printed.body] == [
        (2, ("0group0", "1group0")),
        (0, ("1group0",)),
        (1, ()),
        (1, ()),
    ]
    assert {(cell.across, row[0].down) for row in printed.body for cell in row} == {(1, 1)}
    apart = lay_out(rows, layout, merge=False)
    assert [(row[1].down, row[1].claims) for row in apart.body[:2]] == [(1, ("0group0",)), (1, ("1group0",))]


def test_rows_may_be_printed_as_columns() -> None:
    rows = answer(("name", "group", "sign"), ("x", "A", "+"), ("y", "A", "-"))
    layout = Layout(
        title="T",
        transposed=True,
        headings={"name": "Name", "group": "Group", "sign": "Sign"},
        merged=("group",),
    )
    printed = lay_out(rows, layout)
    assert printed.rows == Rows(("Name", "x", "y"), (("Group", "A", "A"), ("Sign", "+", "-")))
    assert claims(printed.headings) == [(), ("0name0",), ("1name0",)]
    assert [(cell.across, cell.down) for cell in printed.body[0]] == [(1, 1), (2, 1), (0, 1)]
    assert claims(printed.body[0]) == [(), ("0group0", "1group0"), ("1group0",)]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("#+     name: Name", "#+     nmae: Name"), 11, '`layout`: the query has no column "nmae"'),
        (('{name: ", "}', '{nom: ", "}'), 12, 'no column "nom"'),
        (("merged: [thing]", "merged: [name, things]"), 13, 'no column "things"; did you mean "thing"?'),
        (("merged: [thing]", "rows: thing"), 7, "without cells, a layout has headings and neither rows"),
        (("merged: [thing]", "cells: nam\n#+   rows: thing"), 13, 'no column "nam"; did you mean "name"?'),
        (("title: T", "cells: name"), 7, "title"),
        (("joined:", "cells: name\n#+   joined:"), 7, "neither transposed nor merged"),
    ],
)
def test_a_layout_that_does_not_fit_the_query_is_reported(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    path = tmp_path / "x-y.rq"
    path.write_text(TEXT, encoding="utf-8")
    assert read_query(path, "x-y.rq").header.layout
    path.write_text(TEXT.replace(*change), encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        read_query(path, "x-y.rq")
    assert any(f.line == line and words in f.message for f in caught.value.findings), str(caught.value)
