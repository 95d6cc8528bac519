"""How a review was carried out, as far as its claims tell: questions, kind, period, flow of selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib.namespace import SKOS

from smekg.namespaces import ID, SMEKG
from smekg.site.content import Content
from smekg.site.figures.flow import Stage
from smekg.site.pages.reviews.model import Review

__all__ = ["Item", "flow", "kinds", "periods", "questions", "said"]

_SELECTED = f"{ID}concept/selected-article"
_REVIEWS = f"{ID}concept/literature-review"
_POSES, _COVERS = f"{ID}relation/poses-research-question", f"{ID}relation/covers-period"
_IS_A, _FOLLOWS = f"{ID}relation/is-a-kind-of", f"{ID}relation/follows-guideline"
#: What a step is called that leaves out records found twice.
_DUPLICATES = "duplicates"
_LAST = 1000


@dataclass(frozen=True)
class Item:
    """An entry of a protocol.

    Attributes:
        text: What it is, as printed or by its name.
        claims: The claims that say so.
        is_inferred: Whether the review does not say it outright, so that an annotator had to infer it.
    """

    text: str
    claims: tuple[str, ...]
    is_inferred: bool = False


def questions(review: Review) -> list[Item]:
    """List the questions that a review asks, in its order.

    Args:
        review: The review.

    Returns:
        Each question as the claim puts it; one that is posed twice with both claims.
    """
    content = review.content
    asked: dict[str, list[str]] = {}
    # A question without a number is one that comes up on the way.
    for claim in sorted(_stated(review, _POSES), key=lambda claim: _position(content, claim) or _LAST):
        asked.setdefault(content.text(claim, SMEKG.object), []).append(claim)
    return [Item(content.text(claims[0], SMEKG.statement), tuple(claims)) for claims in asked.values()]


def kinds(review: Review) -> list[Item]:
    """List the kinds of literature review that a paper calls itself or follows.

    Args:
        review: The review.

    Returns:
        The kinds.
    """
    content = review.content
    known = set(_narrower(content, _REVIEWS))
    said = [claim for relation in (_IS_A, _FOLLOWS) for claim in _stated(review, relation)]
    return _items(content, (claim for claim in said if content.text(claim, SMEKG.object) in known))


def periods(review: Review) -> list[Item]:
    """List the periods of publication that a review covers.

    Args:
        review: The review.

    Returns:
        The periods, first those of which the bounds are printed.
    """
    content = review.content
    found: dict[str, list[str]] = {}
    for claim in _stated(review, _COVERS):
        found.setdefault(content.text(claim, SMEKG.object), []).append(claim)
    bounded = {period: any(content.text(c, SMEKG.period) for c in by) for period, by in found.items()}
    ordered = sorted(found, key=lambda period: not bounded[period])
    return [Item(_period(content, found[period]), tuple(found[period])) for period in ordered]


def said(content: Content, claim: str) -> str:
    """Tell what a protocol claim leads to.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        It as printed, or else by its name.
    """
    thing = content.text(claim, SMEKG.object) or content.text(claim, SMEKG.subject)
    return content.text(claim, SMEKG.printedAs) or content.label(thing)


def flow(review: Review) -> list[Stage]:
    """Follow the numbers of a selection from what was found to what was kept.

    Args:
        review: The review.

    Returns:
        The stages of a PRISMA flow, those for which no number is printed among them; nothing where the review
        prints no chain of numbers.
    """
    content = review.content
    chain = _chain(content, review)
    if len(chain) < 2:
        return []
    stages = [_stage(content, "Records identified", chain[0])]
    by_duplicates = [c for c in chain[1:-1] if content.text(c, SMEKG.brokenDownBy) == _DUPLICATES]
    screened = [c for c in chain[1:-1] if c not in by_duplicates]
    stages += [_stage(content, "After removal of duplicates", c) for c in by_duplicates] or [
        Stage("After removal of duplicates")
    ]
    stages += [_stage(content, "After screening", c) for c in screened] or [Stage("After screening")]
    return [*stages, _stage(content, "Included in the review", chain[-1])]


def _chain(content: Content, review: Review) -> list[str]:
    """From the number of selected articles back through the numbers that each is a part of."""
    own = set(review.claims)
    last = [
        claim
        for claim in content.referring(_SELECTED, SMEKG.subject)
        if claim in own and content.text(claim, SMEKG.partOfNumber) and content.text(claim, SMEKG.value)
    ]
    # Shares of the selected articles are parts of their number: the number itself is part of none of them.
    last = [claim for claim in last if content.text(claim, SMEKG.partOfNumber) not in last]
    chain = last[:1]
    while chain and (whole := content.text(chain[-1], SMEKG.partOfNumber)) and whole not in chain:
        chain.append(whole)
    return chain[::-1]


def _stage(content: Content, name: str, claim: str) -> Stage:
    value = f"{int(float(content.text(claim, SMEKG.value))):,}"
    reading = content.label(comparator) if (comparator := content.text(claim, SMEKG.comparator)) else ""
    unit = content.text(claim, SMEKG.unit)
    by = content.text(claim, SMEKG.brokenDownBy)
    return Stage(name, f"{reading} {value} {unit}s".strip(), claim, by)


def _stated(review: Review, relation: str) -> list[str]:
    """The claims that relate the review itself to something."""
    content = review.content
    about = set(content.referring(review.iri, SMEKG.subject))
    return [claim for claim in content.referring(relation, SMEKG.relation) if claim in about]


def _items(content: Content, claims: Iterable[str]) -> list[Item]:
    found: dict[str, list[str]] = {}
    for claim in claims:
        found.setdefault(said(content, claim), []).append(claim)
    return [Item(text, tuple(by)) for text, by in found.items()]


def _period(content: Content, claims: list[str]) -> str:
    printed = [content.text(claim, SMEKG.period) for claim in claims]
    return next(filter(None, printed), "") or said(content, claims[0])


def _position(content: Content, claim: str) -> int:
    return int(content.text(claim, SMEKG.position) or 0)


def _narrower(content: Content, concept: str) -> Iterator[str]:
    yield concept
    for below in content.referring(concept, SKOS.broader):
        yield from _narrower(content, below)
