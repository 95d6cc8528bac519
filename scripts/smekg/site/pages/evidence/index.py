"""The overview of what there is to compare."""

from __future__ import annotations

from collections.abc import Sequence

from smekg.site.pages.evidence.contradictions import CONFLICT, Pair, kinds_of
from smekg.site.pages.evidence.matrix import Matrix
from smekg.site.pages.evidence.matrix_pages import SUMMARIES, TITLES
from smekg.site.pages.evidence.overlap import ALL, Overlap, percent
from smekg.site.pages.evidence.secondary import Comparisons, only_by_relation, verdicts_of
from smekg.site.pages.evidence.words import Words
from smekg.site.rendering import Page

__all__ = ["page"]


def page(
    matrices: Sequence[Matrix],
    pairs: Sequence[Pair],
    overlap: Overlap,
    comparisons: Comparisons,
    words: Words,
) -> Page:
    """Make the overview.

    Args:
        matrices: The tables of gaps.
        pairs: The contradictions.
        overlap: The overlap of the reviews.
        comparisons: What reviews say of each other.
        words: Words that name several things, and things with several words.

    Returns:
        The page.
    """
    return Page(
        address="evidence/index.html",
        template="evidence/index.html",
        title="Evidence",
        section="evidence",
        summary="What has been studied and what not, which statements disagree, how far the reviews overlap.",
        styles=("evidence/evidence.css",),
        values={
            "matrices": [matrix.usual() for matrix in matrices],
            "titles": TITLES,
            "summaries": SUMMARIES,
            "kinds": kinds_of(pairs),
            "pairs": len(pairs),
            "conflicts": kinds_of(pairs)[CONFLICT],
            "overlap": overlap,
            "cited": overlap.area(ALL, "cited"),
            "range": overlap.ranges.get(ALL, ()),
            "percent": percent,
            "direct": len(comparisons.direct),
            "verdicts": verdicts_of(comparisons.direct),
            "only_by_relation": only_by_relation(comparisons.direct),
            "shared": len(comparisons.shared),
            "words": words,
        },
    )
