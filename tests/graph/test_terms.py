"""Labels that annotators write name exactly one term."""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from smekg.namespaces import SMEKG, mint, slug
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.terms import AmbiguousLabelError, TermIndex, UnknownLabelError, index_terms


@pytest.fixture(scope="module")
def index(root: DataRoot) -> TermIndex:
    ontology = read_ontology(root)
    return index_terms(ontology.terms, ontology.vocabulary)


@pytest.mark.parametrize(
    ("what", "label", "expected"),
    [
        ("term", "cluster", SMEKG.Cluster),
        ("term", "  Export   CONSORTIUM ", SMEKG.ExportConsortium),
        ("term", "export performance", mint("concept", "export-performance")),
        ("term", "Chile", mint("place", "chile")),
        ("place", "Chile", mint("place", "chile")),
        ("sector", "wine", mint("sector", "wine")),
        ("relation", "has advantage", mint("relation", "has-advantage")),
        ("origin", "reported-study", SMEKG.ReportedStudy),
        ("kind", "effect", SMEKG.EffectClaim),
        ("qualifier", "more likely", SMEKG.MoreLikely),
    ],
)
def test_a_label_names_its_term(index: TermIndex, what: str, label: str, expected: object) -> None:
    assert index.resolve(what, label) == expected


def test_an_unknown_label_gets_the_nearest_suggestion(index: TermIndex) -> None:
    with pytest.raises(
        UnknownLabelError, match=r'unknown term "firm sise"; did you mean "firm size"\?'
    ) as caught:
        index.resolve("term", "firm sise")
    assert caught.value.nearest == "firm size"
    with pytest.raises(UnknownLabelError) as caught:
        index.resolve("term", "qqqqqqqqqq")
    assert caught.value.nearest is None


def test_a_place_is_no_industry_and_a_relation_no_term(index: TermIndex) -> None:
    for what, label in (
        ("sector", "Chile"),
        ("term", "has advantage"),
        ("term", "effect"),
        ("place", "cluster"),
    ):
        with pytest.raises(UnknownLabelError):
            index.resolve(what, label)


def test_no_label_of_the_vocabulary_is_ambiguous(index: TermIndex) -> None:
    doubled = {
        (what, label): sorted(iris)
        for what, labels in index.labels.items()
        for label, iris in labels.items()
        if len(iris) > 1
    }
    assert doubled == {}


def test_two_terms_with_one_label_are_refused() -> None:
    vocabulary = Graph().parse(
        format="turtle",
        data="""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <x:1> a skos:Concept ; skos:prefLabel "trust"@en .
        <x:2> a skos:Concept ; skos:altLabel "Trust"@en .""",
    )
    with pytest.raises(AmbiguousLabelError, match="names several terms"):
        index_terms(Graph(), vocabulary).resolve("term", "trust")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("R&D co-operation", "r-d-co-operation"),
        ("Serra Gaúcha", "serra-gaucha"),
        ("Główka", "glowka"),
        ("revised Uppsala model (2009)", "revised-uppsala-model-2009"),
    ],
)
def test_a_slug_is_plain_ascii(label: str, expected: str) -> None:
    assert slug(label) == expected


def test_every_concept_has_the_iri_of_its_label(root: DataRoot) -> None:
    """A renamed concept would otherwise keep an IRI that says something else."""
    vocabulary = read_ontology(root).vocabulary
    for concept in vocabulary.subjects(RDF.type, SKOS.Concept):
        label = vocabulary.value(concept, SKOS.prefLabel)
        assert str(concept).rsplit("/", 1)[-1] == slug(str(label))
