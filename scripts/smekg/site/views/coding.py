"""How much of a review was coded, so that silence can be told from what nobody has coded yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup
from rdflib.namespace import DCTERMS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.rendering import Here
from smekg.site.views.claims import section_name

__all__ = ["Coding", "codings_of", "uncoded_parts"]

_UNCODED = (SMEKG.isUncodedFor, SMEKG.isUncodedForCause, SMEKG.isUncodedForResult)


@dataclass(frozen=True)
class Coding:
    """What one review says of a term, and what it might say beside that.

    Attributes:
        review: The review.
        claims: How many of its claims concern the term.
        open_parts: Parts of the review that were not coded to the last statement, linked.
        may_say_more: Those of them that are known to speak of the term.
    """

    review: str
    claims: int
    open_parts: Markup
    may_say_more: tuple[str, ...]


def codings_of(here: Here, term: str, claims: Iterable[str]) -> list[Coding]:
    """Tell for each review how completely it was coded for a term.

    Args:
        here: The links of the term's page.
        term: The term.
        claims: The claims that concern it.

    Returns:
        One for each review.
    """
    content = here.content
    counts: defaultdict[str, int] = defaultdict(int)
    for claim in claims:
        counts[content.text(claim, SMEKG.statedIn)] += 1
    more = {part for predicate in _UNCODED for part in content.referring(term, predicate)}
    parts, linked = content.once(uncoded_parts), content.once(_linked)
    if here.root not in linked:
        linked[here.root] = {review: _named(here, open_parts) for review, open_parts in parts.items()}
    return [
        Coding(
            review,
            counts[review],
            linked[here.root][review],
            tuple(part for part in parts[review] if part in more) if more else (),
        )
        for review in content.reviews
    ]


def _linked(content: Content) -> dict[str, dict[str, Markup]]:
    """The way to the root, review, its open parts as links."""
    return {}


def _named(here: Here, parts: tuple[str, ...]) -> Markup:
    content = here.content
    sections = {part for part in parts if content.text(part, SMEKG.sectionNumber)}
    names = (section_name(content, part) if part in sections else None for part in parts)
    return Markup(", ").join(map(here.a, parts, names))


def uncoded_parts(content: Content) -> Mapping[str, tuple[str, ...]]:
    """Find what no completeness statement covers; to be called by `content.once`.

    Args:
        content: The graph.

    Returns:
        Review to its sections and framework elements that were not coded to the last statement.
    """
    return {review: tuple(_uncoded(content, review)) for review in content.reviews}


def _uncoded(content: Content, review: str) -> list[str]:
    covered = {
        part
        for statement in content.referring(review, SMEKG.aboutReview)
        for predicate in (SMEKG.coversSection, SMEKG.coversElement)
        for part in content.iris(statement, predicate)
    }
    return [part for part in content.referring(review, DCTERMS.isPartOf) if part not in covered]
