"""The graph with every claim in it a second time, under another name.

Reviews say one thing in several places. What a query lists once, or counts by works, must not depend on how
often it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from smekg.namespaces import graph_iri, mint
from smekg.queries.model import StoredQuery
from smekg.queries.run import run_local
from smekg.rules import derive

__all__ = ["LISTED_ONCE", "repetitions", "say_twice"]

_CLAIM = mint("claim", "")
_DERIVED = ox.NamedNode(graph_iri("derived"))
#: Queries that list terms, cases, stages or wordings, and not claims.
LISTED_ONCE = frozenset(
    {
        *("cq-33-destinations-of-a-cluster", "cq-40-advice-about-trust", "cq-58-periods-covered"),
        *("cq-144-wider-cells", "g21-figure-2", "gg18-cases", "gg18-concepts", "gg18-figure-1"),
        *(
            "i10-internationalization",
            "i10-motivations",
            "i10-network-advantages",
            "i10-network-disadvantages",
        ),
        *("i10-network-features", "i10-recommendations", "i10-stages", "x-collaboration-types"),
        *("x-entry-modes", "x-governance", "x-jingle-jangle", "x-moves", "x-sme-definitions", "x-stages"),
        *("z20-figure-4", "z20-figure-5", "z20-figure-6"),
    }
)


def say_twice(store: ox.Store, rules: Mapping[str, StoredQuery]) -> None:
    """Add to a store every claim once more, and what then follows.

    Args:
        store: The graphs of a build; changed.
        rules: The stored rules.
    """
    store.remove_graph(_DERIVED)
    store.extend(list(_again(store)))
    derive(store, rules)


def _again(quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(_CLAIM):
            twin = ox.NamedNode(f"{quad.subject.value}-again")
            yield ox.Quad(twin, quad.predicate, quad.object, quad.graph_name)


def repetitions(query_id: str, text: str, once: ox.Store, twice: ox.Store) -> list[tuple[str, ...]]:
    """List the rows that a query gives only, or more often, where each claim is said twice.

    Args:
        query_id: The query; one that lists claims is not asked.
        text: What it says.
        once: The graph as it is.
        twice: The graph with every claim in it twice.

    Returns:
        The rows.
    """
    if query_id not in LISTED_ONCE:
        return []
    left = list(run_local(once, text).rows)
    over = []
    for row in run_local(twice, text).rows:
        if row in left:
            left.remove(row)
        else:
            over.append(row)
    return over
