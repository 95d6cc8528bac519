"""Every stored query gives the same rows, in the same order, on two SPARQL servers as on the local build.

A query that an engine cannot answer says so in its header, and then it really cannot. All queries take
minutes, so the default run asks a sample: those whose CRC-32 of the id is divisible by SHARE; `--slow` asks
all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import smekg.queries.run
from conftest import Run
from smekg.errors import UsageError
from smekg.namespaces import graph_iri
from smekg.ontology import read_ontology
from smekg.paths import default_root
from smekg.queries.model import Engine as EngineName
from smekg.queries.model import StoredQuery
from smekg.queries.parameters import bind_parameters, defaults
from smekg.queries.reader import read_queries
from smekg.queries.run import Rows, run_local, run_remote
from smekg.queries.traces import TracedRows, trace_with, untraced
from smekg.sources.reader import review_ids
from smekg.store import load_store
from smekg.terms import TermIndex, index_terms
from support.sparql_engines import Engine, loaded, needs_oxigraph, needs_virtuoso, oxigraph, virtuoso

QUERIES = read_queries(default_root())
SHARE = 21
#: Seconds that a listed query may take before it counts as not answered.
PATIENCE = 15
#: A value for each parameter that is not a choice.
VALUES = {
    "g21-findings": {"about": "export performance", "study": "Boehe (2013)"},
    "g21-table-2": {"sme_definition": "small enterprise (20–99 employees)"},
    "g21-table-4": {"sme_definition": "small enterprise (20–99 employees)"},
    "x-citation-matrix": {"at_least": "2"},
    "x-contradictions": {"about": "transaction costs", "review": "zahoor2020"},
    "x-count-audit": {"review": "guimaraes2021"},
    "x-errata": {"review": "zahoor2020"},
    "x-gaps": {"at_least": "2", "sme_definition": "small enterprise (10–49 employees)"},
    "x-moves": {"sme_definition": "small enterprise (10–49 employees)"},
    "x-neighbours": {"about": "cluster"},
    "z20-table-2": {"sme_definition": "small enterprise (10–49 employees)"},
}
GRAPHS = [
    str(graph_iri(name))
    for name in (
        *("ontology", "vocabulary", "mappings", "queries"),
        *review_ids(default_root()),
        *("inferred", "derived"),
    )
]

Ask = Callable[[str], Rows]


def answerable(engine: EngineName) -> list[object]:
    """The queries that the engine must answer, those outside the sample marked as long."""
    return [
        pytest.param(query_id, marks=[] if zlib.crc32(query_id.encode()) % SHARE == 0 else [pytest.mark.slow])
        for query_id, stored in QUERIES.items()
        if engine not in stored.header.engines
    ]


def listed(engine: EngineName) -> list[str]:
    return [query_id for query_id, stored in QUERIES.items() if engine in stored.header.engines]


def given(stored: StoredQuery) -> Iterator[dict[str, str]]:
    """No value, and then one for each parameter, other than its default."""
    yield {}
    for parameter in stored.header.parameters:
        default = defaults(stored.text)[parameter.name]
        other = [value for value in parameter.values if f'"{value}"' not in default]
        yield {parameter.name: other[0] if other else VALUES[stored.header.id][parameter.name]}


@pytest.fixture(scope="module")
def local(dist: Path) -> Ask:
    store = load_store(dist)
    return lambda sparql: run_local(store, sparql)


@pytest.fixture(scope="module")
def index() -> TermIndex:
    ontology = read_ontology(default_root())
    return index_terms(ontology.terms, ontology.vocabulary)


@pytest.fixture(scope="module")
def on_oxigraph(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), quads=dist / "current" / "smekg.nq") as engine:
        yield engine


@pytest.fixture(scope="module")
def on_virtuoso(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        yield loaded(engine, dist)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smekg.queries.run, "REMOTE_TIMEOUT", PATIENCE)


def remote(engine: Engine) -> Ask:
    return lambda sparql: run_remote(engine.query, sparql, GRAPHS)


def answers(ask: Ask, stored: StoredQuery, index: TermIndex) -> Iterator[TracedRows]:
    """What an engine answers: as it stands, with claims, with each parameter."""
    for values in given(stored):
        yield untraced(stored, ask(bind_parameters(stored, values, lambda: index)))
    if stored.header.claims:
        yield trace_with(ask, stored)


@needs_oxigraph
@pytest.mark.parametrize("query_id", answerable("oxigraph-server"))
def test_the_oxigraph_server_gives_the_same_rows(
    local: Ask, on_oxigraph: Engine, index: TermIndex, query_id: str
) -> None:
    stored = QUERIES[query_id]
    assert list(answers(remote(on_oxigraph), stored, index)) == list(answers(local, stored, index))


@needs_virtuoso
@pytest.mark.parametrize("query_id", answerable("virtuoso-7"))
def test_virtuoso_gives_the_same_rows(
    local: Ask, on_virtuoso: Engine, index: TermIndex, query_id: str
) -> None:
    stored = QUERIES[query_id]
    assert list(answers(remote(on_virtuoso), stored, index)) == list(answers(local, stored, index))


@pytest.mark.slow
@needs_virtuoso
@pytest.mark.parametrize("query_id", listed("virtuoso-7"))
@pytest.mark.usefixtures("impatient")
def test_what_virtuoso_is_said_not_to_answer_it_does_not(
    local: Ask, dist: Path, index: TermIndex, tmp_path: Path, query_id: str
) -> None:
    expected = list(answers(local, QUERIES[query_id], index))
    # Each has a server of its own, since the server may not survive the question.
    with virtuoso(tmp_path) as engine:
        asked = remote(loaded(engine, dist))
        try:
            found = list(answers(asked, QUERIES[query_id], index))
        except UsageError:
            return
    assert found != expected, "take the engine out of the header: it gives the same rows"


def test_the_oxigraph_server_answers_all() -> None:
    assert listed("oxigraph-server") == []


def test_each_parameter_has_a_value_that_changes_the_query(index: TermIndex) -> None:
    for stored in QUERIES.values():
        texts = [bind_parameters(stored, values, lambda: index) for values in given(stored)]
        assert len(set(texts)) == 1 + len(stored.header.parameters), stored.header.id


@needs_oxigraph
def test_the_command_asks_an_endpoint(dist: Path, smekg: Run, on_oxigraph: Engine) -> None:
    arguments = ("query", "g21-findings", "-p", "about=export performance", "--claims", "--format", "csv")
    asked = smekg(*arguments, "--endpoint", on_oxigraph.query)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout == smekg(*arguments, "--build", dist).stdout


def test_an_endpoint_that_is_not_there_is_explained(smekg: Run) -> None:
    result = smekg("query", "g21-table-2", "--endpoint", "http://127.0.0.1:9/query")
    assert result.returncode == 2
    assert "the endpoint http://127.0.0.1:9/query did not answer the query" in result.stderr
    assert "Traceback" not in result.stderr
