"""A deprecated term: whoever still uses it learns where, and what to use instead."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import OWL

from smekg.errors import FindingsError
from smekg.inputs import read_inputs
from smekg.mappings.reader import read_mappings
from smekg.namespaces import SMEKG, bind_prefixes, mint
from smekg.ontology import Ontology, read_ontology, read_turtle
from smekg.paths import DataRoot
from smekg.pipeline import assemble
from smekg.queries.model import Header, StoredQuery
from smekg.shapes import validate
from smekg.site.content import Content, read_content
from smekg.site.pages import terms as term_pages
from smekg.site.rendering import render_pages
from smekg.store import mirror
from smekg.terms import DeprecatedLabelError, index_terms
from smekg.versions.deprecations import deprecations, query_findings, shape_findings

PREFIXES = """
@prefix claim: <https://w3id.org/smekg/id/claim/> .
@prefix concept: <https://w3id.org/smekg/id/concept/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .
@prefix smekgs: <https://w3id.org/smekg/shapes#> .
"""
ONTOLOGY = (
    PREFIXES
    + """
smekg:Alliance a owl:Class ; rdfs:label "alliance"@en .
smekg:Pact a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy smekg:Alliance ; rdfs:label "pact"@en ;
  skos:changeNote "0.2.0: the reviews use both words for one thing"@en .
"""
)
VOCABULARY = (
    PREFIXES
    + """
concept:trust a skos:Concept ; skos:prefLabel "trust"@en .
concept:faith a skos:Concept ; owl:deprecated true ; skos:prefLabel "faith"@en , "trust"@en ;
  smekg:isNotReplacedBecause "no review speaks of it"@en ; skos:changeNote "0.3.0: a slip"@en .
"""
)
QUERY = """#+ id: x-y
PREFIX smekg: <https://w3id.org/smekg/ontology#>
# smekg:Pact in a comment is nobody's business
SELECT ?a WHERE { ?a smekg:object smekg:Pact ; smekg:subject <https://w3id.org/smekg/id/concept/faith> }
"""


def _graph(text: str) -> Graph:
    return bind_prefixes(Graph()).parse(data=text)


@pytest.fixture
def ontology() -> Ontology:
    return Ontology(_graph(ONTOLOGY), _graph(VOCABULARY), Graph())


def test_an_annotator_is_told_the_label_to_use_now(ontology: Ontology) -> None:
    index = index_terms(ontology.terms, ontology.vocabulary)

    with pytest.raises(DeprecatedLabelError, match='"Pact" names a deprecated term; use "alliance" instead'):
        index.resolve("term", "Pact")
    with pytest.raises(DeprecatedLabelError, match="nothing replaces it: no review speaks of it"):
        index.resolve("term", "faith")
    assert index.resolve("term", "trust") == mint("concept", "trust"), "the term in use has the label"


def test_the_message_has_file_and_line(tiny: DataRoot) -> None:
    field = tiny.ontology / "vocabulary" / "exporting.ttl"
    text = field.read_text(encoding="utf-8").replace(
        'skos:prefLabel "export propensity"@en ;',
        'skos:prefLabel "export propensity"@en ;\nowl:deprecated true ; dcterms:isReplacedBy smekg:Cluster ;',
    )
    prefixes = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    )
    field.write_text(prefixes + text, encoding="utf-8")

    with pytest.raises(FindingsError) as caught:
        assemble(read_inputs(tiny, lambda _: None), lambda _: None)

    assert str(caught.value.findings[0]) == (
        'sources/tiny-2020/claims/section-1.yaml:8: claim tiny-1-01: "export propensity" names a deprecated '
        'term; use "cluster" instead'
    )


def test_a_query_that_uses_it_is_found_by_line(ontology: Ontology) -> None:
    header = Header(id="x-y", summary="s", question="q", source="s", tags=("t",), columns=("a",))
    deprecated = deprecations(ontology.terms, ontology.vocabulary)

    found = query_findings([StoredQuery(header, QUERY, "queries/x-y.rq")], deprecated)

    assert [str(finding) for finding in found] == [
        "queries/x-y.rq:4: concept:faith is deprecated; nothing replaces it: no review speaks of it",
        "queries/x-y.rq:4: smekg:Pact is deprecated; use smekg:Alliance instead",
    ]


def test_a_shape_that_uses_it_is_found(ontology: Ontology) -> None:
    shapes = _graph(PREFIXES + "smekgs:X sh:targetClass smekg:Pact .")
    places = {"https://w3id.org/smekg/shapes#X": ("ontology/shapes/x.ttl", 7)}

    found = shape_findings(shapes, deprecations(ontology.terms), places)

    assert [str(f) for f in found] == [
        "ontology/shapes/x.ttl:7: smekg:Pact is deprecated; use smekg:Alliance instead"
    ]


@pytest.mark.parametrize(
    "user",
    [
        "claim:x-1 smekg:subject smekg:Pact",
        "concept:x skos:broader smekg:Pact",
        "smekg:Truce rdfs:subClassOf [ owl:onProperty smekg:p ; owl:someValuesFrom smekg:Pact ]",
        "smekg:Truce owl:equivalentClass [ owl:intersectionOf ( smekg:A [ owl:unionOf ( smekg:Pact ) ] ) ]",
        "smekg:p rdfs:range smekg:Pact",
    ],
)
def test_what_uses_it_in_the_graph_breaks_a_rule(root: DataRoot, user: str) -> None:
    shapes = Graph()
    for name in ("deprecation", "prefixes"):
        shapes += read_turtle(root.ontology / "shapes" / f"{name}.ttl", name)

    broken = validate(_graph(ONTOLOGY + user + " ."), shapes)

    subject = user.split(maxsplit=1)[0]
    focus = [v.focus for v in broken if v.rule == "DEP-006"]
    assert len(focus) == 1
    assert focus[0].endswith(subject.split(":")[1])


def _pages(ontology: Ontology) -> dict[str, str]:
    store = mirror({"ontology": ontology.terms, "vocabulary": ontology.vocabulary})
    content: Content = read_content(store, {}, "x")
    return {f.address: f.data.decode() for f in render_pages(content, term_pages.pages(content))}


def test_the_page_of_a_term_says_since_when_and_what_to_use(ontology: Ontology) -> None:
    pages = _pages(ontology)

    note = "<b>Deprecated</b> since version 0.2.0: the reviews use both words for one thing. Use "
    assert note + '<a href="../ontology/Alliance.html">alliance</a> instead.' in pages["ontology/Pact.html"]
    nothing = "<b>Deprecated</b> since version 0.3.0: a slip. Nothing replaces it: no review speaks of it."
    assert nothing in pages["id/concept/faith.html"]
    assert "Deprecated" not in pages["ontology/Alliance.html"]


def test_a_mapping_of_it_is_found_by_line(tiny: DataRoot) -> None:
    read = read_ontology(tiny)
    read.terms.add((SMEKG.Cluster, OWL.deprecated, Literal(True)))

    with pytest.raises(FindingsError) as caught:
        read_mappings(tiny, read)

    told = [str(finding) for finding in caught.value.findings if "deprecated" in finding.message]
    assert len(told) == 1
    assert told[0].startswith("ontology/mappings/org.sssom.tsv:20: smekg:Cluster:")
    assert told[0].endswith("the term is deprecated; map what replaces it, or remove the row")
