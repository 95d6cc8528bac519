"""Running a stored query, here or on a remote endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from smekg.errors import UsageError
from smekg.queries.model import bare

__all__ = ["Rows", "run_local", "run_remote"]

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
    client.setQuery(bare(sparql))
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
