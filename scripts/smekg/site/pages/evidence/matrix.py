"""The tables of gaps: cells of the stored query x-gaps, with the claims behind each count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib.namespace import DCTERMS, RDFS

from smekg.namespaces import SMEKG
from smekg.queries.cells import unique
from smekg.queries.parameters import bind_parameters
from smekg.queries.run import Rows, run_local
from smekg.queries.traces import trace_with
from smekg.site.content import Content
from smekg.site.pages.evidence.answers import by_label, no_labels, works_by_key
from smekg.site.pages.evidence.claims import works_of
from smekg.site.pages.evidence.topics import topics_by_claim

__all__ = ["FEWEST", "USUAL", "Cell", "Matrix", "key_of", "read_matrices"]

#: Antecedents and outcomes that so many studies are named for stand in the page at first, as in the query.
USUAL = 5
#: So few are enough to be shown on request. With 2 the table would have four times as many cells.
FEWEST = 3

#: Table of the query to the axes of its rows and columns.
_AXES = {
    "type-theory": ("type", "theory"),
    "antecedent-outcome": ("antecedent", "outcome"),
    "country-type": ("place", "type"),
}
_OPEN = (SMEKG.isUncodedFor, SMEKG.isUncodedForCause, SMEKG.isUncodedForResult)


@dataclass(frozen=True)
class Cell:
    """A cell that is not simply *not studied*.

    Attributes:
        row: IRI of the row's term.
        column: IRI of the column's term.
        works: IRIs of the studies that the query counts, with the claims for which it counts each.
        parts: IRIs of the parts of reviews that leave it open; only where it has no studies.
        together: Those of the works that one claim names for row and column alike.
    """

    row: str
    column: str
    works: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...] = ()
    together: frozenset[str] = frozenset()

    @property
    def is_apart(self) -> bool:
        """Whether it is counted, though no single statement names both."""
        return bool(self.works) and not self.together

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all its studies, each once."""
        return tuple(sorted(unique(self.works.values())))

    @property
    def state(self) -> str:
        """The state as the query names it."""
        return "studied" if self.works else "not coded"


@dataclass(frozen=True)
class Matrix:
    """One table of gaps.

    Attributes:
        table: Its name in the query.
        rows: IRIs of the rows' terms, in the query's order.
        columns: IRIs of the columns' terms, in the query's order.
        cells: The cells that are studied or not coded, by row and column.
        named: Number of studies that are named for an antecedent or outcome itself, by axis and IRI.
    """

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    named: Mapping[tuple[str, str], int]

    @property
    def has_effects(self) -> bool:
        """Whether cells count effects, which have signs."""
        return self.table == "antecedent-outcome"

    def usual(self) -> Matrix:
        """Leave out what stands in the table only on request."""
        if not self.has_effects:
            return self
        rows = tuple(row for row in self.rows if self.named["antecedent", row] >= USUAL)
        columns = tuple(column for column in self.columns if self.named["outcome", column] >= USUAL)
        inside = set(rows), set(columns)
        cells = {
            place: cell
            for place, cell in self.cells.items()
            if place[0] in inside[0] and place[1] in inside[1]
        }
        return Matrix(self.table, rows, columns, cells, self.named)

    @cached_property
    def row_totals(self) -> Mapping[str, int]:
        """Number of different studies in the cells of each row, by IRI."""
        return {row: self._different((row, column) for column in self.columns) for row in self.rows}

    @cached_property
    def column_totals(self) -> Mapping[str, int]:
        """Number of different studies in the cells of each column, by IRI."""
        return {column: self._different((row, column) for row in self.rows) for column in self.columns}

    def _different(self, places: Iterable[tuple[str, str]]) -> int:
        return len({work for place in places if place in self.cells for work in self.cells[place].works})

    @property
    def apart(self) -> int:
        """The number of cells that are counted, though no single statement names both."""
        return sum(cell.is_apart for cell in self.cells.values())

    @property
    def empty(self) -> tuple[str, ...]:
        """Rows and columns without a study in any cell."""
        totals = {**self.row_totals, **self.column_totals}
        return tuple(term for term, number in totals.items() if not number)

    def count(self, state: str) -> int:
        """Count the cells in a state."""
        told = sum(cell.state == state for cell in self.cells.values())
        return told if state != "not studied" else len(self.rows) * len(self.columns) - len(self.cells)


