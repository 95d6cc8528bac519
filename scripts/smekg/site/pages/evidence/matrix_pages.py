"""A page for each matrix, and a page that lists what stands behind its cells for readers without scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib.namespace import RDFS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.pages.evidence.claims import SIGNS, UNSIGNED, context_of, place_in_review, sign_of, works_of
from smekg.site.pages.evidence.matrix import FEWEST, USUAL, Cell, Matrix, key_of
from smekg.site.pages.evidence.matrix_data import matrix_data
from smekg.site.rendering import Page, embedded
from smekg.site.views.claims import section_name

__all__ = ["NAMES", "SUMMARIES", "TITLES", "anchor_of_cell", "pages", "signs_of"]

TITLES = {
    "type-theory": "Collaboration type × theory",
    "antecedent-outcome": "Antecedent × outcome",
    "country-type": "Place × collaboration type",
}
#: What a row and a column is called.
NAMES = {
    "type-theory": ("type", "theory"),
    "antecedent-outcome": ("antecedent", "outcome"),
    "country-type": ("place", "type"),
}
SUMMARIES = {
    "type-theory": "How many studies do reviews name both for a type of collaboration and for a theory?",
    "antecedent-outcome": "How many studies do reviews name for an effect of one thing on another, and with "
    "which sign?",
    "country-type": "How many studies do reviews name both for a type of collaboration and for a country or "
    "region?",
}


@dataclass(frozen=True)
class _ShownCell:
    """A cell of the table as it stands in the page.

    Attributes:
        state: Its state.
        count: Number of studies.
        statements: Number of statements, where several studies are named in fewer; otherwise 0.
        is_apart: Whether no single statement names both row and column.
        signs: Sign to number of statements, in the order of `SIGNS`.
        anchor: Where the page of cells tells more.
    """

    state: str
    count: int
    statements: int
    is_apart: bool
    signs: tuple[tuple[str, int], ...]
    anchor: str


@dataclass(frozen=True)
class _Line:
    """A claim in a list."""

    iri: str
    sign: str
    review: str
    place: str
    context: str
    works: tuple[str, ...]


def pages(content: Content, matrix: Matrix) -> Iterator[Page]:
    """Make the pages of one matrix.

    Args:
        content: The graph.
        matrix: The matrix.

    Yields:
        The matrix, and the list of its cells.
    """
    usual = matrix.usual()
    title = TITLES[matrix.table]
    common = {
        "matrix": usual,
        "names": NAMES[matrix.table],
        "usual": USUAL,
        "fewest": FEWEST,
        "list_address": f"evidence/{matrix.table}-cells.html",
        "matrix_address": f"evidence/{matrix.table}.html",
    }
    rows, columns = (_ordered(content, totals) for totals in (usual.row_totals, usual.column_totals))
    yield Page(
        address=f"evidence/{matrix.table}.html",
        template="evidence/matrix.html",
        title=title,
        section="evidence",
        summary=SUMMARIES[matrix.table],
        scripts=("evidence/matrix.js",),
        styles=("evidence/evidence.css",),
        values={
            **common,
            "columns": columns,
            "lines": [(row, [_shown(content, usual, row, column) for column in columns]) for row in rows],
            "signs": SIGNS,
            "unsigned": UNSIGNED,
            "reviews": content.reviews,
            "data": embedded(matrix_data(content, matrix, NAMES[matrix.table])),
        },
    )
    places = [(row, column) for row in rows for column in columns if (row, column) in usual.cells]
    cells = [usual.cells[place] for place in places]
    yield Page(
        address=f"evidence/{matrix.table}-cells.html",
        template="evidence/cells.html",
        title=f"{title}: what stands behind each cell",
        section="evidence",
        summary=f"The studies and statements behind each cell of the matrix {title.lower()}.",
        styles=("evidence/evidence.css",),
        values={
            **common,
            "studied": [_told(content, usual, cell) for cell in cells if cell.works],
            "uncoded": [(anchor_of_cell(cell.row, cell.column), cell) for cell in cells if cell.parts],
            "part_names": {
                part: content.text(part, RDFS.label) or section_name(content, part)
                for cell in cells
                for part in cell.parts
            },
            "reports": _reports(content, usual, cells),
        },
    )


def signs_of(content: Content, claims: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count the statements of each sign.

    Args:
        content: The graph.
        claims: IRIs of effects.

    Returns:
        Sign and number, without signs that none has.
    """
    counts = Counter(sign_of(content, claim) for claim in claims)
    return tuple((sign, counts[sign]) for sign in (*SIGNS.values(), UNSIGNED) if counts[sign])


def anchor_of_cell(row: str, column: str) -> str:
    """Name the place of a cell in the page of cells."""
    return f"{key_of(row)}--{key_of(column)}"


def _ordered(content: Content, totals: Mapping[str, int]) -> list[str]:
    return sorted(totals, key=lambda term: (-totals[term], content.label(term).casefold()))


def _shown(content: Content, matrix: Matrix, row: str, column: str) -> _ShownCell | None:
    cell = matrix.cells.get((row, column))
    if cell is None:
        return None
    signs = signs_of(content, cell.claims) if matrix.has_effects else ()
    count, statements = len(cell.works), len(cell.claims) if matrix.has_effects else 0
    return _ShownCell(
        cell.state,
        count,
        statements if statements < count else 0,
        cell.is_apart,
        signs,
        anchor_of_cell(row, column),
    )


def _told(content: Content, matrix: Matrix, cell: Cell) -> tuple[str, Cell, list[_Line]]:
    lines = [_line(content, claim) for claim in cell.claims] if matrix.has_effects else []
    return anchor_of_cell(cell.row, cell.column), cell, lines


def _line(content: Content, claim: str) -> _Line:
    return _Line(
        claim,
        sign_of(content, claim),
        content.text(claim, SMEKG.statedIn),
        place_in_review(content, claim),
        context_of(content, claim),
        works_of(content, claim),
    )


def _reports(content: Content, matrix: Matrix, cells: Iterable[Cell]) -> Mapping[str, list[_Line]]:
    """Work to the claims for which it stands in cells of the matrix."""
    if matrix.has_effects:
        return {}
    found: dict[str, set[str]] = {}
    for cell in cells:
        for work, claims in cell.works.items():
            found.setdefault(work, set()).update(claims)
    return {
        work: [_line(content, claim) for claim in sorted(found[work])]
        for work in sorted(found, key=lambda work: content.label(work).casefold())
    }
