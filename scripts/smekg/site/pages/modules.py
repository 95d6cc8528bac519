"""The modules of the ontology in pictures, all on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smekg.diagrams.modules import ModuleDiagram
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.figures.classes import classes_of_module
from smekg.site.figures.drawing import svg, svg_for_page
from smekg.site.rendering import Here, Page, SiteFile

__all__ = ["pages"]

ADDRESS = "modules.html"


def pages(content: Content, diagrams: Sequence[ModuleDiagram]) -> Iterator[Page | SiteFile]:
    """Make the page of the modules.

    Args:
        content: The graph.
        diagrams: What each module says of classes.

    Yields:
        The figures as files, and the page.
    """
    here = Here(content, ADDRESS)
    figures = []
    for diagram in diagrams:
        drawing = classes_of_module(diagram)
        address = f"modules/{diagram.name}.svg"
        figure = svg_for_page(drawing, diagram.name, lambda iri: here.page(iri) if address_of(iri) else None)
        yield SiteFile(address, svg(drawing).encode())
        figures.append((diagram, figure, address))
    yield Page(
        address=ADDRESS,
        template="terms/modules.html",
        title="The ontology in pictures",
        section="terms",
        summary="A picture per module of the ontology: classes, what they are kinds of, their properties.",
        values={"figures": figures},
        scripts=("figure.js",),
    )
