"""Pages of the reviews: a list, the first page of each, its framework elements, parts and count audit."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.site.content import Content
from smekg.site.pages.reviews import audit, elements, overview, parts
from smekg.site.pages.reviews.model import read_reviews
from smekg.site.pages.reviews.pictures import terms_by_name
from smekg.site.rendering import Page, SiteFile

__all__ = ["pages"]


def pages(content: Content) -> Iterator[Page | SiteFile]:
    """Make the pages of the reviews.

    Args:
        content: The graph.

    Yields:
        The pages, and the tables and figures of the framework elements as files.
    """
    reviews = read_reviews(content)
    audits = audit.audits(content)
    named = terms_by_name(content)
    yield overview.index(reviews, audits)
    for review in reviews:
        found = elements.elements(review)
        rows = audits.get(review.id, [])
        yield from overview.pages(review, found, rows)
        yield from elements.pages(review, found, named)
        yield from parts.pages(review, found)
        yield audit.page(review, rows)
