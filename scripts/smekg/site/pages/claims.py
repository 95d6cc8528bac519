"""A page for each claim: what it says, who says it and where, how it was read, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from markupsafe import Markup
from rdflib.namespace import DCTERMS, PROV, SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.descriptions import turtle
from smekg.site.rendering import Here, Page
from smekg.site.views.claim_list import ClaimList
from smekg.site.views.claims import Sign, direction_of, in_order, kind_of, place_of, sign_of
from smekg.site.views.comparisons import comparisons_of, conclusions_of
from smekg.site.views.contradictions import contradictions_by_claim
from smekg.site.views.errata import errata_of_claim
from smekg.site.views.headline import carried_through, headline, moderated_effect
from smekg.site.views.numbers import number_of, printed_number

__all__ = ["pages"]

#: How many claims with the same subject and object are listed.
MOST = 10
#: Letters of a title; a browser tab shows fewer, a list of bookmarks about as many.
TITLE = 72

Row = tuple[str, list[Markup | str]]

#: Slots of what a claim says, in reading order.
_SAYS = (
    ("Subject", SMEKG.subject),
    ("Relation", SMEKG.relation),
    ("Object", SMEKG.object),
    ("Mediator", SMEKG.mediator),
    ("Compared with", SMEKG.comparedWith),
    ("Effect that it changes", SMEKG.moderates),
    ("Effect that it carries", SMEKG.mediates),
    ("Hedge", SMEKG.qualifier),
    ("Rating", SMEKG.rating),
    ("Reason", SMEKG.reason),
    ("Condition", SMEKG.underCondition),
    ("Population", SMEKG.population),
    ("Place", SMEKG.concernsPlace),
    ("Industry", SMEKG.concernsSector),
    ("Sample", SMEKG.sample),
    ("Period", SMEKG.period),
    ("In view of", SMEKG.inViewOf),
    ("Case named", SMEKG.illustratedBy),
)
_TRIPLE = (SMEKG.subject, SMEKG.relation, SMEKG.object)
_EFFECT = str(SMEKG.EffectClaim)
_MEDIATION = str(SMEKG.MediationClaim)
#: Slots that have another name in claims of some kind.
_NAMES = {
    ("Subject", _MEDIATION): "Cause",
    ("Object", _MEDIATION): "Outcome",
    ("Subject", str(SMEKG.ModerationClaim)): "Moderator",
}
_READ = (
    ("Status", SMEKG.status),
    ("Confidence", SMEKG.confidence),
    ("Inferred", SMEKG.inferredBecause),
    ("Note", SMEKG.editorialNote),
    ("Not derivable from a table", SMEKG.underivableBecause),
)
#: Claims that refer to this one.
_REFERRING = (
    ("Claims that change this effect", SMEKG.moderates),
    ("Claims that carry this effect", SMEKG.mediates),
    ("Numbers that restate this one", SMEKG.restates),
    ("Numbers that are parts of this one", SMEKG.partOfNumber),
    ("Judged together with", SMEKG.judgedTogetherWith),
)


def pages(content: Content) -> Iterator[Page]:
    """Make the pages of all claims.

    Args:
        content: The graph.

    Yields:
        One page per claim, in the order of the ids.
    """
    for claim in content.mine(content.claims):
        yield _page(content, claim)


def title_of(content: Content, claim: str) -> str:
    """Name a claim as a browser tab can show it.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        What it says in a few words, and the claim's id.
    """
    text = _in_words(content, claim)
    text = text[:1].upper() + text[1:]
    short = text if len(text) <= TITLE else f"{text[:TITLE].rsplit(' ', 1)[0]} …"
    return f"{short} ({claim.rsplit('/', 1)[-1]})"


def _in_words(content: Content, claim: str) -> str:
    if not content.text(claim, SMEKG.statement):
        return content.label(claim).removesuffix(".")
    way = carried_through(content, claim)
    if way:
        return " → ".join(map(content.label, way))
    words = [content.label(iri) for slot in _TRIPLE if (iri := content.text(claim, slot))]
    changed = moderated_effect(content, claim)
    if changed is not None:
        cause, outcome = map(content.label, changed[1:])
        return " ".join((*words[:2], f"the effect of {cause} on {outcome}"))
    number = printed_number(content, claim)
    if number:
        return f"{words[0]}: {number}" + "".join(f" ({word})" for word in words[2:])
    return " ".join(words)


def _page(content: Content, claim: str) -> Page:
    address = address_of(claim) or ""
    here = Here(content, address)
    statement = content.label(claim)
    items = ClaimList.at(here)
    kind, sign = kind_of(content, claim), sign_of(content, claim)
    return Page(
        address=address,
        template="claims/claim.html",
        title=title_of(content, claim),
        about=claim,
        summary=statement,
        values={
            "statement": statement,
            "kind": kind,
            "sign": sign,
            "headline": headline(here, claim),
            "groups": (
                ("What it says", list(_says(here, claim, kind, sign))),
                ("Who says it, and where", list(_source(here, claim, items))),
                ("How it was read", [*_rows(here, claim, _READ), *_origin_of_reading(here, claim)]),
            ),
            "number": number_of(here, claim),
            "contradictions": content.once(contradictions_by_claim).get(claim, ()),
            "comparisons": comparisons_of(here, claim),
            "conclusions": conclusions_of(here, claim),
            "others": list(_others(content, claim)),
            "items": items,
            "turtle": turtle(content, claim),
            "errata": errata_of_claim(content, claim),
            "section": content.text(content.text(claim, SMEKG.inSection), SMEKG.sectionNumber),
        },
        scripts=("copy.js",),
    )


def _rows(here: Here, claim: str, slots: tuple[tuple[str, Any], ...]) -> Iterator[Row]:
    stated: Mapping[str, Any] = here.content.stated[claim]
    derived: Mapping[str, Any] = here.content.derived.get(claim, {})
    for name, predicate in slots:
        key = str(predicate)
        if key in stated or key in derived:
            yield name, _values(here, claim, predicate)


def _values(here: Here, claim: str, predicate: object) -> list[Markup | str]:
    """Things as links, texts as they stand."""
    content = here.content
    things = content.iris(claim, predicate)
    return list(map(here.a, things)) if things else [v.value for v in content.objects(claim, predicate)]


def _says(here: Here, claim: str, kind: str, sign: Sign | None) -> Iterator[Row]:
    content = here.content
    for name, values in _rows(here, claim, _SAYS):
        shown = values
        if name == "Rating":
            shown = [_rating(content, claim)]
        yield _NAMES.get((name, kind), name), shown
        if name == "Relation" and (number := printed_number(content, claim)):
            yield "Number", [number]
        if name == "Object" and kind == _EFFECT:
            yield "Direction", [_direction(content, claim, sign)]
        if name == "Effect that it carries":
            effect = content.text(claim, SMEKG.mediates)
            yield "Direction of that effect", [direction_of(content, effect)]


def _rating(content: Content, claim: str) -> Markup | str:
    rating = content.text(claim, SMEKG.rating)
    sign = content.text(rating, SKOS.notation)
    return f"{content.label(rating)}, in the sign of the table “{sign}”" if sign else content.label(rating)


def _direction(content: Content, claim: str, sign: Sign | None) -> Markup | str:
    if sign is None:
        reads = content.text(claim, SMEKG.readsAs)
        return "not stated" + (f"; compared with other claims as {content.label(reads)}" if reads else "")
    return _shown(sign, str(SMEKG.direction) in content.stated[claim])


@cache
def _shown(sign: Sign, stated: bool) -> Markup:
    ground = "said of this claim" if stated else "follows from the relation"
    return Markup('<span class="direction" data-sign="{}">{}</span>, {}').format(sign.mark, sign.word, ground)


def _source(here: Here, claim: str, items: ClaimList) -> Iterator[Row]:
    content = here.content
    yield "Origin", _values(here, claim, SMEKG.origin)
    yield "Studies", _values(here, claim, SMEKG.basedOn) or ["the text names none"]
    if content.objects(claim, SMEKG.disputedBy):
        yield "Disputed by", _values(here, claim, SMEKG.disputedBy)
    yield "Review", [items.review(content.text(claim, SMEKG.statedIn))]
    section = content.text(claim, SMEKG.inSection)
    if section:
        number, title = content.text(section, SMEKG.sectionNumber), content.text(section, DCTERMS.title)
        yield "Section", [here.a(section, f"{number} {title}" if number[:1].isdigit() else title)]
    if content.text(claim, SMEKG.inElement):
        yield _element(here, claim)
    if content.text(claim, SMEKG.printedAs):
        yield "Printed as", [f"“{content.text(claim, SMEKG.printedAs)}”"]


def _element(here: Here, claim: str) -> Row:
    content = here.content
    element, name = place_of(content, claim)
    part, position = content.text(claim, SMEKG.part), content.text(claim, SMEKG.position)
    words = [f"part “{part}”"] if part else []
    words += [f"position {position}"] if position else []
    title = content.text(element, DCTERMS.title)
    shown = here.a(element, name if title in name else f"{name}: {title}")
    return "Table, figure or list", [shown, *([", ".join(words)] if words else [])]


def _origin_of_reading(here: Here, claim: str) -> Iterator[Row]:
    """Who read it, and by what its passage can be found again; a cell of a table is known by its place."""
    content = here.content
    review = content.text(claim, SMEKG.statedIn)
    annotation = content.text(claim, PROV.wasGeneratedBy)
    yield "Annotation", [here.a(annotation, f"of {content.label(review)}")]
    passage = content.text(claim, SMEKG.passage)
    if not passage:
        yield "Passage", ["none: a cell of a table is known by its place"]
        return
    occurrence = content.text(passage, SMEKG.occurrence)
    place = "" if occurrence == "1" else f", occurrence {occurrence} of them in the text"
    letters = here.a(passage, f"{content.text(passage, SMEKG.letterCount)} letters and digits")
    digest = content.text(passage, SMEKG.sha256)
    yield "Passage", [letters + f"{place}; SHA-256 " + _code(f"{digest[:16]}…")]
    command = f"smekg passages verify {content.text(review, DCTERMS.identifier)} --text my-copy.pdf"
    yield "To find it in your own copy", [_code(command)]


def _code(text: str) -> Markup:
    return Markup("<code>") + text + Markup("</code>")


def _recomputed_from(content: Content, claim: str) -> Iterator[str]:
    for check in content.referring(claim, SMEKG.restsOn):
        yield from content.iris(check, SMEKG.checksNumber)


def _others(content: Content, claim: str) -> Iterator[tuple[str, int, list[str]]]:
    """Claims that refer to this one, and claims on the same subject and object: heading, count, the first."""
    for name, predicate in _REFERRING:
        found = in_order(content, content.referring(claim, predicate))
        if found:
            yield name, len(found), found
    numbers = in_order(content, _recomputed_from(content, claim))
    if numbers:
        yield "Numbers that are recomputed from it", len(numbers), numbers
    subject, target = content.text(claim, SMEKG.subject), content.text(claim, SMEKG.object)
    if target:
        with_subject = set(content.referring(subject, SMEKG.subject))
        same = with_subject.intersection(content.referring(target, SMEKG.object)) - {claim}
        found = in_order(content, same)
        if found:
            yield "Claims on the same subject and object", len(found), found[:MOST]
