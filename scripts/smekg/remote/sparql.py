"""SPARQL 1.1 queries and updates, by SPARQLWrapper."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.response import addinfourl

from SPARQLWrapper import INSERT, JSON, POST, SELECT, SPARQLWrapper

from smekg.remote.faults import PassingError, RefusedError, excerpt
from smekg.remote.http import HttpClient

__all__ = ["SparqlClient"]


class SparqlClient:
    """Asks one endpoint, and changes what it holds."""

    def __init__(self, http: HttpClient, query: str, update: str | None = None) -> None:
        """Set up.

        Args:
            http: Sends the requests.
            query: Address for queries.
            update: Address for updates, where it is another one.
        """
        self._http = http
        self._query = query
        self._update = update or query

    def select(self, sparql: str, graphs: Iterable[str] = ()) -> dict[str, Any]:
        """Run a SELECT query.

        Args:
            sparql: The query.
            graphs: IRIs of the graphs that make up its default graph; none leaves it to the endpoint.

        Returns:
            The result, as SPARQL 1.1 Query Results JSON has it.

        Raises:
            UsageError: The endpoint does not answer, or answers with something else.
        """
        named = list(graphs)

        def attempt() -> dict[str, Any]:
            client = _Wrapper(self._http, self._query, SELECT)
            for graph in named:
                client.addDefaultGraph(graph)
            client.setQuery(sparql)
            return _results(client.query().response)

        return self._http.patiently(attempt, f"the endpoint {self._query} did not answer the query")

    def update(self, sparql: str) -> None:
        """Run an update.

        Args:
            sparql: The update; harmless to repeat, since an answer may get lost.

        Raises:
            UsageError: The endpoint does not take it.
        """

        def attempt() -> None:
            client = _Wrapper(self._http, self._update, INSERT)
            client.setQuery(sparql)
            client.query()

        self._http.patiently(attempt, f"the endpoint {self._update} did not take the update")


class _Wrapper(SPARQLWrapper):  # type: ignore[misc] # SPARQLWrapper has no types
    """SPARQLWrapper makes the requests; they are sent by our client, which bounds and guards them.

    SPARQLWrapper itself would follow a redirect with the password, install its own login for the whole
    process, and forget the headers of an error.
    """

    def __init__(self, http: HttpClient, address: str, kind: str) -> None:
        self._http = http
        self._kind = kind
        super().__init__(address, returnFormat=JSON)
        self.setMethod(POST)

    def _parseQueryType(self, query: str) -> str:
        """We know; its guess takes words of comments for updates, and long over a large batch."""
        return self._kind

    def _query(self) -> tuple[addinfourl, str]:
        return self._http.once(self._createRequest(), writing=self._kind != SELECT), self.returnFormat


def _results(response: addinfourl) -> dict[str, Any]:
    kind = response.headers.get_content_type()
    body = response.read()
    if "json" not in kind:
        raise RefusedError(f"it sent {kind} instead of results; is it the address of a SPARQL endpoint?")
    try:
        answer = json.loads(body)
    except ValueError as error:
        # Oxigraph breaks off with a sentence, and status 200, when its own time is up.
        raise PassingError(f"the results break off: {excerpt(body[-200:])}") from error
    if not _has_rows(answer):
        raise RefusedError(f"it sent no rows: {excerpt(body)}")
    return dict(answer)


def _has_rows(answer: object) -> bool:
    try:
        columns, rows = answer["head"]["vars"], answer["results"]["bindings"]  # type: ignore[index]
    except (KeyError, TypeError):
        return False
    return isinstance(columns, list) and isinstance(rows, list) and all(map(_is_row, rows))


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(
        isinstance(cell, dict) and isinstance(cell.get("value"), str) for cell in row.values()
    )
