"""The start page: what smekg is, the integrated framework as a picture, what is in it, ways in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from rdflib.namespace import DCTERMS, SKOS

from smekg.namespaces import CITO, ID, SMEKG
from smekg.site.addresses import address_of
from smekg.site.content import Content
from smekg.site.figures.drawing import svg_for_page
from smekg.site.figures.integrated import integrated
from smekg.site.framework import Framework, Moderation, read_framework
from smekg.site.rendering import Here, Page
from smekg.site.views.families import claim_counts

__all__ = ["pages"]

ADDRESS = "index.html"
#: The framework element that the picture rebuilds.
ELEMENT = f"{ID}element/z20-figure-3"
#: What heads the list of each block.
HEADINGS = {
    "antecedent": "Antecedents",
    "moderator": "Moderators",
    "collaboration activity": "Collaboration activity",
    "outcome": "Outcomes",
}
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
    drawing = integrated(framework, content.labels, content.once(claim_counts))
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
            "source": content.text(ELEMENT, DCTERMS.isPartOf),
            "headings": HEADINGS,
            "groups": _groups(framework),
            "connections": _connections(content, framework),
            "figures": _figures(content),
        },
    )


def _groups(framework: Framework) -> dict[str, dict[str, list[Any]]]:
    """Block to group to its factors, for the lists that say the same as the picture."""
    found: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for factor in framework.factors:
        found[factor.block][factor.group].append(factor)
    return {block: dict(groups) for block, groups in found.items()}


def _connections(content: Content, framework: Framework) -> dict[str, Any]:
    """What the script of the page tells of a factor: the names of all, and who is connected to whom."""
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
        "changes": [
            [address_of(change.moderator), change.relation, _ends(content, change), change.count]
            for change in framework.moderations
        ],
    }


def _ends(content: Content, change: Moderation) -> list[tuple[str | None, str]]:
    return [(address_of(end), content.label(end)) for end in (change.cause, change.result)]


def _figures(content: Content) -> list[tuple[int, str, str]]:
    """How much there is of what, and where it is shown."""
    concepts = set(content.instances(SKOS.Concept)) - set(content.instances(SMEKG.Relation))
    cited = {
        work for one in content.instances(CITO.Citation) for work in content.iris(one, CITO.hasCitedEntity)
    }
    conflicts = content.referring(str(SMEKG.TrueConflict), SMEKG.hasContradictionKind)
    disagreeing = len(content.instances(SMEKG.Contradiction))
    return [
        (len(content.reviews), "reviews", "reviews/index.html"),
        (len(content.claims), "claims, each with its place in a review", "reviews/index.html"),
        (len(cited), "works that they cite", "studies/index.html"),
        (len(concepts) + len(content.classes), "terms", "terms/index.html"),
        (len(content.instances(SMEKG.NumberCheck)), "comparisons of printed numbers", "reviews/index.html"),
        (
            disagreeing,
            f"pairs of claims that do not agree, {len(conflicts)} true conflicts",
            "evidence/contradictions.html",
        ),
        (len(content.queries), "stored queries", "ask/index.html"),
    ]
