"""The catalogue says in RDF what headers of stored queries say, and shapes hold it against the reviews."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from smekg.inputs import read_inputs
from smekg.iris import PREFIXES
from smekg.namespaces import CATALOGUE, RS, SH, SMEKG, mint
from smekg.paths import DataRoot, default_root
from smekg.pipeline import assemble
from smekg.processes import run_beside
from smekg.queries.catalogue import catalogue_graph
from smekg.queries.model import Header, StoredQuery
from smekg.queries.reader import read_queries, read_rules
from smekg.queries.run import run_local
from smekg.store import load_store
from smekg.validation.findings import Broken, shape_tasks

QUERIES, RULES = read_queries(default_root()), read_rules(default_root())
CODES = ("g21", "gg18", "i10", "z20")
#: A text with a parameter whose default is an IRI.
SPARQL = """PREFIX work: <https://w3id.org/smekg/id/work/>
SELECT ?a WHERE { VALUES ?_of { work:boehe2013 } ?a ?b ?_of }"""


@pytest.fixture(scope="module")
def catalogue() -> Graph:
    return catalogue_graph(QUERIES, RULES, CODES)


def made(text: str, **more: object) -> StoredQuery:
    header = {
        "id": "x-y",
        "summary": "All.",
        "question": "Which?",
        "source": "none",
        "tags": ["test"],
        **more,
    }
    return StoredQuery(Header.model_validate(header), text, "queries/x-y.rq")


def values(graph: Graph, node: URIRef, *predicates: URIRef) -> list[str]:
    return sorted(str(value) for predicate in predicates for value in graph.objects(node, predicate))


def test_every_query_and_rule_is_an_executable_of_its_kind(catalogue: Graph) -> None:
    assert set(catalogue.subjects(RDF.type, SH.SPARQLSelectExecutable)) == {mint("query", i) for i in QUERIES}
    assert set(catalogue.subjects(RDF.type, SH.SPARQLConstructExecutable)) == {
        mint("query", i) for i in RULES
    }
    assert set(catalogue.subjects(RDF.type, SH.SPARQLExecutable)) == {
        mint("query", i) for i in (*QUERIES, *RULES)
    }


def test_each_text_runs_as_it_stands_and_gives_its_columns(catalogue: Graph) -> None:
    store = ox.Store()
    for query_id, stored in QUERIES.items():
        node = mint("query", query_id)
        (text,) = values(catalogue, node, SH.select)
        columns = run_local(store, text).columns
        assert sorted(columns) == values(catalogue, node, RS.resultVariable)
        assert columns == stored.header.columns
    for rule_id in RULES:
        (text,) = values(catalogue, mint("query", rule_id), SH.construct)
        assert isinstance(store.query(text), ox.QueryTriples)


def test_a_query_says_what_its_header_says(catalogue: Graph) -> None:
    node, header = mint("query", "g21-table-2"), QUERIES["g21-table-2"].header
    assert values(catalogue, node, RDFS.comment) == [header.question]
    assert values(catalogue, node, RDFS.label) == [header.summary.removesuffix(".")]
    assert values(catalogue, node, DCTERMS.source) == [header.source]
    assert values(catalogue, node, URIRef(PREFIXES["schema"] + "keywords")) == sorted(header.tags)
    assert values(catalogue, node, SMEKG.rebuilds) == [str(mint("element", "g21-table-2"))]
    grouping = mint("parameter", "g21-table-2", "theory_grouping")
    assert grouping in set(catalogue.objects(node, SH.parameter))
    assert catalogue.value(grouping, SH.name) == Literal("theory_grouping")
    assert catalogue.value(grouping, SH.defaultValue) == Literal("as printed")
    at_least = mint("parameter", "x-gaps", "at_least")
    assert catalogue.value(at_least, SH.defaultValue) == Literal(5)
    assert catalogue.value(at_least, SH.datatype) == URIRef(PREFIXES["xsd"] + "integer")
    assert catalogue.value(mint("parameter", "x-gaps", "table"), SH.defaultValue) is None


def test_a_rule_says_which_rules_it_comes_after(catalogue: Graph) -> None:
    for rule_id, rule in RULES.items():
        wanted = sorted(str(mint("query", other)) for other in rule.header.after)
        assert values(catalogue, mint("query", rule_id), DCTERMS.requires) == wanted


def test_a_sibling_from_the_catalogue_has_no_answer(catalogue: Graph, dist: Path) -> None:
    node = mint("query", "cq-146-lists-rebuilt")
    (own,), (sibling,) = values(catalogue, node, SH.select), values(catalogue, node, SMEKG.siblingQuery)
    store = load_store(dist)
    assert run_local(store, own).rows
    assert run_local(store, sibling).rows == ()


def test_the_example_of_the_guide_lists_what_is_rebuilt(root: DataRoot, dist: Path) -> None:
    guide = (root.queries / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```sparql\n(.*?)```", guide, re.DOTALL)
    rows = run_local(load_store(dist), example).rows
    rebuilt = {element for stored in QUERIES.values() for element in stored.header.elements}
    assert {element.removeprefix(mint("element", "")) for element, _, _ in rows} == rebuilt
    assert {text for _, _, text in rows} <= {stored.sparql for stored in QUERIES.values()}


def test_the_prefixes_are_those_that_the_texts_declare(catalogue: Graph) -> None:
    declared = {
        str(catalogue.value(node, SH.prefix)): str(catalogue.value(node, SH.namespace))
        for node in catalogue.objects(CATALOGUE, SH.declare)
    }
    used: dict[str, str] = {}
    for text in (*catalogue.objects(None, SH.select), *catalogue.objects(None, SH.construct)):
        used |= dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", str(text), re.MULTILINE))
    assert declared == used == {prefix: PREFIXES[prefix] for prefix in declared}


def test_the_catalogue_has_no_blank_node_and_only_described_parameters(catalogue: Graph) -> None:
    assert all(isinstance(s, URIRef) for s in catalogue.subjects())
    assert all(isinstance(o, URIRef | Literal) for o in catalogue.objects())
    assert set(catalogue.objects(None, SH.parameter)) == set(catalogue.subjects(RDF.type, SH.Parameter))


def test_the_order_of_the_files_does_not_matter(catalogue: Graph) -> None:
    def backwards(stored: Mapping[str, StoredQuery]) -> dict[str, StoredQuery]:
        return dict(reversed(list(stored.items())))

    assert set(catalogue_graph(backwards(QUERIES), backwards(RULES), reversed(CODES))) == set(catalogue)


def test_what_is_rebuilt_of_a_review_that_is_not_here_stays_unsaid() -> None:
    stored = made("SELECT ?a WHERE { ?a ?b ?c }", columns=["a"], elements=["g21-table-1", "i10-list-stages"])
    graph = catalogue_graph({"x-y": stored}, {}, ["g21"])
    assert values(graph, mint("query", "x-y"), SMEKG.rebuilds) == [str(mint("element", "g21-table-1"))]


def test_a_default_may_be_an_iri() -> None:
    parameter = {"name": "of", "type": "work", "description": "A work."}
    graph = catalogue_graph({"x-y": made(SPARQL, columns=["a"], parameters=[parameter])}, {}, [])
    assert values(graph, mint("parameter", "x-y", "of"), SH.defaultValue) == [str(mint("work", "boehe2013"))]


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "P", "S"]), min_size=1), min_size=1))
def test_a_choice_allows_its_values_and_nothing_else(choices: list[str]) -> None:
    parameter = {"name": "of", "type": "choice", "values": choices, "description": "A choice."}
    graph = catalogue_graph({"x-y": made(SPARQL, columns=["a"], parameters=[parameter])}, {}, [])
    (pattern,) = values(graph, mint("parameter", "x-y", "of"), SH.pattern)
    assert all(re.search(pattern, value) for value in choices)
    assert not re.search(pattern, " ".join((*choices, "other")))


WRONG = {
    "frameworks/tiny/tiny-missing.rq": """#+ id: tiny-missing
