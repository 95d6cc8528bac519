"""Validation of the whole graph: slice by slice, so that slices can be validated beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from rdflib import Graph

from smekg.shapes import Violation, validate
from smekg.validation.slices import Slice, slice_of_base, slice_of_review, subjects_by_graph
from smekg.validation.targets import needed_shapes

__all__ = ["validate_slice", "validation_tasks"]


def validation_tasks(
    graphs: Mapping[str, Graph], reviews: Iterable[str], shapes: Graph
) -> list[Callable[[], list[Violation]]]:
    """Divide the validation of all graphs.

    Args:
        graphs: The asserted graphs by name.
        reviews: The names of those that are a review's.
        shapes: The shapes.

    Returns:
        Tasks that can run beside each other, the largest first. Together they find the broken rules that one
        run over everything finds.
    """
    reviews = sorted(reviews, key=lambda name: -len(graphs[name]))
    described = subjects_by_graph(graphs)

    def base() -> list[Violation]:
        return validate_slice(slice_of_base(graphs, reviews, described), shapes)

    def review(name: str) -> list[Violation]:
        return validate_slice(slice_of_review(name, graphs, reviews, described), shapes)

    return [base, *(partial(review, name) for name in reviews)]


def validate_slice(part: Slice, shapes: Graph) -> list[Violation]:
    """Validate one slice.

    Args:
        part: The slice.
        shapes: All shapes.

    Returns:
        The rules that the slice's own nodes break, sorted.
    """
    found = validate(part.merged(), needed_shapes(shapes, part))
    others = {str(subject) for subject, _, _ in part.context} - {str(node) for node in part.own.subjects()}
    return [violation for violation in found if violation.focus not in others]
