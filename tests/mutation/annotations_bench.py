"""The annotations as read, and the tests that are asked whether they notice a changed claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from annotations.exceptions import EXCEPTIONS
from annotations.papers import PAPER_RULES, Paper, named_beside, paper_faults, read_paper
from annotations.slots import read_vocabulary, slot_faults
from mutation.answers import Answers
from passages.copies import SEEDS
from second_coding.codings import departures, read_codings, read_settlements
from second_coding.mapping_choices import read_choices
from smekg.errors import Finding
from smekg.graph.claims import claim_triples
from smekg.inputs import read_inputs
from smekg.namespaces import graph_iri
from smekg.paths import DataRoot
from smekg.pipeline import assemble
from smekg.sources.checks import review_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.located import AnnotatedReview, LocatedClaim
from smekg.sources.model import Claim
from smekg.sources.outline import outline
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice, slice_of_review, subjects_by_graph

__all__ = ["AnnotationsBench", "quads"]

Triple = tuple[Node, Node, Node]


def quads(graph: str, triples: Iterable[Triple]) -> set[ox.Quad]:
    """Triples of rdflib as quads of a named graph."""
    data = Graph()
    for triple in triples:
        data.add(triple)
    lines = data.serialize(format="nt", encoding="utf-8")
    name = ox.NamedNode(graph_iri(graph))
    return {
        ox.Quad(quad.subject, quad.predicate, quad.object, name)
        for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    }


class AnnotationsBench:
    """Everything that a changed claim is held against.

    Args:
        root: The data.
        answers: The graph of its build and the stored queries.
    """

    def __init__(self, root: DataRoot, answers: Answers) -> None:
        def quiet(_: str) -> None:
            pass

        self.answers = answers
        self.inputs = read_inputs(root, quiet)
        self.known = read_vocabulary(self.inputs.ontology, self.inputs.index)
        self.reviews = {review.source.id: review for review in self.inputs.reviews}
        self.graphs = assemble(self.inputs, quiet)
        self.codings, self.settlements = read_codings(), read_settlements()
        self.choices = read_choices()
        self.claims = [(review, claim) for review in self.inputs.reviews for claim in review.claims]

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """The texts; none where they are not at hand."""
        return {r.source.id: read_paper(r) for r in self.inputs.reviews} if SEEDS.is_dir() else {}

    @cached_property
    def _described(self) -> dict[Node, tuple[str, ...]]:
        return subjects_by_graph(self.graphs, [*self.reviews])

    def killer(self, review: AnnotatedReview, changed: Mapping[str, Claim]) -> str | None:
        """Ask the tests that look at the annotations alone, the cheapest first.

        Args:
            review: The review.
            changed: Claim id to what the claim says now.

        Returns:
            The test that notices, if one does.
        """
        mutated, pairs = self._with(review, changed)
        return (
            self._reading(mutated)
            or self._labels(mutated, pairs)
            or self._sentences(pairs)
            or self._second_coding(pairs)
            or self._shapes(review, mutated, pairs)
        )

    def killer_with_text(self, review: AnnotatedReview, changed: Mapping[str, Claim]) -> str | None:
        """Ask the tests that need the text of the review."""
        paper = self.papers.get(review.source.id)
        if paper is None:
            return None
        mutated, _ = self._with(review, changed)
        beside = named_beside(located.claim for located in mutated.claims)
        for claim in changed.values():
            found = _news(claim.id, {rule for rule, _ in paper_faults(claim, paper, beside)}, True)
            if found:
                return f"text of the review: {found}"
        return None

    def killer_with_queries(self, review: AnnotatedReview, changed: Mapping[str, Claim]) -> str | None:
        """Ask the stored queries, of the graph as it would be."""
        name = review.source.id
        mutated, pairs = self._with(review, changed)
        removed = {t for old, _ in pairs for t in claim_triples(review, old, self.inputs.index, [])}
        added = {t for _, new in pairs for t in claim_triples(mutated, new, self.inputs.index, [])}
        return self.answers.killer(quads(name, removed - added), quads(name, added - removed))

    def _with(
        self, review: AnnotatedReview, changed: Mapping[str, Claim]
    ) -> tuple[AnnotatedReview, list[tuple[LocatedClaim, LocatedClaim]]]:
        """The review with changed claims, and each changed claim as it was and as it is."""
        claims = tuple(
            replace(located, claim=changed[located.claim.id]) if located.claim.id in changed else located
            for located in review.claims
        )
        pairs = [(old, new) for old, new in zip(review.claims, claims, strict=True) if old is not new]
        return replace(review, claims=claims), pairs

    def _reading(self, review: AnnotatedReview) -> str | None:
        source = review.source
        faults = review_faults(source, review.source_document, source.id, review.works, review.claims)
        others = [other for other in self.inputs.reviews if other.source.id != source.id]
        return "reader" if faults or list(comparison_faults(map(outline, [*others, review]))) else None

    def _labels(self, review: AnnotatedReview, pairs: list[tuple[LocatedClaim, LocatedClaim]]) -> str | None:
        faults: list[Finding] = []
        for _, new in pairs:
            list(claim_triples(review, new, self.inputs.index, faults))
        return "labels" if faults else None

    def _sentences(self, pairs: list[tuple[LocatedClaim, LocatedClaim]]) -> str | None:
        for _, new in pairs:
            rules = {rule for rule, _ in slot_faults(new, self.known)}
            found = _news(new.claim.id, rules, False)
            if found:
                return f"sentence of the claim: {found}"
        return None

    def _second_coding(self, pairs: list[tuple[LocatedClaim, LocatedClaim]]) -> str | None:
        for _, new in pairs:
            coding = self.codings.get(new.claim.id, {})
            for slot, _, _ in departures(new.claim, coding, self.settlements):
                return f"second coding of the {slot}"
        return None

    def _shapes(
        self,
        review: AnnotatedReview,
        mutated: AnnotatedReview,
        pairs: list[tuple[LocatedClaim, LocatedClaim]],
    ) -> str | None:
        """Validate the slice of the review that holds what the claims mention and nothing else."""
        after = self._violations(self._slice(review, mutated, pairs))
        if not after:
            return None
        new = sorted(after - self._violations(self._slice(review, review, pairs)))
        return f"shape {new[0][0]}" if new else None

    def _violations(self, part: Slice) -> set[tuple[str, str]]:
        found = validate_slice(part, self.inputs.ontology.shapes)
        return {(v.rule, v.focus) for v in found if v.severity == "Violation"}

    def _slice(
        self,
        review: AnnotatedReview,
        stated: AnnotatedReview,
        pairs: list[tuple[LocatedClaim, LocatedClaim]],
    ) -> Slice:
        name = review.source.id
        changed = {old.claim.id for old, _ in pairs}
        elements = {located.claim.element for pair in pairs for located in pair} - {None}
        own = Graph()
        for located in stated.claims:
            if located.claim.id in changed or located.claim.element in elements:
                for triple in claim_triples(stated, located, self.inputs.index, []):
                    own.add(triple)
        claims = set(own.subjects())
        mentioned = {term for triple in own for term in triple if isinstance(term, URIRef)} - claims
        whole = self.graphs[name]
        for term in mentioned:
            for described in whole.triples((term, None, None)):
                own.add(described)
        return slice_of_review(name, {**self.graphs, name: own}, [*self.reviews], self._described)


def _news(claim: str, rules: set[str], of_text: bool) -> str | None:
    """A rule that the claim breaks and may not, or may break and does not."""
    may = {rule for rule, other in EXCEPTIONS if other == claim and (rule in PAPER_RULES) == of_text}
    return next(iter(sorted(rules ^ may)), None)
