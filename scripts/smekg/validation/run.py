"""Validation of one slice."""

from __future__ import annotations

from rdflib import Graph

from smekg.shapes import Violation, validate
from smekg.validation.slices import Slice
from smekg.validation.targets import needed_shapes

__all__ = ["validate_slice"]


def validate_slice(part: Slice, shapes: Graph) -> list[Violation]:
    """Validate one slice.

    Args:
        part: The slice.
        shapes: All shapes.

    Returns:
        The rules that the slice's own nodes break, sorted.
    """
    found = validate(part.merged, needed_shapes(shapes, part))
    return [violation for violation in found if violation.focus not in part.others]
