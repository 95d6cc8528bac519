"""The endpoint speaks the SPARQL 1.1 Protocol, changes nothing, and bounds every query."""

from __future__ import annotations

import csv
import gzip
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from SPARQLWrapper import JSON, SPARQLWrapper

from conftest import Run
from serve.running import COUNT, JSON_ROWS, RUNAWAY, Server, make_site, started
from smekg.namespaces import graph_iri
from smekg.paths import DataRoot
from smekg.queries.parameters import bind_parameters
from smekg.queries.reader import find_query
from smekg.queries.run import run_local, run_remote
from smekg.sources.reader import review_ids
from smekg.store import graph_sizes, load_store
from smekg.tables import Format, render

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
#: The time that a query has in these tests, in seconds.
TIMEOUT = 1.5
TRIPLE = "CONSTRUCT { <http://a.example/s> <http://a.example/p> 'ö' } {}"


@pytest.fixture(scope="module")
def server(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    site = make_site(tmp_path_factory.mktemp("served") / "site")
    with started(site, dist, "--timeout", str(TIMEOUT), "--result", "2") as running:
        yield running


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def sizes(store: ox.Store) -> dict[str, int]:
    return graph_sizes(store)


def bound(root: DataRoot, query_id: str) -> str:
    """A stored query with the defaults of its parameters."""
    return bind_parameters(find_query(root, query_id), {}, lambda: pytest.fail("no parameter is given"))


def test_the_addresses_are_told(server: Server) -> None:
    assert server.said == (
        f"site:     http://127.0.0.1:{server.port}/\n",
        f"endpoint: http://127.0.0.1:{server.port}/sparql\n",
    )


def test_each_way_of_sending_a_query_gives_the_same(server: Server, store: ox.Store) -> None:
    total = run_local(store, COUNT).rows
    form = urlencode({"query": COUNT})
    answers = [
        server.ask("GET", f"/sparql?{form}"),
        server.ask("POST", "/sparql", form, FORM),
        server.ask("POST", "/sparql", form, {"Content-Type": f"{FORM['Content-Type']}; charset=UTF-8"}),
        server.ask("POST", "/sparql", COUNT, DIRECT),
        server.ask("POST", "/sparql", COUNT, {"Content-Type": "Application/SPARQL-Query;charset=utf-8"}),
    ]
    assert [tuple(answer.rows()) for answer in answers] == [total] * len(answers)
    assert server.ask("HEAD", f"/sparql?{form}").status == 200


def test_letters_beyond_ascii_arrive(server: Server) -> None:
    ask = "SELECT ('İplik – 国際' AS ?name) {}"
    encoded = urlencode({"query": ask})
    for answer in (
        server.query(ask),
        server.ask("POST", "/sparql", encoded, FORM),
        server.ask("POST", "/sparql", ask.encode(), DIRECT),
    ):
        assert answer.rows() == [("İplik – 国際",)]


def test_without_a_dataset_the_union_of_the_graphs_is_asked(server: Server, sizes: dict[str, int]) -> None:
    union = int(server.query(COUNT).rows()[0][0])
    assert max(sizes.values()) < union <= sum(sizes.values())
    per_graph = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    assert {(row[0], int(row[1])) for row in server.query(per_graph).rows()} == {
        (str(graph_iri(name)), size) for name, size in sizes.items()
    }


def test_a_dataset_is_honoured(server: Server, sizes: dict[str, int]) -> None:
    ontology, vocabulary = str(graph_iri("ontology")), str(graph_iri("vocabulary"))
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

    one = server.query(COUNT, default_graph_uri=ontology)
    assert one.rows() == [(str(sizes["ontology"]),)]
    two = int(server.query(COUNT, default_graph_uri=[ontology, vocabulary]).rows()[0][0])
    assert two > max(sizes["ontology"], sizes["vocabulary"])
    assert server.query(named, default_graph_uri=ontology).rows() == []
    assert server.query(named, named_graph_uri=ontology).rows() == [(ontology,)]
    assert server.query(COUNT, named_graph_uri=ontology).rows() == [("0",)]
    assert server.query(COUNT, default_graph_uri="http://a.example/none").rows() == [("0",)]

    # By POST, the parameters stand in the form, or in the address beside the bare query.
    form = urlencode({"query": COUNT, "default-graph-uri": ontology})
    assert server.ask("POST", "/sparql", form, FORM).rows() == one.rows()
    address = f"/sparql?{urlencode({'default-graph-uri': ontology})}"
    assert server.ask("POST", address, COUNT, DIRECT).rows() == one.rows()


def test_a_query_may_choose_its_own_dataset(server: Server, sizes: dict[str, int]) -> None:
    ontology, vocabulary = graph_iri("ontology"), graph_iri("vocabulary")
    pattern = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    select = "SELECT (COUNT(*) AS ?n)"
    assert server.query(f"{select} FROM <{ontology}> {pattern}").rows() == [(str(sizes["ontology"]),)]
    assert server.query(f"{select} FROM NAMED <{ontology}> {pattern}").rows() == [(str(sizes["ontology"]),)]
    # The dataset of the request goes before that of the query.
    found = server.query(f"{select} FROM <{ontology}> {{ ?s ?p ?o }}", default_graph_uri=str(vocabulary))
    assert found.rows() == [(str(sizes["vocabulary"]),)]


def test_rows_come_in_each_format(server: Server) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { ('x,\"y\"' <http://a.example/>) } }"
    for accept in ("application/sparql-results+json", "application/json", "", "*/*"):
        answer = server.query(query, accept)
        assert answer.media_type == (accept if "json" in accept else JSON_ROWS)
        assert answer.rows() == [('x,"y"', "http://a.example/")]
    for accept in ("application/sparql-results+xml", "application/xml"):
        answer = server.query(query, accept)
        assert answer.media_type == accept
        assert [e.text for e in ET.fromstring(answer.body).iter() if e.tag.endswith(("literal", "uri"))] == [  # noqa: S314
            'x,"y"',
            "http://a.example/",
        ]
    answer = server.query(query, "text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.text))) == [["a", "b"], ['x,"y"', "http://a.example/"]]
    answer = server.query(query, "text/tab-separated-values")
    assert answer.text == '?a\t?b\n"x,\\"y\\""\t<http://a.example/>\n'


@pytest.mark.parametrize(("pattern", "truth"), [("{}", True), ("{ <a:none> ?p ?o }", False)])
def test_yes_and_no_come_in_each_format(server: Server, pattern: str, truth: bool) -> None:
    assert json.loads(server.query(f"ASK {pattern}").body)["boolean"] is truth
    answer = server.query(f"ASK {pattern}", "application/sparql-results+xml")
    found = ET.fromstring(answer.body).find("{*}boolean")  # noqa: S314
    assert found is not None
    assert found.text == str(truth).lower()
    for accept in ("text/csv", "text/tab-separated-values"):
        answer = server.query(f"ASK {pattern}", accept)
        assert (answer.media_type, answer.text) == (accept, str(truth).lower())


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("", "turtle"),
    ],
)
def test_triples_come_in_each_format(server: Server, accept: str, form: str) -> None:
    for query in (TRIPLE, f"DESCRIBE <{SD.Service}> {{}}"):
        answer = server.query(query, accept)
        assert answer.status == 200, answer.text
        assert answer.media_type == (accept or "text/turtle")
        graph = Graph().parse(data=answer.body, format=form)
        assert len(graph) == (query == TRIPLE)


def test_qualities_are_respected(server: Server) -> None:
    accept = "text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1"
    assert server.query("ASK {}", accept).media_type == "application/sparql-results+xml"
    assert server.query(TRIPLE, "text/turtle;q=0, */*").media_type == "application/n-triples"
    refused = server.query(TRIPLE, "text/csv")
    assert refused.status == 406
    assert "text/turtle" in refused.text
    refused = server.query("ASK {}", "text/turtle")
    assert refused.status == 406
    assert JSON_ROWS in refused.text


def test_the_endpoint_describes_itself(server: Server, sizes: dict[str, int]) -> None:
    answer = server.ask("GET", "/sparql")
    assert answer.media_type == "text/turtle"
    graph = Graph().parse(data=answer.body, format="turtle")
    service = graph.value(predicate=RDF.type, object=SD.Service)
    assert service == URIRef(server.endpoint)
    assert graph.value(service, SD.endpoint) == service
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert {str(name) for name in graph.objects(None, SD.name)} == {str(graph_iri(name)) for name in sizes}
    told = graph.objects(None, URIRef("http://rdfs.org/ns/void#triples"))
    assert sorted(int(str(size)) for size in told) == sorted(sizes.values())
    xml = server.ask("GET", "/sparql", headers={"Accept": "application/rdf+xml"})
    assert len(Graph().parse(data=xml.body, format="xml")) == len(graph)
    assert server.ask("GET", "/sparql", headers={"Accept": "image/png"}).status == 406


def test_other_pages_may_read_the_answers(server: Server) -> None:
    origin = {"Origin": "https://a.example"}
    answer = server.ask("GET", f"/sparql?query={quote('ASK {}')}", headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    preflight = server.ask(
        "OPTIONS",
        "/sparql",
        headers={
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_a_large_answer_is_compressed_for_who_takes_it(server: Server) -> None:
    numbers = " ".join(map(str, range(500)))
    address = f"/sparql?{urlencode({'query': f'SELECT ?n {{ VALUES ?n {{ {numbers} }} }}'})}"
    plain, packed = (
        server.ask("GET", address, headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip")
    )
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize(
    "query_id",
    ["g21-table-2", "g21-table-3", "z20-table-2", "x-count-audit", "x-contradictions", "x-overlap"],
)
def test_remote_rows_equal_local_rows(server: Server, store: ox.Store, root: DataRoot, query_id: str) -> None:
    sparql = bound(root, query_id)
    graphs = ["ontology", "vocabulary", "mappings", "queries", *review_ids(root), "inferred", "derived"]
    local = run_local(store, sparql)
    assert local.rows
    assert run_remote(server.endpoint, sparql, [str(graph_iri(name)) for name in graphs]) == local


def test_the_command_asks_it(server: Server, store: ox.Store, root: DataRoot, smekg: Run) -> None:
    remote = smekg("query", "g21-taxonomy", "--format", "csv", "--endpoint", server.endpoint)
    assert remote.returncode == 0, remote.stderr
    assert remote.stdout == render(run_local(store, bound(root, "g21-taxonomy")), Format.CSV)


def test_a_common_client_can_ask_by_get(server: Server) -> None:
    client = SPARQLWrapper(server.endpoint)
    client.setQuery("SELECT ?a { VALUES ?a { 1 2 } }")
    client.setReturnFormat(JSON)
    answer = client.query().convert()
    assert [row["a"]["value"] for row in answer["results"]["bindings"]] == ["1", "2"]


def test_nothing_can_be_changed(server: Server) -> None:
    before = server.query(COUNT).rows()
    update = "INSERT DATA { <a:a> <a:b> <a:c> }"
    refused = [
        server.query(update),
        server.query("PREFIX a: <a:> CLEAR ALL"),
        server.ask("POST", "/sparql", update, DIRECT),
        server.ask("POST", "/sparql", update, {"Content-Type": "application/sparql-update"}),
        server.ask("POST", "/sparql", urlencode({"update": update}), FORM),
        server.ask("GET", f"/sparql?{urlencode({'update': update})}"),
    ]
    for answer in refused:
        assert (answer.status, "read-only" in answer.text) == (403, True)
    assert server.ask("PUT", "/sparql", update).status == 405
    assert server.ask("DELETE", "/sparql").status == 405
    assert server.query(COUNT).rows() == before


def test_no_other_server_is_asked(server: Server) -> None:
    there = f"<http://127.0.0.1:{server.port}/sparql>"
    for query in (
        f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
        f"PREFIX : {there} SELECT * {{ SERVICE:{{ ?s ?p ?o }} }}",
    ):
        answer = server.query(query)
        assert (answer.status, "SERVICE" in answer.text) == (403, True)
    assert server.query("SELECT ?service { VALUES ?service { 'SERVICE' } }").rows() == [("SERVICE",)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p }", "expected"),
        ("SELECT * { ?s nowhere:p ?o }", "not valid SPARQL"),
        ("nonsense", "expected"),
        ("", "expected"),
    ],
)
def test_a_wrong_query_is_explained(server: Server, query: str, said: str) -> None:
    answer = server.query(query)
    assert (answer.status, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert said in answer.text


def test_a_wrong_request_is_explained(server: Server) -> None:
    ask = urlencode({"query": "ASK {}"})
    wrong = {
        400: [
            server.ask("GET", f"/sparql?{ask}&{ask}"),
            server.ask("POST", "/sparql", "", FORM),
            server.ask("POST", f"/sparql?{ask}", "ASK {}", DIRECT),
            server.ask("GET", "/sparql?query=%FF"),
            server.ask("POST", "/sparql", b"ASK { ?s ?p '\xff' }", DIRECT),
            server.query("ASK {}", default_graph_uri="not an IRI"),
            server.ask("GET", f"/sparql?{ask}" + "&default-graph-uri=a:a" * 1001),
        ],
        415: [
            server.ask("POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}),
            server.ask("POST", "/sparql", "ASK {}"),
            server.ask(
                "POST", "/sparql", "ASK {}", {"Content-Type": f"{DIRECT['Content-Type']};charset=latin1"}
            ),
        ],
    }
    for status, answers in wrong.items():
        for answer in answers:
            assert answer.status == status, answer.text
            assert answer.media_type == "text/plain"
            assert answer.text.endswith("\n")


def test_a_long_query_is_refused_and_one_just_short_enough_answered(server: Server) -> None:
    ask = "ASK {} #"
    longest = ask + "ä" * ((100_000 - len(ask)) // 2)
    assert len(longest.encode()) == 100_000
    for text, status in ((longest, 200), (longest + "a", 413)):
        form = urlencode({"query": text})
        assert server.ask("POST", "/sparql", text.encode(), DIRECT).status == status
        assert server.ask("POST", "/sparql", form, FORM).status == status
    assert server.query("ASK {} #" + "a" * 99_000).status == 200
    assert server.query("ASK {} #" + "a" * 100_001).status == 413
    endless = server.ask("POST", "/sparql", "query=" + "a" * 5_000_000, FORM)
    assert endless.status == 413
    assert "100,000 bytes" in endless.text


def test_a_result_that_is_too_large_is_refused_not_cut(server: Server) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        answer = server.query(query)
        assert (answer.status, answer.media_type) == (500, "text/plain")
        assert "larger than 2 MB" in answer.text


def test_a_runaway_query_is_stopped_while_others_are_answered(server: Server) -> None:
    with ThreadPoolExecutor(1) as background:
        start = time.monotonic()
        runaway = background.submit(server.query, RUNAWAY)
        answered = 0
        while not runaway.done():
            assert server.query("ASK {}").status == 200
            answered += 1
        took = time.monotonic() - start
    assert (runaway.result().status, "stopped after 1.5 s" in runaway.result().text) == (503, True)
    assert TIMEOUT <= took < TIMEOUT + 8
    assert answered > 10


def test_the_queue_is_bounded(server: Server) -> None:
    waiting = 16
    with ThreadPoolExecutor(waiting + 8) as clients:
        answers = list(clients.map(lambda _: server.query(RUNAWAY), range(waiting + 8)))
    assert {answer.status for answer in answers} == {503}
    refused = [answer for answer in answers if "Too many queries" in answer.text]
    assert len(refused) >= 6
    assert all(answer.headers["retry-after"] == "1" for answer in refused)
    assert server.query("ASK {}").status == 200
