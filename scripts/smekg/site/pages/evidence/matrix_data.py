"""What a page of a matrix carries for its filters and cells: each thing once, referred to by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rdflib.namespace import DCTERMS, RDFS

from smekg.namespaces import ID, SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.pages.evidence.claims import UNSIGNED, context_of, place_in_review, sign_of, works_of
from smekg.site.pages.evidence.matrix import FEWEST, USUAL, Cell, Matrix, key_of
from smekg.site.views.claims import section_name

__all__ = ["matrix_data"]


class _Numbered:
    """Gives each thing a number, and describes it when it is first met."""

    def __init__(self, describe: Callable[[str], list[Any]]) -> None:
        self.describe = describe
        self.numbers: dict[str, int] = {}
        self.described: list[list[Any]] = []

    def of(self, iri: str) -> int:
        if iri not in self.numbers:
            self.numbers[iri] = len(self.numbers)
            self.described.append(self.describe(iri))
        return self.numbers[iri]

    def all(self, iris: Iterable[str]) -> list[int]:
        return [self.of(iri) for iri in iris]


class _Things:
    """The works, reviews, parts of reviews and claims of one page."""

    def __init__(self, content: Content, matrix: Matrix) -> None:
        self.content, self.matrix = content, matrix
        self.works = _Numbered(lambda work: [content.label(work), key_of(work)])
        self.reviews = _Numbered(self._review)
        self.parts = _Numbered(self._part)
        self.claims = _Numbered(self._claim)

    def _review(self, review: str) -> list[Any]:
        return [self.content.label(review), key_of(review), self.content.text(review, DCTERMS.identifier)]

    def _part(self, part: str) -> list[Any]:
        content = self.content
        name = content.text(part, RDFS.label) or section_name(content, part)
        return [name, address_of(part), self.reviews.of(content.text(part, DCTERMS.isPartOf))]

    def _claim(self, claim: str) -> list[Any]:
        content = self.content
        sign = sign_of(content, claim)
        told = [
            content.label(claim),
            claim.removeprefix(f"{ID}claim/"),
            self.reviews.of(content.text(claim, SMEKG.statedIn)),
            place_in_review(content, claim),
        ]
        if self.matrix.has_effects:
            return [*told, sign, self.works.all(works_of(content, claim))]
        return [*told, "" if sign == UNSIGNED else sign, context_of(content, claim)]


def matrix_data(content: Content, matrix: Matrix, names: tuple[str, str]) -> dict[str, Any]:
    """Describe a matrix for the page's scripts.

    Args:
        content: The graph.
        matrix: The matrix with all its rows and columns.
        names: What a row and a column is called.

    Returns:
        What `assets/evidence/data.js` reads: rows and columns as key, label, address and number of studies
        named; cells as row, column, works and claims (of effects all, otherwise work by work) and the
        places of those works that one claim names for both, or for a cell that is not coded row, column, 0
        and parts.
    """
    things = _Things(content, matrix)
    row_at = {row: number for number, row in enumerate(matrix.rows)}
    column_at = {column: number for number, column in enumerate(matrix.columns)}
    cells: list[list[Any]] = []
    for cell in matrix.cells.values():
        place = [row_at[cell.row], column_at[cell.column]]
        if cell.parts:
            cells.append([*place, 0, things.parts.all(cell.parts)])
        else:
            joint = [number for number, work in enumerate(cell.works) if work in cell.together]
            told = [*place, things.works.all(cell.works), _behind(things, cell)]
            cells.append(told if matrix.has_effects else [*told, joint])
    return {
        "table": matrix.table,
        "names": list(names),
        "usual": USUAL,
        "fewest": FEWEST,
        "rows": [_term(content, matrix, "antecedent", row) for row in matrix.rows],
        "columns": [_term(content, matrix, "outcome", column) for column in matrix.columns],
        "cells": cells,
        "works": things.works.described,
        "claims": things.claims.described,
        "parts": things.parts.described,
        "reviews": things.reviews.described,
    }


def _term(content: Content, matrix: Matrix, axis: str, iri: str) -> list[Any]:
    told = [key_of(iri), content.label(iri), address_of(iri)]
    return [*told, matrix.named[axis, iri]] if matrix.has_effects else told


def _behind(things: _Things, cell: Cell) -> list[Any]:
    if things.matrix.has_effects:
        return things.claims.all(cell.claims)
    return [things.claims.all(claims) for claims in cell.works.values()]
