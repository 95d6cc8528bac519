"""The framework elements as CSV with a data package, and as a workbook that holds what the papers print."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest

from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries
from smekg.queries.run import run_local
from smekg.store import load_store

#: https://datapackage.org/standard/table-schema/
CASTS = {
    "boolean": re.compile("true|false"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?\d+(\.\d+)?"),
    "string": re.compile(r".*", re.DOTALL),
}


@pytest.fixture(scope="module")
def frameworks(root: DataRoot) -> dict[str, StoredQuery]:
    return {name: q for name, q in read_queries(root).items() if "framework" in q.header.tags}


@pytest.fixture(scope="module")
def package(export: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((export / "tables" / "datapackage.json").read_bytes())
    return found


@pytest.fixture(scope="module")
def book(export: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(export / "tables" / "frameworks.xlsx")


def rows(export: Path, name: str) -> list[list[str]]:
    with (export / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_framework_element_is_a_resource(
    package: dict[str, Any], frameworks: dict[str, StoredQuery]
) -> None:
    assert len(frameworks) > 30
    assert [resource["name"] for resource in package["resources"]] == sorted(frameworks)


def test_the_data_package_describes_the_files_as_they_are(export: Path, package: dict[str, Any]) -> None:
    for resource in package["resources"]:
        data = (export / "tables" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header, *body = rows(export, resource["name"])
        fields = resource["schema"]["fields"]
        assert header == [field["name"] for field in fields]
        assert body
        for row in body:
            for field, cell in zip(fields, row, strict=True):
                assert not cell or CASTS[field["type"]].fullmatch(cell), (resource["name"], field, cell)


def test_numbers_have_a_numeric_type(package: dict[str, Any]) -> None:
    types = {
        (resource["name"], field["name"]): field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert types["g21-agenda", "position"] == "integer"
    assert types["g21-table-3", "as_printed"] == "string"
    assert "number" in types.values()


def test_a_csv_file_holds_what_the_query_answers(
    export: Path, dist: Path, frameworks: dict[str, StoredQuery]
) -> None:
    store = load_store(dist)
    for name, stored in frameworks.items():
        header, *body = rows(export, name)
        answer = run_local(store, stored.body)
        assert header == [*answer.columns, "claims"]
        assert sorted(tuple(row[:-1]) for row in body) == sorted(answer.rows), name


def test_rows_lead_to_claims(
    export: Path, quads: tuple[ox.Quad, ...], frameworks: dict[str, StoredQuery]
) -> None:
    known = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    claims = {claim for name in frameworks for row in rows(export, name)[1:] for claim in row[-1].split()}
    assert len(claims) > 1000
    assert claims <= {iri for iri in known if "/id/claim/" in iri}


def test_the_workbook_has_a_sheet_for_each_element(
    book: openpyxl.Workbook, frameworks: dict[str, StoredQuery]
) -> None:
    assert book.sheetnames == ["contents", *sorted(frameworks)]
    listed = [row[0].value for row in book["contents"].iter_rows(min_row=5)]
    assert listed == sorted(frameworks)


def test_a_sheet_is_laid_out_as_the_paper_prints_it(book: openpyxl.Workbook) -> None:
    """Typed from Guimarães et al. (2021), Table 3."""
    sheet = book["g21-table-3"]
    assert sheet["A1"].value == "Table 3. Types of collaboration among SMEs."
    headings = [cell.value for cell in sheet[4]]
    assert headings == ["Collaboration Type", "Advantages", "Disadvantages", "Structure", "Articles"]
    names = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert names == [
        *("Network", "Cluster", "Strategic alliance", "Joint venture", "Export consortia"),
        "Strategic marketing alliance",
    ]
    assert "Access to new markets" in str(sheet["B6"].value).split("\n")


def test_a_sheet_without_printed_layout_has_the_columns_of_its_query(
    book: openpyxl.Workbook, frameworks: dict[str, StoredQuery]
) -> None:
    sheet, columns = book["g21-agenda"], frameworks["g21-agenda"].header.columns
    assert [cell.value for cell in sheet[4]] == [name.replace("_", " ").capitalize() for name in columns]
    assert isinstance(sheet.cell(5, 1 + columns.index("position")).value, int)


def test_no_cell_is_a_formula(book: openpyxl.Workbook) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
