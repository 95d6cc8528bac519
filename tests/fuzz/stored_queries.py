"""Stored queries: refused with file and line, or known by header and text exactly as the file has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS

from fuzz.harness import Target, assert_placed, scratch
from fuzz.mutations import files
from fuzz.plain_yaml import parsed
from smekg.errors import FindingsError
from smekg.namespaces import SH, mint
from smekg.queries.catalogue import catalogue_graph
from smekg.queries.model import StoredQuery, bare
from smekg.queries.reader import read_query
from smekg.store import mirror

_SEEDS = Path(__file__).resolve().parent / "seeds"
_NAMES = ("fuzz-all", "fuzz-rule")


def _check(case: bytes) -> None:
    for name in _NAMES:
        # A file is called as its header says, whichever of the two was mutated.
        path = scratch("queries") / f"{name}.rq"
        path.write_bytes(case)
        try:
            query = read_query(path, path.name)
        except FindingsError as error:
            assert_placed(error, path.parent)
            continue
        _compare(query, path)


def _compare(query: StoredQuery, path: Path) -> None:
    text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
    assert query.text == text
    lines = text.split("\n")
    head = "\n".join(line[2:] for line in lines if line.startswith("#+"))
    written = parsed(head)
    assert _same(query.header.model_dump(exclude_unset=True), written), (query.header, written)
    graph = catalogue_graph({query.header.id: query}, {}, ["tiny"])
    node = mint("query", query.header.id)
    texts = {str(o) for p in (SH.select, SH.construct) for o in graph.objects(node, p)}
    assert texts == {"\n".join(line for line in lines if not line.startswith("#+"))}
    assert str(graph.value(node, RDFS.comment)) == written["question"]
    assert len(mirror({"queries": graph})) == len(graph)
    answers = [_answer(variant) for variant in (query.text, query.sparql, query.body, bare(query.sparql))]
    assert all(answer == answers[0] for answer in answers), answers


def _same(model: Any, written: Any) -> bool:  # noqa: ANN401
    """Whether what was read is what is written, a true being written as a word."""
    if isinstance(model, dict):
        return isinstance(written, dict) and (
            set(model) == set(written) and all(_same(model[key], written[key]) for key in model)
        )
    if isinstance(model, (list, tuple)):
        return isinstance(written, list) and len(model) == len(written) and all(map(_same, model, written))
    if isinstance(model, bool):
        return model == (str(written).lower() in ("true", "yes", "on", "1", "t", "y"))
    return bool(model == written)


@cache
def _store() -> ox.Store:
    graph = Graph()
    for name in ("one", "two, # three", "all"):
        graph.add((URIRef(f"http://a.example/{name[:3]}"), RDFS.label, Literal(name)))
    return mirror({"tiny": graph})


def _answer(sparql: str) -> list[str]:
    result = _store().query(sparql, use_default_graph_as_union=True)
    assert not isinstance(result, ox.QueryBoolean)
    return sorted(map(str, result))


_TEXTS = [(_SEEDS / f"{name}.rq").read_text(encoding="utf-8") for name in _NAMES]
TARGETS = (Target("queries", tuple(text.encode() for text in _TEXTS), files(*_TEXTS, tree=False), _check),)
