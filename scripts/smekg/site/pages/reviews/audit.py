"""The count audit of a review: each printed number beside what recomputes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from smekg.namespaces import ID
from smekg.queries.cells import Cell, Entry
from smekg.queries.traces import TracedRows, trace
from smekg.site.amounts import grouped
from smekg.site.content import Content
from smekg.site.pages.reviews.model import Review
from smekg.site.pages.reviews.tables import TableWriter
from smekg.site.rendering import Here, Page
from smekg.site.views.numbers import is_date, printed_number

__all__ = ["QUERY", "VERDICTS", "Verdict", "agrees", "anchor", "audits", "page", "verdicts"]

QUERY = "x-count-audit"
#: How the query begins the name of a section.
_SECTION = "section "
_NUMBER = re.compile(r"(\D*-?\d[\d.,]*) (.+)")


@dataclass(frozen=True)
class Verdict:
    """What a comparison of two numbers may end in.

    Attributes:
        word: The word for it, with which the verdict of a row begins.
        mark: The sign before it.
        means: What it means.
    """

    word: str
    mark: str
    means: str

    @property
    def plural(self) -> str:
        """The word for it after a number of several."""
        return self.word.removesuffix("s") if self.word in ("differs", "agrees") else self.word


#: In the order in which a reader needs them.
VERDICTS = (
    Verdict("differs", "≠", "the rest of the review gives another number"),
    Verdict("impossible", "✕", "no count could give this number"),
    Verdict("uncheckable", "?", "nothing in the review recomputes it; the reason stands beside"),
    Verdict("agrees", "=", "the rest of the review gives the same number"),
)
_HEADINGS = ("Verdict", "What is counted", "Printed", "Recomputed", "Printed in", "Recomputed from")


def audits(content: Content) -> Mapping[str, list[dict[str, Cell]]]:
    """Run the audit.

    Args:
        content: The graph.

    Returns:
        Identifier of each review to the rows on it, each a cell per column.
    """
    answer: TracedRows = trace(content.store, content.queries[QUERY])
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.cells]
    found: dict[str, list[dict[str, Cell]]] = {}
    for row in rows:
        found.setdefault(row["review"].text, []).append(row)
    return found


def verdicts(rows: Sequence[Mapping[str, Cell]]) -> list[tuple[Verdict, int]]:
    """Count the rows of each verdict.

    Args:
        rows: The rows of a review.

    Returns:
        Each verdict with its number of rows, also where that is 0.
    """
    counts = Counter(_verdict(row).word for row in rows)
    return [(verdict, counts[verdict.word]) for verdict in VERDICTS]


def agrees(row: Mapping[str, Cell]) -> bool:
    """Tell whether nothing speaks against a printed number, also where nothing can be compared."""
    return _verdict(row).word in ("agrees", "uncheckable")


def anchor(row: Mapping[str, Cell]) -> str:
    """Name the place of a comparison on the page of the audit, by the claim with the printed number.

    Args:
        row: A row of the audit.

    Returns:
        The name; comparisons of one number share it.
    """
    claims = row["where"].claims
    return claims[0].removeprefix(f"{ID}claim/") if claims else ""


def page(review: Review, rows: Sequence[Mapping[str, Cell]]) -> Page:
    """Make the page of an audit.

    Args:
        review: The review.
        rows: The rows on it.

    Returns:
        The page: what differs or is impossible first.
    """
    address = review.address("audit.html")
    writer = TableWriter(Here(review.content, address), review)
    worded = (_worded(review.content, row) for row in rows)
    ordered = sorted(worded, key=lambda row: VERDICTS.index(_verdict(row)))
    return Page(
        address=address,
        template="reviews/audit.html",
        title=f"Count audit of {review.name}",
        section="reviews",
        summary=f"Every number that {review.name} prints, beside what the rest of the review makes of it.",
        scripts=("audit.js",),
        values={
            "review": review,
            "query": QUERY,
            "headings": _HEADINGS,
            "verdicts": verdicts(rows),
            "rows": list(_rows(writer, ordered)),
        },
    )


def _rows(writer: TableWriter, rows: Sequence[Mapping[str, Cell]]) -> Iterator[tuple[Verdict, str, Markup]]:
    """Verdict, anchor and cells of each row; of rows on one number only the first has the anchor."""
    told: set[str] = set()
    for row in rows:
        name = anchor(row)
        yield _verdict(row), "" if name in told else name, Markup("").join(_shown(writer, row))
        told.add(name)


def _verdict(row: Mapping[str, Cell]) -> Verdict:
    return next(verdict for verdict in VERDICTS if row["verdict"].text.startswith(verdict.word))


def _worded(content: Content, row: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """The numbers of a row as the pages of their claims have them."""
    claims = row["where"].claims
    if len(claims) != 1:
        return row
    recomputed = row["recomputed"].text
    shown = recomputed if is_date(content, claims[0]) else grouped(recomputed)
    return {
        **row,
        "printed": _saying(row["printed"], printed_number(content, claims[0])),
        "recomputed": _saying(row["recomputed"], shown),
    }


def _saying(cell: Cell, text: str) -> Cell:
    """A cell with one entry, in other words."""
    return replace(cell, entries=tuple(replace(entry, text=text) for entry in cell.entries[:1]))


def _shown(writer: TableWriter, row: Mapping[str, Cell]) -> Iterator[Markup]:
    verdict = _verdict(row)
    word, _, because = row["verdict"].text.partition(", because ")
    yield Markup('<th scope="row"><span class="verdict" data-mark="{}">{}</span>{}</th>').format(
        verdict.mark, word, because and f": {because}"
    )
    yield Markup("<td>{}</td>").format(row["counted"].text)
    yield Markup("<td>{}</td>").format(_number(row["printed"].text))
    yield Markup("<td>{}</td>").format(row["recomputed"].text)
    for name in ("where", "other_where"):
        places = (_place(writer, entry) for entry in row[name].entries)
        yield Markup("<td>{}</td>").format(Markup("<br>").join(places))


def _number(printed: str) -> Markup:
    """A printed number with its unit, such as `about 60 percent`, the unit apart."""
    found = _NUMBER.fullmatch(printed)
    if found is None:
        return escape(printed)
    return Markup('{} <span class="quiet">{}</span>').format(*found.groups())


def _place(writer: TableWriter, entry: Entry) -> Markup:
    """A place such as `Table 3 (g21-t3-1, g21-t3-2)`, each claim or work of which is a link."""
    place, _, inside = entry.text.removesuffix(")").partition(" (")
    if place.startswith(_SECTION):
        place = writer.review.cited(place.removeprefix(_SECTION))
    claims = {claim.removeprefix(f"{ID}claim/"): claim for claim in entry.claims}
    names = inside.split(", ")
    if claims and not claims.keys() & set(names):
        # More claims than the query names one by one.
        return Markup("{} {}").format(place, writer.numbers(entry.claims))
    links = (writer.link(claims.get(name, f"{ID}work/{name}"), name) for name in names)
    return Markup("{} ({})").format(place, Markup(", ").join(links))
