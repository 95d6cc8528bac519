"""The server starts or says why not, outlives what happens to its workers, and ends leaving nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from conftest import Run
from serve.running import (
    COUNT,
    HUNGRY,
    RUNAWAY,
    Server,
    alive,
    children,
    command,
    make_build,
    make_site,
    started,
    wait_until_gone,
)

QUAD = '<http://a.example/s> <http://a.example/p> "%s" <https://w3id.org/smekg/graph/derived>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return make_build(tmp_path / "build", QUAD % 1)


def test_the_command_tells_how_to_use_it(smekg: Run) -> None:
    text = " ".join(smekg("serve", "--help").stdout.split())
    assert "Example: smekg serve" in text
    for option in ("--site", "--build", "--host", "--port", "--timeout", "--workers", "--memory", "--result"):
        assert option in text


def test_without_a_site_it_says_what_to_run(smekg: Run, tmp_path: Path, build: Path) -> None:
    result = smekg("serve", "--site", tmp_path / "none", "--build", build, "--port", "0")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"there is no site in {tmp_path / 'none'}; run `smekg site --out {tmp_path / 'none'}` first\n"
    )


def test_without_a_build_it_says_what_to_run(smekg: Run, tmp_path: Path, site: Path) -> None:
    result = smekg("serve", "--site", site, "--build", tmp_path / "none", "--port", "0")
    assert result.returncode == 2
    assert f"run `smekg build --out {tmp_path / 'none'}` first" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_damaged_build_is_told(smekg: Run, tmp_path: Path, site: Path) -> None:
    damaged = make_build(tmp_path / "damaged", "no quad")
    result = smekg("serve", "--site", site, "--build", damaged, "--port", "0")
    assert result.returncode == 2
    assert "is damaged" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_in_use_is_told(smekg: Run, site: Path, build: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        result = smekg("serve", "--site", site, "--build", build, "--port", str(port))
    assert result.returncode == 2
    assert result.stderr == (
        f"port {port} on 127.0.0.1 is in use; choose another with --port, or --port 0 for a free one\n"
    )


@pytest.mark.parametrize(
    "options",
    [("--port", "65536"), ("--workers", "1"), ("--host", "no.such.host.invalid")],
)
def test_wrong_options_are_told(smekg: Run, site: Path, build: Path, options: tuple[str, str]) -> None:
    result = smekg("serve", "--site", site, "--build", build, "--port", "0", *options)
    assert result.returncode == 2
    assert options[0] in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("how", "host", "warning"),
    [
        (signal.SIGINT, "127.0.0.1", ""),
        (signal.SIGTERM, "0.0.0.0", "warning: other machines can reach this server\n"),  # noqa: S104
    ],
)
def test_a_signal_ends_it_in_the_middle_of_queries(
    site: Path, build: Path, how: signal.Signals, host: str, warning: str
) -> None:
    options = ("--timeout", "60", "--host", host)
    with started(site, build, *options) as server, ThreadPoolExecutor(3) as clients:
        running = [clients.submit(server.query, RUNAWAY) for _ in range(3)]
        time.sleep(0.5)
        workers = server.workers()
        assert len(workers) >= 2
        if how == signal.SIGINT:
            # A terminal sends it to all processes of the command.
            os.killpg(server.process.pid, how)
        start = time.monotonic()
        status, said = server.end(how)
        assert time.monotonic() - start < 15
        assert (status, said) == (0, f"{warning}stopped\n")
        assert wait_until_gone(workers, 5) == []
        for answer in running:
            assert (answer.result().status, "being stopped" in answer.result().text) == (503, True)


def test_an_interrupt_while_it_starts_leaves_nothing(site: Path, build: Path) -> None:
    process = subprocess.Popen(
        command("--site", site, "--build", build, "--port", "0"),
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    workers: list[int] = []
    while len(workers) < 2 and process.poll() is None:
        workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "stopped\n")
    assert wait_until_gone(workers, 5) == []


def test_workers_do_not_outlive_a_server_that_is_killed(site: Path, build: Path) -> None:
    with started(site, build, "--timeout", "0.2") as server, ThreadPoolExecutor(1) as client:
        busy = client.submit(server.query, RUNAWAY)
        time.sleep(0.1)
        workers = server.workers()
        server.process.kill()
        server.process.wait(timeout=10)
        assert busy.exception() is not None
        # The busy one ends itself when its time and some grace are over.
        assert wait_until_gone(workers, 10) == []


def test_lost_workers_and_gone_clients_and_new_builds(site: Path, build: Path) -> None:
    with started(site, build, "--timeout", "60", "--memory", "256") as server:
        hang_up_on_runaways(server)
        bring_workers_down(server)
        kill_the_workers(server)
        replace_the_build(server, build)
        status, said = server.end()
        assert (status, said) == (0, "stopped\n")


def hang_up_on_runaways(server: Server) -> None:
    """Clients that go away take their queries with them: workers are free long before the time is over."""
    request = f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(4)]
    for connection in connections:
        connection.sendall(request)
    time.sleep(0.3)
    start = time.monotonic()
    for connection in connections:
        connection.close()
    assert server.query(COUNT).rows() == [("1",)]
    assert time.monotonic() - start < 20


def bring_workers_down(server: Server) -> None:
    """No query eats the memory or the stack of the machine."""
    for query in (HUNGRY, "SELECT * " + "{" * 90_000):
        answer = server.ask("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
        assert (answer.status, "brought its worker down" in answer.text) == (500, True)
        assert server.query(COUNT).rows() == [("1",)]


def kill_the_workers(server: Server) -> None:
    """Whatever ends the workers, others take their place."""
    workers = server.workers()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    end = time.monotonic() + 15
    while (answer := server.query(COUNT)).status != 200 and time.monotonic() < end:
        assert answer.status in (500, 503)
        time.sleep(0.1)
    assert answer.rows() == [("1",)]
    assert alive(workers) == []


def replace_the_build(server: Server, build: Path) -> None:
    """A new build is asked from the next query on; the workers of the old one go."""
    fresh = make_build(build.parent / "fresh", QUAD % 1, QUAD % 2)
    (fresh / "current" / "smekg.nq").replace(build / "current" / "smekg.nq")
    assert [server.query(COUNT).rows() for _ in range(4)] == [[("2",)]] * 4


@pytest.mark.slow
def test_who_does_not_go_on_loses_the_connection(dist: Path, site: Path) -> None:
    """A head that never ends, a reader who never reads, and a connection that only stands there."""
    large = urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 40000"})
    requests = [
        b"GET / HTTP/1.1\r\nX-Long: ",
        f"GET /sparql?{large} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        b"",
    ]
    with started(site, dist) as server:
        connections = []
        for request in requests:
            connections.append(socket.create_connection(("127.0.0.1", server.port)))
            connections[-1].sendall(request)
        time.sleep(2)
        assert connected(server) == len(requests)
        end = time.monotonic() + 60
        while connected(server) and time.monotonic() < end:
            time.sleep(0.5)
        assert connected(server) == 0
        for connection in connections:
            connection.close()
        assert server.query("ASK {}").status == 200


def connected(server: Server) -> int:
    """How many connections the process has accepted and not closed."""
    links = Path(f"/proc/{server.process.pid}/fd").iterdir()
    inodes = {str(link.readlink()).removeprefix("socket:[").removesuffix("]") for link in links}
    lines = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    port = f":{server.port:04X}"
    return sum(1 for line in lines if line[1].endswith(port) and line[3] == "01" and line[9] in inodes)
