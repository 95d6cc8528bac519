"""A stored query gives the same rows on a real SPARQL server as on the local build."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run

SERVER = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
pytestmark = pytest.mark.skipif(
    SERVER is None, reason="the Oxigraph server (PyPI package oxigraph) is not installed"
)


@pytest.fixture(scope="module")
def endpoint(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = tmp_path_factory.mktemp("oxigraph")
    quads = dist / "current" / "smekg.nq"
    assert SERVER is not None
    subprocess.run(
        [SERVER, "load", "--location", str(location), "--file", str(quads)], check=True, capture_output=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [SERVER, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        yield f"{address}/query"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("the Oxigraph server did not come up within 30 seconds")


@pytest.mark.parametrize(
    "query_id",
    ["g21-table-2", "g21-table-3", "g21-findings", "g21-taxonomy", "x-count-audit", "x-contradictions"],
)
def test_remote_rows_equal_local_rows(dist: Path, smekg: Run, endpoint: str, query_id: str) -> None:
    local = smekg("query", query_id, "--claims", "--format", "csv", "--build", dist)
    remote = smekg("query", query_id, "--claims", "--format", "csv", "--endpoint", endpoint)
    assert remote.returncode == 0, remote.stderr
    assert remote.stdout == local.stdout


def test_a_parameter_works_remotely(dist: Path, smekg: Run, endpoint: str) -> None:
    arguments = ("query", "g21-findings", "-p", "about=export performance", "--format", "csv")
    assert smekg(*arguments, "--endpoint", endpoint).stdout == smekg(*arguments, "--build", dist).stdout


def test_an_endpoint_that_is_not_there_is_explained(smekg: Run) -> None:
    result = smekg("query", "g21-table-2", "--endpoint", "http://127.0.0.1:9/query")
    assert result.returncode == 2
    assert "the endpoint http://127.0.0.1:9/query did not answer the query" in result.stderr
    assert "Traceback" not in result.stderr
