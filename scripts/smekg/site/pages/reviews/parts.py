"""A page for each section and each printed table, figure or list: what stands there, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib.namespace import RDF

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.descriptions import turtle
from smekg.site.pages.reviews.elements import Element
from smekg.site.pages.reviews.model import Part, Review
from smekg.site.rendering import Page

__all__ = ["pages"]


def pages(review: Review, found: list[Element]) -> Iterator[Page]:
    """Make the pages of the parts of a review.

    Args:
        review: The review.
        found: Its framework elements.

    Yields:
        A page at the address of each section and of each printed element.
    """
    for part in (*review.sections, *review.elements):
        address = address_of(part.iri)
        if address:
            yield _page(review, part, address, [e for e in found if part in e.parts])


def _page(review: Review, part: Part, address: str, rebuilt: list[Element]) -> Page:
    content = review.content
    kind = content.label(content.text(part.iri, RDF.type))
    within = content.text(part.iri, SMEKG.inSection)
    groups: dict[str, list[str]] = {}
    for claim in part.claims:
        groups.setdefault(content.text(claim, RDF.type), []).append(claim)
    return Page(
        address=address,
        template="reviews/part.html",
        title=_title(review, part),
        section="reviews",
        about=part.iri,
        values={
            "review": review,
            "part": part,
            "kind": kind,
            "section": next((s for s in review.sections if s.iri == within), None),
            "rebuilt": rebuilt,
            "groups": sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])),
            "coverage": review.coverage(part.claims),
            "turtle": turtle(content, part.iri),
        },
    )


def _title(review: Review, part: Part) -> str:
    if part in review.sections:
        return f"Section {part.name}: {part.title}" if part.name[:1].isdigit() else f"Section “{part.title}”"
    return f"{part.name}: {part.title}" if part.title else part.name
