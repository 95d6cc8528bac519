"""Framework elements: a page for each stored query, with table, picture and files to take along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from smekg.queries.layouts import lay_out
from smekg.queries.model import StoredQuery
from smekg.queries.traces import TracedRows, trace
from smekg.site.addresses import address_of
from smekg.site.figures.drawing import svg, svg_for_page
from smekg.site.figures.rows import Named
from smekg.site.pages.reviews.legend import legend
from smekg.site.pages.reviews.model import Part, Review
from smekg.site.pages.reviews.pictures import picture
from smekg.site.pages.reviews.tables import TableWriter, claims_of
from smekg.site.rendering import Here, Page, SiteFile
from smekg.tables import Format, render

__all__ = ["Element", "elements", "pages"]


@dataclass(frozen=True)
class Element:
    """An element of a review's framework as a stored query rebuilds it.

    Attributes:
        review: The review.
        query: The query.
        answer: Its rows with their claims.
    """

    review: Review
    query: StoredQuery
    answer: TracedRows

    @property
    def title(self) -> str:
        """What it shows."""
        return self.query.header.summary.removesuffix(".")

    @property
    def address(self) -> str:
        """Where its page lies."""
        return self.review.address(f"{self.query.header.id}.html")

    @cached_property
    def claims(self) -> frozenset[str]:
        """The claims that it stands on."""
        return frozenset(claims_of(self.answer.cells))

    @cached_property
    def parts(self) -> list[Part]:
        """The printed elements that it rebuilds."""
        return [part for part in self.review.elements if _id(part) in self.query.header.elements]


def elements(review: Review) -> list[Element]:
    """Answer the stored queries of a review.

    Args:
        review: The review.

    Returns:
        Its framework elements in the order of the queries.
    """
    return [Element(review, query, trace(review.content.store, query)) for query in review.queries]


def pages(review: Review, found: list[Element], named: Named) -> Iterator[Page | SiteFile]:
    """Make the pages of a review's framework elements.

    Args:
        review: The review.
        found: The elements.
        named: Finds the thing that a label names.

    Yields:
        A page and a CSV file for each, and an SVG file for each that is drawn.
    """
    if not found:
        return
    writer = TableWriter(Here(review.content, found[0].address), review)
    for element in found:
        yield from _files(element, named, writer)


def _files(element: Element, named: Named, writer: TableWriter) -> Iterator[Page | SiteFile]:
    header, review = element.query.header, element.review
    here = Here(review.content, element.address)
    drawing = picture(element.query, element.answer.rows, named)
    csv = render(element.answer.rows, Format.CSV)
    yield SiteFile(review.address(f"{header.id}.csv"), csv.encode())
    if drawing:
        yield SiteFile(review.address(f"{header.id}.svg"), svg(drawing).encode())
    layout = header.layout
    yield Page(
        address=element.address,
        template="reviews/element.html",
        title=element.title,
        section="reviews",
        summary=header.question,
        linked_data=_dataset(element),
        scripts=("figure.js",) if drawing else (),
        values={
            "element": element,
            "review": review,
            "header": header,
            "source": _source(element, here),
            "legend": legend(review.content, element.query, element.answer),
            "figure": svg_for_page(drawing, header.id, lambda iri: _page_of(here, iri)) if drawing else None,
            "printed": writer.printed(lay_out(element.answer, layout)) if layout else None,
            "rows": writer.rows(element.answer, f"{len(element.answer.cells)} rows"),
        },
    )


def _id(part: Part) -> str:
    return part.iri.rsplit("/", 1)[1]


def _source(element: Element, here: Here) -> Markup:
    """Where the paper prints it, with links; parts that the query does not name come in brackets."""
    source = element.query.header.source
    named = [part for part in element.parts if re.search(rf"{re.escape(part.name)}\b", source)]
    shown = escape(source)
    for part in named:
        shown = Markup(re.sub(rf"{re.escape(part.name)}\b", str(here.a(part.iri, part.name)), shown, count=1))  # noqa: S704 - a link in escaped text
    others = [here.a(part.iri) for part in element.parts if part not in named]
    return Markup("{} ({})").format(shown, Markup(", ").join(others)) if others else shown


def _page_of(here: Here, iri: str) -> str | None:
    return here.page(iri) if address_of(iri) else None


def _dataset(element: Element) -> Mapping[str, Any]:
    """The rows as a data set in schema.org's terms."""
    header = element.query.header
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": element.title,
        "description": header.question,
        "isBasedOn": {"@id": element.review.iri},
        "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": {"@id": f"{header.id}.csv"},
        },
    }
