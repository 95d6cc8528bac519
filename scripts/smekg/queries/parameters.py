"""Parameters of a stored query: blocks `VALUES ?_name { default }` whose content a value replaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from smekg.errors import LabelError, UsageError, quoted
from smekg.iris import PREFIXES
from smekg.queries.model import Parameter, StoredQuery
from smekg.suggest import nearest

if TYPE_CHECKING:
    from smekg.terms import TermIndex

__all__ = ["bind_parameters", "defaults", "parse_assignments"]

#: Where a query takes the value of a parameter.
_BLOCK = re.compile(r"VALUES\s+\?_([a-z][a-z0-9_]*)\s*\{([^{}]*)\}")

#: What Oxigraph can reckon with.
_INTEGER = re.compile(r"-?[0-9]{1,18}")
#: An escape as N-Triples has it, with its digits if it has four; an escaped backslash with the `u` after it.
_ESCAPE = re.compile(r"\\\\(?P<letter>[uU])?|\\u(?P<code>[0-9A-F]{4})|\\.")
_KEY = re.compile(r"[a-z][a-z0-9]*")


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
            raise UsageError(f"a parameter is written name=value, not {quoted(assignment)}")
        if name not in declared:
            known = ", ".join(declared) or "none"
            raise UsageError(
                f"query {query.header.id} has no parameter {quoted(name)}; its parameters: {known}"
            )
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
        parameter.name: _written(_term(parameter, values[parameter.name], index))
        for parameter in query.header.parameters
        if parameter.name in values
    }

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"VALUES ?_{name} {{ {given[name]} }}" if name in given else match.group(0)

    return _BLOCK.sub(block, query.text)


def _written(term: ox.NamedNode | ox.Literal) -> str:
    """A term in SPARQL: on one line, with every letter escaped that could end the text or the line.

    Some engines read the escape of a quotation mark by its code wherever it stands, even where the backslash
    before it is escaped; so a `u` behind a backslash of the value is escaped, too. Some take eight digits for
    one code wherever eight follow; so no escape is written with four.
    """
    return _ESCAPE.sub(_escaped, str(term))


def _escaped(found: re.Match[str]) -> str:
    if found["letter"]:
        return rf"\\\U{ord(found['letter']):08X}"
    return rf"\U0000{found['code']}" if found["code"] else found[0]


def _term(parameter: Parameter, value: str, index: Callable[[], TermIndex]) -> ox.NamedNode | ox.Literal:
    if parameter.type == "integer":
        if not _INTEGER.fullmatch(value):
            message = f'parameter "{parameter.name}" takes a whole number of at most 18 digits'
            raise UsageError(f"{message}, not {quoted(value)}")
        return ox.Literal(int(value))
    if parameter.type == "text":
        return ox.Literal(_text(parameter, value))
    if parameter.type == "choice":
        return ox.Literal(_chosen(parameter, value))
    if parameter.type == "work":
        if not _KEY.fullmatch(value):
            raise UsageError(f'parameter "{parameter.name}" takes a citation key, not {quoted(value)}')
        return ox.NamedNode(f"{PREFIXES['work']}{value}")
    try:
        return ox.NamedNode(index().resolve(parameter.type, _text(parameter, value)))
    except LabelError as error:
        raise UsageError(f'parameter "{parameter.name}": {error}') from error


def _text(parameter: Parameter, value: str) -> str:
    """The value, unless it is of bytes that are no text, as a command line can have them."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f'parameter "{parameter.name}": {quoted(value)} is not valid UTF-8') from error
    return value


def _chosen(parameter: Parameter, value: str) -> str:
    if value in parameter.values:
        return value
    near = nearest(value, parameter.values)
    hint = f'; did you mean "{near}"?' if near else ""
    raise UsageError(
        f'parameter "{parameter.name}" is one of {", ".join(parameter.values)}, not {quoted(value)}{hint}'
    )
