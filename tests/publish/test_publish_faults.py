"""What can go wrong on the way: a fault is waited out or refused in one sentence, and readers see no half."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from publish.fake_engine import JSON_ROWS, FakeEngine, Fault, fake_engine
from publish.publishing import client, current_graphs, holds, publish
from publish.small_build import small_quads, write_small
from smekg.errors import FindingsError, UsageError
from smekg.publish.build import read_build
from smekg.publish.engine import Engine
from smekg.publish.pointer import POINTER, retire_version, version_graph
from smekg.queries.run import run_remote
from smekg.remote import http
from smekg.remote.http import check_address
from smekg.remote.login import Login

PAGE = b"<html><head><title>Log in</title></head><body>Please <b>log in</b></body></html>"


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    with fake_engine() as running:
        yield running


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small", small_quads(20))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses of a hundredth: what is tested is that there is one, not how long."""
    pause = http._pause
    monkeypatch.setattr(http, "_pause", lambda state: pause(state) / 100)


@pytest.mark.parametrize("graph_store", [False, True])
@pytest.mark.parametrize(
    "faults",
    [
        [Fault(503), Fault(500), Fault(502)],
        [Fault(429, headers=(("Retry-After", "1"),))],
        [Fault(503, headers=(("Retry-After", "Mon, 30 Nov 2026 00:00:00 GMT"),))],
        [Fault(503, headers=(("Retry-After", "soon"),))],
        [Fault(200, b"done, but the answer gets lost", done=True, cut=True)],
    ],
    ids=["5xx", "asked to wait", "a date in the past", "no date", "lost answer"],
)
def test_what_passes_is_waited_out(
    engine: FakeEngine, small: Path, graph_store: bool, faults: list[Fault]
) -> None:
    engine.fail(*faults, path="/store" if graph_store else "/update", text="claim")
    assert publish(small, client(engine, graph_store=graph_store, tries=4)).moved
    assert holds(client(engine), read_build(small))


def test_a_query_that_breaks_off_is_asked_again(engine: FakeEngine, small: Path) -> None:
    rows = (("Content-Type", JSON_ROWS),)
    cancelled = b'{"head":{"vars":["s"]},"results":{"bindings":[The SPARQL operation has been cancelled'
    engine.fail(Fault(200, cancelled, rows), Fault(200, cancelled, rows, cut=True), path="/query")
    assert publish(small, client(engine)).moved


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(503), "status 503 Service Unavailable (tried 3 times)"),
        (Fault(400, b"line 1: what is this?"), "status 400 Bad Request; it says: line 1: what is this?"),
        (Fault(401, headers=(("WWW-Authenticate", 'Basic realm="x"'),)), "give the right name with --user"),
        (Fault(403), "this user may not do that there"),
        (Fault(404, PAGE), "there is nothing at this address; it says: Log in Please log in"),
        (Fault(413), "give a smaller --batch"),
        (Fault(507, b"disk full"), "the server has no room; it says: disk full"),
        (Fault(500, b"No space left on device"), "it says: No space left on device (tried 3 times)"),
        (
            Fault(302, headers=(("Location", "https://example.org/sparql?x"),)),
            "redirects to https://example.org/sparql;",
        ),
        (Fault(307, headers=(("Location", "/elsewhere"),)), "/elsewhere; if you trust that, give it instead"),
        (Fault(pause=5), "no answer in time; --timeout gives it longer (tried 3 times)"),
        (Fault(body=b"x" * 100, drip=0.1), "no answer in time"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Fault) else "",
)
@pytest.mark.parametrize("path", ["/query", "/update", "/store"])
def test_what_does_not_pass_is_said_and_nothing_is_shown(
    engine: FakeEngine, small: Path, path: str, fault: Fault, said: str
) -> None:
    if path == "/query" and fault.status == 500:
        said = said.replace(" (tried 3 times)", "")  # a query that fails so will fail again
    engine.plot = lambda asked, _text: fault if asked == path else None
    with pytest.raises(UsageError) as error:
        publish(small, client(engine, graph_store=path == "/store", timeout=0.4))
    assert said in str(error.value)
    assert f"{engine.address}{path}" in str(error.value)
    engine.plot = lambda _asked, _text: None
    assert current_graphs(f"{engine.address}/query") == []


