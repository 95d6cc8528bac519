"""The framework elements of the reviews as CSV with a Frictionless data package, and as a workbook."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import XSD

from smekg.dataset import CREATOR, DESCRIPTION, HOME, KEYWORDS, LICENSE, TITLE
from smekg.export.material import ExportFile, Material
from smekg.export.workbook import Sheet, workbook
from smekg.queries.cells import unique
from smekg.queries.layouts import lay_out
from smekg.queries.model import StoredQuery
from smekg.queries.run import Rows
from smekg.queries.traces import TracedRows, trace

__all__ = ["table_files"]

#: Column of a CSV file that names the claims behind a row.
CLAIMS = "claims"
#: Frictionless names of the datatypes that a query's values may have; all others are texts.
_TYPES = {
    str(XSD.boolean): "boolean",
    str(XSD.date): "date",
    str(XSD.dateTime): "datetime",
    str(XSD.decimal): "number",
    str(XSD.integer): "integer",
}


@dataclass(frozen=True)
class Element:
    """A framework element that was rebuilt.

    Attributes:
        stored: The query that rebuilds it.
        answer: The answer with its claims.
        types: Frictionless type of each column.
    """

    stored: StoredQuery
    answer: TracedRows
    types: tuple[str, ...]


def table_files(material: Material) -> Iterator[ExportFile]:
    """Write every framework element.

    Args:
        material: The build.

    Yields:
        A CSV file for each, the data package that describes them, the workbook.
    """
    elements = [_element(material.content.store, stored) for stored in material.frameworks]
    resources = []
    for element in elements:
        header = element.stored.header
        data = _csv(element)
        resources.append(_resource(element, data))
        holds = header.summary.rstrip(".")
        yield ExportFile(f"tables/{header.id}.csv", holds, "text/csv", data)
    package = json.dumps(_package(resources, material), ensure_ascii=False, indent=2) + "\n"
    yield ExportFile(
        "tables/datapackage.json",
        "names and types of the columns of the tables",
        "application/json",
        package.encode(),
    )
    yield ExportFile(
        "tables/frameworks.xlsx",
        "the framework elements as an Excel workbook, a sheet each",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook([_sheet(element) for element in elements], material.moment, material.version),
    )


def _element(store: ox.Store, stored: StoredQuery) -> Element:
    return Element(stored, trace(store, stored), _column_types(store, stored))


def _column_types(store: ox.Store, stored: StoredQuery) -> tuple[str, ...]:
    """Find for each column the one datatype that all its values have."""
    solutions = store.query(stored.body, use_default_graph_as_union=True)
    kinds: list[set[str]] = [set() for _ in stored.header.columns]
    for solution in solutions if isinstance(solutions, ox.QuerySolutions) else ():
        for column, term in zip(kinds, solution, strict=True):
            # Queries give an empty text where there is no value.
            if term is not None and not (isinstance(term, ox.Literal) and not term.value):
                column.add(_type(term))
    return tuple(found.pop() if len(found) == 1 else "string" for found in kinds)


def _type(term: object) -> str:
    return _TYPES.get(term.datatype.value, "string") if isinstance(term, ox.Literal) else "string"


def _csv(element: Element) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*element.answer.columns, CLAIMS])
    for row in element.answer.cells:
        writer.writerow([*(cell.text for cell in row), " ".join(unique(cell.claims for cell in row))])
    return buffer.getvalue().encode()


def _resource(element: Element, data: bytes) -> dict[str, Any]:
    header = element.stored.header
    fields: list[dict[str, str]] = [
        {"name": name, "type": kind} for name, kind in zip(header.columns, element.types, strict=True)
    ]
    what = "IRIs of the claims on which the row stands, with spaces between"
    fields.append({"name": CLAIMS, "type": "string", "description": what})
    return {
        "name": header.id,
        "type": "table",
        "path": f"{header.id}.csv",
        "title": header.summary,
        "description": header.question,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "sources": [{"title": header.source}],
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _package(resources: Iterable[Mapping[str, Any]], material: Material) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "smekg-frameworks",
        "id": f"{HOME}/export/tables/datapackage.json",
        "title": f"{TITLE}: framework elements of the reviews",
        "description": DESCRIPTION,
        "version": material.version,
        "created": material.moment.isoformat().replace("+00:00", "Z"),
        "homepage": HOME,
        "keywords": list(KEYWORDS),
        "contributors": [{"title": CREATOR, "roles": ["creator"]}],
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE, "title": "Creative Commons Attribution 4.0"}],
        "resources": list(resources),
    }


def _sheet(element: Element) -> Sheet:
    header = element.stored.header
    if header.layout is not None:
        printed = lay_out(element.answer, header.layout, merge=False)
        return Sheet(header.id, printed.title, header.source, printed.rows, ())
    headings = tuple(name.replace("_", " ").capitalize() for name in header.columns)
    numeric = tuple(kind in ("integer", "number") for kind in element.types)
    return Sheet(header.id, header.summary, header.source, Rows(headings, element.answer.rows.rows), numeric)
