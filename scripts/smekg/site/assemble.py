"""All files of the site, from the content of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from smekg.site.content import Content
from smekg.site.files import data_files
from smekg.site.lookups import lookup_files
from smekg.site.pages import ask, download, evidence, records, reviews, search, start
from smekg.site.rendering import Page, SiteFile, asset_files, render_pages
from smekg.site.search import search_files

__all__ = ["PAGE_TYPES", "site_files"]

#: The page types that have a module of their own; whatever they leave over gets a plain page.
PAGE_TYPES: tuple[Callable[[Content], Iterator[Page | SiteFile]], ...] = (
    start.pages,
    reviews.pages,
    evidence.pages,
    ask.pages,
    search.pages,
)


def site_files(content: Content, build: Path) -> Iterator[SiteFile]:
    """Make every file of the site.

    Args:
        content: The graph.
        build: The folder of the build, for the files to download.

    Yields:
        The files.
    """
    offered = list(data_files(build))
    yield from offered
    yield from render_pages(content, download.pages(content, map(download.weigh, offered)))
    taken: set[str] = set()
    for page_type in PAGE_TYPES:
        for file in render_pages(content, page_type(content)):
            taken.add(file.address)
            yield file
    yield from render_pages(content, records.pages(content, taken))
    yield from search_files(content)
    yield from lookup_files(content)
    yield from asset_files(Path(__file__).parent / "assets")