def key_of(iri: str) -> str:
    """Shorten the IRI of a row or column to a name that stands in addresses."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def read_matrices(content: Content) -> tuple[Matrix, ...]:
    """Run the query of gaps once, with the claims behind its cells.

    Args:
        content: The graph.

    Returns:
        The tables, in the order in which they are shown.
    """
    places, told = _ask(content)
    terms = {axis: by_label(content, found) for axis, found in _axes(content).items()}
    works, parts, topics = works_by_key(content), _open_parts(content), topics_by_claim(content)
    matrices = []
    for table, (row_axis, column_axis) in _AXES.items():
        row_terms, column_terms = terms.get(row_axis, {}), terms.get(column_axis, {})
        rows = tuple(row_terms[label] for label in unique([row] for name, row, _ in places if name == table))
        columns = tuple(
            column_terms[label] for label in unique([c] for name, _, c in places if name == table)
        )
        cells: dict[tuple[str, str], Cell] = {}
        for name, row, column, found, uncoded in told:
            if name == table:
                place = row_terms[row], column_terms[column]
                # A claim that names both comes twice.
                by_work = {works[key]: tuple(dict.fromkeys(claims)) for key, claims in found.items()}
                # An effect names its two ends in one statement.
                joint = by_work if row_axis == "antecedent" else _together(by_work, set(place), topics)
                open_parts = tuple(parts[part] for part in uncoded)
                cells[place] = Cell(*place, by_work, open_parts, frozenset(joint))
        named = dict(_named(content, rows, columns)) if row_axis == "antecedent" else {}
        matrices.append(Matrix(table, rows, columns, cells, named))
    return tuple(matrices)


def _together(
    works: Mapping[str, tuple[str, ...]], both: set[str], topics: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """The works that one claim names for both terms."""
    for work, claims in works.items():
        if any(both <= topics.get(claim, frozenset()) for claim in claims):
            yield work


#: Table, row, column, keys of works with their claims, uncoded parts.
_Told = tuple[str, str, str, dict[str, tuple[str, ...]], list[str]]


def _ask(content: Content) -> tuple[list[tuple[str, str, str]], list[_Told]]:
    """Table, row and column of every cell, and what is told of those that are not simply *not studied*."""
    stored = content.queries["x-gaps"]
    at = {column: place for place, column in enumerate(stored.header.columns)}
    places: list[tuple[str, str, str]] = []

    def run(sparql: str) -> Rows:
        rows = run_local(content.store, sparql)
        places.extend((row[at["table"]], row[at["row"]], row[at["column"]]) for row in rows.rows)
        # Nothing stands behind the many others, so nothing has to be read off them.
        return Rows(rows.columns, tuple(row for row in rows.rows if row[at["state"]] != "not studied"))

    traced = trace_with(run, stored, bind_parameters(stored, {"at_least": str(FEWEST)}, no_labels))
    told: list[_Told] = []
    for cells in traced.cells:
        table, row, column, uncoded = (cells[at[name]].text for name in ("table", "row", "column", "uncoded"))
        found = {entry.text: entry.claims for entry in cells[at["works"]].entries}
        told.append((table, row, column, found, uncoded.split("; ") if uncoded else []))
    return places, told


def _axes(content: Content) -> Mapping[str, list[str]]:
    """Axis, for example `theory`, to the terms that stand on it."""
    found: dict[str, list[str]] = {}
    stands_on = str(SMEKG.standsOnAxis)
    for subject, facts in content.derived.items():
        for axis in facts.get(stands_on, ()):
            found.setdefault(axis.value, []).append(subject)
    return found


def _named(
    content: Content, rows: Iterable[str], columns: Iterable[str]
) -> Iterator[tuple[tuple[str, str], int]]:
    for axis, terms, slot, counts in (
        ("antecedent", rows, SMEKG.subject, SMEKG.countsForAntecedent),
        ("outcome", columns, SMEKG.object, SMEKG.countsForOutcome),
    ):
        for term in terms:
            own = set(content.referring(term, slot)) & set(content.referring(term, counts))
            yield (axis, term), len({work for claim in own for work in works_of(content, claim)})


def _open_parts(content: Content) -> dict[str, str]:
    """Sections and elements with something uncoded, by the name that the query gives them."""
    found: dict[str, str] = {}
    for review in content.reviews:
        identifier = content.text(review, DCTERMS.identifier)
        for part in content.referring(review, DCTERMS.isPartOf):
            if any(content.objects(part, predicate) for predicate in _OPEN):
                number = content.text(part, SMEKG.sectionNumber)
                found[f"{identifier} {content.text(part, RDFS.label) or f'section {number}'}"] = part
    return found
