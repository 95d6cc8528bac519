"""The search page."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.site.content import Content
from smekg.site.rendering import Page

__all__ = ["pages"]

KINDS = ("term", "study", "review", "query", "claim")


def pages(content: Content) -> Iterator[Page]:
    """Make the search page.

    Args:
        content: The graph.

    Yields:
        The page.
    """
    yield Page(
        address="search.html",
        template="search.html",
        title="Search",
        values={"kinds": KINDS},
        summary="Search terms, studies, reviews, queries and claims.",
        scripts=("search-page.js",),
    )
