"""What runs in a worker process: the graph is loaded once, then queries are answered one by one."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from smekg.errors import UsageError
from smekg.iris import PREFIXES
from smekg.serve.confinement import confine, die_after, stay_alive, yield_to_others
from smekg.serve.description import describe_service
from smekg.serve.guard import calls_service, is_update, names_dataset
from smekg.serve.model import Limits, Outcome, QueryRequest, refusal
from smekg.serve.negotiation import choose
from smekg.store import load_store

__all__ = ["GRAPH_FORMATS", "ROW_FORMATS", "answer", "describe", "fault", "initialize"]

#: Media types of the answers to SELECT and ASK, the favourite first.
ROW_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
#: Media types of the answers to CONSTRUCT and DESCRIBE, the favourite first.
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
#: Seconds that the parent has to end this process before it ends itself.
GRACE = 2.0


class _State(NamedTuple):
    store: ox.Store
    limits: Limits
    fault: str | None

    @property
    def graphs(self) -> set[ox.NamedNode | ox.BlankNode]:
        return set(self.store.named_graphs())


class _TooLargeError(Exception):
    """The result has more bytes than it may."""


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond a size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.left -= len(data)
        if self.left < 0:
            raise _TooLargeError
        return super().write(data)


_state = _State(ox.Store(), Limits(), "the worker has no graph")


def initialize(build: Path, limits: Limits, yielding: bool) -> None:
    """Load the graph and give up what queries must not use.

    Args:
        build: The folder that `smekg build` wrote.
        limits: The bounds of a query.
        yielding: Whether other processes of the machine come first.
    """
    global _state  # noqa: PLW0603 - a worker process is one store and nothing else
    if yielding:
        yield_to_others()
    try:
        _state = _State(load_store(build), limits, None)
    except UsageError as error:
        _state = _State(ox.Store(), limits, str(error))
    confine(limits.memory_bytes)


def fault() -> str | None:
    """Tell why this worker cannot answer, if so."""
    return _state.fault


def answer(request: QueryRequest) -> Outcome:
    """Answer a query.

    Args:
        request: The query.

    Returns:
        The whole result, or a sentence that says why there is none. A result is never cut.
    """
    return _timed(lambda: _evaluate(request))


def describe(endpoint: str, accept: str) -> Outcome:
    """Describe the endpoint (SPARQL 1.1 Service Description).

    Args:
        endpoint: Its address.
        accept: The media types that the client takes, as in the HTTP header.

    Returns:
        The description.
    """
    return _timed(lambda: _description(endpoint, accept))


def _timed(work: Callable[[], Outcome]) -> Outcome:
    start = time.perf_counter()
    outcome = _bounded(work)
    return replace(outcome, seconds=time.perf_counter() - start)


def _bounded(work: Callable[[], Outcome]) -> Outcome:
    if _state.fault:
        return refusal(503, _state.fault)
    limits = _state.limits
    die_after(limits.timeout + GRACE)
    try:
        return work()
    except SyntaxError as error:
        return refusal(400, f"The query is not valid SPARQL 1.1: {error}")
    except _TooLargeError:
        return refusal(
            500,
            f"The result is larger than {limits.result} MB and was dropped, as a part of it would look "
            "complete. Ask for less, or page through it with ORDER BY, LIMIT and OFFSET.",
        )
    except MemoryError:
        return refusal(500, f"The query needs more than the {limits.memory} MB that it may take.")
    except (OSError, RuntimeError, ValueError) as error:
        return refusal(500, f"The query could not be evaluated: {error}")
    finally:
        stay_alive()


def _evaluate(request: QueryRequest) -> Outcome:
    if is_update(request.text):
        return refusal(403, "This endpoint is read-only: it answers queries and takes no updates.")
    if calls_service(request.text):
        return refusal(403, "This endpoint asks no other server: leave out SERVICE.")
    try:
        default, named = _graphs(request.default_graphs), _graphs(request.named_graphs)
    except ValueError as error:
        return refusal(400, f"A graph's name is not an absolute IRI: {error}")
    result = _run(request.text, default, named)
    offers = GRAPH_FORMATS if isinstance(result, ox.QueryTriples) else ROW_FORMATS
    media_type = choose(request.accept, list(offers))
    if media_type is None:
        return refusal(406, f"The answer can be had as {', '.join(offers)}.")
    output = _Bounded(_state.limits.result_bytes)
    if isinstance(result, ox.QueryTriples):
        # The other formats name prefixes that nothing uses, at length.
        prefixes = PREFIXES if media_type == "text/turtle" else None
        ox.serialize(result, output, GRAPH_FORMATS[media_type], prefixes=prefixes)
    else:
        result.serialize(output, ROW_FORMATS[media_type])
    return Outcome(200, media_type, output.getvalue())


def _run(
    query: str, default: list[ox.NamedNode], named: list[ox.NamedNode]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    store = _state.store
    # A dataset of the request takes the place of the query's own, and holds no other graph.
    if default and _state.graphs.issubset(default):
        # The same triples, found several times as fast.
        return store.query(query, use_default_graph_as_union=True, named_graphs=list(named))
    if default or named:
        return store.query(query, default_graph=list(default), named_graphs=list(named))
    # The union would take the place of what FROM names.
    return store.query(query, use_default_graph_as_union=not names_dataset(query))


def _graphs(iris: tuple[str, ...]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


def _description(endpoint: str, accept: str) -> Outcome:
    media_type = choose(accept, list(GRAPH_FORMATS))
    if media_type is None:
        return refusal(406, f"The description can be had as {', '.join(GRAPH_FORMATS)}.")
    formats = [form.iri for form in ROW_FORMATS.values()] + [form.iri for form in GRAPH_FORMATS.values()]
    body = describe_service(_state.store, endpoint, formats, GRAPH_FORMATS[media_type])
    return Outcome(200, media_type, body)
