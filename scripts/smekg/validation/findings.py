"""Broken rules as faults that a person can mend: with the file and line to edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from rdflib import Graph

from smekg.errors import Finding
from smekg.inputs import Inputs
from smekg.paths import DataRoot
from smekg.shapes import Violation
from smekg.source_lines import locate
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice, slice_makers

__all__ = ["Broken", "Places", "broken_rules", "find_places", "shape_tasks"]

#: IRI to the file and line where the thing is written down.
Places = Mapping[str, tuple[str, int]]


class Broken(NamedTuple):
    """The rules that data breaks.

    Attributes:
        violations: Those of severity Violation, each with the file and line to edit.
        warnings: Those of severity Warning or Info, likewise.
    """

    violations: list[Finding]
    warnings: list[Finding]

    @classmethod
    def joined(cls, parts: Iterable[Broken]) -> Broken:
        """Put together what was found in parts.

        Args:
            parts: What was found; a rule that two parts found broken at one place counts once.

        Returns:
            All of it, sorted.
        """
        parts = tuple(parts)
        return cls(
            sorted({finding for part in parts for finding in part.violations}),
            sorted({finding for part in parts for finding in part.warnings}),
        )


def find_places(root: DataRoot, inputs: Inputs) -> Places:
    """Find where everything is written down that was read.

    Args:
        root: Where the data lies.
        inputs: What was read.

    Returns:
        IRI to file and line.
    """
    return locate(root, inputs.reviews, (*inputs.queries.values(), *inputs.rules.values()))


def shape_tasks(root: DataRoot, inputs: Inputs, graphs: Mapping[str, Graph]) -> list[Callable[[], Broken]]:
    """Divide the validation of the asserted graphs.

    Args:
        root: Where the data lies.
        inputs: What was read.
        graphs: The asserted graphs.

    Returns:
        Tasks that can run beside each other, the largest first. Together they find what one run over
        everything finds.
    """
    places = find_places(root, inputs)
    makers = slice_makers(graphs, [review.source.id for review in inputs.reviews])

    def task(make: Callable[[], Slice]) -> Broken:
        return broken_rules(make(), inputs.ontology.shapes, places)

    return [partial(task, make) for make in makers.values()]


def broken_rules(part: Slice, shapes: Graph, places: Places) -> Broken:
    """Validate a slice.

    Args:
        part: The slice.
        shapes: All shapes.
        places: Where things are written down.

    Returns:
        The rules that its own nodes break.
    """
    found = validate_slice(part, shapes)
    return Broken(
        [_finding(v, places) for v in found if v.severity == "Violation"],
        [_finding(v, places) for v in found if v.severity != "Violation"],
    )


def _finding(violation: Violation, places: Places) -> Finding:
    path, line = places.get(violation.focus, ("graph", 0))
    subject = violation.focus.rsplit("/", 1)[-1]
    value = f" (found: {violation.value})" if violation.value and violation.value != violation.focus else ""
    return Finding(path, line, f"{subject}: {violation.message}{value}")
