"""Claims as RDF: labels resolved, IRIs from ids, no blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, RDF

from smekg.errors import Finding, LabelError
from smekg.graph.numbers import condition_labels, number_triples
from smekg.namespaces import SMEKG, mint
from smekg.sources.located import AnnotatedReview, LocatedClaim
from smekg.sources.model import Claim, PassageAnchor
from smekg.terms import TermIndex

__all__ = ["THE_REVIEW", "Triple", "claim_triples"]

Triple = tuple[URIRef, URIRef, URIRef | Literal]

#: The label by which an annotator means the review itself.
THE_REVIEW = "the review"
#: Slots that name a domain term, and their properties.
TERM_SLOTS = {
    "subject": SMEKG.subject,
    "object": SMEKG.object,
    "compared_with": SMEKG.comparedWith,
    "mediator": SMEKG.mediator,
    "theory": SMEKG.inViewOf,
}
#: Slots that name a member of a closed list, and their properties.
LIST_SLOTS = {
    "relation": SMEKG.relation,
    "origin": SMEKG.origin,
    "direction": SMEKG.direction,
    "qualifier": SMEKG.qualifier,
    "rating": SMEKG.rating,
    "comparator": SMEKG.comparator,
    "confidence": SMEKG.confidence,
    "status": SMEKG.status,
}
#: Slots that hold English text, and their properties.
TEXT_SLOTS = {
    "says": SMEKG.statement,
    "as_printed": SMEKG.printedAs,
    "reason": SMEKG.reason,
    "condition": SMEKG.underCondition,
    "inferred": SMEKG.inferredBecause,
    "base": SMEKG.base,
    "uncheckable": SMEKG.uncheckableBecause,
    "note": SMEKG.editorialNote,
}
CONTEXT_TEXTS = {"sample": SMEKG.sample, "period": SMEKG.period, "population": SMEKG.population}


def claim_triples(
    review: AnnotatedReview, located: LocatedClaim, index: TermIndex, faults: list[Finding]
) -> Iterator[Triple]:
    """Make the triples of one claim.

    Args:
        review: The review the claim belongs to.
        located: The claim with its line marks.
        index: The labels that claims may use.
        faults: Takes up the labels that name nothing.

    Yields:
        The triples; slots with faults are left out.
    """
    claim = located.claim
    node = mint("claim", claim.id)
    for slot, bearer, predicate, what, label in _labels(node, claim, review):
        if what == "term" and label == THE_REVIEW:
            yield bearer, predicate, mint("work", review.source.work)
            continue
        try:
            yield bearer, predicate, index.resolve(what, label)
        except LabelError as error:
            faults.append(located.fault(str(error), *slot))
    yield from _place_triples(node, claim, review)
    yield from number_triples(node, claim, review)
    yield from _text_triples(node, claim)
    for key in claim.studies:
        yield node, SMEKG.basedOn, mint("work", key)
    for key in claim.disputed_by:
        yield node, SMEKG.disputedBy, mint("work", key)
    for other in claim.compare:
        yield node, SMEKG.sameMatterAs, mint("claim", other)
    if claim.passage is not None:
        yield from _passage_triples(node, claim.passage, review)


def _labels(
    node: URIRef, claim: Claim, review: AnnotatedReview
) -> Iterator[tuple[tuple[str | int, ...], URIRef, URIRef, str, str]]:
    """Labels of the claim: place in the file, node that bears them, property, kind of label, label."""
    for slot, predicate, what, label in _labelled_slots(claim, review):
        yield slot, node, predicate, what, label
    yield from condition_labels(claim)


def _labelled_slots(
    claim: Claim, review: AnnotatedReview
) -> Iterator[tuple[tuple[str | int, ...], URIRef, str, str]]:
    """Slots that hold a label: place in the file, property, kind of label, label."""
    yield ("kind",), RDF.type, "kind", claim.kind
    for slot, predicate in TERM_SLOTS.items():
        label = getattr(claim, slot)
        if label is not None:
            yield (slot,), predicate, "term", label
    for slot, predicate in LIST_SLOTS.items():
        label = getattr(claim, slot)
        if slot == "status" and label is None:
            label = review.source.status
        if label is not None:
            yield (slot,), predicate, slot, label
    for position, label in enumerate(claim.cases):
        yield ("cases", position), SMEKG.illustratedBy, "term", label
    for position, label in enumerate(claim.context.places):
        yield ("context", "places", position), SMEKG.concernsPlace, "place", label
    for position, label in enumerate(claim.context.sectors):
        yield ("context", "sectors", position), SMEKG.concernsSector, "sector", label


def _place_triples(node: URIRef, claim: Claim, review: AnnotatedReview) -> Iterator[Triple]:
    source = review.source
    yield node, SMEKG.statedIn, mint("work", source.work)
    yield node, PROV.wasGeneratedBy, mint("annotation", source.id)
    if claim.section is not None:
        yield node, SMEKG.inSection, mint("section", source.id, claim.section)
    if claim.element is not None:
        yield node, SMEKG.inElement, mint("element", f"{source.code}-{claim.element}")
    if claim.part is not None:
        yield node, SMEKG.part, Literal(claim.part)
    if claim.position is not None:
        yield node, SMEKG.position, Literal(claim.position)
    if claim.mediates is not None:
        yield node, SMEKG.mediates, mint("claim", claim.mediates)
    if claim.moderates is not None:
        yield node, SMEKG.moderates, mint("claim", claim.moderates)
    if claim.work is not None:
        yield node, SMEKG.object, mint("work", claim.work)


def _text_triples(node: URIRef, claim: Claim) -> Iterator[Triple]:
    for slot, predicate in TEXT_SLOTS.items():
        text = getattr(claim, slot)
        if text is not None:
            yield node, predicate, Literal(text, lang="en")
    for slot, predicate in CONTEXT_TEXTS.items():
        text = getattr(claim.context, slot)
        if text is not None:
            yield node, predicate, Literal(text, lang="en")


def _passage_triples(node: URIRef, anchor: PassageAnchor, review: AnnotatedReview) -> Iterator[Triple]:
    """A passage is shared by the claims that rest on the same letters at the same place."""
    place = "" if anchor.occurrence == 1 else f"-{anchor.occurrence}"
    passage = mint("passage", f"{review.source.id}-{anchor.sha256[:16]}{place}")
    yield node, SMEKG.passage, passage
    yield passage, RDF.type, SMEKG.Passage
    yield passage, SMEKG.statedIn, mint("work", review.source.work)
    yield passage, SMEKG.normalisation, Literal(anchor.norm)
    yield passage, SMEKG.letterCount, Literal(anchor.letters)
    yield passage, SMEKG.sha256, Literal(anchor.sha256)
    yield passage, SMEKG.blockHashes, Literal(" ".join(anchor.blocks))
    yield passage, SMEKG.occurrence, Literal(anchor.occurrence)
