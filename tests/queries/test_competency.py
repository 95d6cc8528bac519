"""The competency questions: each has its answer, its sibling has none, and together they touch every term.

The expected answers were reasoned from the papers by somebody who had seen neither claims nor queries; where
the graph differed, the paper decided. Questions about the ontology were answered from its modules by eye.
"""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from conftest import Run
from smekg.coverage import competency_questions, touched, uncovered
from smekg.namespaces import SMEKG, graph_iri
from smekg.paths import DataRoot, default_root
from smekg.queries.model import StoredQuery
from smekg.queries.patterns import named_terms, triple_patterns
from smekg.queries.projection import select_all
from smekg.queries.reader import read_queries, read_query, read_rules
from smekg.queries.run import run_local
from smekg.store import load_store
from support.deriving import derived_from
from support.typed_answers import departures, typed_rows

QUESTIONS = {q.header.id: q for q in competency_questions(read_queries(default_root()).values())}

HEADER = """#+ id: x-y
#+ summary: s
#+ question: q?
#+ source: none
#+ tags: [test]
#+ columns: [a]
"""


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    """The real graph, opened once for all questions."""
    return load_store(dist)


def written(tmp_path: Path, sparql: str) -> StoredQuery:
    path = tmp_path / "x-y.rq"
    path.write_text(HEADER + sparql, encoding="utf-8")
    return read_query(path, "queries/competency/x-y.rq")


