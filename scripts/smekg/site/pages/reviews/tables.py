"""Answers to stored queries as HTML tables in which every entry leads to the claims that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat, takewhile

from markupsafe import Markup, escape

from smekg.queries.cells import Cell, Entry
from smekg.queries.layouts import Printed
from smekg.queries.traces import TracedRows
from smekg.site.pages.reviews.model import Review
from smekg.site.rendering import Here

__all__ = ["Table", "TableWriter", "claims_of"]

#: An entry that stands on more claims has them behind a switch.
MOST = 5
#: With more columns a table gives each a least width and scrolls.
WIDE = 7
#: In a wide table a column with a text of so many letters is given more room: the class for it.
ROOM = ((400, "longest"), (80, "long"))
#: The column of queries that tells of a section.
_SECTION = "section"
#: What stands between the works of a cell that is no list of entries.
_BETWEEN_WORKS = "; "


@dataclass(frozen=True)
class Table:
    """A table ready to be shown.

    Attributes:
        caption: Its caption.
        head: The cells of its head.
        body: Its rows, each the cells of a row.
        wide: Whether it has more columns than fit side by side.
    """

    caption: str
    head: Markup
    body: tuple[Markup, ...]
    wide: bool = False


class TableWriter:
    """Writes the tables of a review for pages that lie equally deep."""

    def __init__(self, here: Here, review: Review) -> None:
        self.review = review
        self._here = here
        self._works = review.citations
        self._links: dict[str, str] = {}
        self._statements: dict[str, str] = {}

    def rows(self, answer: TracedRows, caption: str) -> Table:
        """Write an answer row by row.

        Args:
            answer: The answer.
            caption: What the table shows.

        Returns:
            The table, with a column per column of the query.
        """
        heads = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in answer.columns)
        wide = len(answer.columns) > WIDE
        cells = self._with_titles(answer)
        return Table(caption, Markup(heads), self._body(cells, mark=True), wide)  # noqa: S704 - escaped

    def printed(self, table: Printed) -> Table:
        """Write an answer as the paper lays it out.

        Args:
            table: The printed table.

        Returns:
            The table.
        """
        head = self._cells(table.headings, ['th scope="col"'] * len(table.headings))
        return Table(table.title, head, self._body(table.body, mark=False), len(table.headings) > WIDE)

    def link(self, iri: str, text: str) -> Markup:
        """Link to a thing.

        Args:
            iri: Its IRI.
            text: What to show.

        Returns:
            The link, or only the text where nothing is said of the thing.
        """
        return self._here.a(iri, text)

    def numbers(self, claims: Sequence[str]) -> Markup:
        """Link to claims by a number each, many of them behind a switch.

        Args:
            claims: Their IRIs.

        Returns:
            The links.
        """
        return Markup(self._numbers(claims, set()))  # noqa: S704 - made of escaped parts

    def _with_titles(self, answer: TracedRows) -> Sequence[Sequence[Cell]]:
        """The cells, with the titles of sections that a query names by our names for want of numbers."""
        if _SECTION not in answer.columns:
            return answer.cells
        at = answer.columns.index(_SECTION)
        return [(*row[:at], self._titled(row[at]), *row[at + 1 :]) for row in answer.cells]

    def _titled(self, cell: Cell) -> Cell:
        named = (self.review.cited(entry.text).removeprefix(f"{_SECTION} ") for entry in cell.entries)
        entries = tuple(replace(e, text=text) for e, text in zip(cell.entries, named, strict=True))
        return replace(cell, entries=entries)

    def _body(self, rows: Sequence[Sequence[Cell]], mark: bool) -> tuple[Markup, ...]:
        """The rows; with marks, cells that read as those above are set back."""
        room = [_room(column) for column in zip(*rows, strict=True)]
        repeated = _repeated(rows) if mark else repeat(0)
        return tuple(self._cells(row, _tags(room, again)) for row, again in zip(rows, repeated, strict=False))

    def _cells(self, cells: Sequence[Cell], tags: Sequence[str]) -> Markup:
        parts = []
        linked: set[str] = set()
        for cell, tag in zip(cells, tags, strict=True):
            if cell.across and cell.down:
                spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
                spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
                parts.append(f"<{tag}{spans}>{self._content(cell, linked)}</{tag[:2]}>")
        return Markup("".join(parts))  # noqa: S704 - made of escaped parts

    def _content(self, cell: Cell, linked: set[str]) -> str:
        entries = [self._entry(entry, linked) for entry in cell.entries]
        if cell.between == "\n" and len(entries) > 1:
            return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"
        return str(escape(cell.between)).join(entries)

    def _entry(self, entry: Entry, linked: set[str]) -> str:
        works = [self._works.get(part) for part in entry.text.split(_BETWEEN_WORKS)]
        if all(works):
            names = zip(works, entry.text.split(_BETWEEN_WORKS), strict=True)
            shown = _BETWEEN_WORKS.join(
                f'<a href="{self._href(work or "")}">{escape(n)}</a>' for work, n in names
            )
            return shown + self._numbers(entry.claims, linked)
        if len(entry.claims) == 1:
            claim = entry.claims[0]
            return f'<a class="on" href="{self._href(claim)}"{_stop(claim, linked)}>{escape(entry.text)}</a>'
        return f"{escape(entry.text)}{self._numbers(entry.claims, linked)}"

    def _numbers(self, claims: Sequence[str], linked: set[str]) -> str:
        """A number for each claim, as notes have them."""
        if not claims:
            return ""
        # Whoever opens a list goes through all of it.
        linked = linked if len(claims) <= MOST else set()
        links = " ".join(
            f'<a href="{self._href(claim)}" aria-label="claim {place} of {len(claims)}: {self._said(claim)}"'
            f"{_stop(claim, linked)}>{place}</a>"
            for place, claim in enumerate(claims, start=1)
        )
        if len(claims) <= MOST:
            return f'<span class="notes"> {links}</span>'
        return f' <details class="notes"><summary>{len(claims)} claims</summary>{links}</details>'

    def _said(self, claim: str) -> str:
        found = self._statements.get(claim)
        if found is None:
            found = self._statements[claim] = str(escape(self.review.content.label(claim)))
        return found

    def _href(self, iri: str) -> str:
        found = self._links.get(iri)
        if found is None:
            found = self._links[iri] = str(escape(self._here.page(iri)))
        return found


def _room(column: Sequence[Cell]) -> str:
    longest = max(len(cell.text) for cell in column)
    return next((name for letters, name in ROOM if longest >= letters), "")


def _tags(room: Sequence[str], again: int) -> list[str]:
    """The opening tag of each cell of a row: the first is its heading."""
    tags = []
    for place, name in enumerate(room):
        classes = " ".join(filter(None, ("again" if place < again else "", name)))
        tags.append(("td" if place else 'th scope="row"') + (f' class="{classes}"' if classes else ""))
    return tags


def _repeated(rows: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """How many cells at the beginning of each row, without the last, read as in the row above."""
    above: Sequence[Cell] = ()
    for row in rows:
        alike = takewhile(lambda pair: pair[0].text == pair[1].text, zip(row[:-1], above, strict=False))
        yield sum(1 for _ in alike)
        above = row


def _stop(claim: str, linked: set[str]) -> str:
    """Stop at a claim with the tab key once per row, though each cell that stands on it is a link."""
    if claim in linked:
        return ' tabindex="-1"'
    linked.add(claim)
    return ""


def claims_of(cells: Iterable[Sequence[Cell]]) -> set[str]:
    """Collect the claims behind cells.

    Args:
        cells: Rows of cells.

    Returns:
        Every claim behind any of them.
    """
    return {claim for row in cells for cell in row for entry in cell.entries for claim in entry.claims}
