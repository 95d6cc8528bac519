"""What catalogues are told is true of the files, and the same in each vocabulary."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, VOID

from conftest import REPOSITORY
from smekg.errors import UsageError
from smekg.export.assemble import exported
from smekg.namespaces import SMEKG
from smekg.store import load_store

HOME = URIRef("https://w3id.org/smekg")
EXPORT = f"{HOME}/export/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
#: Files that describe the others, and so are not described by them.
DESCRIBING = ("metadata/", "w3id/", "README.md", "CITATION.cff", ".zenodo.json", "ro-crate-metadata.json")


@pytest.fixture(scope="module")
def void(export: Path) -> Graph:
    return Graph().parse(export / "metadata" / "void.ttl", format="turtle")


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def dcat(export: Path) -> Graph:
    return Graph().parse(export / "metadata" / "dcat.ttl", format="turtle")


@pytest.fixture(scope="module")
def crate(export: Path) -> dict[str, dict[str, Any]]:
    document = json.loads((export / "ro-crate-metadata.json").read_bytes())
    assert document["@context"] == "https://w3id.org/ro/crate/1.2/context"
    entities = {entity["@id"]: entity for entity in document["@graph"]}
    assert len(entities) == len(document["@graph"])
    return entities


def data_files(export: Path) -> dict[str, Path]:
    root = export.resolve()
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: path for name, path in found.items() if not name.startswith((*DESCRIBING, "SHA", "manifest"))
    }


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# Manifest


def test_the_manifest_lists_every_file_as_it_is(export: Path) -> None:
    root = export.resolve()
    listed = {file.address: file for file in exported(export)}
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert found == set(listed) | {"manifest.json", "SHA256SUMS"}
    for address, file in listed.items():
        assert (file.size, file.sha256) == ((root / address).stat().st_size, checksum(root / address))
        assert file.holds
        assert "/" in file.media_type


def test_the_checksums_are_those_of_the_manifest(export: Path) -> None:
    lines = (export / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{file.sha256}  {file.address}" for file in exported(export)]


def test_a_folder_without_an_export_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no export in"):
        exported(tmp_path)


def test_the_page_explains_every_file(export: Path) -> None:
    page = (export / "README.md").read_text(encoding="utf-8")
    addresses = {file.address for file in exported(export)} - {"README.md"}
    assert {address for address in addresses if f"]({address})" not in page} == set()


# VoID


@pytest.mark.parametrize("name", [pytest.param("", marks=pytest.mark.slow), "derived", "ontology"])
def test_void_counts_what_sparql_counts(void: Graph, store: ox.Store, name: str) -> None:
    node = URIRef(f"{HOME}/graph/{name}") if name else HOME
    pattern = (
        f"GRAPH <{node}> {{ ?s ?p ?o }}" if name else "{ SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    )

    def ask(what: str, more: str = "") -> dict[str, int]:
        rows = store.query(f"SELECT ?k (COUNT({what}) AS ?n) {{ {pattern} {more} }} GROUP BY ?k")
        assert isinstance(rows, ox.QuerySolutions)
        return {_text(row["k"]): int(_text(row["n"])) for row in rows}

    total = ask("*", "BIND('all' AS ?k)")["all"]
    assert void.value(node, VOID.triples).toPython() == total  # type: ignore[union-attr]
    for measure, variable in ((VOID.distinctSubjects, "?s"), (VOID.distinctObjects, "?o")):
        counted = ask(f"DISTINCT {variable}", "BIND('all' AS ?k)")["all"]
        assert void.value(node, measure).toPython() == counted  # type: ignore[union-attr]
    properties = ask("*", "BIND(STR(?p) AS ?k)")
    assert _partition(void, node, VOID.propertyPartition, VOID.property, VOID.triples) == properties
    is_type = f"FILTER(?p = <{RDF.type}> && isIRI(?o)) BIND(STR(?o) AS ?k)"
    classes = ask("DISTINCT ?s", is_type)
    assert _partition(void, node, VOID.classPartition, VOID["class"], VOID.entities) == classes


def test_void_has_a_subset_for_each_named_graph_and_names_files_that_exist(void: Graph, export: Path) -> None:
    subsets = {str(subset).rsplit("/", 1)[-1] for subset in void.objects(HOME, VOID.subset)}
    assert subsets == {path.stem for path in (export / "graphs").glob("*.ttl")}
    dumps = {str(dump).removeprefix(EXPORT) for dump in void.objects(None, VOID.dataDump)}
    assert len(dumps) == 6 + len(subsets)
    assert all((export / dump).is_file() for dump in dumps)


# DCAT and schema.org


def test_dcat_has_a_distribution_for_each_file(dcat: Graph, export: Path) -> None:
    found = {}
    for node in dcat.objects(HOME, DCAT.distribution):
        address = str(dcat.value(node, DCAT.downloadURL)).removeprefix(EXPORT)
        size, check = dcat.value(node, DCAT.byteSize), dcat.value(node, SPDX.checksum)
        found[address] = (int(str(size)), str(dcat.value(check, SPDX.checksumValue)))
        assert dcat.value(node, DCAT.mediaType) or dcat.value(node, DCTERMS["format"])
        assert dcat.value(node, DCTERMS.license)
    assert found == {name: (path.stat().st_size, checksum(path)) for name, path in data_files(export).items()}


def test_dcat_is_the_same_in_each_format(dcat: Graph, export: Path) -> None:
    for ending, form in (("nt", "nt"), ("rdf", "xml")):
        assert set(Graph().parse(export / "metadata" / f"dcat.{ending}", format=form)) == set(dcat)


def test_schema_org_describes_the_same_files(export: Path) -> None:
    data = (export / "metadata" / "schema-org.jsonld").read_bytes()
    triples = list(ox.parse(data, format=ox.RdfFormat.JSON_LD))
    links = {_text(t.object) for t in triples if t.predicate.value == "https://schema.org/contentUrl"}
    assert links == {EXPORT + name for name in data_files(export)}
    names = {_text(t.object) for t in triples if t.predicate.value == "https://schema.org/name"}
    assert "smekg: the SME collaboration knowledge graph" in names


# RO-Crate


def test_the_crate_has_what_the_specification_demands(crate: dict[str, Any], export: Path) -> None:
    """https://w3id.org/ro/crate/1.2, what MUST be said of descriptor, root and files."""
    descriptor, root = crate["ro-crate-metadata.json"], crate["./"]
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert descriptor["@type"] == "CreativeWork"
    assert root["@type"] == "Dataset"
    assert all(root[key] for key in ("name", "description", "datePublished", "license"))
    assert crate[root["license"]["@id"]]["name"]
    files = {name for name, entity in crate.items() if entity["@type"] == "File"}
    assert {part["@id"] for part in root["hasPart"]} == files
    for name in files:
        assert crate[name]["sha256"] == checksum(export / name)
        assert crate[name]["contentSize"] == str((export / name).stat().st_size)
    assert set(data_files(export)) < files


