"""Running a stored query, here or on a remote endpoint, with checked parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Literal, URIRef

from smekg.errors import UsageError
from smekg.namespaces import mint
from smekg.queries.model import Parameter, StoredQuery
from smekg.terms import AmbiguousLabelError, TermIndex, UnknownLabelError

__all__ = ["Rows", "bind_parameters", "parse_assignments", "run_local", "run_remote"]

#: Where a stored query's pattern begins: the outermost WHERE.
_WHERE = re.compile(r"^WHERE\s*\{", re.MULTILINE)
#: Longest time that a remote endpoint may take, in seconds.
REMOTE_TIMEOUT = 60


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT query.

    Attributes:
        columns: Column names, in the query's order.
        rows: One tuple of texts per row; an unbound cell is an empty text.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    """Put parameter values into the query as a VALUES block.

    Args:
        query: The query.
        values: Parameter name to value; the others stay open.
        index: Gives the labels that parameters may use; called only when a label must be resolved.

    Returns:
        SPARQL in which each `?_name` is bound, or unbound where no value is given.

    Raises:
        UsageError: A value names nothing.
    """
    parameters = query.header.parameters
    if not parameters:
        return query.text
    names = " ".join(f"?_{parameter.name}" for parameter in parameters)
    cells = " ".join(_cell(parameter, values.get(parameter.name), index) for parameter in parameters)
    where = _WHERE.search(query.text)
    if where is None:
        raise UsageError(f"{query.path}: a query with parameters needs WHERE {{ at the start of a line")
    return f"{query.text[: where.end()]}\n  VALUES ({names}) {{ ({cells}) }}{query.text[where.end() :]}"


def run_local(store: ox.Store, sparql: str) -> Rows:
    """Run a SELECT query over the union of the store's graphs.

    Args:
        store: The store.
        sparql: The query.

    Returns:
        The rows.
    """
    result = store.query(sparql, use_default_graph_as_union=True)
    if not isinstance(result, ox.QuerySolutions):
        raise UsageError("only SELECT queries give rows")
    columns = tuple(variable.value for variable in result.variables)
    return Rows(
        columns,
        tuple(tuple("" if term is None else term.value for term in solution) for solution in result),
    )


def run_remote(endpoint: str, sparql: str, graphs: Iterable[str]) -> Rows:
    """Run a SELECT query on a SPARQL 1.1 endpoint.

    Args:
        endpoint: The endpoint's address.
        sparql: The query.
        graphs: IRIs of the graphs that the query sees as one.

    Returns:
        The rows.

    Raises:
        UsageError: The endpoint does not answer, or answers with an error.
    """
    # Imported here: SPARQLWrapper takes longer to load than a local query to run.
    from SPARQLWrapper import JSON, POST, SPARQLWrapper  # noqa: PLC0415
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

    client = SPARQLWrapper(endpoint)
    # SPARQLWrapper guesses the kind of query from its first keyword and takes words of consecutive
    # comment lines ("articles that address …") for updates; so the comments stay here.
    client.setQuery("\n".join(line for line in sparql.splitlines() if not line.startswith("#")))
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    client.setTimeout(REMOTE_TIMEOUT)
    for graph in graphs:
        client.addDefaultGraph(graph)
    try:
        answer = client.query().convert()
        columns = tuple(answer["head"]["vars"])
        found = answer["results"]["bindings"]
    except (SPARQLWrapperException, OSError, KeyError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        raise UsageError(f"the endpoint {endpoint} did not answer the query: {reason}") from error
    rows = (tuple(row.get(column, {}).get("value", "") for column in columns) for row in found)
    return Rows(columns, tuple(rows))


def _cell(parameter: Parameter, value: str | None, index: Callable[[], TermIndex]) -> str:
    if value is None:
        return "UNDEF"
    return _term(parameter, value, index).n3()


def _term(parameter: Parameter, value: str, index: Callable[[], TermIndex]) -> URIRef | Literal:
    if parameter.type == "integer":
        if not value.lstrip("-").isdigit():
            raise UsageError(f'parameter "{parameter.name}" takes a whole number, not "{value}"')
        return Literal(int(value))
    if parameter.type == "text":
        return Literal(value)
    if parameter.type == "work":
        if not value.isalnum():
            raise UsageError(f'parameter "{parameter.name}" takes a citation key, not "{value}"')
        return mint("work", value)
    try:
        return index().resolve(parameter.type, value)
    except (UnknownLabelError, AmbiguousLabelError) as error:
        raise UsageError(f'parameter "{parameter.name}": {error}') from error
