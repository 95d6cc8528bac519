"""The list of reviews, and the first page of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rdflib.namespace import DCTERMS, PROV, RDF

from smekg.namespaces import SMEKG
from smekg.queries.cells import Cell
from smekg.site.addresses import address_of
from smekg.site.figures.drawing import svg, svg_for_page
from smekg.site.figures.flow import Stage
from smekg.site.figures.flow import flow as draw_flow
from smekg.site.pages.reviews import protocol
from smekg.site.pages.reviews.audit import agrees, anchor, verdicts
from smekg.site.pages.reviews.elements import Element
from smekg.site.pages.reviews.model import Part, Review
from smekg.site.pages.reviews.procedure import procedure
from smekg.site.rendering import Here, Page, SiteFile
from smekg.site.views.errata import errata_of_review

__all__ = ["index", "pages"]

_BIBO = "http://purl.org/ontology/bibo/"
#: The slots of a reference.
_SLOTS = {
    "authors": SMEKG.authors,
    "year": SMEKG.year,
    "title": DCTERMS.title,
    "journal": DCTERMS.isPartOf,
    "volume": f"{_BIBO}volume",
    "issue": f"{_BIBO}issue",
    "pages": f"{_BIBO}pages",
    "doi": f"{_BIBO}doi",
}
Audit = Sequence[Mapping[str, Cell]]


def index(reviews: Sequence[Review], audits: Mapping[str, Audit]) -> Page:
    """Make the list of reviews.

    Args:
        reviews: The reviews.
        audits: Identifier of each review to the rows of its count audit.

    Returns:
        The page.
    """
    return Page(
        address="reviews/index.html",
        template="reviews/index.html",
        title="Reviews",
        section="reviews",
        summary="The reviews whose statements smekg holds: what kind, which period, how completely coded.",
        values={"reviews": [_card(review, audits.get(review.id, ())) for review in reviews]},
    )


def pages(review: Review, found: Sequence[Element], audit: Audit) -> Iterator[Page | SiteFile]:
    """Make the first page of a review.

    Args:
        review: The review.
        found: Its framework elements.
        audit: The rows of its count audit.

    Yields:
        The page, and the flow of its selection as a file where the review prints one.
    """
    content, address = review.content, review.address()
    stages = protocol.flow(review)
    drawing = draw_flow(f"Selection of articles by {review.name}", stages) if stages else None
    if drawing:
        yield SiteFile(review.address("flow.svg"), svg(drawing).encode())
    here = Here(content, address)
    method = next((e for e in found if e.query is review.query("method")), None)
    yield Page(
        address=address,
        template="reviews/review.html",
        title=review.name,
        section="reviews",
        summary=f"{content.text(review.iri, DCTERMS.title)}: protocol, framework elements, coverage, audit.",
        linked_data=_article(review),
        scripts=("figure.js",) if drawing else (),
        values={
            **_card(review, audit),
            "questions": protocol.questions(review),
            "procedure": procedure(review),
            "printed_as_included": _printed_as_included(review, stages, audit),
            "method": method,
            "stages": stages,
            "flow": svg_for_page(drawing, "flow", lambda iri: _page_of(here, iri)) if drawing else None,
            "elements": found,
            "unbuilt": [part for part in review.elements if not any(part in e.parts for e in found)],
            "method_source": method.query.header.source if method else "",
            "statements": [
                (content.text(statement, SMEKG.statement), statement)
                for statement in content.referring(review.iri, SMEKG.aboutReview)
                if str(SMEKG.CompletenessStatement) in content.iris(statement, RDF.type)
            ],
            "open_parts": [part for part in _parts(review) if not part.complete],
            "kinds_of_claims": review.counted_by(lambda claim: content.text(claim, RDF.type)),
            "annotations": list(_annotations(review)),
            "errata": errata_of_review(content, review.iri),
        },
    )


def _card(review: Review, audit: Audit) -> dict[str, Any]:
    return {
        "review": review,
        "reference": {slot: review.content.text(review.iri, iri) for slot, iri in _SLOTS.items()},
        "kinds": protocol.kinds(review),
        "periods": protocol.periods(review),
        "coverage": review.coverage(review.claims),
        "verdicts": verdicts(audit),
        "audited": len(audit),
        "complete": [part for part in _parts(review) if part.complete],
        "parts": _parts(review),
    }


def _printed_as_included(review: Review, stages: Sequence[Stage], audit: Audit) -> Mapping[str, Any] | None:
    """What the text prints as the number of included works, where its tables name another number.

    Returns:
        The stage that has the number, how many works are not named, how the count audit finds it to differ,
        and where; or nothing.
    """
    claim = stages[-1].iri if stages else None
    if claim is None or not review.included:
        return None
    known = len(review.included)
    printed = int(float(review.content.text(claim, SMEKG.value)))
    differing = (row for row in audit if claim in row["where"].claims and not agrees(row))
    row = next(differing, None)
    if printed == known and row is None:
        return None
    return {
        "stage": stages[-1],
        "rest": max(printed - known, 0),
        "verdict": row["verdict"].text if row else "",
        "place": f"#{anchor(row)}" if row else "",
    }


def _parts(review: Review) -> list[Part]:
    return [*review.sections, *review.elements]


def _annotations(review: Review) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The day of each annotation and who made it, with the kind of agent."""
    content = review.content
    for annotation in content.referring(review.iri, PROV.used):
        agents = content.iris(annotation, PROV.wasAssociatedWith)
        named = [(agent, content.label(content.text(agent, RDF.type))) for agent in agents]
        yield content.text(annotation, PROV.endedAtTime)[:10], named


def _page_of(here: Here, iri: str) -> str | None:
    return here.page(iri) if address_of(iri) else None


def _article(review: Review) -> Mapping[str, Any]:
    doi = review.content.text(review.iri, f"{_BIBO}doi")
    about = {
        "@id": review.iri,
        "@type": "ScholarlyArticle",
        "name": review.content.text(review.iri, DCTERMS.title),
        "datePublished": review.content.text(review.iri, SMEKG.year),
    }
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "WebPage",
        "name": review.name,
        "about": about | ({"sameAs": {"@id": f"https://doi.org/{doi}"}} if doi else {}),
    }