def holds(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", use_default_graph_as_union=True))


def test_there_are_questions_of_every_sort() -> None:
    assert len(QUESTIONS) >= 45
    assert all(query_id.startswith("cq-") for query_id in QUESTIONS)
    assert all("competency" in query.header.tags for query in QUESTIONS.values())


@pytest.mark.parametrize("query_id", QUESTIONS)
def test_a_question_has_the_answer_that_was_typed(store: ox.Store, query_id: str) -> None:
    answer = run_local(store, QUESTIONS[query_id].text)
    assert len(typed_rows(query_id)) > 1, "a competency question has an answer"
    assert departures(query_id, answer.columns, answer.rows) == []


@pytest.mark.parametrize("query_id", QUESTIONS)
def test_the_sibling_of_a_question_has_no_answer(store: ox.Store, query_id: str) -> None:
    question = QUESTIONS[query_id]
    assert question.sibling is not None
    assert question.header.sibling is not None
    answer = run_local(store, question.sibling)
    assert answer.columns == question.header.columns
    assert answer.rows == (), question.header.sibling.because


@pytest.mark.parametrize("query_id", QUESTIONS)
def test_the_sibling_differs_in_one_term_that_stands_in_a_pattern(query_id: str) -> None:
    question = QUESTIONS[query_id]
    assert question.sibling is not None
    own, other = named_terms(question.body), named_terms(question.sibling)
    assert len(other - own) <= 1
    assert len(own - other) <= 1
    assert triple_patterns(question.body) != triple_patterns(question.sibling)


@pytest.mark.parametrize("query_id", QUESTIONS)
def test_each_pattern_of_a_sibling_matches_something(store: ox.Store, query_id: str) -> None:
    # Otherwise it would have no answer for want of data, and not because nothing follows.
    sibling = QUESTIONS[query_id].sibling
    assert sibling is not None
    patterns = triple_patterns(sibling)
    assert patterns
    assert [pattern for pattern in patterns if not holds(store, pattern)] == []


def test_votes_are_counted_by_direction_method_and_country() -> None:
    counting = [q for q in QUESTIONS.values() if {"votes", "studies"} <= set(q.header.columns)]
    assert counting
    for question in counting:
        assert {"direction", "method", "places", "sample_size"} <= set(question.header.columns)


def test_every_term_is_touched_by_a_question(store: ox.Store) -> None:
    assert [term.iri for term in uncovered(store, QUESTIONS.values())] == []


def test_the_command_reports_coverage(dist: Path, smekg: Run) -> None:
    result = smekg("coverage", "--build", dist, "--format", "json")
    assert (result.returncode, json.loads(result.stdout)) == (0, [])
    assert f"{len(QUESTIONS)} competency questions touch" in result.stderr


@pytest.mark.parametrize(
    ("declaration", "what"),
    [
        ("a owl:Class ; rdfs:subClassOf smekg:Claim", "claim kind"),
        ("a owl:Class", "class"),
        ("a owl:ObjectProperty", "property"),
        ("a owl:DatatypeProperty", "property"),
    ],
)
def test_a_term_that_no_question_touches_is_reported(
    store: ox.Store, tmp_path: Path, declaration: str, what: str
) -> None:
    enlarged = ox.Store()
    enlarged.extend(iter(store))
    enlarged.update(
        f"INSERT DATA {{ GRAPH <{graph_iri('ontology')}> {{ "
        f'smekg:Unheard {declaration} ; skos:definition "made up" }} }}',
        prefixes={
            "owl": "http://www.w3.org/2002/07/owl#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "smekg": str(SMEKG),
        },
    )
    # One question is enough: nothing that is not asked about can be touched.
    missing = {term.iri: term for term in uncovered(enlarged, [QUESTIONS["cq-91-kinds-of-claim"]])}
    assert len(missing) > 1
    found = missing[str(SMEKG.Unheard)]
    assert (found.what, found.definition) == (what, "made up")


def test_the_command_fails_where_a_term_is_untouched(dist: Path, smekg: Run, tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    result = smekg("coverage", "--build", dist, "--data", tmp_path, "--format", "csv")
    assert result.returncode == 1
    assert "class,smekg:Cluster," in result.stdout
    assert "0 competency questions touch 0 of" in result.stderr


def test_a_question_touches_what_it_names_and_what_its_variables_are_bound_to(tmp_path: Path) -> None:
    store = ox.Store()
    triples = "<x:s> <x:p> <x:o> .\n<x:s> <x:q> <x:other> .\n<x:lone> <x:p> <x:far> .\n"
    store.load(triples.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("x:g"))
    question = written(
        tmp_path,
        """SELECT ?a
        WHERE {
          ?a <x:p>/<x:none>* ?b ; ?how <x:other> .
          MINUS { ?a a <x:Class> }
          FILTER(?b NOT IN (<x:excluded>)) # a } in a comment
        }
        GROUP BY ?a
        ORDER BY ?a""",
    )
    found = touched(store, question)
    assert found >= {"x:p", "x:none", "x:other", "x:Class", "x:excluded", "x:s", "x:o", "x:q"}
    assert not found & {"x:lone", "x:far"}


def test_all_variables_are_selected_whatever_braces_a_text_holds() -> None:
    where = '{ ?a x:p "}" . { SELECT ?b WHERE { ?a x:q ?b } } }'
    sparql = f"PREFIX x: <x:>\nSELECT ?a (SUM(?b) AS ?c) WHERE {where} GROUP BY ?a"
    assert select_all(sparql) == f"PREFIX x: <x:>\nSELECT * WHERE {where}"
    for broken in ("ASK { ?a ?b ?c }", "SELECT ?a WHERE { ?a ?b ?c"):
        with pytest.raises(ValueError, match="query"):
            select_all(broken)


def test_patterns_are_found_wherever_they_stand() -> None:
    patterns = triple_patterns(
        "SELECT ?a WHERE { ?a <x:p>/<x:q>* ?b OPTIONAL { ?a <x:r> ?c } MINUS { ?a <x:s> ?d } "
        "{ SELECT ?a WHERE { ?a <x:t> ?e } } }"
    )
    assert sorted(patterns) == ["?a <x:p>/<x:q>* ?b", "?a <x:r> ?c", "?a <x:s> ?d", "?a <x:t> ?e"]
    with pytest.raises(ValueError, match="EXISTS"):
        triple_patterns("SELECT ?a WHERE { ?a <x:p> ?b FILTER(NOT EXISTS { ?a <x:u> ?e }) }")


CLAIMS = """
@prefix claim: <https://w3id.org/smekg/id/claim/> .
@prefix concept: <https://w3id.org/smekg/id/concept/> .
@prefix relation: <https://w3id.org/smekg/id/relation/> .
@prefix scheme: <https://w3id.org/smekg/id/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .
@prefix work: <https://w3id.org/smekg/id/work/> .

concept:panel skos:inScheme scheme:research-method .
concept:poll skos:broader concept:empirical-research .
claim:placed a smekg:CoverageClaim ; smekg:subject concept:panel ; smekg:object work:a .
claim:themed a smekg:CoverageClaim ; smekg:subject concept:trust ; smekg:object work:b .
claim:used a smekg:AttributionClaim ; smekg:relation relation:uses ;
    smekg:object concept:poll ; smekg:basedOn work:c .
claim:tool a smekg:AttributionClaim ; smekg:relation relation:uses ;
    smekg:object concept:loom ; smekg:basedOn work:d .
claim:number a smekg:QuantityClaim ; smekg:value 70.0 ; smekg:basedOn work:a ; smekg:statedIn work:r .
claim:finding smekg:sample "70 firms"@en ; smekg:basedOn work:a ; smekg:statedIn work:r .
claim:large smekg:sample "700 firms"@en ; smekg:basedOn work:a ; smekg:statedIn work:r .
claim:stranger smekg:sample "70 firms"@en ; smekg:basedOn work:b ; smekg:statedIn work:r .
claim:elsewhere smekg:sample "70 firms"@en ; smekg:basedOn work:a ; smekg:statedIn work:s .
"""


def test_method_and_sample_size_come_from_what_a_review_prints(root: DataRoot) -> None:
    rules = {name: rule for name, rule in read_rules(root).items() if "study-design" in rule.path}
    derived = derived_from({"claims": Graph().parse(data=CLAIMS, format="turtle")}, rules)
    local = [tuple(str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for term in triple) for triple in derived]
    assert sorted(local) == [
        ("a", "usesMethod", "panel"),
        ("c", "usesMethod", "poll"),
        ("finding", "sampleSize", "70"),
    ]
