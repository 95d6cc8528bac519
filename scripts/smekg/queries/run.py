"""Running a stored query, here or on a remote endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from smekg.errors import UsageError
from smekg.queries.portable import answered, asked

if TYPE_CHECKING:
    from smekg.remote.login import Login

__all__ = ["Rows", "run_local", "run_remote"]

#: Longest time that a remote endpoint may take, in seconds, and how often it is asked before we give up.
REMOTE_TIMEOUT = 60
REMOTE_TRIES = 3


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


def run_remote(endpoint: str, sparql: str, graphs: Iterable[str], login: Login | None = None) -> Rows:
    """Run a SELECT query on a SPARQL 1.1 endpoint.

    Args:
        endpoint: The endpoint's address.
        sparql: The query.
        graphs: IRIs of the graphs that the query sees as one.
        login: Who asks, where the endpoint wants to know.

    Returns:
        The rows.

    Raises:
        UsageError: The endpoint does not answer, or answers with an error.
    """
    # Imported here: SPARQLWrapper takes longer to load than a local query to run.
    from smekg.remote.http import HttpClient  # noqa: PLC0415
    from smekg.remote.sparql import SparqlClient  # noqa: PLC0415

    client = HttpClient([endpoint], login, timeout=REMOTE_TIMEOUT, tries=REMOTE_TRIES)
    answer = SparqlClient(client, endpoint).select(asked(sparql), graphs)
    columns = tuple(answer["head"]["vars"])
    found = answer["results"]["bindings"]
    rows = (tuple(answered(row.get(column, {})) for column in columns) for row in found)
    return Rows(columns, tuple(rows))
