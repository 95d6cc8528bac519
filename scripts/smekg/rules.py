"""Derivation: CONSTRUCT rules over the union of all graphs, into a graph of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import pyoxigraph as ox

from smekg.errors import Finding, FindingsError
from smekg.namespaces import graph_iri
from smekg.queries.model import StoredQuery

__all__ = ["derive"]


def derive(store: ox.Store, rules: Mapping[str, StoredQuery]) -> None:
    """Apply every rule once, those that read what others derive after these; fill the graph `derived`.

    Rules of one round see the same triples: their order within it cannot matter.

    Args:
        store: What is asserted and inferred; what the rules derive is added.
        rules: The rules by id.

    Raises:
        FindingsError: Rules wait for each other.
    """
    target = ox.NamedNode(graph_iri("derived"))
    store.add_graph(target)
    for ready in _rounds(rules):
        triples = {triple for rule in ready for triple in _construct(store, rules[rule])}
        store.extend(ox.Quad(t.subject, t.predicate, t.object, target) for t in triples)


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
