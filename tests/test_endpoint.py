"""A stored query gives the same rows on a real SPARQL server as on the local build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run
from sparql_engines import needs_oxigraph, oxigraph

pytestmark = needs_oxigraph


@pytest.fixture(scope="module")
def endpoint(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), quads=dist / "current" / "smekg.nq") as engine:
        yield engine.query


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
