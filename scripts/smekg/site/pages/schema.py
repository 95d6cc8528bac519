"""How the graph is linked, for those who write SPARQL: a picture, and a table per kind of thing."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.figures.drawing import svg, svg_for_page
from smekg.site.figures.schema import schema_picture
from smekg.site.rendering import Here, Page, SiteFile
from smekg.site.views.linked_kinds import KINDS
from smekg.site.views.links import schema

__all__ = ["pages"]

ADDRESS = "ask/schema.html"
FIGURE = "ask/schema.svg"


def pages(content: Content) -> Iterator[Page | SiteFile]:
    """Make the page of the schema.

    Args:
        content: The graph.

    Yields:
        The page, and its figure as a file.
    """
    found = schema(content)
    if not found.counts:
        return
    here = Here(content, ADDRESS)
    drawing = schema_picture(found, content.label)
    yield SiteFile(FIGURE, svg(drawing).encode())
    yield Page(
        address=ADDRESS,
        template="ask/schema.html",
        title="Schema",
        section="ask",
        summary="How the graph is linked: kinds of things, their properties, counts, patterns for SPARQL.",
        values={
            "schema": found,
            "kinds": [kind for kind in KINDS if kind.key in found.counts],
            "names": {kind.key: kind for kind in KINDS},
            "figure": svg_for_page(
                drawing, "schema", lambda iri: here.page(iri) if address_of(iri) else None
            ),
            "figure_address": FIGURE,
        },
        scripts=("figure.js",),
    )
