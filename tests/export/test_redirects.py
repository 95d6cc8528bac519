"""The redirects of w3id.org, played for every IRI and every published path."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from export.htaccess import Redirect, Rules
from smekg.export.assemble import exported
from smekg.namespaces import GRAPH, ID, SMEKG
from smekg.site.addresses import address_of
from smekg.site.rendering import NAVIGATION

HOME = "https://w3id.org/smekg"
SITE = "https://smekg.example"
#: What clients send: a browser, curl, rdflib, the OWL API, a JSON-LD library, RDF tools.
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
OWL_API = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
HTML = (BROWSER, "*/*", "", "text/html", "application/xhtml+xml", "text/html, text/turtle;q=0.5")
RDF = {
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/ld+json, application/json;q=0.9, */*;q=0.1": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "text/turtle, text/html;q=0.5": "ttl",
    RDFLIB: "rdf",
    OWL_API: "rdf",
}
FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": OWL_API,
}


@pytest.fixture(scope="module")
def rules(export: Path) -> Rules:
    return Rules((export / "w3id" / ".htaccess").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def iris(quads: tuple[ox.Quad, ...]) -> dict[str, set[str]]:
    """Every IRI of smekg that something is said of, with the names of the graphs that say it."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(HOME):
            name = str(quad.graph_name).strip("<>").removeprefix(GRAPH)
            found.setdefault(quad.subject.value, set()).add(name)
    return found


def requested(iri: str) -> str:
    """The path that a client asks for: without the fragment."""
    return iri.split("#", maxsplit=1)[0].removeprefix(HOME).removeprefix("/")


def test_html_leads_to_the_page_of_every_iri(rules: Rules, iris: dict[str, set[str]]) -> None:
    kinds = Counter(iri.removeprefix(ID).split("/")[0] for iri in iris if iri.startswith(ID))
    assert len(kinds) > 25
    for iri in iris:
        page = address_of(iri)
        assert page is not None, iri
        # A client asks for a term of the ontology by the IRI of the ontology.
        wanted = "ontology.html" if iri.startswith(SMEKG) else page
        assert rules.play(requested(iri), BROWSER) == Redirect(303, f"{SITE}/{wanted}"), iri


def test_rdf_leads_to_a_file_that_says_something_of_the_iri(
    rules: Rules, iris: dict[str, set[str]], export: Path
) -> None:
    whole = 0
    for iri, graphs in iris.items():
        found = rules.play(requested(iri), "text/turtle")
        assert found is not None
        assert found.status == 303
        address = found.target.removeprefix(f"{SITE}/export/")
        assert (export / address).is_file(), address
        folder, _, name = address.rpartition("/")
        whole += folder == ""
        if folder == "graphs":
            assert name.removesuffix(".ttl") in graphs, (iri, address)
        else:
            assert address in ("smekg.ttl", "ontology/smekg.ttl"), (iri, address)
    # Only works lie in several graphs without saying in which.
    assert whole == sum(iri.startswith(f"{ID}work/") for iri in iris)


@pytest.mark.parametrize("accept", sorted(RDF))
def test_each_format_leads_to_a_file_in_it(
    rules: Rules, iris: dict[str, set[str]], export: Path, accept: str
) -> None:
    kinds = {iri.removeprefix(ID).split("/")[0]: iri for iri in iris if iri.startswith(ID)}
    paths = [requested(iri) for iri in (*kinds.values(), f"{HOME}/ontology", f"{HOME}/ontology/0.1.0", HOME)]
    paths += [f"graph/{path.stem}" for path in (export / "graphs").glob("*.ttl")]
    for path in paths:
        found = rules.play(path, accept)
        assert found is not None
        assert found.status == 303
        assert found.target.endswith(f".{RDF[accept]}"), path
        assert (export / found.target.removeprefix(f"{SITE}/export/")).is_file(), path


@pytest.mark.parametrize("accept", HTML)
def test_html_is_what_clients_get_that_name_no_rdf_first(rules: Rules, accept: str) -> None:
    assert rules.play("id/work/boehe2013", accept) == Redirect(303, f"{SITE}/id/work/boehe2013.html")
    assert rules.play("ontology", accept) == Redirect(303, f"{SITE}/ontology.html")
    assert rules.play("", accept) == Redirect(302, f"{SITE}/")


def test_named_graphs_keep_their_quads(rules: Rules) -> None:
    for path in ("", "ontology", "graph/derived", "id/claim/g21-1-01"):
        assert rules.play(path, "application/trig") == Redirect(303, f"{SITE}/export/smekg.trig")
        assert rules.play(path, "application/n-quads") == Redirect(303, f"{SITE}/export/smekg.nq")


def test_nanopublications_lead_to_the_claim_or_to_the_file(rules: Rules, export: Path) -> None:
    assert rules.play("np/g21-1-01", BROWSER) == Redirect(303, f"{SITE}/id/claim/g21-1-01.html")
    for accept in ("application/trig", "text/turtle"):
        found = rules.play("np/g21-1-01", accept)
        assert found == Redirect(303, f"{SITE}/export/nanopublications/claims.trig")
    assert (export / "nanopublications" / "claims.trig").is_file()


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/turtle", "application/ld+json"])
def test_every_published_file_is_reached_by_its_own_path(rules: Rules, export: Path, accept: str) -> None:
    for file in exported(export):
        found = rules.play(f"export/{file.address}", accept)
        assert found == Redirect(302, f"{SITE}/export/{file.address}")
    for path, address in (
        ("context.jsonld", "context.jsonld"),
        ("schema/claims.json", "schema/claims.json"),
        ("shapes", "ontology/shapes.ttl"),
    ):
        found = rules.play(path, accept)
        assert found is not None
        assert found.target == f"{SITE}/export/{address}"
        assert (export / address).is_file()


def test_every_page_is_reached_by_its_own_path(rules: Rules, iris: dict[str, set[str]]) -> None:
    pages = {str(address_of(iri)).split("#", maxsplit=1)[0] for iri in iris}
    pages |= {address for _, _, address in NAVIGATION} | {"index.html", "assets/style.css", "assets/icon.svg"}
    for page in pages:
        assert rules.play(page, BROWSER) == Redirect(302, f"{SITE}/{page}"), page


def test_the_names_that_files_use_lead_somewhere(rules: Rules, export: Path) -> None:
    """The context of the JSON-LD, the schema of claims, the shapes and the logo are named by these IRIs."""
    schema = (export / "schema" / "claims.json").read_text(encoding="utf-8")
    assert f'"$id": "{HOME}/schema/claims.json"' in schema
    shapes = (export / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    assert f"<{HOME}/shapes#" in shapes or "smekgs:CLM-001" in shapes
    logo = (export / "ontology" / "smekg.nt").read_text(encoding="utf-8")
    assert f"<{HOME}/assets/icon.svg>" in logo
    found = rules.play("assets/icon.svg", "*/*")
    assert found == Redirect(302, f"{SITE}/assets/icon.svg")


def test_placeholders_are_named_as_such(export: Path) -> None:
    text = (export / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert "placeholders" in text
    assert "--home" in text
