"""The graphs of a SPARQL engine: read whole, written in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import Request

import pyoxigraph as ox

from smekg.errors import UsageError
from smekg.publish.plan import BatchLimit, batches
from smekg.remote.http import HttpClient
from smekg.remote.sparql import SparqlClient

__all__ = ["Engine"]

#: What one update may carry. Virtuoso 7.2 takes 2,000 of smekg's triples; at 5,000 its parser gives up.
UPDATE_LIMIT = BatchLimit(1_000, 500_000)
#: What one body of the Graph Store Protocol may carry.
GRAPH_STORE_LIMIT = BatchLimit(5_000, 4_000_000)
#: Most triples that are asked for at once.
PAGE = 50_000
_DIGITS = "0123456789abcdef"
#: How far a graph is divided where an engine gives fewer rows than it counts: 16 to the power of this.
_DEEPEST = 4


class Engine:
    """A SPARQL 1.1 engine to which graphs are published."""

    def __init__(
        self, http: HttpClient, query: str, update: str, graph_store: str | None, batch: int | None = None
    ) -> None:
        """Set up.

        Args:
            http: Sends the requests.
            query: Address for queries.
            update: Address for updates.
            graph_store: Address for the Graph Store Protocol; without it, triples go as updates.
            batch: Triples that one request may carry; none takes what the engines that we know bear.
        """
        self._http = http
        self._sparql = SparqlClient(http, query, update)
        self._graph_store = graph_store
        self._update_limit = UPDATE_LIMIT._replace(triples=batch or UPDATE_LIMIT.triples)
        self._store_limit = GRAPH_STORE_LIMIT._replace(triples=batch or GRAPH_STORE_LIMIT.triples)

    def count(self, graph: str, part: str = "") -> int:
        """Count the triples of a graph.

        Args:
            graph: Its IRI.
            part: Only of subjects whose MD5 begins so.

        Returns:
            The number.

        Raises:
            UsageError: The engine does not answer.
        """
        answer = self._sparql.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_pattern(graph, part)} }}")
        try:
            return int(answer["results"]["bindings"][0]["n"]["value"])
        except (IndexError, KeyError, ValueError) as error:
            raise UsageError(f"the endpoint does not count the triples of {graph}") from error

    def read(self, graph: str) -> set[ox.Triple]:
        """Read a graph.

        Many engines give no more than a certain number of rows, and most do not say so. So the rows are
        counted, and where some are missing the graph is read in parts, by a hash of the subject.

        Args:
            graph: Its IRI.

        Returns:
            All its triples.

        Raises:
            UsageError: The engine does not answer, or does not give all of them.
        """
        return set(self._read(graph, "", self.count(graph)))

    def _read(self, graph: str, part: str, count: int) -> Iterator[ox.Triple]:
        if count == 0:
            return
        rows: list[ox.Triple] = []
        if count <= PAGE:
            answer = self._sparql.select(f"SELECT ?s ?p ?o WHERE {{ {_pattern(graph, part)} }}")
            rows = [_triple(row) for row in answer["results"]["bindings"]]
        if len(rows) == count:
            yield from rows
            return
        counts = {part + digit: self.count(graph, part + digit) for digit in _DIGITS}
        if len(part) == _DEEPEST or sum(counts.values()) != count:
            raise UsageError(
                f"the endpoint counts {count:,} triples in {graph} and gives {len(rows):,} of them; "
                "raise its limit of rows, and see that nobody else writes to this graph"
            )
        for narrower, number in counts.items():
            yield from self._read(graph, narrower, number)

    def insert(self, graph: str, lines: Iterable[str]) -> Iterator[int]:
        """Add triples to a graph, batch by batch.

        Args:
            graph: Its IRI.
            lines: The triples as N-Triples, without blank nodes.

        Yields:
            How many triples each batch had, once it is in.

        Raises:
            UsageError: The engine does not take them.
        """
        limit = self._update_limit if self._graph_store is None else self._store_limit
        for batch in batches(lines, limit):
            if self._graph_store is None:
                self.update(_data("INSERT", graph, batch))
            else:
                self._post(self._graph_store, graph, batch)
            yield len(batch)

    def delete(self, graph: str, lines: Iterable[str]) -> None:
        """Remove triples from a graph.

        Args:
            graph: Its IRI.
            lines: The triples as N-Triples, without blank nodes.

        Raises:
            UsageError: The engine does not do it.
        """
        for batch in batches(lines, self._update_limit):
            self.update(_data("DELETE", graph, batch))

    def clear(self, graph: str) -> None:
        """Remove a graph.

        Args:
            graph: Its IRI.

        Raises:
            UsageError: The engine does not do it.
        """
        self.update(f"DROP SILENT GRAPH <{graph}>")

    def update(self, sparql: str) -> None:
        """Run an update that is harmless to repeat.

        Args:
            sparql: The update.

        Raises:
            UsageError: The engine does not take it.
        """
        self._sparql.update(sparql)

    def _post(self, graph_store: str, graph: str, lines: list[str]) -> None:
        """Merge triples into a graph (https://www.w3.org/TR/sparql11-http-rdf-update/#http-post)."""
        address = f"{graph_store}{'&' if '?' in graph_store else '?'}graph={quote(graph, safe='')}"
        body = "".join(f"{line}\n" for line in lines).encode()

        def attempt() -> None:
            headers = {"Content-Type": "application/n-triples", "User-Agent": "smekg"}
            # The scheme was checked when the address was given.
            request = Request(address, data=body, headers=headers, method="POST")  # noqa: S310
            self._http.once(request, writing=True)

        self._http.patiently(attempt, f"the graph store {graph_store} did not take the triples")


def _pattern(graph: str, part: str) -> str:
    chosen = f' FILTER(STRSTARTS(MD5(STR(?s)), "{part}"))' if part else ""
    return f"GRAPH <{graph}> {{ ?s ?p ?o }}{chosen}"


def _data(verb: str, graph: str, lines: list[str]) -> str:
    return f"{verb} DATA {{ GRAPH <{graph}> {{\n" + "\n".join(lines) + "\n} }"


def _triple(row: dict[str, dict[str, Any]]) -> ox.Triple:
    try:
        subject, predicate, value = (_term(row[column]) for column in "spo")
        # pyoxigraph refuses what may not stand in these places.
        return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"the endpoint gives something that is no triple: {str(row)[:200]}") from error


def _term(cell: dict[str, Any]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    kind, value = cell["type"], cell["value"]
    if kind == "uri":
        return ox.NamedNode(value)
    if kind == "bnode":
        return ox.BlankNode(value.removeprefix("nodeID://"))
    if "xml:lang" in cell:
        return ox.Literal(value, language=cell["xml:lang"])
    return (
        ox.Literal(value, datatype=ox.NamedNode(cell["datatype"]))
        if "datatype" in cell
        else ox.Literal(value)
    )
