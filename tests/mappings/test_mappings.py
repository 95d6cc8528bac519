"""The mappings as they are: as typed, true to the axioms, each with where its definition was read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import OWL, RDFS, SKOS
from rdflib.term import Node

from smekg.mappings.graph import mapping_graph
from smekg.mappings.hierarchy import read_hierarchy
from smekg.mappings.model import COLUMNS, MappingSet, Row
from smekg.mappings.reader import read_mappings
from smekg.namespaces import ID, SMEKG, SSSOM
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot, default_root

FILES = {path.name.split(".")[0]: path for path in default_root().ontology.glob("mappings/*.sssom.tsv")}
MATCHES = (SKOS.broadMatch, SKOS.closeMatch, SKOS.exactMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def ontology(root: DataRoot) -> Ontology:
    return read_ontology(root)


@pytest.fixture(scope="module")
def sets(root: DataRoot, ontology: Ontology) -> dict[str, MappingSet]:
    return {mapping_set.name: mapping_set for mapping_set in read_mappings(root, ontology)}


def typed(path: Path) -> list[dict[str, str]]:
    """The rows as a spreadsheet would read them, without smekg's reader."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("name", FILES)
def test_each_mapping_stands_as_a_triple_beside_its_node(
    name: str, sets: dict[str, MappingSet], ontology: Ontology
) -> None:
    graph = mapping_graph([sets[name]], ontology.terms)
    nodes = list(graph.objects(URIRef(sets[name].header.mapping_set_id), SSSOM.mappings))
    assert len(nodes) == len(typed(FILES[name])) > 0
    assert all(str(node).startswith(f"{ID}mapping/{name}/") for node in nodes)
    annotated = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
    said = {tuple(graph.value(node, part) for part in annotated) for node in nodes}
    assert said == {triple for match in MATCHES for triple in graph.triples((None, match, None))}
    # A label for each target, once: here, or in the ontology where that declares the term.
    for target in graph.objects(None, OWL.annotatedTarget):
        assert len({*graph.objects(target, RDFS.label), *ontology.terms.objects(target, RDFS.label)}) == 1


def test_what_the_axioms_say_of_a_target_the_mappings_say_too(
    sets: dict[str, MappingSet], ontology: Ontology
) -> None:
    """Each axiom that puts a term under a class of ORG or SPAR is in the mappings, as a broader match."""
    mapped: dict[tuple[Node, Node], Row] = {
        (m.subject, m.object): m.row for s in sets.values() for m in s.mappings
    }
    vocabularies = ("http://www.w3.org/ns/org#", "http://purl.org/spar/")
    axioms = [
        (s, o)
        for s, o in ontology.terms.subject_objects(RDFS.subClassOf)
        if str(s).startswith(str(SMEKG)) and str(o).startswith(vocabularies)
    ]
    assert len(axioms) >= 10
    for pair in axioms:
        said = (mapped[pair].predicate_id, mapped[pair].mapping_justification)
        assert said == ("skos:broadMatch", "semapv:LogicalReasoning")
    hierarchy = read_hierarchy(ontology)
    for mapping in (m for s in sets.values() for m in s.mappings):
        term, target = mapping.subject, mapping.object
        follows = hierarchy.same(term, target) or hierarchy.under(term, target)
        assert (mapping.row.mapping_justification == "semapv:LogicalReasoning") == follows


def test_traps_of_other_vocabularies_are_avoided(sets: dict[str, MappingSet]) -> None:
    by_name = {
        (m.row.subject_id, m.row.object_id): m.row.predicate_id for s in sets.values() for m in s.mappings
    }
    # FIBO's joint venture is a legal entity; FaBiO's systematic review is a work, and a review an expression.
    assert by_name["smekg:JointVenture", "fibo-be-le-fbo:JointVenture"] == "skos:relatedMatch"
    assert by_name["smekg:Review", "fabio:SystematicReview"] == "skos:relatedMatch"
    assert ("smekg:Review", "schema:Review") not in by_name
    # Codes without a definition of their own match nothing exactly.
    assert "skos:exactMatch" not in {p for (_, target), p in by_name.items() if target.startswith("size:")}


def test_every_row_says_where_the_definition_was_read_and_what_it_says(sets: dict[str, MappingSet]) -> None:
    for mapping_set in sets.values():
        for mapping in mapping_set.mappings:
            assert all(url.startswith("https://github.com/") for url in mapping.row.see_also)
            # The commit stands in the address: what was read stays what it was.
            assert all("/blob/" in url and len(url.split("/")[6]) == 40 for url in mapping.row.see_also)
            assert len(mapping.row.comment.split()) >= 5


def test_the_mapping_files_have_the_columns_that_the_guide_names() -> None:
    for path in FILES.values():
        assert tuple(typed(path)[0]) == COLUMNS
