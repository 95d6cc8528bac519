"""What the stored queries must answer, typed from the papers, and how an answer is compared with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["FILES", "departures", "fits", "typed_rows", "unmatched"]

EXPECTED = Path(__file__).resolve().parent / "expected"
#: Query to the file with its answer.
FILES = {path.stem: path for path in EXPECTED.rglob("*.csv")}
#: Queries whose rows come in print order; the order of the others is that of their columns.
IN_PRINT_ORDER = {
    *("g21-agenda", "g21-figure-2", "g21-table-2", "g21-table-3", "g21-table-4"),
    *("z20-table-1", "z20-table-2", "i10-theories", "gg18-table-1", "gg18-table-2", "gg18-table-3"),
}
#: Queries over whole texts of all reviews, or over all mappings: the typed rows must be among the answers.
CONTAINED = {"x-collaboration-types", "x-governance", "x-jingle-jangle", "x-neighbours", "x-theories"}


def typed_rows(query_id: str) -> list[list[str]]:
    """The typed answer, with its columns as the first row."""
    return list(csv.reader(FILES[query_id].read_text(encoding="utf-8").splitlines()))


def fits(answer: Sequence[str], typed: Sequence[str]) -> bool:
    """Tell whether a row is the typed one; `*` fits any cell that says something."""
    return len(answer) == len(typed) and all(
        cell == wanted or (wanted == "*" and cell != "") for cell, wanted in zip(answer, typed, strict=True)
    )


def unmatched(
    answers: Iterable[Sequence[str]], typed: Iterable[Sequence[str]]
) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """Pair answers with typed rows; return what is left of both."""
    left = list(typed)
    over = []
    for answer in answers:
        partner = next((row for row in left if fits(answer, row)), None)
        if partner is None:
            over.append(answer)
        else:
            left.remove(partner)
    return over, left


def departures(query_id: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Say in what an answer departs from the typed one.

    Args:
        query_id: The query.
        columns: The columns of the answer.
        rows: Its rows.

    Returns:
        One sentence for each difference; none where the answer is the typed one.
    """
    wanted, *typed = typed_rows(query_id)
    if list(columns) != wanted:
        return [f"columns {list(columns)} instead of {wanted}"]
    over, left = unmatched(rows, typed)
    found = [f"missing: {row}" for row in left]
    if query_id not in CONTAINED:
        found += [f"not typed: {row}" for row in over]
    if not found and query_id in IN_PRINT_ORDER:
        found += [
            f"not in print order: {answer}"
            for answer, row in zip(rows, typed, strict=True)
            if not fits(answer, row)
        ]
    return found
