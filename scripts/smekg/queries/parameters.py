"""Parameters of a stored query: blocks `VALUES ?_name { default }` whose content a value replaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from rdflib import Literal, URIRef

from smekg.errors import UsageError
from smekg.namespaces import mint
from smekg.queries.model import Parameter, StoredQuery
from smekg.suggest import nearest
from smekg.terms import LabelError, TermIndex

__all__ = ["bind_parameters", "defaults", "parse_assignments"]

#: Where a query takes the value of a parameter.
_BLOCK = re.compile(r"VALUES\s+\?_([a-z][a-z0-9_]*)\s*\{([^{}]*)\}")

_INTEGER = re.compile(r"-?[0-9]+")


def defaults(text: str) -> dict[str, set[str]]:
    """Find what each parameter is where the caller gives no value.

    Args:
        text: A stored query.

    Returns:
        Parameter name to the contents of its blocks; `UNDEF` leaves the parameter open.
    """
    found: dict[str, set[str]] = {}
    for name, content in _BLOCK.findall(text):
        found.setdefault(name, set()).add(content.strip())
    return found


def parse_assignments(query: StoredQuery, assignments: Iterable[str]) -> dict[str, str]:
    """Read `name=value` parameters from the command line.

    Args:
        query: The query they are meant for.
        assignments: The texts.

    Returns:
        Parameter name to value.

    Raises:
        UsageError: One has no `=`, or the query declares no parameter of that name.
    """
    declared = [parameter.name for parameter in query.header.parameters]
    values: dict[str, str] = {}
    for assignment in assignments:
        name, separator, value = assignment.partition("=")
        if not separator:
            raise UsageError(f'a parameter is written name=value, not "{assignment}"')
        if name not in declared:
            known = ", ".join(declared) or "none"
            raise UsageError(f'query {query.header.id} has no parameter "{name}"; its parameters: {known}')
        values[name] = value
    return values


def bind_parameters(query: StoredQuery, values: Mapping[str, str], index: Callable[[], TermIndex]) -> str:
    """Put parameter values into the query.

    Args:
        query: The query.
        values: Parameter name to value; the others keep the default that stands in the query.
        index: Gives the labels that parameters may use; called only when a label must be resolved.

    Returns:
        SPARQL in which each given parameter is bound wherever the query takes it.

    Raises:
        UsageError: A value names nothing.
    """
    given = {
        parameter.name: _term(parameter, values[parameter.name], index).n3()
        for parameter in query.header.parameters
        if parameter.name in values
    }

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"VALUES ?_{name} {{ {given[name]} }}" if name in given else match.group(0)

    return _BLOCK.sub(block, query.text)


def _term(parameter: Parameter, value: str, index: Callable[[], TermIndex]) -> URIRef | Literal:
    if parameter.type == "integer":
        if not _INTEGER.fullmatch(value):
            raise UsageError(f'parameter "{parameter.name}" takes a whole number, not "{value}"')
        return Literal(int(value))
    if parameter.type == "text":
        return Literal(value)
    if parameter.type == "choice":
        return Literal(_chosen(parameter, value))
    if parameter.type == "work":
        if not value.isalnum():
            raise UsageError(f'parameter "{parameter.name}" takes a citation key, not "{value}"')
        return mint("work", value)
    try:
        return index().resolve(parameter.type, value)
    except LabelError as error:
        raise UsageError(f'parameter "{parameter.name}": {error}') from error


def _chosen(parameter: Parameter, value: str) -> str:
    if value in parameter.values:
        return value
    near = nearest(value, parameter.values)
    hint = f'; did you mean "{near}"?' if near else ""
    raise UsageError(
        f'parameter "{parameter.name}" is one of {", ".join(parameter.values)}, not "{value}"{hint}'
    )
