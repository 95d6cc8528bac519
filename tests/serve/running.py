"""A server that tests start, ask and end."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

JSON_ROWS = "application/sparql-results+json"
#: Far more rows than any machine counts in the time of a test, whatever the graph.
_VALUES = " ".join(f"VALUES ?v{number} {{ {' '.join(map(str, range(100)))} }}" for number in range(8))
RUNAWAY = f"SELECT (COUNT(*) AS ?n) {{ {_VALUES} }}"
#: The same rows, kept in memory to be told apart.
HUNGRY = RUNAWAY.replace("*", "DISTINCT *")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def rows(self) -> list[tuple[str, ...]]:
        """The rows of a result in JSON."""
        assert self.status == 200, self.text
        result = json.loads(self.body)
        names = result["head"]["vars"]
        return [
            tuple(row.get(name, {}).get("value", "") for name in names)
            for row in result["results"]["bindings"]
        ]


@dataclass(frozen=True)
class Server:
    """A running `smekg serve`."""

    process: subprocess.Popen[str]
    port: int
    said: tuple[str, ...]

    @property
    def endpoint(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> Answer:
        """Send one request exactly as given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "", **graphs: str | list[str]) -> Answer:
        """Ask a query by GET; `default_graph_uri` and `named_graph_uri` name its dataset."""
        parameters = {"query": text} | {name.replace("_", "-"): value for name, value in graphs.items()}
        headers = {"Accept": accept} if accept else {}
        return self.ask("GET", f"/sparql?{urlencode(parameters, doseq=True)}", headers=headers)

    def workers(self) -> list[int]:
        """The processes that answer queries."""
        return children(self.process.pid)

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Send a signal; give the exit status and what was said since the start."""
        assert self.process.stderr is not None
        self.process.send_signal(how)
        status = self.process.wait(timeout=20)
        return status, self.process.stderr.read()


def children(parent: int) -> list[int]:
    """The workers that a process has started and that still run."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not tell which processes run")
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything; the parent is the second field after it.
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            line = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z" and b"spawn_main" in line:
            found.append(int(stat.parent.name))
    return found


def alive(processes: list[int]) -> list[int]:
    """Those of the processes that still run."""
    return [process for process in processes if Path(f"/proc/{process}").exists()]


def wait_until_gone(processes: list[int], seconds: float) -> list[int]:
    """Wait for processes to end; give those that have not."""
    end = time.monotonic() + seconds
    while alive(processes) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(processes)


def command(*options: str | Path) -> list[str]:
    """The command line of a server."""
    return [sys.executable, "-m", "smekg", "serve", *map(str, options)]


@contextmanager
def started(site: Path, build: Path, *options: str) -> Iterator[Server]:
    """Start a server on a free port, and end it whatever happens."""
    process = subprocess.Popen(
        command("--site", site, "--build", build, "--port", "0", *options),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # Its own group, as in a terminal: a signal of the test's runner does not reach it.
        process_group=0,
    )
    try:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        address = re.search(r":(\d+)/sparql", said[1])
        assert address, "".join(said) + process.stderr.read()
        yield Server(process, int(address[1]), tuple(said))
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
        if process.stderr is not None:
            process.stderr.close()


def make_site(folder: Path) -> Path:
    """A small site with one file of each kind that matters."""
    (folder / "id" / "claim").mkdir(parents=True)
    (folder / "ontology").mkdir()
    (folder / "empty").mkdir()
    (folder / "section").mkdir()
    files = {
        "index.html": "<!doctype html><title>start</title>" + "<p>much of the same</p>" * 200,
        "404.html": "<!doctype html><title>not here</title>",
        "id/claim/x.html": "<!doctype html><title>claim x</title>",
        "ontology.html": "<!doctype html><title>ontology</title>",
        "ontology/Cluster.html": "<!doctype html><title>Cluster</title>",
        "section/index.html": "<!doctype html><title>section</title>",
        "ask.js": "export {};\n",
        "graph.ttl": "<a:a> <a:b> <a:c> .\n",
        "graph.jsonld": "{}",
        ".hidden": "not to be seen",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "ask.wasm").write_bytes(b"\0asm" + bytes(2000))
    outside = folder.parent / "outside.txt"
    outside.write_text("a secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / "up").symlink_to(folder.parent, target_is_directory=True)
    return folder


def make_build(folder: Path, *quads: str) -> Path:
    """A build with just these quads, in N-Quads."""
    (folder / "current").mkdir(parents=True)
    (folder / "current" / "smekg.nq").write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    return folder
