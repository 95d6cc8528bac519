"""Derivation: CONSTRUCT rules over the union of the graphs, into a graph of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import pyoxigraph as ox
from rdflib import Graph

from smekg.errors import Finding, FindingsError
from smekg.namespaces import bind_prefixes, graph_iri
from smekg.queries.model import StoredQuery
from smekg.store import mirror, serialize

__all__ = ["derive"]


def derive(graphs: Mapping[str, Graph], rules: Mapping[str, StoredQuery]) -> Graph:
    """Apply every rule once, those that read what others derive after these.

    Rules of one round see the same triples: their order within it cannot matter.

    Args:
        graphs: Graph name to graph: asserted and inferred.
        rules: The rules by id.

    Returns:
        What the rules derive.

    Raises:
        FindingsError: Rules wait for each other.
    """
    store = mirror(graphs)
    target = ox.NamedNode(graph_iri("derived"))
    for ready in _rounds(rules):
        triples = {triple for rule in ready for triple in _construct(store, rules[rule])}
        store.extend(ox.Quad(t.subject, t.predicate, t.object, target) for t in triples)
    derived = bind_prefixes(Graph())
    found = (quad.triple for quad in store.quads_for_pattern(None, None, None, target))
    derived.parse(data=serialize(found, ox.RdfFormat.N_TRIPLES), format="nt")
    return derived


def _rounds(rules: Mapping[str, StoredQuery]) -> Iterator[tuple[str, ...]]:
    sorter = TopologicalSorter({name: rule.header.after for name, rule in rules.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = error.args[1]
        raise FindingsError(
            [Finding(rules[circle[0]].path, 1, f"these rules wait for each other: {', '.join(circle)}")]
        ) from error
    while sorter.is_active():
        ready = sorter.get_ready()
        yield ready
        sorter.done(*ready)


def _construct(store: ox.Store, rule: StoredQuery) -> Iterator[ox.Triple]:
    result = store.query(rule.text, use_default_graph_as_union=True)
    if isinstance(result, ox.QueryTriples):
        yield from result
