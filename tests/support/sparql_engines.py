"""SPARQL servers that tests start on loopback, on a free port, and end: Oxigraph and Virtuoso 7."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from smekg.store import load_store, serialize

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
VIRTUOSO = shutil.which("virtuoso-t")

needs_oxigraph = pytest.mark.skipif(
    OXIGRAPH is None, reason="the Oxigraph server (PyPI package oxigraph) is not installed"
)
needs_virtuoso = pytest.mark.skipif(
    VIRTUOSO is None, reason="Virtuoso 7 (Debian package virtuoso-opensource-7) is not installed"
)

#: Virtuoso writes its files where it is told; nothing of the system's own installation is touched. With one
#: thread for a query, a join of sub-selects that group waits for ever, and with it every query that follows.
_VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
FileExtend = 200
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
ThreadsPerQuery = 4

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
MaxClientConnections = 10
ServerThreads = 10
HTTPThreadSize = 280000
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 120
"""


@dataclass(frozen=True)
class Engine:
    """A running SPARQL server.

    Attributes:
        name: What the server is.
        query: Address for queries.
        update: Address for updates.
        graph_store: Address for the Graph Store Protocol.
        user: Who may write, where the server asks.
        password: The password of that user.
    """

    name: str
    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, *, quads: Path | None = None) -> Iterator[Engine]:
    """Run the Oxigraph server; given quads, it holds them and takes no updates."""
    assert OXIGRAPH is not None
    if quads is not None:
        load = [OXIGRAPH, "load", "--location", str(folder), "--file", str(quads)]
        subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = "serve" if quads is None else "serve-read-only"
    address = f"http://127.0.0.1:{port}"
    with _running([OXIGRAPH, serve, "--location", str(folder), "--bind", f"127.0.0.1:{port}"], address):
        yield Engine("Oxigraph", f"{address}/query", f"{address}/update", f"{address}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    """Run Virtuoso 7 with an empty database in the folder."""
    assert VIRTUOSO is not None
    port, sql_port = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(
        _VIRTUOSO_SETTINGS.format(folder=folder, port=port, sql_port=sql_port), encoding="utf-8"
    )
    address = f"http://127.0.0.1:{port}"
    with _running([VIRTUOSO, "+foreground", "+configfile", str(settings)], f"{address}/sparql"):
        yield Engine(
            "Virtuoso",
            f"{address}/sparql",
            f"{address}/sparql-auth",
            f"{address}/sparql-graph-crud-auth",
            "dba",
            "dba",  # the password that a new database has
        )


def loaded(engine: Engine, build: Path) -> Engine:
    """Put the named graphs of a build into Virtuoso.

    Args:
        engine: The server.
        build: The folder that `smekg build` wrote.

    Returns:
        The server.
    """
    store = load_store(build)
    for graph in sorted(store.named_graphs(), key=str):
        triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
        address = f"{engine.graph_store}?{urlencode({'graph-uri': graph.value})}"
        _put(engine, address, serialize(triples, ox.RdfFormat.N_TRIPLES))
    return engine


def _put(engine: Engine, address: str, triples: bytes) -> None:
    """Authorize at once: Virtuoso ends the connection where a large body comes without."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address, engine.user, engine.password)
    digest = urllib.request.HTTPDigestAuthHandler(passwords)
    request = urllib.request.Request(
        address, data=triples, method="PUT", headers={"Content-Type": "application/n-triples"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, data=b"", method="PUT"))
    asked = refused.value.headers["WWW-Authenticate"].partition(" ")[2]
    challenge = urllib.request.parse_keqv_list(urllib.request.parse_http_list(asked))
    request.add_header("Authorization", f"Digest {digest.get_authorization(request, challenge)}")
    urllib.request.urlopen(request).close()


@contextmanager
def _running(command: Sequence[str], address: str) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, address)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail(f"{address}: the server ended at once, with status {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address}: the server did not come up within 60 seconds")
