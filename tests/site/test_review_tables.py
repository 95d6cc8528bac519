"""Tables of the reviews: one claim is a link, several are numbers, many are behind a switch."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from smekg.namespaces import ID, SMEKG
from smekg.queries.cells import Cell, Entry
from smekg.queries.layouts import Printed
from smekg.queries.traces import TracedRows
from smekg.site.content import Content, Facts
from smekg.site.pages.reviews.model import Coverage, Review
from smekg.site.pages.reviews.tables import MOST, TableWriter
from smekg.site.rendering import Here

ADDRESS = "reviews/x-2020/x-table-1.html"
REVIEW, STUDY, CITATION = f"{ID}work/x2020", f"{ID}work/boehe2013", f"{ID}citation/x-boehe2013"
CITING, CITED = (f"http://purl.org/spar/cito/has{end}Entity" for end in ("Citing", "Cited"))
LINK = re.compile(r'<a (?:class="on" )?href="([^"]+)"([^>]*)>([^<]*)</a>')


def claims(*names: str) -> tuple[str, ...]:
    return tuple(f"{ID}claim/{name}" for name in names)


@pytest.fixture
def writer() -> TableWriter:
    facts: dict[str, Facts] = {
        CITATION: {
            str(SMEKG.printedCitation): (ox.Literal("Boehe (2013)"),),
            CITED: (ox.NamedNode(STUDY),),
        },
        STUDY: {},
    }
    content = Content(
        store=ox.Store(),
        stated=facts,
        derived={},
        incoming={REVIEW: {CITING: (CITATION,)}},
        nested={},
        queries={},
        build_id="x",
    )
    review = Review(content, REVIEW, "x-2020", (), (), (), ())
    return TableWriter(Here(content, ADDRESS), review)


def one_row(writer: TableWriter, *cells: Cell) -> str:
    names = tuple(f"column_{number}" for number in range(len(cells)))
    (row,) = writer.rows(TracedRows(names, (cells,)), "caption").body
    return str(row)


def test_one_claim_makes_the_entry_a_link_that_the_tab_key_stops_at_once_a_row(writer: TableWriter) -> None:
    row = one_row(writer, Cell((Entry("a < b", claims("c1")),)), Cell((Entry("d", claims("c1")),)))
    assert LINK.findall(row) == [
        ("../../id/claim/c1.html", "", "a &lt; b"),
        ("../../id/claim/c1.html", ' tabindex="-1"', "d"),
    ]
    assert row.startswith('<th scope="row">')


def test_several_claims_are_numbers_with_names_of_their_own(writer: TableWriter) -> None:
    row = one_row(writer, Cell((Entry("a", claims("c1", "c2")),)))
    assert [(href, text) for href, _, text in LINK.findall(row)] == [
        ("../../id/claim/c1.html", "1"),
        ("../../id/claim/c2.html", "2"),
    ]
    assert re.findall(r'aria-label="([^"]+)"', row) == ["claim 1 of 2: c1", "claim 2 of 2: c2"]
    assert "<details" not in row


def test_many_claims_are_behind_a_switch(writer: TableWriter) -> None:
    many = claims(*(f"c{number}" for number in range(MOST + 1)))
    row = one_row(writer, Cell((Entry("a", many),)))
    assert f"<summary>{MOST + 1} claims</summary>" in row
    assert len(LINK.findall(row)) == MOST + 1


def test_a_study_leads_to_the_study_and_its_number_to_the_claim(writer: TableWriter) -> None:
    row = one_row(writer, Cell((Entry("x"),)), Cell((Entry("Boehe (2013)", claims("c1")),)))
    assert [(href, text) for href, _, text in LINK.findall(row)] == [
        ("../../id/work/boehe2013.html", "Boehe (2013)"),
        ("../../id/claim/c1.html", "1"),
    ]


def test_entries_keep_what_stands_between_them(writer: TableWriter) -> None:
    entries = (Entry("a", claims("c1")), Entry("b", claims("c2")))
    row = one_row(writer, Cell(entries, "\n"), Cell(entries, "; "))
    assert row.count("<li>") == 2
    assert "</a>; <a" in row


def test_cells_that_read_as_above_are_marked_and_still_there(writer: TableWriter) -> None:
    same, first, other = (Cell((Entry(text, claims(text)),)) for text in ("same", "first", "other"))
    rows = TracedRows(("a", "b", "c"), ((same, first, other), (same, other, other)))
    above, below = writer.rows(rows, "caption").body
    assert "again" not in above
    assert re.findall(r'<t[hd][^>]*class="again"[^>]*><a[^>]*>(\w+)', below) == ["same"]


def test_a_printed_cell_takes_the_places_of_its_neighbours(writer: TableWriter) -> None:
    wide, none = Cell((Entry("x", claims("c1")),), across=2), Cell((Entry("x", claims("c1")),), across=0)
    high = Cell((Entry("y", claims("c2")),), down=2)
    table = writer.printed(
        Printed("T", (Cell(), Cell((Entry("A"),)), Cell((Entry("B"),))), ((high, wide, none),))
    )
    (row,) = table.body
    assert re.findall(r"<(t[hd][^>]*)>", row) == ['th scope="row" rowspan="2"', 'td colspan="2"']
    assert table.head.count('<th scope="col">') == 3


@pytest.mark.parametrize(
    ("claims", "passages", "share"),
    [
        (0, 0, "–"),
        (3, 0, "0 %"),
        (3, 3, "100 %"),
        (2000, 1999, "99.9 %"),
        (5000, 1, "0.1 %"),
        (8, 1, "12.5 %"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_none(claims: int, passages: int, share: str) -> None:
    assert Coverage(claims, passages).share == share
