"""From page to HTML: templates, links relative to the page, JSON-LD in its head."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from smekg import __version__
from smekg.namespaces import ID, SMEKG
from smekg.site.addresses import address_of, link, root_of
from smekg.site.content import Content
from smekg.site.descriptions import json_ld

__all__ = [
    "NAVIGATION",
    "Here",
    "Page",
    "SiteFile",
    "asset_files",
    "embedded",
    "environment",
    "render_pages",
]

#: The sections of the site: key, name, address of the first page.
NAVIGATION = (
    ("reviews", "Reviews", "reviews/index.html"),
    ("terms", "Terms", "terms/index.html"),
    ("studies", "Studies", "studies/index.html"),
    ("evidence", "Evidence", "evidence/index.html"),
    ("ask", "Ask", "ask/index.html"),
    ("download", "Download", "download.html"),
)


@dataclass(frozen=True)
class SiteFile:
    """A finished file of the site.

    Attributes:
        address: Its path below the site's root.
        data: Its bytes.
    """

    address: str
    data: bytes


@dataclass(frozen=True)
class Page:
    """A page before it is rendered.

    Attributes:
        address: Its path below the site's root.
        template: Name of the template.
        title: Its heading.
        values: What the template needs.
        section: Key of the section in `NAVIGATION`, or an empty text.
        summary: One sentence for lists and search engines.
        about: IRI of the thing that the page describes, if it describes one.
        linked_data: JSON-LD of a page that describes no single thing.
        scripts: Modules of `assets/` that the page runs.
        styles: Style sheets of `assets/` that the page needs besides the common one.
    """

    address: str
    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    summary: str = ""
    about: str | None = None
    linked_data: Mapping[str, Any] | None = None
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


class Here:
    """Makes the links of one page.

    Attributes:
        content: The graph.
        root: The way from the page to the site's root.
    """

    def __init__(self, content: Content, address: str) -> None:
        self.content = content
        self.root = root_of(address)
        self._anchors = content.once(_anchors).setdefault(self.root, {})

    def to(self, address: str) -> str:
        """Link to a page or file by its path below the root."""
        return link(address, self.root)

    def page(self, iri: str) -> str:
        """Link to the page of an IRI, or to the IRI itself where it is not smekg's."""
        address = address_of(iri)
        return iri if address is None else link(address, self.root)

    def a(self, iri: str, text: str | None = None) -> Markup:
        """Name a thing and link to its page.

        Args:
            iri: The thing's IRI.
            text: What to show; none: its short name.

        Returns:
            An anchor, or only the text where nothing is said of the thing.
        """
        if text is None:
            # A site has some hundred thousand links to some ten thousand things.
            found = self._anchors.get(iri)
            if found is None:
                found = self._anchors[iri] = self._anchor(iri, None)
            return found
        return self._anchor(iri, text)

    def _anchor(self, iri: str, text: str | None) -> Markup:
        known = iri in self.content.stated or iri in self.content.derived
        shown = text if text is not None else (self.content.label(iri) if known else iri)
        if not known and iri.startswith((ID, SMEKG)):
            return escape(shown)
        # Far quicker than Markup.format, and a page may have hundreds of links.
        return Markup(f'<a href="{escape(self.page(iri))}">{escape(shown)}</a>')  # noqa: S704

    def all(self, iris: Iterable[str], separator: str = ", ") -> Markup:
        """Name several things, each linked."""
        return escape(separator).join(self.a(iri) for iri in iris)


def environment(content: Content) -> Environment:
    """Set up the templates for a graph; to be called by `content.once(environment)`.

    Args:
        content: The graph.

    Returns:
        The Jinja2 environment.
    """
    made = Environment(
        loader=PackageLoader("smekg.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "navigation": NAVIGATION,
        "version": __version__,
        "build_id": content.build_id,
        "label": content.label,
    }
    return made


def _anchors(content: Content) -> dict[str, dict[str, Markup]]:
    """Links made so far: the way to the root, IRI, anchor."""
    return {}


def render_pages(content: Content, pages: Iterable[Page | SiteFile]) -> Iterator[SiteFile]:
    """Render pages.

    Args:
        content: The graph.
        pages: The pages, and files that go with them.

    Yields:
        Each page as a file, and the files as they are.
    """
    templates = content.once(environment)
    for page in pages:
        if isinstance(page, SiteFile):
            yield page
            continue
        text = templates.get_template(page.template).render(
            page=page,
            here=Here(content, page.address),
            linked_data=embedded(_linked_data(content, page)),
            **page.values,
        )
        yield SiteFile(page.address, text.encode())


def asset_files(folder: Path) -> Iterator[SiteFile]:
    """Read the style sheet, scripts and vendored libraries that come with the package.

    Args:
        folder: The folder `assets`.

    Yields:
        Each file, below `assets/`.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield SiteFile(f"assets/{path.relative_to(folder).as_posix()}", path.read_bytes())


def _linked_data(content: Content, page: Page) -> Mapping[str, Any]:
    if page.about is not None:
        return json_ld(content, page.about)
    if page.linked_data is not None:
        return page.linked_data
    named = {"@context": {"@vocab": "https://schema.org/"}, "@type": "WebPage", "name": page.title}
    return named | ({"description": page.summary} if page.summary else {})


def embedded(data: Mapping[str, Any]) -> Markup:
    """Write data as JSON that may stand in a script element.

    Args:
        data: The data.

    Returns:
        JSON in which no text can end the element.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped for a script element on this line
