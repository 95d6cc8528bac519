"""What every page that shows claims needs: their order, kind, sign and place, and claims in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib.namespace import DCTERMS, RDF

from smekg.namespaces import SMEKG
from smekg.site.content import Content

__all__ = [
    "KINDS",
    "Group",
    "Sign",
    "claim_groups",
    "claim_ranks",
    "direction_of",
    "in_order",
    "kind_of",
    "place_of",
    "review_page",
    "section_name",
    "sign_of",
]

#: Kinds of claims in the order in which pages show them: effects first, what counts and places works last.
KINDS = tuple(
    str(SMEKG[f"{name}Claim"])
    for name in (
        *("Effect", "Moderation", "Mediation", "Comparison", "Evaluation", "Attribution", "Classification"),
        *("Definition", "Tenet", "Sequence", "Support", "Case", "Recommendation", "Agenda", "Quantity"),
        *("Coverage", "Protocol"),
    )
)
_EFFECT = str(SMEKG.EffectClaim)
_MODERATION = str(SMEKG.ModerationClaim)
_KIND_ORDER = {kind: position for position, kind in enumerate(KINDS)}
_MARKS = {
    str(SMEKG.Positive): "+",
    str(SMEKG.Negative): "−",
    str(SMEKG.Null): "0",
    str(SMEKG.Mixed): "±",
}
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Group:
    """Claims of one kind in which a thing plays one part.

    Attributes:
        kind: IRI of the kind.
        role: What the thing is in them.
        claims: The claims, in reading order.
    """

    kind: str
    role: str
    claims: list[str]


@dataclass(frozen=True)
class Sign:
    """The direction of an effect.

    Attributes:
        mark: `+`, `−`, `0` or `±`.
        word: The word for it.
    """

    mark: str
    word: str


def sign_of(content: Content, claim: str) -> Sign | None:
    """Read the direction of an effect, stated or derived from its relation.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The sign; None where the review does not say which way the effect goes, or the claim is no effect.
    """
    direction = content.text(claim, SMEKG.direction)
    return Sign(_MARKS[direction], content.label(direction)) if direction else None


def direction_of(content: Content, claim: str) -> str:
    """Put the direction of an effect into a word.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The word for its sign, `not stated` for an effect without one; `strengthens`, `weakens` or `moderates`
        for a claim on how an effect is changed; an empty text for another claim.
    """
    sign = sign_of(content, claim)
    if sign is not None:
        return sign.word
    kind = kind_of(content, claim)
    if kind == _MODERATION:
        return content.label(content.text(claim, SMEKG.relation))
    return "not stated" if kind == _EFFECT else ""


def kind_of(content: Content, claim: str) -> str:
    """Tell what sort of statement a claim is.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The IRI of its class.
    """
    return content.text(claim, RDF.type)


def place_of(content: Content, claim: str) -> tuple[str, str]:
    """Tell where in its review a claim stands.

    Args:
        content: The graph.
        claim: The claim.

    Returns:
        The IRI of the framework element, or else of the section, and its name: `Table 3`, `section 3.3.1`.
    """
    element = content.text(claim, SMEKG.inElement)
    if element:
        return element, content.label(element)
    section = content.text(claim, SMEKG.inSection)
    return section, section_name(content, section)


def section_name(content: Content, section: str) -> str:
    """Name a section as one refers to it.

    Args:
        content: The graph.
        section: The section.

    Returns:
        `section 3.3.1`; where the review prints no numbers, `section “Moderators”`.
    """
    number = content.text(section, SMEKG.sectionNumber)
    return (
        f"section {number}" if number[:1].isdigit() else f"section “{content.text(section, DCTERMS.title)}”"
    )


def review_page(content: Content, work: str) -> str:
    """Find the page of a review.

    Args:
        content: The graph.
        work: The review as a work.

    Returns:
        The address below the site's root.
    """
    return f"reviews/{content.text(work, DCTERMS.identifier)}/index.html"


def claim_ranks(content: Content) -> Mapping[str, int]:
    """Number all claims in reading order; to be called by `content.once(claim_ranks)`.

    Args:
        content: The graph.

    Returns:
        Claim to its rank: by review, section, element, position in print, id.
    """

    def key(claim: str) -> tuple[str, int, str, int, list[str | int]]:
        section = content.text(content.text(claim, SMEKG.inSection), SMEKG.position)
        position = content.text(claim, SMEKG.position)
        return (
            content.text(claim, SMEKG.statedIn),
            int(section or 0),
            content.text(claim, SMEKG.inElement),
            int(position or 0),
            [int(part) if part.isdigit() else part for part in _NUMBER.split(claim)],
        )

    return {claim: rank for rank, claim in enumerate(sorted(content.claims, key=key))}


def in_order(content: Content, things: Iterable[str]) -> list[str]:
    """Pick the claims out of things and put them into reading order.

    Args:
        content: The graph.
        things: IRIs, of claims and others.

    Returns:
        The claims, each once.
    """
    ranks = content.once(claim_ranks)
    return sorted({thing for thing in things if thing in ranks}, key=ranks.__getitem__)


def claim_groups(content: Content, roles: Mapping[str, Iterable[str]]) -> list[Group]:
    """Group claims by kind, effects first, and by the part that a thing plays in them.

    Args:
        content: The graph.
        roles: What the thing is in the claims, in order of precedence, to the claims; others than claims are
            passed over, and a claim counts once, with its first role.

    Returns:
        The groups that have claims, in order.
    """
    ranks = content.once(claim_ranks)
    found: dict[tuple[int, str, int], list[str]] = {}
    seen: set[str] = set()
    for position, (_, claims) in enumerate(roles.items()):
        for claim in claims:
            if claim in ranks and claim not in seen:
                seen.add(claim)
                kind = kind_of(content, claim)
                found.setdefault((_KIND_ORDER.get(kind, len(KINDS)), kind, position), []).append(claim)
    names = list(roles)
    return [Group(key[1], names[key[2]], sorted(found[key], key=ranks.__getitem__)) for key in sorted(found)]
