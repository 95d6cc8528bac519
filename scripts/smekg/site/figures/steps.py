"""Boxes from left to right: the steps of a framework, or lists that belong together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from smekg.queries.run import Rows
from smekg.site.figures.rows import Named, columns_of, grouped, line
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, stacked

__all__ = ["lists_of_rows", "steps_of_rows"]

_WIDTH, _GAP, _HEAD = 240.0, 50.0, 34.0


def steps_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw the framework of Gancarczyk and Gancarczyk (2018) from the rows of `gg18-figure-1`.

    Args:
        rows: The rows, with `position`, `block` and `item`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure: a box per step, with arrows in the order of the positions.
    """
    triples = columns_of(rows, "position", "block", "item")
    items = {item for _, _, item in triples}
    below = grouped((block, item) for _, block, item in triples)
    roots = [block for block in below if block not in items]
    steps = grouped((position, item) for position, block, item in triples if block in roots)
    columns: list[list[Box]] = []
    for number, (position, members) in enumerate(sorted(steps.items(), key=lambda pair: int(pair[0]))):
        x = number * (_WIDTH + _GAP)
        boxes = [
            Box(
                x + 10,
                _HEAD,
                _WIDTH - 20,
                name,
                tuple(line(item, named) for item in below.get(name, ())),
                named(name),
            )
            for name in members
        ]
        inner = stacked(boxes, gap=8)
        outer = Box(x, 0, _WIDTH, f"Step {position}", tone="wash", least=inner[-1].bottom + 10)
        columns.append([outer, *inner])
    middle = min(column[0].height for column in columns) / 2
    arrows = [
        Arrow(Point(one[0].x + _WIDTH, middle), Point(other[0].x, middle)) for one, other in pairwise(columns)
    ]
    said = "; ".join(f"step {position}: {', '.join(names)}" for position, names in steps.items())
    kinds = "; ".join(f"{name} is {' or '.join(below[name])}" for name in items if name in below)
    drawn = tuple(box for column in columns for box in column)
    return Drawing(title, f"{said}. {kinds}.", drawn, tuple(arrows))


def lists_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw entry modes and the dimensions in which they differ from the rows of `g21-figure-2`.

    Args:
        rows: The rows, with `part` and `label`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure: a box per part, the parts joined by a line.
    """
    parts = grouped((part, label) for part, label in columns_of(rows, "part", "label"))
    boxes = [
        Box(number * (_WIDTH + 2.6 * _GAP), 0, _WIDTH, f"{part.capitalize()}s", _lines(labels, named))
        for number, (part, labels) in enumerate(parts.items())
    ]
    tallest = max(box.height for box in boxes)
    boxes = [replace(box, y=(tallest - box.height) / 2) for box in boxes]
    arrows = [
        Arrow(one.right, other.left, label="differ in", headless=True) for one, other in pairwise(boxes)
    ]
    said = "; ".join(f"{part}s: {', '.join(labels)}" for part, labels in parts.items())
    return Drawing(title, f"{said}. The modes differ in the dimensions.", tuple(boxes), tuple(arrows))


def _lines(labels: list[str], named: Named) -> tuple[Line, ...]:
    return tuple(line(label, named) for label in labels)
