"""What the files say is what the graph says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, SKOS

from smekg.graph.reviews import review_graph
from smekg.iris import PREFIXES
from smekg.namespaces import CITO, SMEKG, mint
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.sources.canonical import canonical_entries
from smekg.sources.located import AnnotatedReview
from smekg.sources.outline import outline
from smekg.sources.reader import read_review
from smekg.store import load_store
from smekg.terms import index_terms


@pytest.fixture(scope="module")
def review(root: DataRoot) -> AnnotatedReview:
    return read_review(root, "guimaraes-2021")


@pytest.fixture(scope="module")
def graph(root: DataRoot, review: AnnotatedReview) -> Graph:
    ontology = read_ontology(root)
    return review_graph(
        review, index_terms(ontology.terms, ontology.vocabulary), canonical_entries([outline(review)])
    )


def test_a_table_cell_becomes_the_node_of_the_design(graph: Graph) -> None:
    cell = mint("claim", "g21-t3-cluster-adv-2")
    expected = {
        (RDF.type, SMEKG.AttributionClaim),
        (SMEKG.statedIn, mint("work", "guimaraes2021")),
        (SMEKG.inElement, mint("element", "g21-table-3")),
        (SMEKG.part, Literal("advantage")),
        (SMEKG.position, Literal(2)),
        (SMEKG.subject, SMEKG.Cluster),
        (SMEKG.relation, mint("relation", "has-advantage")),
        (SMEKG.object, mint("concept", "access-to-new-markets")),
        (SMEKG.printedAs, Literal("Access to new markets", lang="en")),
        (SMEKG.origin, SMEKG.ReviewSynthesis),
        (SMEKG.status, SMEKG.Drafted),
        (PROV.wasGeneratedBy, mint("annotation", "guimaraes-2021")),
    }
    assert set(graph.predicate_objects(cell)) == expected


def test_every_claim_is_in_the_graph_with_exactly_its_studies(graph: Graph, review: AnnotatedReview) -> None:
    for located in review.claims:
        node = mint("claim", located.claim.id)
        assert set(graph.objects(node, SMEKG.basedOn)) == {mint("work", key) for key in located.claim.studies}
        assert str(graph.value(node, SMEKG.statement) or "") == (located.claim.says or "")
    claims = set(graph.subjects(SMEKG.origin, None))
    assert len(claims) == len(review.claims)


def test_every_cited_work_has_one_citation_with_its_printed_form(
    graph: Graph, review: AnnotatedReview
) -> None:
    cited = dict.fromkeys(graph.objects(None, CITO.hasCitedEntity), 0)
    assert len(cited) == len(review.works) - 1
    boehe = mint("citation", "guimaraes-2021", "boehe2013")
    assert graph.value(boehe, SMEKG.printedCitation) == Literal("Boehe (2013)")


def test_claims_that_rest_on_the_same_letters_share_a_passage(graph: Graph, review: AnnotatedReview) -> None:
    anchored = [c.claim.passage for c in review.claims if c.claim.passage is not None]
    assert all(c.claim.passage is not None for c in review.claims if c.claim.element is None)
    places = {(anchor.sha256, anchor.occurrence) for anchor in anchored}
    assert len(set(graph.subjects(RDF.type, SMEKG.Passage))) == len(places) < len(anchored)


def test_the_data_has_no_blank_node(graph: Graph) -> None:
    assert all(isinstance(s, URIRef) for s in graph.subjects())
    assert all(isinstance(o, URIRef | Literal) for o in graph.objects())


@pytest.mark.parametrize(
    "pattern",
    [
        "smekg:Cluster smekg:hasReportedAdvantage concept:access-to-new-markets",
        "smekg:ExportConsortium smekg:hasReportedDisadvantage concept:information-asymmetry",
        "smekg:JointVenture smekg:isStudiedIn work:kaufmann1995",
        "work:guimaraes2021 smekg:includesStudy work:boehe2013",
        "claim:g21-3-3-1-188 smekg:direction smekg:Positive",
        "case:serra-gaucha-wine-cluster a smekg:Cluster",
    ],
)
def test_rules_derive_short_cuts(dist: Path, pattern: str) -> None:
    store = load_store(dist)
    ask = f"ASK {{ GRAPH <https://w3id.org/smekg/graph/derived> {{ {pattern} }} }}"
    assert bool(store.query(ask, prefixes=PREFIXES))


@pytest.mark.parametrize(
    "pattern",
    [
        "smekg:ExportConsortium rdfs:subClassOf smekg:Network",
        "smekg:JointVenture rdfs:subClassOf smekg:Alliance",
    ],
)
def test_the_reasoner_completes_the_hierarchy(dist: Path, pattern: str) -> None:
    store = load_store(dist)
    ask = f"ASK {{ GRAPH <https://w3id.org/smekg/graph/inferred> {{ {pattern} }} }}"
    assert bool(store.query(ask, prefixes=PREFIXES))


def test_a_rule_never_derives_what_no_claim_says(dist: Path) -> None:
    query = """SELECT ?type ?advantage WHERE {
        ?type smekg:hasReportedAdvantage ?advantage .
        MINUS { ?claim smekg:relation relation:has-advantage ; smekg:subject ?type ; smekg:object ?advantage }
    }"""
    solutions = load_store(dist).query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [tuple(s) for s in solutions] == []


def test_concepts_stand_in_a_scheme(root: DataRoot) -> None:
    vocabulary = read_ontology(root).vocabulary
    schemes = set(vocabulary.subjects(RDF.type, SKOS.ConceptScheme))
    assert set(vocabulary.objects(None, SKOS.inScheme)) == schemes
