"""Nanopublications: well-formed, one per claim, and together they say what the claims say."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import DCTERMS, PROV, RDF

from smekg.namespaces import ID, SMEKG

NP = "http://www.nanopub.org/nschema#"
START = "https://w3id.org/smekg/np/"
Graphs = dict[str, dict[str, set[ox.Triple]]]


def subject(triple: ox.Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""


@pytest.fixture(scope="module")
def publications(export: Path) -> Graphs:
    """IRI of each nanopublication to its graphs by name."""
    found: defaultdict[str, defaultdict[str, set[ox.Triple]]] = defaultdict(lambda: defaultdict(set))
    path = str(export / "nanopublications" / "claims.trig")
    for quad in ox.parse(path=path, format=ox.RdfFormat.TRIG):
        iri, _, name = str(quad.graph_name).strip("<>").partition("#")
        found[iri][name].add(quad.triple)
    return {iri: dict(graphs) for iri, graphs in found.items()}


@pytest.fixture(scope="module")
def stated(quads: tuple[ox.Quad, ...]) -> dict[str, set[ox.Triple]]:
    """Claim to what the graphs of the reviews say of it."""
    found: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in quads:
        derived = str(quad.graph_name).endswith("/derived>")
        if subject(quad.triple).startswith(f"{ID}claim/") and not derived:
            found[subject(quad.triple)].add(quad.triple)
    return dict(found)


def test_each_has_the_four_graphs_and_they_refer_to_each_other(publications: Graphs) -> None:
    """https://nanopub.net/guidelines/working_draft/, sections on structure and integrity."""
    for iri, graphs in publications.items():
        assert iri.startswith(START)
        assert set(graphs) == {"Head", "assertion", "provenance", "pubinfo"}
        node, kind = ox.NamedNode(iri), ox.NamedNode(f"{NP}Nanopublication")
        assert graphs["Head"] == {
            ox.Triple(node, ox.NamedNode(str(RDF.type)), kind),
            *(
                ox.Triple(node, ox.NamedNode(f"{NP}{link}"), ox.NamedNode(f"{iri}#{name}"))
                for link, name in (
                    ("hasAssertion", "assertion"),
                    ("hasProvenance", "provenance"),
                    ("hasPublicationInfo", "pubinfo"),
                )
            ),
        }
        assert graphs["assertion"]
        assert any(triple.subject == ox.NamedNode(f"{iri}#assertion") for triple in graphs["provenance"])
        about = {triple.predicate.value for triple in graphs["pubinfo"] if triple.subject == node}
        assert {str(DCTERMS.created), str(DCTERMS.creator), str(DCTERMS.license)} <= about


def test_there_is_one_for_each_claim_and_it_says_what_the_claim_says(
    publications: Graphs, stated: dict[str, set[ox.Triple]]
) -> None:
    claims = {f"{ID}claim/{iri.removeprefix(START)}": graphs for iri, graphs in publications.items()}
    assert claims.keys() == stated.keys()
    for claim, graphs in claims.items():
        own = {
            name: {triple for triple in graphs[name] if subject(triple) == claim}
            for name in ("assertion", "provenance")
        }
        assert own["assertion"] | own["provenance"] == stated[claim]
        assert not own["assertion"] & own["provenance"]


def test_what_is_claimed_is_kept_apart_from_where_it_is_said(publications: Graphs) -> None:
    graphs = publications[f"{START}g21-3-3-1-188"]
    claimed = {triple.predicate.value for triple in graphs["assertion"]}
    assert {str(SMEKG.subject), str(SMEKG.relation), str(SMEKG.object), str(SMEKG.mediator)} <= claimed
    source = {triple.predicate.value for triple in graphs["provenance"]}
    assert {str(SMEKG.basedOn), str(SMEKG.inSection), str(PROV.hadPrimarySource)} <= source
    assert not claimed & {str(SMEKG.basedOn), str(SMEKG.inSection), str(SMEKG.statedIn), str(SMEKG.status)}


def test_the_file_says_that_its_iris_are_not_trusty(export: Path) -> None:
    with (export / "nanopublications" / "claims.trig").open(encoding="utf-8") as file:
        head = [next(file) for _ in range(3)]
    assert any("no trusty URIs" in line for line in head)
