"""What a printed number counts, is a part of, restates, equals, spans, dates or ranks, as RDF."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from smekg.namespaces import SMEKG, mint
from smekg.sources.located import AnnotatedReview
from smekg.sources.model import Claim, CountedList, PartOf

__all__ = ["CONDITIONS", "condition_labels", "number_triples"]

Triple = tuple[URIRef, URIRef, URIRef | Literal]

#: Conditions of a counted list that hold labels: key, property, kind of label.
CONDITIONS = (
    ("kinds", SMEKG.whereKind, "kind"),
    ("relations", SMEKG.whereRelation, "relation"),
    ("subjects", SMEKG.whereSubject, "term"),
    ("objects", SMEKG.whereObject, "term"),
    ("places", SMEKG.wherePlace, "place"),
    ("ratings", SMEKG.whereRating, "rating"),
)


def condition_labels(
    claim: Claim,
) -> Iterator[tuple[tuple[str | int, ...], URIRef, URIRef, str, str]]:
    """List the labels by which a number says what it counts.

    Args:
        claim: The claim with the number.

    Yields:
        Place in the file, node, property, kind of label, label.
    """
    if claim.counts is None:
        return
    yield ("counts", "each"), _list_node(claim), SMEKG.countsEach, "counted slot", claim.counts.each
    for key, predicate, what in CONDITIONS:
        for position, label in enumerate(getattr(claim.counts, key)):
            yield ("counts", key, position), _list_node(claim), predicate, what, label


def number_triples(node: URIRef, claim: Claim, review: AnnotatedReview) -> Iterator[Triple]:
    """Make the triples of a claim's number.

    Args:
        node: The claim.
        claim: Its slots.
        review: The review it belongs to.

    Yields:
        The triples; none for a claim without a number.
    """
    for number, predicate in ((claim.value, SMEKG.value), (claim.denominator, SMEKG.denominator)):
        if number is not None:
            yield node, predicate, Literal(number, datatype=XSD.decimal)
    for other, predicate in ((claim.restates, SMEKG.restates), (claim.equals, SMEKG.equalsNumber)):
        if other is not None:
            yield node, predicate, mint("claim", other)
    if claim.unit is not None:
        yield node, SMEKG.unit, Literal(claim.unit)
    if claim.dates is not None:
        yield node, SMEKG.datesWork, mint("work", claim.dates)
    if claim.ranked_in is not None:
        yield node, SMEKG.rankedIn, mint("element", f"{review.source.code}-{claim.ranked_in}")
    if claim.spans is not None:
        yield node, SMEKG.spansFrom, _end(claim.spans.start)
        yield node, SMEKG.spansTo, _end(claim.spans.end)
    yield from _part_triples(node, claim.part_of)
    if claim.counts is not None:
        yield node, SMEKG.counts, _list_node(claim)
        yield from _list_triples(_list_node(claim), claim.counts, review)


def _part_triples(node: URIRef, part: PartOf | None) -> Iterator[Triple]:
    if part is None:
        return
    if part.number is not None:
        yield node, SMEKG.partOfNumber, mint("claim", part.number)
    yield node, SMEKG.brokenDownBy, Literal(part.by)
    yield node, SMEKG.partsExclude, Literal(part.exclusive)
    yield node, SMEKG.partsExhaust, Literal(part.exhaustive)


def _list_triples(node: URIRef, counted: CountedList, review: AnnotatedReview) -> Iterator[Triple]:
    code = review.source.code
    yield node, RDF.type, SMEKG.CountedList
    yield node, SMEKG.isListedInFull, Literal(counted.listed == "all")
    for number in counted.sections:
        yield node, SMEKG.whereSection, mint("section", review.source.id, number)
    for element in counted.elements:
        yield node, SMEKG.whereElement, mint("element", f"{code}-{element}")
    for part in counted.parts:
        yield node, SMEKG.wherePart, Literal(part)
    if counted.among is not None:
        yield node, SMEKG.whereAmong, mint("element", f"{code}-{counted.among}")


def _list_node(claim: Claim) -> URIRef:
    return mint("list", claim.id)


def _end(name: str) -> URIRef:
    """A citation key has no hyphen, the id of a claim has one."""
    return mint("claim" if "-" in name else "work", name)
