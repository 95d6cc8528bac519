"""Published to real engines, the Oxigraph server and Virtuoso 7, by both ways of writing."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from publish.publishing import client, current_graphs, holds, publish
from publish.small_build import LITERALS, small_quads, write_small
from smekg.errors import FindingsError
from smekg.namespaces import GRAPH
from smekg.publish.build import read_build
from smekg.publish.normal import normal_literal
from smekg.publish.pointer import POINTER, version_graph
from smekg.queries.run import run_remote
from support import sparql_engines
from support.sparql_engines import Engine, needs_oxigraph, needs_virtuoso, oxigraph, virtuoso

_NO_LIMIT = "= 1000000\n"
STARTERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
both_engines = pytest.mark.parametrize(
    "server",
    [pytest.param("oxigraph", marks=needs_oxigraph), pytest.param("virtuoso", marks=needs_virtuoso)],
    indirect=True,
)
both_ways = pytest.mark.parametrize("graph_store", [False, True], ids=["updates", "graph store"])


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Each engine is started once, when it is first needed. Virtuoso gives no more than a thousand rows."""
    running: dict[str, Engine] = {}
    open_ones = []

    def server(name: str) -> Engine:
        if name not in running:
            context = STARTERS[name](tmp_path_factory.mktemp(name))
            with pytest.MonkeyPatch.context() as patch:
                settings = sparql_engines._VIRTUOSO_SETTINGS
                assert _NO_LIMIT in settings
                patch.setattr(sparql_engines, "_VIRTUOSO_SETTINGS", settings.replace(_NO_LIMIT, "= 1000\n"))
                running[name] = context.__enter__()
            open_ones.append(context)
        return running[name]

    yield server
    for context in open_ones:
        context.__exit__(None, None, None)


@pytest.fixture
def server(servers: Callable[[str], Engine], request: pytest.FixtureRequest) -> Engine:
    """An engine without a version in it."""
    engine = servers(request.param)
    graphs = run_remote(engine.query, f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}", []).rows
    for (graph,) in graphs:
        client(engine).clear(graph)
    return engine


_OURS = f'FILTER(STRSTARTS(STR(?g), "{GRAPH}"))'


def graphs_with_triples(server: Engine) -> set[str]:
    rows = run_remote(server.query, f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}", []).rows
    return {graph for (graph,) in rows}


def options(server: Engine, graph_store: bool = False) -> list[str]:
    store = ["--graph-store", server.graph_store] if graph_store else []
    user = ["--user", server.user] if server.user else []
    return ["--endpoint", server.query, "--update", server.update, *store, *user]


@both_engines
@both_ways
def test_a_build_is_published_whole_and_once(server: Engine, graph_store: bool, tmp_path: Path) -> None:
    small = write_small(tmp_path, small_quads(600))  # more triples than Virtuoso gives at once
    build = read_build(small)
    report = publish(small, client(server, graph_store=graph_store, batch=500))
    assert report.moved
    assert sum(each.sent for each in report.graphs) == build.size
    assert holds(client(server), build)
    assert current_graphs(server.query) == [version_graph(name, build.version) for name in build.graphs]
    again = publish(small, client(server, graph_store=graph_store))
    assert not again.moved
    assert sum(each.sent + each.removed for each in again.graphs) == 0


@both_engines
def test_versions_follow_each_other_and_go(server: Engine, tmp_path: Path) -> None:
    folders = [write_small(tmp_path / str(number), small_quads(number)) for number in (1, 2, 3)]
    one, two, three = (read_build(folder).version for folder in folders)
    engine = client(server)
    assert publish(folders[0], engine).previous is None
    assert publish(folders[1], engine).previous == one
    report = publish(folders[2], engine)
    assert (report.previous, list(report.dropped)) == (two, [one])
    left = {graph.rpartition("/")[2] for graph in graphs_with_triples(server) - {POINTER}}
    assert left == {two, three}
    assert not [t for t in engine.read(POINTER) if one in str(t.subject)]
    back = publish(folders[1], engine, keep=0)  # a step back
    assert (back.previous, list(back.dropped)) == (three, [three])
    assert {graph.rpartition("/")[2] for graph in graphs_with_triples(server) - {POINTER}} == {two}


