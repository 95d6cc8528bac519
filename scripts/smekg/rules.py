"""Derivation: CONSTRUCT rules over the union of the graphs, into a graph of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
from rdflib import Graph

from smekg.namespaces import bind_prefixes
from smekg.queries.model import StoredQuery
from smekg.store import mirror, serialize

__all__ = ["derive"]


def derive(graphs: Mapping[str, Graph], rules: Mapping[str, StoredQuery]) -> Graph:
    """Apply every rule once to the asserted and inferred graphs.

    Rules read no derived triples: their order cannot matter.

    Args:
        graphs: Graph name to graph.
        rules: The rules by id.

    Returns:
        What the rules derive.
    """
    store = mirror(graphs)
    triples: set[ox.Triple] = set()
    for rule in rules.values():
        result = store.query(rule.text, use_default_graph_as_union=True)
        if isinstance(result, ox.QueryTriples):
            triples.update(result)
    derived = bind_prefixes(Graph())
    derived.parse(data=serialize(triples, ox.RdfFormat.N_TRIPLES), format="nt")
    return derived
