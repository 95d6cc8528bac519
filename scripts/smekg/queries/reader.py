"""Reading stored queries: the header is YAML behind `#+`, the file as a whole is SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from pydantic import ValidationError

from smekg.errors import Finding, FindingsError, UsageError, relative
from smekg.paths import DataRoot
from smekg.queries.checks import claims_faults, layout_faults, meanings_faults, prefix_faults
from smekg.queries.form import form_faults
from smekg.queries.model import Header, StoredQuery
from smekg.queries.parameters import defaults
from smekg.sources.marked_yaml import Marked, parse_marked
from smekg.sources.text_files import read_utf8
from smekg.suggest import nearest
from smekg.validation_messages import explain

__all__ = ["find_query", "read_queries", "read_query", "read_rules"]

_PARAMETER = re.compile(r"\?_([a-z][a-z0-9_]*)")
_LINE = re.compile(r"at (\d+):(\d+)")


def read_queries(root: DataRoot) -> dict[str, StoredQuery]:
    """Read every stored query that answers a question.

    Args:
        root: Where the data lies.

    Returns:
        The queries by id, sorted.

    Raises:
        FindingsError: A file is not a stored query; all faults are listed.
    """
    return _read_all(root, _stored(root))


def read_rules(root: DataRoot) -> dict[str, StoredQuery]:
    """Read the CONSTRUCT rules.

    Args:
        root: Where the data lies.

    Returns:
        The rules by id, sorted.

    Raises:
        FindingsError: A file is not a stored query; all faults are listed.
    """
    rules = _read_all(root, list((root.queries / "rules").rglob("*.rq")))
    faults = [
        Finding(rule.path, 1, f'it comes after "{other}", which is no rule')
        for rule in rules.values()
        for other in rule.header.after
        if other not in rules
    ]
    if faults:
        raise FindingsError(faults)
    return rules


def find_query(root: DataRoot, query_id: str) -> StoredQuery:
    """Find one stored query.

    Args:
        root: Where the data lies.
        query_id: Its id.

    Returns:
        The query.

    Raises:
        UsageError: There is no such query.
        FindingsError: Its file is faulty.
    """
    paths = {path.stem: path for path in _stored(root)}
    if query_id not in paths:
        near = nearest(query_id, paths)
        hint = f'did you mean "{near}"? ' if near else ""
        raise UsageError(f'unknown query "{query_id}"; {hint}`smekg query` lists them all')
    return read_query(paths[query_id], relative(paths[query_id], root.path))


def read_query(path: Path, name: str) -> StoredQuery:
    """Read one stored query.

    Args:
        path: Its file.
        name: Name of the file in messages.

    Returns:
        The query.

    Raises:
        FindingsError: The header or the SPARQL is faulty; all faults are listed.
    """
    text = read_utf8(path, name)
    header, marked = _header(text, name)
    query = StoredQuery(header, text, name)
    faults = list(_faults(query, marked, path.stem))
    if faults:
        raise FindingsError(faults)
    return query


def _stored(root: DataRoot) -> list[Path]:
    """Files of the queries that answer a question; rules and migrations are for other readers."""
    return [
        path
        for path in root.queries.rglob("*.rq")
        if not {"migrations", "rules"}.intersection(path.relative_to(root.queries).parts)
    ]


def _read_all(root: DataRoot, paths: list[Path]) -> dict[str, StoredQuery]:
    found: dict[str, StoredQuery] = {}
    faults: list[Finding] = []
    for path in sorted(paths, key=lambda p: p.stem):
        try:
            query = read_query(path, relative(path, root.path))
        except FindingsError as error:
            faults += error.findings
            continue
        if query.header.id in found:
            other = found[query.header.id].path
            faults.append(Finding(query.path, 1, f'the id "{query.header.id}" is taken by {other}'))
        found[query.header.id] = query
    if faults:
        raise FindingsError(faults)
    return found


def _header(text: str, name: str) -> tuple[Header, Marked]:
    lines = text.split("\n")
    # Lines outside the header become empty, so that line numbers stay those of the file.
    yaml_text = "\n".join(line[2:] if line.startswith("#+") else "" for line in lines)
    if not yaml_text.strip():
        raise FindingsError([Finding(name, 1, "the header is missing; start the file with '#+ id: …'")])
    marked = parse_marked(yaml_text, name)
    try:
        return Header.model_validate(marked.value), marked
    except ValidationError as error:
        raise FindingsError(
            Finding(name, marked.line(*detail["loc"]), "header: " + explain(detail, Header))
            for detail in error.errors()
        ) from error


def _faults(query: StoredQuery, marked: Marked, stem: str) -> Iterator[Finding]:
    header = query.header
    if header.id != stem:
        yield Finding(query.path, 1, f'the id "{header.id}" differs from the file name "{stem}"')
    unfit = list(form_faults(query))
    if unfit:
        yield from unfit
        return
    try:
        projected = _projection(query.text)
    except SyntaxError as error:
        message = str(error)
        place = _LINE.search(message)
        line = min(int(place.group(1)), query.text.count("\n") + 1) if place else 0
        yield Finding(query.path, line, f"not valid SPARQL: {message}")
        return
    if projected is not None and projected != header.columns:
        yield Finding(
            query.path,
            1,
            f"the header's columns ({', '.join(header.columns)}) differ from the columns "
            f"that the query selects ({', '.join(projected)})",
        )
    yield from meanings_faults(query, marked)
    yield from prefix_faults(query)
    yield from _parameter_faults(query)
    yield from claims_faults(query, marked)
    yield from layout_faults(query, marked)
    sibling = header.sibling
    if sibling is not None and sibling.term not in query.body:
        yield Finding(query.path, 1, f'the sibling replaces "{sibling.term}", which the query does not have')


def _parameter_faults(query: StoredQuery) -> Iterator[Finding]:
    declared = {parameter.name: parameter for parameter in query.header.parameters}
    for line_number, line in enumerate(query.text.split("\n"), start=1):
        for used in set(_PARAMETER.findall(line.split("#", 1)[0])) - set(declared):
            yield Finding(query.path, line_number, f'the parameter "{used}" is not declared in the header')
    found = defaults(query.text)
    for name, parameter in declared.items():
        contents = found.get(name, set())
        if len(contents) != 1:
            yield Finding(
                query.path,
                1,
                f'the query takes "{name}" from no block, or from differing ones; '
                f"write VALUES ?_{name} {{ UNDEF }}, or the default in place of UNDEF",
            )
        if bool(parameter.values) != (parameter.type == "choice"):
            yield Finding(query.path, 1, f'"{name}": a choice, and nothing else, needs `values`')
        if parameter.type == "choice" and contents - {"UNDEF", *(f'"{v}"' for v in parameter.values)}:
            yield Finding(query.path, 1, f'"{name}": the default is none of {", ".join(parameter.values)}')


def _projection(text: str) -> tuple[str, ...] | None:
    """Parse the query by running it on an empty store; None for a CONSTRUCT."""
    result = ox.Store().query(text)
    if isinstance(result, ox.QuerySolutions):
        return tuple(variable.value for variable in result.variables)
    return None
