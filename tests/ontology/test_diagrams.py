"""Diagrams of the modules: nothing of a module left out, and text that Mermaid can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

from smekg.diagrams.mermaid import mermaid
from smekg.diagrams.modules import ModuleDiagram, read_modules
from smekg.errors import FindingsError
from smekg.namespaces import SMEKG
from smekg.paths import DataRoot

PREFIXES = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# What the module is about,
# on two lines.

# Another remark.
"""
TERMS = """
smekg:A a owl:Class ; rdfs:label "a (wide)" .
smekg:B a owl:Class ; rdfs:label "b" ; rdfs:subClassOf smekg:A .
smekg:C a owl:Class ; rdfs:label "c" .
smekg:p a owl:ObjectProperty ; rdfs:label "leads to" ; rdfs:domain smekg:A ; rdfs:range smekg:C .
smekg:q a owl:DatatypeProperty ; rdfs:label "size" ; rdfs:domain smekg:A ; rdfs:range xsd:integer .
smekg:r a owl:ObjectProperty ; rdfs:label "is near" .
smekg:x a owl:NamedIndividual , smekg:C ; rdfs:label "an x" .
"""


def drawn(tmp_path: Path, turtle: str) -> ModuleDiagram:
    """The diagram of a module with these triples."""
    folder = tmp_path / "ontology" / "modules"
    folder.mkdir(parents=True)
    (folder / "one.ttl").write_text(PREFIXES + TERMS + turtle, encoding="utf-8")
    return read_modules(DataRoot(tmp_path))[0]


def lines(diagram: ModuleDiagram) -> list[str]:
    return [line.strip() for line in mermaid(diagram).splitlines()]


@pytest.fixture(scope="module")
def diagrams(root: DataRoot) -> dict[str, ModuleDiagram]:
    return {diagram.name: diagram for diagram in read_modules(root)}


def test_a_module_is_drawn_as_it_stands(tmp_path: Path) -> None:
    diagram = drawn(tmp_path, "")
    assert diagram.about == "What the module is about, on two lines."
    assert lines(diagram) == [
        "classDiagram",
        "direction LR",
        'class A["a [wide]"] {',
        "size → integer",
        "}",
        'class B["b"]',
        'class C["c"] {',
        "an x",
        "}",
        'class no_domain["no domain"] {',
        "is near",
        "}",
        "A <|-- B",
        "A --> C : leads to",
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("smekg:p some smekg:B", ["A <|.. D", "D --> B : leads to"]),
        ("smekg:p value smekg:x", ["A <|.. D", "leads to an x"]),
        ("smekg:p oneOf", ["leads to an x or y"]),
        ("not", ["leads to not b"]),
        ("inverse", ["B --> D : leads to"]),
        ("bounds", ["size at least 3 and less than 9"]),
        ("count", ["org:hasMember exactly 2"]),
        ("union", []),
    ],
)
def test_a_definition_shows_what_it_says(tmp_path: Path, said: str, shown: list[str]) -> None:
    restriction = {
        "smekg:p some smekg:B": "owl:onProperty smekg:p ; owl:someValuesFrom smekg:B",
        "smekg:p value smekg:x": "owl:onProperty smekg:p ; owl:hasValue smekg:x",
        "smekg:p oneOf": "owl:onProperty smekg:p ; owl:someValuesFrom [ owl:oneOf ( smekg:x smekg:y ) ]",
        "not": "owl:onProperty smekg:p ; owl:allValuesFrom [ owl:complementOf smekg:B ]",
        "inverse": "owl:onProperty [ owl:inverseOf smekg:p ] ; owl:someValuesFrom smekg:B",
        "bounds": "owl:onProperty smekg:q ; owl:someValuesFrom [ owl:onDatatype xsd:integer ;"
        " owl:withRestrictions ( [ xsd:minInclusive 3 ] [ xsd:maxExclusive 9 ] ) ]",
        "count": "owl:onProperty org:hasMember ; owl:cardinality 2",
        "union": "owl:unionOf ( smekg:B smekg:C )",
    }[said]
    named = '\nsmekg:y rdfs:label "y" .\nsmekg:D a owl:Class ; rdfs:label "d" .\n'
    defined = f"smekg:D owl:equivalentClass [ owl:intersectionOf ( smekg:A [ {restriction} ] ) ] .\n"
    plain = {*lines(drawn(tmp_path / "plain", named))}
    added = [line for line in lines(drawn(tmp_path / "full", named + defined)) if line not in plain]
    assert set(shown) <= set(added)
    # A member of a union need not hold: only the wider class is sure.
    assert any("B" in line or "C" in line for line in added) is (said in ("smekg:p some smekg:B", "inverse"))


def test_an_arrow_that_two_others_make_up_is_left_out(tmp_path: Path) -> None:
    diagram = drawn(tmp_path, "smekg:E a owl:Class ; rdfs:subClassOf smekg:A , smekg:B .")
    assert [(e.source[-1], e.target[-1]) for e in diagram.subclasses] == [("B", "A"), ("E", "B")]


def test_a_class_of_another_vocabulary_is_marked(tmp_path: Path) -> None:
    found = lines(drawn(tmp_path, "smekg:A rdfs:subClassOf org:Organization ."))
    assert 'class www_w3_org_ns_org_Organization["org:Organization"]' in found
    assert "<<other>> www_w3_org_ns_org_Organization" in found


def test_a_module_that_is_no_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as told:
        drawn(tmp_path, "\nsmekg:F a owl:Class ;; rdfs:label .\n")
    assert told.value.findings[0].path == "ontology/modules/one.ttl"


def test_every_class_and_property_of_the_ontology_is_in_the_diagram_of_its_module(
    root: DataRoot, diagrams: dict[str, ModuleDiagram]
) -> None:
    for path in (root.ontology / "modules").glob("*.ttl"):
        graph, diagram = Graph().parse(path), diagrams[path.stem]
        classes = {str(cls) for cls in graph.subjects(RDF.type, OWL.Class) if isinstance(cls, URIRef)}
        assert {cls.iri for cls in diagram.classes if cls.own} == {
            cls for cls in classes if cls.startswith(SMEKG)
        }
        shown = {member.iri for cls in diagram.classes for member in cls.members}
        shown |= {edge.iri for edge in diagram.relations} | {member.iri for member in diagram.loose}
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual):
            declared = {str(iri) for iri in graph.subjects(RDF.type, kind) if str(iri).startswith(SMEKG)}
            assert declared <= shown, path


def test_no_diagram_has_more_than_can_be_read(diagrams: dict[str, ModuleDiagram]) -> None:
    assert {name: len(d.classes) for name, d in diagrams.items() if len(d.classes) > 45} == {}


def test_the_text_is_what_mermaid_reads(diagrams: dict[str, ModuleDiagram]) -> None:
    """Its grammar of class diagrams, as far as the diagrams use it."""
    for diagram in diagrams.values():
        declared: set[str] = set()
        inside = False
        for line in lines(diagram)[2:]:
            opened = re.fullmatch(r'class (\w+)\["[^"\[\]]*(?:\[[^"\[\]]*\])?[^"\[\]]*"\]( \{)?', line)
            if opened:
                declared.add(opened[1])
                inside = bool(opened[2])
            elif line == "}":
                inside = False
            elif inside:
                assert not re.search(r"[(){}~;`]", line), line
            else:
                found = re.fullmatch(r"(\w+) (?:<\|--|<\|\.\.|-->) (\w+)(?: : [^:;]+)?", line)
                found = found or re.fullmatch(r"<<other>> (\w+)", line)
                assert found, line
                assert {*found.groups()} <= declared, line