#+ summary: A table.
#+ question: Which table
#+ source: none
#+ elements: [tiny-table-9]
#+ tags: [test]
#+ columns: [a]
#+ parameters:
#+   - {name: word, type: text, description: a word}

SELECT ?a WHERE { VALUES ?_word { UNDEF } ?a ?b ?_word } ORDER BY ?a
""",
    "rules/asks-for-rows.rq": """#+ id: asks-for-rows
#+ summary: A rule.
#+ question: Which?
#+ source: none
#+ tags: [test]
#+ columns: [a]

SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a
""",
}
FOUND = {
    ("queries/frameworks/tiny/tiny-missing.rq", 1, "QRY-002"),
    ("queries/frameworks/tiny/tiny-missing.rq", 1, "QRY-006"),
    ("queries/frameworks/tiny/tiny-missing.rq", 9, "QRY-011"),
    ("queries/rules/asks-for-rows.rq", 1, "QRY-005"),
}


def test_what_is_wrong_is_found_in_the_file_of_the_query(tiny: DataRoot) -> None:
    for name, text in WRONG.items():
        path = tiny.queries / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    inputs = read_inputs(tiny, lambda _: None)
    tasks = shape_tasks(tiny, inputs, assemble(inputs, lambda _: None))
    violations, warnings = Broken.joined(run_beside(tasks))
    assert {(v.path, v.line, v.message.split(": ")[1]) for v in violations} == FOUND
    # The table of the tiny review has claims, and no query of its own.
    assert [(w.path, w.line) for w in warnings if "QRY-007" in w.message] == [
        ("sources/tiny-2020/source.yaml", 12)
    ]
