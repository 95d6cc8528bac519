"""Slices of the graph that can be validated apart: one per review, and one of what no review owns.

A shape looks at a node and at what lies next to it. A slice therefore holds, beside its own triples, what
is said elsewhere of each thing that these mention, what the graphs that belong to no review say about its
nodes, and which class lies below which. What other reviews say about its nodes is not in it, so a shape
must not ask which other review points at a node; none does, for such a rule would make one review wrong
by what somebody writes in another. Of each way in which reviews use a term one example is in the slice of
the terms: a shape may ask whether a term is used, not how often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from smekg.namespaces import mint

__all__ = [
    "BASE",
    "Slice",
    "is_shared",
    "slice_makers",
    "slice_of_base",
    "slice_of_review",
    "subjects_by_graph",
]

#: Name of the slice of what no review owns.
BASE = "base"
#: Name of the graph that stands for reviews that are not among the graphs.
_ELSEWHERE = "elsewhere"
#: What one review may mention of another, or a stored query of a review.
_SHARED = (mint("work", ""), mint("claim", ""), mint("element", ""))

_Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Slice:
    """A part of the graph that is validated apart.

    Attributes:
        name: The review's id, or `BASE`.
        own: The triples that this slice answers for.
        context: What the shapes may have to see besides.
    """

    name: str
    own: Graph
    context: frozenset[_Triple]

    @cached_property
    def others(self) -> set[str]:
        """The things that only other slices answer for."""
        return {str(subject) for subject, _, _ in self.context} - {str(node) for node in self.own.subjects()}

    @cached_property
    def merged(self) -> Graph:
        """Everything in the slice as one graph."""
        graph = Graph()
        for triple in self.own:
            graph.add(triple)
        for triple in self.context:
            graph.add(triple)
        return graph


def slice_makers(
    graphs: Mapping[str, Graph], reviews: Iterable[str], elsewhere: Graph | None = None
) -> dict[str, Callable[[], Slice]]:
    """Divide all graphs.

    Args:
        graphs: The asserted graphs by name.
        reviews: The names of those that are a review's.
        elsewhere: What reviews that are not among these graphs say of things that these mention, and
            examples of how they use terms.

    Returns:
        Name of a slice to what cuts it out, the largest slices first.
    """
    reviews = sorted(reviews, key=lambda name: -len(graphs[name]))
    if elsewhere is not None:
        graphs = {**graphs, _ELSEWHERE: elsewhere}
    of_reviews = [*reviews, *([] if elsewhere is None else [_ELSEWHERE])]
    described = subjects_by_graph(graphs, of_reviews)
    return {
        BASE: partial(slice_of_base, graphs, of_reviews, described),
        **{name: partial(slice_of_review, name, graphs, of_reviews, described) for name in reviews},
    }


def subjects_by_graph(graphs: Mapping[str, Graph], reviews: Iterable[str]) -> dict[Node, tuple[str, ...]]:
    """Tell where each thing is described that other graphs may have to see.

    Args:
        graphs: Graph name to graph.
        reviews: The names of those that are a review's; they show each other only what is shared.

    Returns:
        Subject to the names of the graphs that say something of it.
    """
    found: dict[Node, tuple[str, ...]] = {}
    for name, graph in graphs.items():
        for subject in set(graph.subjects()):
            if name not in reviews or is_shared(str(subject)):
                found[subject] = (*found.get(subject, ()), name)
    return found


def is_shared(iri: str) -> bool:
    """Tell whether a review's description of a thing may matter outside the review.

    Args:
        iri: The thing.

    Returns:
        Whether it is a work, a claim or a framework element.
    """
    return iri.startswith(_SHARED)


def slice_of_review(
    name: str,
    graphs: Mapping[str, Graph],
    reviews: Iterable[str],
    described: Mapping[Node, tuple[str, ...]],
) -> Slice:
    """Cut out one review.

    Args:
        name: Its graph's name.
        graphs: All asserted graphs by name.
        reviews: The names of those that are a review's.
        described: Where each thing is described, as `subjects_by_graph` tells.

    Returns:
        The slice.
    """
    own = graphs[name]
    common = [graph for other, graph in graphs.items() if other not in reviews]
    elsewhere = _descriptions(own, graphs, described, without=(name,))
    pointing = (
        triple
        for node in set(own.subjects())
        for graph in common
        for triple in graph.triples((None, None, node))
    )
    hierarchy = graphs["ontology"].triples((None, RDFS.subClassOf, None))
    return Slice(name, own, frozenset((*hierarchy, *elsewhere, *pointing)))


def slice_of_base(
    graphs: Mapping[str, Graph], reviews: Iterable[str], described: Mapping[Node, tuple[str, ...]]
) -> Slice:
    """Cut out what no review owns: ontology, vocabulary, and whatever else is one for all.

    Args:
        graphs: All asserted graphs by name.
        reviews: The names of those that are a review's.
        described: Where each thing is described, as `subjects_by_graph` tells.

    Returns:
        The slice; its context has one example of each way in which each of its terms is used.
    """
    reviews = sorted(reviews)
    common = [name for name in graphs if name not in reviews]
    own = Graph()
    for name in common:
        for triple in graphs[name]:
            own.add(triple)
    terms = set(own.subjects())
    examples: dict[tuple[Node, Node], _Triple] = {}
    for name in reviews:
        for triple in graphs[name]:
            if triple[2] in terms:
                # The smallest is the same at every run, in whatever order a graph gives its triples.
                use = triple[1:]
                examples[use] = min(examples.get(use, triple), triple)
    elsewhere = _descriptions(own, graphs, described, without=common)
    return Slice(BASE, own, frozenset((*examples.values(), *elsewhere)))


def _descriptions(
    own: Graph,
    graphs: Mapping[str, Graph],
    described: Mapping[Node, tuple[str, ...]],
    without: Iterable[str],
) -> Iterator[_Triple]:
    """What other graphs say of the things that a slice's own triples mention."""
    mentioned = {term for triple in own for term in triple if isinstance(term, URIRef)}
    for term in mentioned:
        for name in described.get(term, ()):
            if name not in without:
                yield from graphs[name].triples((term, None, None))