def test_a_page_is_no_result(engine: FakeEngine) -> None:
    engine.fail(Fault(200, PAGE, (("Content-Type", "text/html"),)))
    with pytest.raises(
        UsageError, match="it sent text/html instead of results; is it the address of a SPARQL"
    ):
        run_remote(f"{engine.address}/query", "SELECT * { ?s ?p ?o }", [])


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'{"head": {}, "boolean": true}',
        b'{"head": {"vars": ["s"]}, "results": {"bindings": ["s"]}}',
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": "x"}]}}',
    ],
)
def test_json_without_rows_is_no_result(engine: FakeEngine, body: bytes) -> None:
    engine.fail(Fault(200, body, (("Content-Type", JSON_ROWS),)))
    with pytest.raises(UsageError, match="it sent no rows"):
        run_remote(f"{engine.address}/query", "SELECT * { ?s ?p ?o }", [])


def test_an_endless_answer_is_refused(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1_000_000)
    engine.fail(Fault(200, b"x" * 3_000_000, (("Content-Type", JSON_ROWS),)))
    with pytest.raises(UsageError, match="the answer has more than 1 MB"):
        run_remote(f"{engine.address}/query", "SELECT * { ?s ?p ?o }", [])


def test_what_a_server_says_cannot_paint_the_terminal(engine: FakeEngine) -> None:
    engine.fail(Fault(400, b"\x1b[2Jgone\x07" + b"y" * 5_000))
    with pytest.raises(UsageError) as error:
        run_remote(f"{engine.address}/query", "SELECT * { ?s ?p ?o }", [])
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 500


