"""Which cells of a matrix the filters leave, and what they are as a file; run by Node, where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from support.javascript import Modules

#: Three studies, two reviews; `firm size` and `exports` are named in five studies and more, `trust` in three.
MATRIX: dict[str, Any] = {
    "table": "antecedent-outcome",
    "names": ["antecedent", "outcome"],
    "usual": 5,
    "fewest": 3,
    "rows": [
        ["size", "firm size", "id/concept/size.html", 5],
        ["age", "firm age", "id/concept/age.html", 5],
        ["trust", "trust", "id/concept/trust.html", 3],
    ],
    "columns": [
        ["exports", "exports", "id/concept/exports.html", 6],
        ["growth", "growth", "id/concept/growth.html", 5],
        ["speed", "speed", "id/concept/speed.html", 3],
    ],
    "works": [["A (1999)", "a1999"], ["B (2001)", "b2001"], ["C, D (2003)", "c2003"]],
    "reviews": [["R (2020)", "r2020", "r-2020"], ["S (2021)", "s2021", "s-2021"]],
    "parts": [["Figure 4", "id/element/s-figure-4.html", 1]],
    "claims": [
        ["Size helps.", "r-1", 0, "section 1", "+", [0, 1]],
        ["Size harms.", "s-1", 1, "section 2", "−", [1, 2]],
        ["Trust goes with speed.", "s-2", 1, "section 3", "?", [2]],
    ],
    "cells": [[0, 0, [0, 1, 2], [0, 1]], [1, 1, 0, [0]], [2, 2, [2], [2]]],
}
CODE = """
import { readMatrix } from "./evidence/data.js";
import { makeView, toRows } from "./evidence/view.js";
const matrix = readMatrix(given.matrix);
const view = makeView(matrix, given.filters);
result = {
  rows: view.lines.map(({ row, total }) => [row.label, total]),
  columns: view.columns.map(({ column, total }) => [column.label, total]),
  hits: view.hits,
  file: toRows(matrix, view),
};
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    """The explorer's modules."""
    return Modules(tmp_path_factory.mktemp("modules"))


def view(modules: Modules, **filters: str) -> dict[str, Any]:
    found: dict[str, Any] = modules.run(CODE, {"matrix": MATRIX, "filters": filters})
    return found


def test_the_first_view_has_terms_of_five_studies_most_studies_first(modules: Modules) -> None:
    shown = view(modules)
    assert shown["rows"] == [["firm size", 3], ["firm age", 0]]
    assert shown["columns"] == [["exports", 3], ["growth", 0]]
    assert shown["hits"] == 4


def test_a_lower_bound_brings_more_terms(modules: Modules) -> None:
    shown = view(modules, least="3", sort="name")
    assert [label for label, _ in shown["rows"]] == ["firm age", "firm size", "trust"]
    assert shown["hits"] == 9


@pytest.mark.parametrize(
    ("filters", "hits", "rows", "columns"),
    [
        ({"min": "2"}, 1, ["firm size"], ["exports"]),
        ({"state": "not coded"}, 1, ["firm age"], ["growth"]),
        ({"state": "not studied"}, 2, ["firm size", "firm age"], ["exports", "growth"]),
        ({"direction": "negative"}, 1, ["firm size"], ["exports"]),
        ({"direction": "null"}, 0, [], []),
        ({"direction": "without a sign", "least": "3"}, 1, ["trust"], ["speed"]),
        ({"review": "r-2020"}, 1, ["firm size"], ["exports"]),
        ({"review": "s-2021"}, 2, ["firm size", "firm age"], ["exports", "growth"]),
        ({"rows": "FIRM a"}, 1, ["firm age"], ["growth"]),
        ({"columns": "exp"}, 1, ["firm size"], ["exports"]),
    ],
)
def test_filters_leave_the_cells_that_fit_and_hide_rows_and_columns_without_one(
    modules: Modules, filters: dict[str, str], hits: int, rows: list[str], columns: list[str]
) -> None:
    shown = view(modules, **filters, hide="yes")
    assert [label for label, _ in shown["rows"]] == rows
    assert [label for label, _ in shown["columns"]] == columns
    assert shown["hits"] == hits


def test_cells_of_which_no_statement_names_both_can_be_left_out(modules: Modules) -> None:
    cells = [[0, 0, [0, 1], [[0], [1]], [1]], [1, 1, [2], [[2]], []]]
    claims = [[*claim[:5], ""] for claim in MATRIX["claims"]]
    matrix = MATRIX | {"table": "type-theory", "cells": cells, "claims": claims}
    shown = [
        modules.run(CODE, {"matrix": matrix, "filters": {"state": "studied"} | filters})
        for filters in ({}, {"joint": "yes"})
    ]
    assert [one["hits"] for one in shown] == [2, 1]
    assert shown[0]["file"]["columns"][-1] == "in_one_statement"
    assert [row[-1] for row in shown[0]["file"]["rows"]] == ["b2001", ""]


def test_the_file_has_the_cells_of_the_view_with_the_columns_of_the_query(modules: Modules) -> None:
    file = view(modules, least="3", state="studied")["file"]
    signs = ["positive", "negative", "null", "mixed", "without_a_sign"]
    assert file["columns"] == ["table", "row", "column", "studies", "state", "works", "uncoded", *signs]
    assert file["rows"] == [
        [
            *("antecedent-outcome", "firm size", "exports", "3", "studied"),
            "a1999; b2001; c2003",
            "",
            *"11000",
        ],
        [*("antecedent-outcome", "trust", "speed", "1", "studied"), "c2003", "", *"00001"],
    ]
    (open_cell,) = view(modules, state="not coded")["file"]["rows"]
    assert open_cell[1:7] == ["firm age", "growth", "0", "not coded", "", "s-2021 Figure 4"]
