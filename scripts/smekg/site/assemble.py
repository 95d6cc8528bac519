"""All files of the site, from the content of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from smekg.diagrams.modules import ModuleDiagram
from smekg.site.bibtex import bibtex_files
from smekg.site.content import Content
from smekg.site.files import Export, data_files, export_files
from smekg.site.lookups import lookup_files
from smekg.site.pages import (
    ask,
    claims,
    download,
    errata,
    evidence,
    modules,
    ontology,
    queries,
    records,
    reviews,
    schema,
    search,
    start,
    studies,
    terms,
    vocabulary,
)
from smekg.site.rendering import Page, SiteFile, asset_files, render_pages
from smekg.site.search import search_files
from smekg.site.write import Maker, Stage

__all__ = ["site_stages"]

#: Makes the pages of one type.
PageType = Callable[[Content], Iterator[Page | SiteFile]]

#: Page types with few pages.
SMALL: tuple[PageType, ...] = (
    *(start.pages, reviews.pages, vocabulary.pages, ontology.pages, studies.index, evidence.pages),
    *(ask.pages, queries.pages, schema.pages, search.pages, errata.pages),
)
#: Page types with thousands of pages, each of one thing, which are made in slices.
LARGE: tuple[PageType, ...] = (claims.pages, studies.pages, terms.pages)
SLICES = 4


def site_stages(
    content: Content, build: Path, diagrams: Sequence[ModuleDiagram], export: Export | None = None
) -> tuple[Stage, ...]:
    """Tell what makes the files of the site.

    Args:
        content: The graph.
        build: The folder with the files of the build, to be downloaded.
        diagrams: The modules of the ontology.
        export: An export of the build that the site offers too.

    Returns:
        First what has a page type or is a file of its own, then a plain page of all that is left.
    """
    # Names are looked up by every page: found once here, and not in each process.
    _ = content.labels, content.claims, content.subjects

    def first(_taken: frozenset[str]) -> list[Maker]:
        pages = [partial(_rendered, page_type, content) for page_type in SMALL]
        sliced = [partial(_rendered, page_type, part) for part in _slices(content) for page_type in LARGE]
        drawn = partial(_rendered, partial(modules.pages, diagrams=diagrams), content)
        copied = [partial(export_files, export)] if export else []
        return [*sliced, *pages, drawn, *copied, partial(_files, content, build, export)]

    def rest(taken: frozenset[str]) -> list[Maker]:
        return [partial(_rendered, partial(records.pages, taken=taken), part) for part in _slices(content)]

    return first, rest


def _slices(content: Content) -> Iterable[Content]:
    return [content.part(position, SLICES) for position in range(SLICES)]


def _rendered(page_type: PageType, content: Content) -> Iterator[SiteFile]:
    return render_pages(content, page_type(content))


def _files(content: Content, build: Path, export: Export | None) -> Iterator[SiteFile]:
    offered = [*data_files(build), *bibtex_files(content)]
    yield from offered
    yield from render_pages(content, download.pages(content, map(download.weigh, offered), export))
    yield from search_files(content)
    yield from lookup_files(content)
    yield from asset_files(Path(__file__).parent / "assets")
