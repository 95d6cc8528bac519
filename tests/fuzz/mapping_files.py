"""Mapping files: refused with file and line, or told by the graph row by row exactly as they stand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import OWL

from conftest import REPOSITORY
from fuzz.harness import Target, assert_placed, tiny_root
from fuzz.mutations import files
from fuzz.plain_yaml import parsed
from smekg.errors import FindingsError
from smekg.mappings.graph import mapping_graph
from smekg.mappings.reader import read_mappings
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot
from smekg.store import mirror

_NAME = "org.sssom.tsv"
_SEED = (REPOSITORY / "ontology" / "mappings" / _NAME).read_text(encoding="utf-8")
_SSSOM = "https://w3id.org/sssom/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


@cache
def _known() -> tuple[DataRoot, Ontology]:
    root = tiny_root("mappings")
    return root, read_ontology(root)


def _check(case: bytes) -> None:
    root, ontology = _known()
    path = root.ontology / "mappings" / _NAME
    path.write_bytes(case)
    try:
        sets = read_mappings(root, ontology)
    except FindingsError as error:
        assert_placed(error, root.path)
        return
    store = mirror({"mappings": mapping_graph(sets, ontology.terms)})
    lines = path.read_text(encoding="utf-8").removeprefix("\ufeff").split("\n")
    head = parsed("\n".join(line[1:] for line in lines if line[:1] == "#"))
    rows = list(csv.DictReader([line for line in lines if line[:1] != "#" and line], delimiter="\t"))
    nodes = store.quads_for_pattern(None, None, ox.NamedNode(OWL.Axiom), None)
    assert len(list(nodes)) == len(rows), "rows became one"
    said = {(q.subject.value, q.predicate.value, _plain(q.object)) for q in store}
    for row in rows:
        wanted = list(_row(row, head))
        assert any(
            all((subject, predicate, value) in said for predicate, value in wanted)
            for subject, predicate, value in said
            if (predicate, value) == wanted[0]
        ), row
        source, predicate, target = (wanted[i][1] for i in range(3))
        assert (source, predicate, target) in said


def _row(row: dict[str, str], head: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the node of a mapping must say: property and value."""
    full = {key: _full(row[key], head["curie_map"]) for key in row if key.endswith("_id")}
    yield str(OWL.annotatedSource), full["subject_id"]
    yield str(OWL.annotatedProperty), full["predicate_id"]
    yield str(OWL.annotatedTarget), full["object_id"]
    yield _SSSOM + "subject_label", row["subject_label"].strip()
    yield _SSSOM + "object_label", row["object_label"].strip()
    yield _SSSOM + "mapping_justification", _full(row["mapping_justification"], head["curie_map"])
    yield _SSSOM + "confidence", str(Decimal(row["confidence"]).normalize() + 0)
    yield _RDFS + "comment", row["comment"].strip()
    for place in row["see_also"].split("|"):
        yield _RDFS + "seeAlso", place.strip()
    yield "http://purl.org/dc/terms/created", head["mapping_date"]


def _full(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return str(URIRef(prefixes[prefix] + local))


def _plain(term: object) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#double"):
        return str(Decimal(term.value).normalize() + 0)
    return term.value


#: The header and the first rows: a file of any length is read row by row.
_SHORT = "\n".join(_SEED.split("\n")[: sum(line[:1] == "#" for line in _SEED.split("\n")) + 5]) + "\n"
TARGETS = (Target("mappings", (_SHORT.encode(),), files(_SHORT, tree=False), _check, few=40),)