def test_nobody_listens(smekg: Run, small: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    result = smekg("publish", "--endpoint", address, "--tries", "2", "--build", small)
    assert result.returncode == 2
    assert result.stderr.startswith(f"the endpoint {address} did not answer the query: ")
    assert "(tried 2 times)" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("graph_store", [False, True])
def test_what_the_engine_does_not_keep_is_found_out(
    engine: FakeEngine, small: Path, graph_store: bool
) -> None:
    swallowed = Fault(200)
    engine.plot = lambda path, text: swallowed if path != "/query" and "claim/7>" in text else None
    with pytest.raises(FindingsError) as error:
        publish(small, client(engine, graph_store=graph_store, batch=1))
    assert "the engine lacks 2 triples, for example <https://w3id.org/smekg/id/claim/7>" in str(error.value)
    assert current_graphs(f"{engine.address}/query") == []


def test_differences_are_an_exit_status_of_one(engine: FakeEngine, small: Path, smekg: Run) -> None:
    engine.plot = lambda path, text: Fault(200) if path != "/query" and "claim/7>" in text else None
    result = smekg("publish", *addresses(engine), "--batch", "1", "--build", small)
    assert result.returncode == 1
    assert "1 fault found" in result.stderr
    assert result.stdout == ""


def test_too_much_and_too_little_is_mended(engine: FakeEngine, small: Path) -> None:
    publish(small, client(engine))
    build = read_build(small)
    graph = version_graph("tiny-2020", build.version)
    engine.store.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ <https://w3id.org/smekg/id/claim/3> ?p ?o }} }}")
    engine.store.update(
        f'INSERT DATA {{ GRAPH <{graph}> {{ <https://example.org/x> <https://example.org/y> "z" }} }}'
    )
    report = publish(small, client(engine))
    assert not report.moved
    changed = [(each.name, each.sent, each.removed) for each in report.graphs if each.sent or each.removed]
    assert changed == [("tiny-2020", 2, 1)]
    assert holds(client(engine), build)


def test_an_engine_that_caps_results_is_read_whole(engine: FakeEngine, small: Path) -> None:
    engine.limit = 30
    assert publish(small, client(engine)).moved
    assert sum(report.sent for report in publish(small, client(engine)).graphs) == 0


def test_an_engine_that_gives_next_to_nothing_is_refused(engine: FakeEngine, small: Path) -> None:
    engine.limit = 1
    with pytest.raises(UsageError, match=r"counts .* triples .* raise its limit of rows"):
        publish(small, client(engine))


def test_another_publisher_cannot_make_us_show_what_it_removed(engine: FakeEngine, small: Path) -> None:
    version = read_build(small).version

    def meanwhile(step: str) -> None:
        if step == "moving the pointer":
            engine.store.update(retire_version(version))

    with pytest.raises(
        UsageError, match=r"version none is current, not .*somebody else seems to be publishing"
    ):
        publish(small, client(engine), progress=meanwhile)
    assert current_graphs(f"{engine.address}/query") == []
    assert publish(small, client(engine)).moved


def test_a_version_that_became_current_meanwhile_is_not_dropped(
    engine: FakeEngine, small: Path, tmp_path: Path
) -> None:
    publish(small, client(engine))
    first = read_build(small)
    before = list(engine.store)
    engine.store.update(retire_version(first.version))
    assert list(engine.store) == before
    second = write_small(tmp_path / "second", small_quads(21))
    publish(second, client(engine), keep=0)
    engine.store.update(retire_version(read_build(second).version))
    assert current_graphs(f"{engine.address}/query")


def test_what_others_wrote_beside_the_pointer_stays(engine: FakeEngine, small: Path, tmp_path: Path) -> None:
    note = '<https://example.org/n> <https://example.org/p> "mine"'
    engine.store.update(
        f"INSERT DATA {{ GRAPH <{POINTER}> {{ {note} }} GRAPH <https://example.org/g> {{ {note} }} }}"
    )
    publish(small, client(engine))
    publish(write_small(tmp_path / "second", small_quads(21)), client(engine), keep=0)
    mine = [quad.graph_name for quad in engine.store if quad.subject == ox.NamedNode("https://example.org/n")]
    assert sorted(map(str, mine)) == ["<https://example.org/g>", f"<{POINTER}>"]


def addresses(engine: FakeEngine) -> list[str]:
    return ["--endpoint", f"{engine.address}/query", "--update", f"{engine.address}/update"]


def test_the_password_goes_to_the_engine_and_nowhere_else(
    engine: FakeEngine, small: Path, smekg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMEKG_PASSWORD", "s3cret-w0rd")
    asks = Fault(401, headers=(("WWW-Authenticate", 'Basic realm="engine"'),))
    with fake_engine() as other:
        away = Fault(307, headers=(("Location", f"{other.address}/update"),))
        engine.plot = lambda path, _text: (
            asks if not engine.requests[-1][2] else away if path == "/update" else None
        )
        result = smekg("publish", *addresses(engine), "--user", "kim", "--build", small)
        assert other.requests == []
    assert result.returncode == 2
    assert "redirects to" in result.stderr
    assert "s3cret-w0rd" not in result.stderr + result.stdout
    logins = [login for _path, _text, login in engine.requests]
    assert logins[0] == ""
    assert logins.count("") == 2  # once for each address, then it is remembered
    assert set(logins) == {"", "Basic a2ltOnMzY3JldC13MHJk"}


@pytest.mark.parametrize(
    "challenge",
    [
        'Basic realm="x"',
        'Digest realm="x", nonce="1", qop="auth"',
        'Digest realm="x", nonce="1", algorithm=NEW',
        'Bearer realm="x"',
    ],
)
def test_a_wrong_password_is_tried_once(engine: FakeEngine, small: Path, challenge: str) -> None:
    refused = Fault(401, headers=(("WWW-Authenticate", challenge),))
    engine.plot = lambda _path, _text: refused
    query = f"{engine.address}/query"
    patient = http.HttpClient([query], Login("kim", "wrong"), timeout=5, tries=5)
    with pytest.raises(UsageError, match="status 401 Unauthorized; give the right name"):
        publish(small, Engine(patient, query, query, None))
    assert len(engine.requests) <= 2


def test_a_password_must_be_there(smekg: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMEKG_PASSWORD", raising=False)
    result = smekg("publish", "--endpoint", "http://127.0.0.1:9/", "--user", "kim", "--build", small)
    assert result.returncode == 2
    assert "there is no password for kim; set SMEKG_PASSWORD" in result.stderr


def test_a_password_in_clear_is_warned_of(smekg: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMEKG_PASSWORD", "x")
    arguments = ("--user", "kim", "--tries", "1", "--timeout", "1", "--build", small)
    # It leads to this machine, but does not look like it.
    result = smekg("publish", "--endpoint", "http://0.0.0.0:9/", *arguments)
    assert "http://0.0.0.0:9/ is not encrypted" in result.stderr
    assert "not encrypted" not in smekg("publish", "--endpoint", "http://127.0.0.1:9/", *arguments).stderr


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sparql",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "https://é.org/",
        "http://h:0/",
        "http://h:x/",
        "http://h/#f",
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(UsageError, match="--endpoint is an address such as"):
        check_address(address, "--endpoint")


def test_a_login_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as error:
        check_address("http://kim:s3cret@example.org/", "--endpoint")
    assert "leave the login out of the address" in str(error.value)
    assert "s3cret" not in str(error.value)


def test_a_dry_run_writes_nothing(engine: FakeEngine, small: Path, tmp_path: Path, smekg: Run) -> None:
    publish(small, client(engine))
    before = sorted(map(str, engine.store))
    engine.requests.clear()
    second = write_small(tmp_path / "second", small_quads(21))
    result = smekg("publish", *addresses(engine), "--keep", "0", "--dry-run", "--build", second, "-f", "csv")
    assert result.returncode == 0, result.stderr
    assert "tiny-2020,42,42,0," in result.stdout
    assert f"version {read_build(small).version} would be removed" in result.stderr
    assert {path for path, _text, _login in engine.requests} == {"/query"}
    assert sorted(map(str, engine.store)) == before
