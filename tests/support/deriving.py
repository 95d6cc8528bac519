"""What stored rules derive from graphs made for a test."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
from rdflib import Graph

from smekg.namespaces import graph_iri
from smekg.queries.model import StoredQuery
from smekg.rules import derive
from smekg.store import mirror, serialize

__all__ = ["derived_from", "with_derived"]


def with_derived(graphs: Mapping[str, Graph], rules: Mapping[str, StoredQuery]) -> ox.Store:
    """A store of the graphs and of what the rules derive from them."""
    store = mirror(graphs)
    derive(store, rules)
    return store


def derived_from(graphs: Mapping[str, Graph], rules: Mapping[str, StoredQuery]) -> Graph:
    """What the rules derive, by itself."""
    name = ox.NamedNode(graph_iri("derived"))
    quads = with_derived(graphs, rules).quads_for_pattern(None, None, None, name)
    return Graph().parse(data=serialize((q.triple for q in quads), ox.RdfFormat.N_TRIPLES), format="nt")
