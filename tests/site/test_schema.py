"""The page for those who write SPARQL: patterns that find what it says, nothing of the graph left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from smekg.site.content import read_content
from smekg.site.figures.schema import schema_picture
from smekg.site.figures.shapes import Box
from smekg.site.views.linked_kinds import KINDS, Link, Schema
from smekg.site.views.links import schema
from smekg.store import load_store
from support.site_pages import ask, text

ROW = re.compile(
    r'<tr><th scope="row">.*?</th><td>.*?</td><td class="number">([\d,]+)</td>'
    r'<td><code>(.*?)</code></td><td><a href="([^"]+)"',
    re.DOTALL,
)
LINKED = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix smekg: <https://w3id.org/smekg/ontology#> .

smekg:EffectClaim rdfs:subClassOf smekg:Claim .
smekg:QuantityClaim rdfs:subClassOf smekg:Claim .
smekg:Positive a owl:NamedIndividual , smekg:EffectDirection ; rdfs:label "positive" .
<urn:p> a skos:Concept , smekg:Place ; skos:prefLabel "Brazil" .
<urn:c> a skos:Concept ; skos:prefLabel "trust" .
<urn:1> a smekg:EffectClaim ; smekg:subject <urn:c> , <urn:p> ; smekg:concernsPlace <urn:p> ;
    smekg:direction smekg:Positive .
<urn:2> a smekg:QuantityClaim ; smekg:value 3 , "three" ; smekg:subject smekg:EffectClaim .
smekg:EffectClaim a owl:Class .
"""


@pytest.fixture(scope="module")
def store(dist: Path) -> ox.Store:
    return load_store(dist)


@pytest.fixture(scope="module")
def rows(site: Path) -> list[tuple[int, str, str]]:
    """Count, pattern and query of each row of the page."""
    found = ROW.findall((site / "ask" / "schema.html").read_text(encoding="utf-8"))
    return [
        (int(count.replace(",", "")), unescape(pattern), unquote(urlsplit(unescape(href)).fragment))
        for count, pattern, href in found
    ]


def linked(turtle: str) -> Schema:
    """The schema of some triples."""
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    return schema(read_content(store, {}, "none"))


def said(found: Schema) -> set[tuple[str, str, str, int]]:
    return {
        (link.kind.key, link.predicate.rpartition("#")[2], link.leads_to, link.count) for link in found.links
    }


def test_a_link_is_told_of_the_narrowest_kind_that_has_all_its_uses() -> None:
    found = said(linked(LINKED))
    # One subject is a place, the other only a concept: together they are concepts.
    assert ("claim", "subject", "concept", 2) in found
    assert ("claim", "subject", "ontology class", 1) in found
    assert ("claim", "concernsPlace", "place", 1) in found
    assert ("claim", "direction", "EffectDirection", 1) in found
    # Only numbers have values; a number is a claim.
    assert {("number", "value", "integer", 1), ("number", "value", "text", 1)} <= found
    assert not any(kind == "claim" and name == "value" for kind, name, _, _ in found)
    assert not any(kind == "place" for kind, _, _, _ in found)


def test_kinds_that_lie_in_others_are_told() -> None:
    found = linked(LINKED)
    assert found.within == {"place": "concept", "number": "claim"}
    assert found.counts == {"claim": 2, "number": 1, "concept": 2, "place": 1, "value": 1, "class": 1}


def test_every_pattern_of_the_page_finds_as_many_as_it_says(
    store: ox.Store, rows: list[tuple[int, str, str]]
) -> None:
    assert len(rows) > 250
    wrong = []
    for count, pattern, query in rows:
        counting = re.sub(r"SELECT \?\w+ \?\w+", "SELECT (COUNT(*) AS ?n)", query.removeprefix("query="))
        answer = store.query(counting.replace("LIMIT 100\n", ""), use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        found = int(next(answer)["n"].value)
        if found != count:
            wrong.append((count, found, pattern))
    assert wrong == []


def test_a_query_of_the_page_is_its_pattern_with_prefixes(rows: list[tuple[int, str, str]]) -> None:
    for _, pattern, query in rows:
        assert " ".join(pattern.split()) in " ".join(query.split())
        prefixes = set(re.findall(r"PREFIX ([\w-]+):", query))
        assert prefixes == set(re.findall(r"\b([\w-]+):[A-Za-z]", query.split("SELECT")[1]))


def test_the_page_has_every_property_of_a_claim_and_of_a_work(
    store: ox.Store, rows: list[tuple[int, str, str]]
) -> None:
    shown = {
        "claim": {p.split(" ; ")[1].split(" ")[0] for _, p, _ in rows if p.startswith(("?claim", "?number"))},
        "work": {p.split(" ; ")[1].split(" ")[0] for _, p, _ in rows if p.startswith(("?work", "?review"))},
    }
    for kind, start in (("claim", "a/rdfs:subClassOf* smekg:Claim"), ("work", "a smekg:Publication")):
        used = {
            name
            for (name,) in ask(store, f"SELECT DISTINCT ?p {{ ?x {start} ; ?p ?o FILTER(?p != rdf:type) }}")
        }
        names = {name.rpartition("#")[2].rpartition("/")[2] for name in used}
        assert names == {name.partition(":")[2] for name in shown[kind]}


def test_the_page_says_how_many_there_are_and_what_is_left_out(site: Path) -> None:
    page = text(site / "ask" / "schema.html")
    assert "Reviews 4 ?review a smekg:Review" in page
    assert "Each is a work too, and has what these have." in page
    for name in ("counted list", "grade", "option set", "overlap measure"):
        assert re.search(rf"\b{name} \(\d+\)", page), name


def boxes_apart(boxes: tuple[Box, ...]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            if not (beside or one.bottom <= other.y or other.bottom <= one.y):
                yield one.heading, other.heading


def test_the_picture_has_every_kind_and_arrows_that_end_at_boxes(store: ox.Store) -> None:
    content = read_content(store, {}, "none")
    drawing = schema_picture(schema(content), content.label)
    assert {box.heading.rpartition(" (")[0].lower() for box in drawing.boxes} == {k.name for k in KINDS}
    assert list(boxes_apart(drawing.boxes)) == []
    edges = {(x, box.y + 16) for box in drawing.boxes for x in (box.x, box.x + box.width)}
    assert {(arrow.end.x, arrow.end.y) for arrow in drawing.arrows} <= edges
    claim = next(box for box in drawing.boxes if box.heading.startswith("Claim"))
    lines = [line.text for line in claim.lines]
    assert "subject → concept, ontology class, review" in lines
    assert any(line.startswith("values: statement, ") for line in lines)
    starts = [
        arrow
        for arrow in drawing.arrows
        if arrow.start.x == claim.x + claim.width and arrow.start.y < claim.bottom
    ]
    # To concepts, classes, places, sectors, relations and listed values.
    assert len(starts) == 6


def test_a_graph_without_any_kind_has_a_picture_all_the_same() -> None:
    assert schema_picture(Schema({}, {}, (), ()), str).boxes == ()
    one = Link(KINDS[0], "urn:p", "work", "work", 1)
    assert schema_picture(Schema({"review": 1}, {}, (one,), ()), str).arrows == ()
