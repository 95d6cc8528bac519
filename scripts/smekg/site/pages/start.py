"""The start page: what smekg is, the integrated framework as a picture, what is in it, ways in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from rdflib.namespace import SKOS

from smekg.namespaces import SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.figures.drawing import svg_for_page
from smekg.site.figures.integrated import integrated
from smekg.site.framework import Framework, read_framework
from smekg.site.rendering import Here, Page

__all__ = ["pages"]

ADDRESS = "index.html"
_SIGNS = {"positive": "+", "negative": "−", "none": "0", "mixed": "±"}


def pages(content: Content) -> Iterator[Page]:
    """Make the start page.

    Args:
        content: The graph.

    Yields:
        The page.
    """
    framework = read_framework(content)
    here = Here(content, ADDRESS)
    drawing = integrated(framework, content.labels, _claims_on(content, framework))
    yield Page(
        address=ADDRESS,
        template="start.html",
        title="What reviews say about SMEs that collaborate to go abroad",
        summary="Review papers on the collaboration of small and medium-sized enterprises as a graph: every "
        "table, every claim with its source, every number recomputed.",
        scripts=("framework.js",),
        values={
            "figure": svg_for_page(drawing, "framework", here.page),
            "framework": framework,
            "groups": _groups(framework),
            "connections": _connections(content, framework),
            "figures": _figures(content),
        },
    )


def _claims_on(content: Content, framework: Framework) -> dict[str, int]:
    slots = (SMEKG.subject, SMEKG.object, SMEKG.mediator)
    return {
        factor.iri: len({claim for slot in slots for claim in content.referring(factor.iri, slot)})
        for factor in framework.factors
    }


def _groups(framework: Framework) -> dict[str, dict[str, list[Any]]]:
    """Block to group to its factors, for the lists that say the same as the picture."""
    found: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for factor in framework.factors:
        found[factor.block][factor.group].append(factor)
    return {block: dict(groups) for block, groups in found.items()}


def _connections(content: Content, framework: Framework) -> dict[str, Any]:
    """What the script of the page shows of a factor: the names of all, and who is connected to whom."""
    names = {factor.iri: factor.label for factor in framework.factors}
    signs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for link in framework.connections:
        signs[link.source, link.target][_SIGNS.get(link.sign, "")] += link.count
    return {
        "names": {address_of(iri): name for iri, name in names.items()},
        "links": [
            [address_of(source), address_of(target), dict(sorted(by.items()))]
            for (source, target), by in sorted(signs.items())
        ],
    }


def _figures(content: Content) -> list[tuple[int, str, str]]:
    """How much there is of what, and where it is shown."""
    concepts = set(content.instances(SKOS.Concept)) - set(content.instances(SMEKG.Relation))
    numbers = len({check for check in content.instances(SMEKG.NumberCheck)})
    return [
        (len(content.reviews), "reviews", "reviews/index.html"),
        (len(content.claims), "claims, each with its section", "reviews/index.html"),
        (len(content.instances(SMEKG.Publication)), "works cited", "studies/index.html"),
        (len(concepts) + len(content.classes), "terms", "terms/index.html"),
        (numbers, "comparisons of printed numbers", "reviews/index.html"),
        (len(content.instances(SMEKG.Contradiction)), "contradictions", "evidence/contradictions.html"),
        (len(content.queries), "stored queries", "ask/index.html"),
    ]
