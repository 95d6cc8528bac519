"""Publishing in tests: a client of an engine, with pauses that a test can wait for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.fake_engine import FakeEngine
from smekg.publish.build import Build, read_build
from smekg.publish.engine import Engine
from smekg.publish.plan import compare
from smekg.publish.pointer import CURRENT_GRAPHS, graphs_of_one, version_graph
from smekg.publish.run import Report, publish_build
from smekg.queries.run import run_remote
from smekg.remote.http import HttpClient
from smekg.remote.login import Login
from support.sparql_engines import Engine as Server

Progress = Callable[[str], None]


def client(
    server: Server | FakeEngine,
    *,
    graph_store: bool = False,
    batch: int | None = None,
    timeout: float = 30,
    tries: int = 3,
) -> Engine:
    """An engine as the command makes it."""
    if isinstance(server, FakeEngine):
        addresses = [f"{server.address}/{name}" for name in ("query", "update", "store")]
        login = None
    else:
        addresses = [server.query, server.update, server.graph_store]
        login = Login(server.user, server.password) if server.user else None
    http = HttpClient(addresses, login, timeout=timeout, tries=tries)
    return Engine(http, addresses[0], addresses[1], addresses[2] if graph_store else None, batch)


def publish(
    folder: Path, engine: Engine, *, keep: int = 1, progress: Progress = lambda _step: None
) -> Report:
    """Publish the build in a folder."""
    return publish_build(read_build(folder), engine, keep=keep, progress=progress)


def current_graphs(query_address: str) -> list[str]:
    """The graphs that a reader would ask."""
    return graphs_of_one(run_remote(query_address, CURRENT_GRAPHS, []).rows)


def holds(engine: Engine, build: Build) -> bool:
    """Whether an engine holds a whole version."""
    graphs = {name: engine.read(version_graph(name, build.version)) for name in build.graphs}
    return not any(compare(wanted, graphs[name]) for name, wanted in build.graphs.items())
