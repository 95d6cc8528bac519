"""The stored queries: by smekg, by Oxigraph alone, and a sample by rdflib's own evaluator."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from rdflib import Graph

from benchmarks.measure import repeated, run_apart
from benchmarks.results import Measurement, QueryTimes
from smekg.paths import DataRoot
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries
from smekg.queries.run import run_local
from smekg.store import load_store

__all__ = ["SAMPLE", "measure_queries"]

#: rdflib is ended where it has taken so many times what smekg takes; more need not be shown.
FAR_SLOWER = 100
#: What rdflib may take at least, in seconds: shorter times tell little.
LEAST = 10.0

#: What rdflib is asked too: of each kind of stored query that has an answer on synthetic reviews some, not
#: chosen by how long they take. Queries that rebuild a print of a real review have none there.
SAMPLE = (
    *("cq-47-captive-offshoring-rated", "cq-54-what-the-text-lacks", "cq-62-relations-with-a-sign"),
    *("cq-72-kinds-of-network", "cq-82-relations-of-firms", "cq-91-kinds-of-claim"),
    *("x-contradictions", "x-count-audit", "x-governance", "x-overlap", "verify-shared-labels"),
)


def measure_queries(
    root: DataRoot, build: Path, repeats: int, limit: float, sample: Iterable[str] = SAMPLE
) -> dict[str, QueryTimes]:
    """Measure every stored query on a build in memory.

    Args:
        root: The data.
        build: The build.
        repeats: Runs per query and engine, one after the other in turn.
        limit: Seconds that all runs of a query by one engine may take; far slower, rdflib gets less.
        sample: Ids of the queries that rdflib is asked too.

    Returns:
        Id of the query to its times.
    """
    found: dict[str, QueryTimes] = run_apart(lambda: _by_oxigraph(root, build, repeats, limit)).value
    limits = {name: _enough(found[name], limit) for name in sample}
    others: dict[str, Measurement] = run_apart(lambda: _by_rdflib(root, build, limits)).value
    for name, one in others.items():
        found[name] = replace(
            found[name],
            rdflib=one.median,
            rdflib_limit=one.limit,
            rdflib_fault=one.note.removeprefix("failed: "),
        )
    return found


def _by_oxigraph(root: DataRoot, build: Path, repeats: int, limit: float) -> dict[str, QueryTimes]:
    store = load_store(build)

    def times(query: StoredQuery) -> QueryTimes:
        rows = len(run_local(store, query.text).rows)  # also warms up
        pairs = [
            (_seconds(lambda: run_local(store, query.text)), _seconds(lambda: _count(store, query.text)))
            for _ in range(repeats)
        ]
        stored, raw = (median(column) for column in zip(*pairs, strict=True))
        return QueryTimes(rows, stored, raw)

    return {
        name: run_apart(partial(times, query), limit).value or QueryTimes(0, None, None)
        for name, query in read_queries(root).items()
    }


def _enough(times: QueryTimes, limit: float) -> float:
    return min(limit, max(LEAST, FAR_SLOWER * (times.stored or limit)))


def _by_rdflib(root: DataRoot, build: Path, limits: Mapping[str, float]) -> dict[str, Measurement]:
    queries = read_queries(root)
    # One graph without names: the union that the queries see, in the form that is quickest for rdflib.
    graph = Graph()
    for path in sorted((build / "current" / "graphs").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return {
        name: repeated(partial(_answered, graph, queries[name]), 1, limit) for name, limit in limits.items()
    }


def _answered(graph: Graph, query: StoredQuery) -> int:
    return len(list(graph.query(query.text)))


def _count(store: ox.Store, sparql: str) -> int:
    result = store.query(sparql, use_default_graph_as_union=True)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError("a stored query is a SELECT query")
    return sum(1 for _ in result)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
