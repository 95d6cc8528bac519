"""Versions of the tiny review that differ in what a test edits, without a build each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rdflib import Graph
from rdflib.namespace import RDFS, SKOS

from smekg.graph.reviews import review_graph
from smekg.inputs import read_inputs
from smekg.paths import DataRoot
from smekg.sources.canonical import canonical_entries
from smekg.sources.located import LocatedClaim
from smekg.sources.model import Claim
from smekg.sources.outline import outline
from smekg.store import mirror
from smekg.versions.places import find_places
from smekg.versions.sides import Side

__all__ = ["TinyVersions", "quiet", "side_of"]

#: Labels of terms that the tiny review has before or after an edit.
LABELS = {
    *("cluster", "participation in a cluster", "innovation", "innovation capacity", "export propensity"),
    *("increases", "hinders", "affects", "has advantage", "Norway", "Chile", "can", "may", "high", "low"),
}
Edit = Callable[[Claim], Claim | None]


def quiet(_step: str) -> None:
    """Say nothing of the steps."""


def side_of(name: str, **graphs: str) -> Side:
    """A version whose graphs are given as Turtle."""
    return Side(name, mirror({key: Graph().parse(data=text) for key, text in graphs.items()}), {})


class TinyVersions:
    """Makes versions of one data root; of ontology and vocabulary they hold the labels only."""

    def __init__(self, root: DataRoot) -> None:
        inputs = read_inputs(root, quiet)
        self.index = inputs.index
        (self.review,) = inputs.reviews
        self.places = find_places(root, [self.review])
        self.labels = Graph()
        for graph in (inputs.ontology.terms, inputs.ontology.vocabulary):
            for predicate in (RDFS.label, SKOS.prefLabel):
                self.labels += (t for t in graph.triples((None, predicate, None)) if str(t[2]) in LABELS)

    def side(self, name: str, edit: Edit = lambda claim: claim, *more: Claim) -> Side:
        """Make a version whose claims were edited; an edit to None takes the claim out."""
        edited = [(located, edit(located.claim)) for located in self.review.claims]
        claims = [replace(located, claim=claim) for located, claim in edited if claim is not None]
        claims += [LocatedClaim(claim, self.review.claims[0].document, 0) for claim in more]
        review = replace(self.review, claims=tuple(claims))
        graph = review_graph(review, self.index, canonical_entries([outline(review)]))
        store = mirror({"vocabulary": self.labels, review.source.id: graph})
        return Side(name, store, {}, self.places)
