"""The ontology meets FOOPS!'s checks as far as the guide says, and fails where the guide says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from conftest import REPOSITORY
from export.foops import AFTER_PUBLICATION, BEFORE_PUBLICATION, DATA, missing
from smekg.namespaces import SMEKG

ROW = re.compile(r"^\| ([A-Z]+[A-Z0-9_.]*(?:_BIS)?) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """Check to the result that the guide gives."""
    guide = (REPOSITORY / "ontology" / "README.md").read_text(encoding="utf-8")
    return {check: result.strip() for check, _, result in ROW.findall(guide)}


@pytest.fixture(scope="module")
def ontology(export: Path) -> Graph:
    return Graph().parse(export / "ontology" / "smekg.nt", format="nt")


def test_the_guide_has_a_row_for_each_check(told: dict[str, str]) -> None:
    assert set(told) == {*BEFORE_PUBLICATION, *AFTER_PUBLICATION}


@pytest.mark.parametrize("check", BEFORE_PUBLICATION)
def test_the_result_is_the_one_that_the_guide_gives(
    check: str, ontology: Graph, told: dict[str, str]
) -> None:
    lacking = missing(check, ontology)
    assert told[check] == ("passes" if not lacking else f"fails: {', '.join(lacking)}")


@pytest.mark.parametrize("check", AFTER_PUBLICATION)
def test_what_needs_a_published_ontology_is_not_called_passed(check: str, told: dict[str, str]) -> None:
    assert told[check].startswith("fails until ")


# An ontology that is no RDF cannot be asked anything.
@pytest.mark.parametrize("check", [check for check in BEFORE_PUBLICATION if check != "RDF1"])
def test_each_check_can_fail(check: str) -> None:
    bare = Graph()
    iri = URIRef("https://example.org/ontology") if check == "PURL1" else URIRef(str(SMEKG).removesuffix("#"))
    bare.add((iri, RDF.type, OWL.Ontology))
    bare.add((SMEKG.Thing, RDF.type, OWL.Class))
    assert missing(check, bare)


def test_a_term_without_label_or_definition_is_found(ontology: Graph) -> None:
    smaller = Graph()
    for triple in ontology:
        smaller.add(triple)
    smaller.remove((SMEKG.Cluster, RDFS.label, None))
    smaller.remove((SMEKG.Cluster, SKOS.definition, None))
    assert missing("VOC3", smaller) == missing("VOC4", smaller) == [str(SMEKG.Cluster)]


def test_the_header_has_no_datum_that_only_a_release_makes_true(ontology: Graph) -> None:
    header = URIRef(str(SMEKG).removesuffix("#"))
    assert ontology.value(header, DATA["DOI"]) is None
    assert ontology.value(header, DATA["date of issue"]) is None
