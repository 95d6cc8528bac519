"""Every RDF file says what the build says; the JSON-LD reads well and names the published context."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from smekg.export.context import make_context
from smekg.export.json_ld import json_ld_graph, json_ld_nodes
from smekg.namespaces import SMEKG
from smekg.reasoning.owlapi import profile_violations
from smekg.store import canonical_nquads

FORMATS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
}
CONTEXT = "https://w3id.org/smekg/context.jsonld"
GRAPHS = (
    *("derived", "gancarczyk-2018", "guimaraes-2021", "inferred"),
    *("iplik-2010", "mappings", "ontology", "queries", "vocabulary", "zahoor-2020"),
)


Quads = tuple[ox.Quad, ...]


def read(path: Path) -> list[ox.Quad]:
    """Parse a file; the context that JSON-LD names is the one shipped with it, and nothing is fetched."""
    data = path.read_bytes()
    if path.suffix == ".jsonld":
        document = json.loads(data)
        assert document["@context"] == CONTEXT
        document["@context"] = shipped_context(path)
        data = json.dumps(document).encode()
    return list(ox.parse(data, format=FORMATS[path.suffix[1:]]))


def shipped_context(path: Path) -> dict[str, Any]:
    folder = next(folder for folder in path.parents if (folder / "context.jsonld").exists())
    context: dict[str, Any] = json.loads((folder / "context.jsonld").read_bytes())["@context"]
    return context


def digest(quads: Iterable[ox.Quad], *, merged: bool = False) -> str:
    if merged:
        quads = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    return hashlib.sha256(canonical_nquads(quads)).hexdigest()


def graph_of(quads: Iterable[ox.Quad], *names: str) -> str:
    wanted = {ox.NamedNode(f"https://w3id.org/smekg/graph/{name}") for name in names}
    return digest((quad for quad in quads if quad.graph_name in wanted), merged=True)


@pytest.mark.parametrize("name", ["ontology", "inferred", "iplik-2010"])
def test_a_named_graph_is_the_same_in_each_format(export: Path, quads: Quads, name: str) -> None:
    wanted = graph_of(quads, name)
    for ending in ("ttl", "nt", "jsonld", "rdf"):
        assert digest(read(export / "graphs" / f"{name}.{ending}")) == wanted, ending


def test_every_named_graph_has_a_file_in_each_format(export: Path, quads: Quads) -> None:
    names = {str(quad.graph_name).rsplit("/", 1)[-1].rstrip(">") for quad in quads}
    assert names == set(GRAPHS)
    found = {path.name for path in (export / "graphs").iterdir()}
    assert found == {f"{name}.{ending}" for name in names for ending in ("ttl", "nt", "jsonld", "rdf")}


def test_the_ontology_comes_alone_and_with_inferences(export: Path, quads: Quads) -> None:
    alone, both = graph_of(quads, "ontology"), graph_of(quads, "ontology", "inferred")
    assert alone != both
    for ending in ("ttl", "nt", "jsonld", "rdf"):
        assert digest(read(export / "ontology" / f"smekg.{ending}")) == alone, ending
        assert digest(read(export / "ontology" / f"smekg-inferred.{ending}")) == both, ending


def test_the_quads_are_canonical_and_have_their_checksum(export: Path, dist: Path) -> None:
    data = (export / "smekg.nq").read_bytes()
    assert data == (dist / "current" / "smekg.nq").read_bytes()
    lines = data.splitlines()
    assert lines == sorted(set(lines))
    checksum = (export / "smekg.nq.sha256").read_text(encoding="utf-8")
    assert checksum == f"{hashlib.sha256(data).hexdigest()}  smekg.nq\n"


@pytest.mark.slow
def test_the_quads_are_what_rdfc_makes_of_them(export: Path, quads: Quads) -> None:
    assert canonical_nquads(quads) == (export / "smekg.nq").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["trig", "jsonld"])
def test_the_whole_graph_keeps_its_named_graphs(export: Path, quads: Quads, ending: str) -> None:
    assert digest(read(export / f"smekg.{ending}")) == digest(quads)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ttl", "nt", "rdf"])
def test_the_whole_graph_is_merged_where_a_format_has_one_graph(
    export: Path, quads: Quads, ending: str
) -> None:
    assert digest(read(export / f"smekg.{ending}")) == digest(quads, merged=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*GRAPHS} - {"ontology", "inferred", "iplik-2010"}))
def test_the_large_named_graphs_are_the_same_in_each_format(export: Path, quads: Quads, name: str) -> None:
    wanted = graph_of(quads, name)
    for ending in ("ttl", "nt", "jsonld", "rdf"):
        assert digest(read(export / "graphs" / f"{name}.{ending}")) == wanted, ending


@pytest.mark.slow
@pytest.mark.parametrize("name", ["smekg", "smekg-inferred"])
def test_protege_can_read_the_ontology(export: Path, name: str) -> None:
    """The OWL API, on which Protégé stands, finds the file within OWL 2 DL."""
    graph = Graph().parse(export / "ontology" / f"{name}.rdf", format="xml")
    assert profile_violations(graph) == ()


def test_another_parser_reads_the_json_ld_alike(export: Path) -> None:
    """Rdflib's JSON-LD has nothing in common with the one that the other tests use."""
    document = json.loads((export / "graphs" / "inferred.jsonld").read_bytes())
    document["@context"] = shipped_context(export / "graphs" / "inferred.jsonld")
    read_back = Graph().parse(data=json.dumps(document), format="json-ld")
    assert isomorphic(read_back, Graph().parse(export / "graphs" / "inferred.ttl", format="turtle"))


def test_a_claim_reads_like_plain_json(export: Path) -> None:
    lines = (export / "graphs" / "guimaraes-2021.jsonld").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith('{"id": "kg:claim/g21-t3-cluster-adv-2"'))
    claim = json.loads(line.removesuffix(","))
    assert claim["type"] == "AttributionClaim"
    assert claim["subject"] == "smekg:Cluster"
    assert claim["object"] == "kg:concept/access-to-new-markets"
    assert claim["printedAs"] == "Access to new markets"
    assert claim["position"] == 2


def test_no_name_of_the_context_has_two_meanings(export: Path, quads: Quads) -> None:
    context = json.loads((export / "context.jsonld").read_bytes())["@context"]
    prefixes = {name for name, iri in context.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
    own = {
        term.removeprefix(SMEKG)
        for quad in quads
        for term in (quad.predicate.value, quad.object.value if isinstance(quad.object, ox.NamedNode) else "")
        if term.startswith(SMEKG)
    }
    assert "passage" in own
    assert not own & (prefixes | {"id", "type"})


LISTS = """
@prefix ex: <https://w3id.org/smekg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:p ( 1 "one" "eins"@de ex:b [ ex:q true ] ) , () ; ex:q _:shared , _:loop , "02"^^xsd:integer .
ex:b ex:q _:shared ; ex:p "2026-01-01"^^xsd:date .
_:shared ex:q "said by two" .
_:loop ex:q _:back . _:back ex:q _:loop .
[] ex:q ex:a .
"""


def test_json_ld_of_lists_shared_and_circular_blank_nodes_is_isomorphic() -> None:
    triples = [quad.triple for quad in ox.parse(LISTS, format=ox.RdfFormat.TURTLE)]
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    context = make_context(quads)
    document = json.loads(json_ld_graph(json_ld_nodes(triples, context)))
    document["@context"] = context.document["@context"]
    back = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    assert canonical_nquads(back) == canonical_nquads(quads)
