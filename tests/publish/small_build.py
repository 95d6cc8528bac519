"""Small builds that tests make themselves, in the layout of a real one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from smekg.namespaces import GRAPH, ID, SMEKG
from smekg.store import canonical_nquads

XSD = "http://www.w3.org/2001/XMLSchema#"
#: Literals that engines give back in another form, or could. No two types have a number in common: Virtuoso
#: would take it for one.
LITERALS = (
    ox.Literal(""),
    ox.Literal(' two  spaces, "quotes", \\ and a\nline '),
    ox.Literal("Łódź, İplik, 漢字, 😀"),
    ox.Literal("favour", language="en-GB"),
    ox.Literal("x" * 20_000),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "integer")) for text in ("7", "-7", "007")),
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))
        for text in ("1.50", "1990", "22.576923076923076923")
    ),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "double")) for text in ("3", "0.85", "1.0E6")),
    *(ox.Literal(text, datatype=ox.NamedNode(XSD + "boolean")) for text in ("true", "false")),
    ox.Literal("2026-11-22T00:00:00Z", datatype=ox.NamedNode(XSD + "dateTime")),
    ox.Literal("2026-11-22", datatype=ox.NamedNode(XSD + "date")),
)


def small_quads(claims: int) -> list[ox.Quad]:
    """A graph of many kinds of literals, one of claims, one with blank nodes."""
    about, says = ox.NamedNode(f"{SMEKG}subject"), ox.NamedNode(f"{SMEKG}says")
    concept = ox.NamedNode(f"{ID}concept/literals")
    quads = [ox.Quad(concept, says, value, _graph("vocabulary")) for value in LITERALS]
    for number in range(claims):
        claim = ox.NamedNode(f"{ID}claim/{number}")
        quads.append(ox.Quad(claim, about, concept, _graph("tiny-2020")))
        quads.append(ox.Quad(claim, says, ox.Literal(f"Claim {number}"), _graph("tiny-2020")))
    above = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    for number in range(3):
        node = ox.BlankNode()
        quads.append(ox.Quad(ox.NamedNode(f"{SMEKG}Class{number}"), above, node, _graph("ontology")))
        quads.append(ox.Quad(node, says, ox.Literal(str(number)), _graph("ontology")))
    return quads


def write_small(folder: Path, quads: Iterable[ox.Quad]) -> Path:
    """Write quads as `smekg build` would."""
    data = canonical_nquads(quads)
    sha256 = hashlib.sha256(data).hexdigest()
    place = folder / "builds" / sha256[:16]
    place.mkdir(parents=True)
    (place / "smekg.nq").write_bytes(data)
    (place / "manifest.json").write_text(json.dumps({"smekg.nq": sha256}), encoding="utf-8")
    link = folder / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(place)
    return folder


def _graph(name: str) -> ox.NamedNode:
    return ox.NamedNode(GRAPH + name)
