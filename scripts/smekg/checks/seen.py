"""What a part of the graph shows to other parts, so that these can be checked without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rdflib import Graph, URIRef

from smekg.checks.state import Seen
from smekg.validation.slices import is_shared

__all__ = ["changed", "look", "mentions", "parsed"]


def look(graph: Graph, terms: Collection[str]) -> Seen:
    """Look at a review's graph from outside.

    Args:
        graph: The graph; it has no blank nodes.
        terms: The IRIs that graphs which belong to no review describe.

    Returns:
        What the graph shows.
    """
    descriptions: dict[str, str] = {}
    uses: dict[str, str] = {}
    for line in sorted(graph.serialize(format="nt").splitlines(keepends=True)):
        subject, _, use = line.partition(" ")
        if is_shared(subject[1:-1]):
            descriptions[subject[1:-1]] = descriptions.get(subject[1:-1], "") + line
        value = use.partition(" ")[2].removesuffix(" .\n")
        if value.startswith("<") and value[1:-1] in terms:
            # In this order the first example of a use is the smallest.
            uses.setdefault(use, line)
    return Seen(descriptions, mentions([graph]), uses)


def mentions(graphs: Iterable[Graph]) -> set[str]:
    """List the shared things that graphs mention.

    Args:
        graphs: The graphs.

    Returns:
        Their IRIs.
    """
    terms = (term for graph in graphs for triple in graph for term in triple)
    return {str(term) for term in terms if isinstance(term, URIRef) and is_shared(str(term))}


def parsed(texts: Iterable[str]) -> Graph:
    """Read triples back.

    Args:
        texts: N-Triples.

    Returns:
        The triples.
    """
    graph = Graph()
    graph.parse(data="".join(texts), format="nt")
    return graph


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Tell of which things a review says something else than before.

    Args:
        before: IRI to what it said.
        now: IRI to what it says.

    Returns:
        Their IRIs.
    """
    return {iri for iri in {*before, *now} if before.get(iri) != now.get(iri)}
