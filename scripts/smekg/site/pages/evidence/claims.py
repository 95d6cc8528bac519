"""What is shown of a claim beside its statement: where it stands, which sign it has."""

from __future__ import annotations

from rdflib.namespace import RDFS, SKOS

from smekg.namespaces import SMEKG
from smekg.site.content import Content
from smekg.site.views.claims import section_name

__all__ = ["SIGNS", "UNSIGNED", "context_of", "place_in_review", "sign_of", "works_of"]

#: Notation of an effect's direction to its sign, in the order in which signs are counted.
SIGNS = {"positive": "+", "negative": "−", "null": "0", "mixed": "±"}
#: Stands for the sign of a statement that gives none.
UNSIGNED = "?"


def place_in_review(content: Content, claim: str) -> str:
    """Say where in its review a claim stands.

    Args:
        content: The graph.
        claim: The claim's IRI.

    Returns:
        For example `section 3.3.1`, `section 2, Table 1` or, where sections have no numbers,
        `section “Conclusion”`; an empty text where nothing tells.
    """
    sections = (section_name(content, section) for section in content.iris(claim, SMEKG.inSection))
    elements = (content.text(part, RDFS.label) for part in content.iris(claim, SMEKG.inElement))
    return ", ".join([*filter(None, sections), *filter(None, elements)])


def context_of(content: Content, claim: str) -> str:
    """Say for which places, and in view of which theories, a claim holds.

    Args:
        content: The graph.
        claim: The claim's IRI.

    Returns:
        For example `on Italy, in view of network theory`; an empty text where it is bound to none.
    """
    slots = (("on", SMEKG.concernsPlace), ("in view of", SMEKG.inViewOf))
    named = [(word, " and ".join(map(content.label, content.iris(claim, slot)))) for word, slot in slots]
    return ", ".join(f"{word} {names}" for word, names in named if names)


def sign_of(content: Content, claim: str) -> str:
    """Read the sign of an effect.

    Args:
        content: The graph.
        claim: The claim's IRI.

    Returns:
        One of `SIGNS`, or `UNSIGNED` where the claim has no direction.
    """
    directions = content.iris(claim, SMEKG.direction)
    return SIGNS[content.text(directions[0], SKOS.notation)] if directions else UNSIGNED


def works_of(content: Content, claim: str) -> tuple[str, ...]:
    """List the works on which a claim is based, and those that are said to dispute it."""
    based = content.iris(claim, SMEKG.basedOn)
    return based + tuple(work for work in content.iris(claim, SMEKG.disputedBy) if work not in based)
