"""What there is to compare: matrices of studies, contradictions, overlap, words."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.site.content import Content
from smekg.site.pages.evidence import contradictions, index, matrix_pages, overlap, secondary, words
from smekg.site.pages.evidence.matrix import read_matrices
from smekg.site.rendering import Page

__all__ = ["pages"]


def pages(content: Content) -> Iterator[Page]:
    """Make the pages of the section Evidence.

    Args:
        content: The graph.

    Yields:
        The overview, the matrices, and the pages of contradictions, overlap, secondary citations and words.
    """
    matrices = read_matrices(content)
    pairs = contradictions.read_pairs(content)
    shared = overlap.read_overlap(content)
    compared = secondary.read_comparisons(content)
    named = words.read_words(content)
    yield index.page(matrices, pairs, shared, compared, named)
    for matrix in matrices:
        yield from matrix_pages.pages(content, matrix)
    yield from contradictions.pages(content, pairs)
    yield overlap.page(content, shared)
    yield secondary.page(compared)
    yield words.page(named)
