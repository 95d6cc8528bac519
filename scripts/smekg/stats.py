"""Counts of what the graph holds."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from smekg.iris import PREFIXES
from smekg.store import graph_sizes

__all__ = ["statistics"]

_CLAIMS = """
SELECT ?review ?axis ?value (COUNT(?claim) AS ?count)
WHERE {
  ?claim smekg:statedIn ?work ; smekg:origin ?origin ; a ?kind .
  ?work dcterms:identifier ?review .
  ?kind rdfs:subClassOf smekg:Claim ; skos:notation ?kind_name .
  ?origin skos:notation ?origin_name .
  VALUES ?axis { "by_kind" "by_origin" }
  BIND(IF(?axis = "by_kind", ?kind_name, ?origin_name) AS ?value)
}
GROUP BY ?review ?axis ?value
ORDER BY ?review ?axis ?value
"""
_COUNTS = {
    "works": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a smekg:Publication }",
    "mappings": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?set sssom:mappings ?x }",
    "queries": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a sh:SPARQLSelectExecutable }",
    "rules": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a sh:SPARQLConstructExecutable }",
    "concepts": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a skos:Concept }",
    "classes": """SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {
        ?x a owl:Class FILTER(STRSTARTS(STR(?x), STR(smekg:))) }""",
}


def statistics(store: ox.Store) -> dict[str, Any]:
    """Count claims, triples, works, concepts and classes.

    Args:
        store: The finished graph.

    Returns:
        `claims` per review with `total`, `by_kind` and `by_origin`; `triples` per named graph;
        `works`, `mappings`, `queries`, `rules`, `concepts`, `classes`.
    """
    claims: dict[str, Any] = {}
    for review, axis, value, count in _select(store, _CLAIMS):
        entry = claims.setdefault(review, {"total": 0, "by_kind": {}, "by_origin": {}})
        entry[axis][value] = int(count)
        if axis == "by_kind":
            entry["total"] += int(count)
    counts = {name: int(next(_select(store, query))[0]) for name, query in _COUNTS.items()}
    return {"claims": claims, "triples": graph_sizes(store), **counts}


def _select(store: ox.Store, query: str) -> Any:  # noqa: ANN401 - an iterator of text tuples
    solutions = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    return (tuple(term.value for term in solution) for solution in solutions)  # type: ignore[union-attr]
