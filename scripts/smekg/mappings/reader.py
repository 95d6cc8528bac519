"""Reading the mapping files: YAML behind `#` at the top, then rows; every fault has its line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from smekg.errors import Finding, FindingsError, relative
from smekg.mappings.agreement import agreement_faults
from smekg.mappings.checks import header_faults, label_faults, order_faults, subject_faults
from smekg.mappings.model import COLUMNS, Header, Mapping, MappingSet, Row, expand
from smekg.ontology import Ontology
from smekg.paths import DataRoot
from smekg.sources.marked_yaml import parse_marked
from smekg.sources.text_files import read_utf8
from smekg.validation_messages import explain

__all__ = ["read_mappings"]

_SUFFIX = ".sssom.tsv"
#: Where in a header or row a fault lies, as pydantic says it.
Place = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=BaseModel)


def read_mappings(root: DataRoot, ontology: Ontology) -> tuple[MappingSet, ...]:
    """Read every mapping file below `ontology/mappings/`.

    Args:
        root: Where the data lies.
        ontology: What the subjects must be terms of, and what no mapping may contradict.

    Returns:
        The mapping sets, by name.

    Raises:
        FindingsError: A file is faulty, or mappings contradict axioms or each other; all faults are listed.
    """
    faults: list[Finding] = []
    sets: list[MappingSet] = []
    for path in sorted((root.ontology / "mappings").glob(f"*{_SUFFIX}")):
        try:
            sets.append(_read_set(path, relative(path, root.path)))
        except FindingsError as error:
            faults += error.findings
    faults += subject_faults(sets, ontology)
    faults += label_faults(sets)
    faults += agreement_faults(sets, ontology)
    if faults:
        raise FindingsError(faults)
    return tuple(sets)


def _read_set(path: Path, name: str) -> MappingSet:
    lines = read_utf8(path, name).removesuffix("\n").split("\n")
    commented = list(takewhile(lambda line: line.startswith("#"), lines))
    if not commented:
        raise FindingsError([Finding(name, 1, "the header is missing; start the file with '# curie_map:'")])
    marked = parse_marked("\n".join(line[1:] for line in commented), name)
    faults: list[Finding] = []

    def in_header(place: Place, message: str) -> Finding:
        return Finding(name, marked.line(*place), f"header: {message}")

    header = _typed(Header, marked.value, in_header, faults)
    rows = list(_rows(lines, len(commented), name, faults))
    if header is None:
        raise FindingsError(faults)
    set_name = path.name.removesuffix(_SUFFIX)
    mappings = tuple(_expanded(rows, header, name))
    faults += header_faults(header, marked, set_name, rows, complete=not faults)
    faults += order_faults(mappings)
    if faults:
        raise FindingsError(faults)
    return MappingSet(set_name, header, mappings)


def _rows(lines: list[str], start: int, name: str, faults: list[Finding]) -> Iterator[tuple[Row, int]]:
    """Type the rows; those that cannot be are left out and reported."""
    if start >= len(lines) or tuple(lines[start].split("\t")) != COLUMNS:
        message = f"after the header comes the line of columns, with tabs between them: {', '.join(COLUMNS)}"
        faults.append(Finding(name, min(start + 1, len(lines)), message))
        return
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        cells = _cells(line)
        if len(cells) != len(COLUMNS):
            message = f"a row has {len(COLUMNS)} cells with tabs between them and quotation marks in pairs"
            faults.append(Finding(name, number, f"{message}; this one reads as {len(cells)}"))
            continue
        content = dict(zip(COLUMNS, cells, strict=True))
        row = _typed(Row, content, partial(_in_row, name, number, cells[0]), faults)
        if row is not None:
            yield row, number


def _cells(line: str) -> list[str]:
    """Take a row apart; none where its quotation marks do not pair. No cell reaches over a line's end."""
    try:
        return next(csv.reader([line], delimiter="\t", strict=True), [])
    except csv.Error:
        return []


def _in_row(name: str, line: int, subject: str, _place: Place, message: str) -> Finding:
    return Finding(name, line, f"{subject}: {message}")


def _typed(
    model: type[_Model], value: object, fault: Callable[[Place, str], Finding], faults: list[Finding]
) -> _Model | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults += [fault(detail["loc"], explain(detail, model)) for detail in error.errors()]
        return None


def _expanded(rows: list[tuple[Row, int]], header: Header, name: str) -> Iterator[Mapping]:
    """Expand the identifiers; a row with an unknown prefix is left to the check of the header."""
    for row, line in rows:
        subject, target = (expand(curie, header.curie_map) for curie in (row.subject_id, row.object_id))
        if subject is not None and target is not None:
            yield Mapping(row, subject, target, name, line)