@pytest.mark.parametrize(
    ("server", "graph_store"),
    [
        pytest.param("oxigraph", False, marks=needs_oxigraph),
        pytest.param("oxigraph", True, marks=[needs_oxigraph, pytest.mark.slow]),
        pytest.param("virtuoso", False, marks=[needs_virtuoso, pytest.mark.slow]),
        pytest.param("virtuoso", True, marks=needs_virtuoso),
    ],
    indirect=["server"],
)
def test_a_killed_run_shows_nothing_and_is_finished_by_the_next(
    server: Engine, graph_store: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMEKG_PASSWORD", server.password)
    first = write_small(tmp_path / "first", small_quads(1))
    publish(first, client(server))
    before = current_graphs(server.query)
    second = write_small(tmp_path / "second", small_quads(700))
    build = read_build(second)
    command = ["publish", *options(server, graph_store), "--batch", "10", "--build", str(second)]
    process = subprocess.Popen([sys.executable, "-m", "smekg", *command], stderr=subprocess.DEVNULL)
    graph = version_graph("tiny-2020", build.version)
    try:
        arrived = 0
        while arrived < 20:
            assert process.poll() is None, "the run ended before it could be killed"
            arrived = client(server).count(graph)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert current_graphs(server.query) == before
    arrived = client(server).count(graph)
    assert 20 <= arrived < len(build.graphs["tiny-2020"])
    report = publish(second, client(server, graph_store=graph_store))
    sent = {each.name: each.sent for each in report.graphs}
    # What was on its way when the run was killed may still have arrived.
    assert sent["tiny-2020"] <= len(build.graphs["tiny-2020"]) - arrived
    assert holds(client(server), build)
    assert current_graphs(server.query) != before


@both_engines
def test_a_reader_never_sees_half_a_version(server: Engine, tmp_path: Path) -> None:
    sizes = (200, 230)
    folders = [write_small(tmp_path / str(size), small_quads(size)) for size in sizes]
    engine = client(server, batch=50)
    publish(folders[0], engine)
    seen: Counter[str] = Counter()
    done = threading.Event()

    def read() -> None:
        claims = (
            "SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim <https://w3id.org/smekg/ontology#subject> ?x }"
        )
        while not done.is_set():
            seen[run_remote(server.query, claims, current_graphs(server.query)).rows[0][0]] += 1

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for folder in (folders[1], folders[0], folders[1]):
            publish(folder, engine)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert set(seen) <= {str(size) for size in sizes}
    assert sum(seen.values()) > 10


@needs_virtuoso
@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
@both_ways
def test_a_wrong_password_is_refused(
    server: Engine, graph_store: bool, tmp_path: Path, smekg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = write_small(tmp_path, small_quads(1))
    monkeypatch.setenv("SMEKG_PASSWORD", "wr0ng-password")
    result = smekg("publish", *options(server, graph_store), "--build", small)
    assert result.returncode == 2
    assert "status 401" in result.stderr
    assert "wr0ng-password" not in result.stderr + result.stdout
    assert graphs_with_triples(server) == set()


@needs_virtuoso
@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
def test_what_an_engine_cannot_hold_is_a_finding(server: Engine, tmp_path: Path) -> None:
    node, graph = ox.NamedNode("https://example.org/x"), ox.NamedNode(f"{GRAPH}tiny-2020")
    values = (ox.Literal(1), ox.Literal(True), ox.Literal(1.0))
    # Virtuoso takes numbers of one value for one, whatever their types.
    small = write_small(tmp_path, [ox.Quad(node, node, value, graph) for value in values])
    with pytest.raises(FindingsError, match="the engine lacks 2 triples"):
        publish(small, client(server))
    assert current_graphs(server.query) == []


@both_engines
def test_literals_come_back_in_the_form_of_comparison(server: Engine) -> None:
    round_trip(server, LITERALS)


@both_engines
@pytest.mark.slow
def test_made_up_literals_come_back_in_the_form_of_comparison(server: Engine) -> None:
    round_trip(server, made_up_literals())


def made_up_literals() -> list[ox.Literal]:
    """A thousand of each type, the same in each run."""
    import random  # noqa: PLC0415

    dice = random.Random(6)
    xsd = "http://www.w3.org/2001/XMLSchema#"
    made = []
    for _ in range(1_000):
        number = dice.randint(-(10**9), 10**9)
        day = f"{dice.randint(1000, 2999)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        letters = "".join(
            chr(dice.choice((dice.randint(32, 126), dice.randint(160, 0x24FF)))) for _ in range(20)
        )
        for datatype, text in (
            ("integer", str(number)),
            ("decimal", f"{number}.{dice.randint(0, 10**14)}"),
            ("double", repr(dice.uniform(-1e6, 1e6))),
            ("boolean", dice.choice(("true", "false"))),
            ("date", day),
            ("dateTime", f"{day}T{dice.randint(0, 23):02}:10:20.{dice.randint(1, 999)}Z"),
            ("string", letters),
        ):
            made.append(ox.Literal(text, datatype=ox.NamedNode(xsd + datatype)))
        made.append(ox.Literal(letters, language=dice.choice(("en", "de-CH", "zh-Hant"))))
    return made


def round_trip(server: Engine, literals: tuple[ox.Literal, ...] | list[ox.Literal]) -> None:
    predicate = ox.NamedNode("https://example.org/p")
    subjects = [ox.NamedNode(f"https://example.org/{number}") for number in range(len(literals))]
    lines = [f"{subject} {predicate} {value} ." for subject, value in zip(subjects, literals, strict=True)]
    for graph_store in (False, True):
        graph = f"{GRAPH}literals/{graph_store}"
        engine = client(server, graph_store=graph_store)
        assert sum(engine.insert(graph, lines)) == len(lines)
        back = {t.subject: t.object for t in engine.read(graph)}
        differing = [
            (value, back.get(subject))
            for subject, value in zip(subjects, literals, strict=True)
            if not isinstance(found := back.get(subject), ox.Literal)
            or normal_literal(found) != normal_literal(value)
        ]
        assert differing == []


@pytest.fixture(scope="module")
def part(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two graphs of the real build: axioms with blank nodes, and what HermiT infers."""
    chosen = {ox.NamedNode(GRAPH + name) for name in ("ontology", "inferred")}
    quads = ox.parse(path=str(dist / "current" / "smekg.nq"), format=ox.RdfFormat.N_QUADS)
    return write_small(tmp_path_factory.mktemp("part"), (quad for quad in quads if quad.graph_name in chosen))


@both_engines
def test_stored_queries_ask_the_published_version(
    server: Engine, part: Path, tmp_path: Path, smekg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMEKG_PASSWORD", server.password)
    # It asks for the restrictions of classes, which are blank nodes in the build.
    arguments = ("query", "cq-79-figures-of-definitions", "-f", "csv")
    # What lies there under the plain names, or as another version, is not asked.
    other = '<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#subClassOf> "b" .'
    list(client(server).insert(f"{GRAPH}ontology", [other]))
    publish(write_small(tmp_path / "older", small_quads(3)), client(server))
    published = smekg("publish", *options(server, graph_store=True), "--build", part)
    assert published.returncode == 0, published.stderr
    assert f"{read_build(part).size:,} triples in 2 graphs, read back and verified" in published.stderr
    local = smekg(*arguments, "--build", part)
    assert len(local.stdout.splitlines()) > 1
    user = ["--user", server.user] if server.user else []
    remote = smekg(*arguments, "--endpoint", server.query, *user)
    assert remote.returncode == 0, remote.stderr
    assert sorted(remote.stdout.splitlines()) == sorted(local.stdout.splitlines())
    assert read_build(part).version not in remote.stdout


@pytest.mark.parametrize(
    "name",
    [pytest.param("oxigraph", marks=needs_oxigraph), pytest.param("virtuoso", marks=needs_virtuoso)],
)
@both_ways
@pytest.mark.slow
def test_the_whole_graph(name: str, graph_store: bool, dist: Path, tmp_path: Path) -> None:
    build = read_build(dist)
    with STARTERS[name](tmp_path) as server:
        began = time.monotonic()
        report = publish(dist, client(server, graph_store=graph_store))
        # Shown by `pytest -s`, for the table in scripts/smekg/publish/README.md.
        print(f"{server.name}: {build.size:,} triples in {time.monotonic() - began:.1f} s")  # noqa: T201
        assert sum(each.sent for each in report.graphs) == build.size
        assert holds(client(server), build)


def test_a_login_is_for_an_endpoint(smekg: Run) -> None:
    result = smekg("query", "x-neighbours", "--user", "kim")
    assert result.returncode == 2
    assert "--user goes with --endpoint" in result.stderr
