"""A flow of records from what was found to what was kept, after the manner of PRISMA."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point

__all__ = ["Stage", "flow"]

_WIDTH, _SIDE, _GAP, _DOWN = 250.0, 190.0, 40.0, 46.0
#: What a box says where the review prints no number.
NOT_PRINTED = "not printed"


@dataclass(frozen=True)
class Stage:
    """A stage of the selection of records.

    Attributes:
        name: What it is called in a PRISMA flow.
        number: The printed number with its unit; empty where none is printed.
        iri: The claim that has the number.
        by: By what records were left out on the way from the last number to this one.
    """

    name: str
    number: str = ""
    iri: str | None = None
    by: str = ""


def flow(title: str, stages: Sequence[Stage]) -> Drawing:
    """Draw a flow.

    Args:
        title: What the figure shows.
        stages: The stages from the first to the last.

    Returns:
        The figure: the stages below each other, at the right of an arrow by what records were left out.
    """
    boxes: list[Box] = []
    for stage in stages:
        y = boxes[-1].bottom + _DOWN if boxes else 0.0
        boxes.append(Box(0, y, _WIDTH, stage.name, (Line(stage.number or NOT_PRINTED, stage.iri),)))
    arrows = [Arrow(one.below, other.above) for one, other in pairwise(boxes)]
    sides: list[Box] = []
    for above, below, stage in zip(boxes, boxes[1:], stages[1:], strict=False):
        if stage.by:
            middle = (above.bottom + below.y) / 2
            lines = (Line(f"by {stage.by}"), Line(f"number {NOT_PRINTED}"))
            side = Box(_WIDTH + _GAP, middle, _SIDE, "Left out", lines, tone="wash")
            sides.append(replace(side, y=middle - side.height / 2))
            arrows.append(Arrow(Point(_WIDTH / 2, middle), sides[-1].left))
    return Drawing(title, _described(stages), (*boxes, *sides), tuple(arrows))


def _described(stages: Sequence[Stage]) -> str:
    said = (
        f"{stage.name}: {stage.number or NOT_PRINTED}" + (f", left out by {stage.by}" if stage.by else "")
        for stage in stages
    )
    return "; ".join(said) + "."
