"""What the stored queries must answer, typed from the papers, and how an answer is compared with it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from smekg.queries.run import Rows

__all__ = ["FILES", "NARROWED", "departures", "fits", "narrowing_departures", "typed_rows", "unmatched"]

Row = Mapping[str, str]

EXPECTED = Path(__file__).resolve().parents[1] / "expected"
#: Query to the file with its answer.
FILES = {path.stem: path for path in EXPECTED.rglob("*.csv")}
#: Queries whose rows come in print order; the order of the others is that of their columns.
IN_PRINT_ORDER = {
    *("g21-agenda", "g21-figure-2", "g21-table-2", "g21-table-3", "g21-table-4"),
    *("z20-table-1", "z20-table-2", "i10-theories", "gg18-table-1", "gg18-table-2", "gg18-table-3"),
}
#: Queries over whole texts of all reviews, or over all mappings: the typed rows must be among the answers.
CONTAINED = {"x-collaboration-types", "x-governance", "x-jingle-jangle", "x-neighbours", "x-theories"}

#: Query to rows that none of its answers may have, where only some rows are typed.
OUTSIDE: Mapping[str, Callable[[Row], bool]] = {
    # Firms, entry modes and governance mechanisms have advantages too, and are no types of collaboration.
    "x-collaboration-types": lambda row: (
        row["type"] in {"small and medium-sized enterprise", "entry mode", "governance mechanism"}
    ),
    "x-governance": lambda row: "governance" not in row["sense"],
}


def _terms(*cells: str) -> set[str]:
    """The terms of two claims that a cell shows side by side, where they differ."""
    return {term for cell in cells for term in cell.split(" / ")}


#: Query to values of its parameters, each with the typed rows that it leaves over.
NARROWED: Mapping[str, tuple[tuple[Mapping[str, str], Callable[[Row], bool]], ...]] = {
    "g21-findings": (
        (
            {"about": "export performance"},
            lambda row: "export performance" in (row["subject"], row["object"]),
        ),
        ({"study": "Jeong et al. (2019)"}, lambda row: "Jeong et al. (2019)" in row["studies"]),
    ),
    "x-citation-matrix": (({"at_least": "2"}, lambda row: len(row["cited_in"].split("; ")) > 1),),
    "x-contradictions": (
        ({"kind": "true conflict"}, lambda row: row["kind"] == "true conflict"),
        ({"review": "iplik2010"}, lambda row: "iplik-2010" in (row["review_a"], row["review_b"])),
        ({"about": "cluster"}, lambda row: "cluster" in _terms(row["antecedent"], row["outcome"])),
    ),
    "x-count-audit": (
        ({"review": "zahoor2020"}, lambda row: row["review"] == "zahoor-2020"),
        ({"outcome": "differs"}, lambda row: row["verdict"].startswith("differs")),
    ),
    "x-gaps": (
        # No antecedent and no outcome has so many studies.
        ({"at_least": "1000"}, lambda row: row["table"] != "antecedent-outcome"),
        ({"state": "not coded"}, lambda row: row["state"] == "not coded"),
        ({"table": "country-type"}, lambda row: row["table"] == "country-type"),
    ),
    "x-jingle-jangle": (({"kind": "jangle"}, lambda row: row["kind"] == "jangle"),),
    "x-moves": (
        ({"switch": "theory_grouping"}, lambda row: row["switch"] == "theory_grouping"),
        ({"verdict": "moves"}, lambda row: row["verdict"] == "moves"),
    ),
    "x-neighbours": (
        ({"about": "alliance"}, lambda row: row["term"] == "alliance"),
        ({"match": "narrow"}, lambda row: row["predicate"] == "skos:narrowMatch"),
    ),
}


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
    return _departures(query_id, columns, rows, typed_rows(query_id))


def narrowing_departures(query_id: str, ask: Callable[[Mapping[str, str]], Rows]) -> list[str]:
    """Say in what answers with parameters depart from the typed rows that these leave over.

    Args:
        query_id: The query.
        ask: Runs it with values for its parameters.

    Returns:
        One sentence for each difference.
    """
    columns, *typed = typed_rows(query_id)
    found = []
    for values, keeps in NARROWED.get(query_id, ()):
        left = [row for row in typed if keeps(dict(zip(columns, row, strict=True)))]
        assert 0 < len(left) < len(typed), f"{values} leaves all or nothing over"
        answer = ask(values)
        found += _departures(query_id, answer.columns, answer.rows, [columns, *left])
        where = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
        found += [f"{values} leaves {row}" for row in where if not keeps(row)]
    return found


def _departures(
    query_id: str, columns: Sequence[str], rows: Sequence[Sequence[str]], expected: list[list[str]]
) -> list[str]:
    wanted, *typed = expected
    if list(columns) != wanted:
        return [f"columns {list(columns)} instead of {wanted}"]
    over, left = unmatched(rows, typed)
    found = [f"missing: {row}" for row in left]
    where = (dict(zip(columns, row, strict=True)) for row in rows)
    found += [f"does not belong: {row}" for row in where if query_id in OUTSIDE and OUTSIDE[query_id](row)]
    if query_id not in CONTAINED:
        found += [f"not typed: {row}" for row in over]
    if not found and query_id in IN_PRINT_ORDER:
        found += [
            f"not in print order: {answer}"
            for answer, row in zip(rows, typed, strict=True)
            if not fits(answer, row)
        ]
    return found