def test_each_reference_of_the_crate_leads_to_an_entity_of_it(crate: dict[str, Any]) -> None:
    def references(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
        if isinstance(value, list):
            return {name for one in value for name in references(one)}
        return {value["@id"]} if isinstance(value, dict) else set()

    named = {name for entity in crate.values() for value in entity.values() for name in references(value)}
    assert named - {"https://w3id.org/ro/crate/1.2"} <= set(crate)
    # Flattened: no entity stands within another.
    for entity in crate.values():
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                assert not isinstance(one, dict) or set(one) == {"@id"}


# How to cite


def test_project_citation_and_ontology_agree(export: Path) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo = json.loads((REPOSITORY / ".zenodo.json").read_text(encoding="utf-8"))
    ontology = Graph().parse(REPOSITORY / "ontology" / "smekg.ttl", format="turtle")
    header = URIRef(f"{HOME}/ontology")
    version = project["version"]
    assert citation["version"] == zenodo["version"] == str(ontology.value(header, OWL.versionInfo)) == version
    assert str(ontology.value(header, OWL.versionIRI)) == f"{header}/{version}"
    assert f"Version {version}." in str(ontology.value(header, DCTERMS.bibliographicCitation))
    assert set(citation["license"]) == set(project["license"].split(" AND "))
    assert str(ontology.value(header, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert zenodo["license"] == "cc-by-4.0"
    (author,), (creator,) = citation["authors"], zenodo["creators"]
    assert author["name"] == creator["name"] == f"the {ontology.value(header, DCTERMS.creator)}"
    assert citation["title"] == zenodo["title"]
    assert citation["keywords"] == zenodo["keywords"]
    for name in ("CITATION.cff", ".zenodo.json"):
        assert (export / name).read_bytes() == (REPOSITORY / name).read_bytes()


def test_nothing_is_said_that_only_a_release_makes_true() -> None:
    for name in ("CITATION.cff", ".zenodo.json"):
        text = (REPOSITORY / name).read_text(encoding="utf-8").lower()
        assert "doi" not in text
        assert "date-released" not in text


def test_the_header_names_each_review_as_a_source(store: ox.Store) -> None:
    query = f"""SELECT (IF(BOUND(?doi), CONCAT("https://doi.org/", ?doi), STR(?review)) AS ?source)
        {{ ?review a <{SMEKG.Review}> OPTIONAL {{ ?review <http://purl.org/ontology/bibo/doi> ?doi }} }}"""
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    header = Graph().parse(REPOSITORY / "ontology" / "smekg.ttl", format="turtle")
    assert {_text(row["source"]) for row in rows} == set(map(str, header.objects(None, DCTERMS.source)))


def _partition(void: Graph, node: URIRef, part: URIRef, what: URIRef, measure: URIRef) -> dict[str, int]:
    parts = list(void.objects(node, part))
    return {str(void.value(one, what)): int(str(void.value(one, measure))) for one in parts}


def _text(term: object) -> str:
    assert isinstance(term, ox.Literal | ox.NamedNode)
    return term.value
