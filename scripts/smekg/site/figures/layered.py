"""Columns of things with an arrow from a thing to each that it bears on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from smekg.queries.run import Rows
from smekg.site.figures.drawing import SIGNS
from smekg.site.figures.rows import Named, columns_of, grouped, sign
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, Words, stacked

__all__ = ["Edge", "effects_of_rows", "layered", "mediations_of_rows"]

_WIDTH = 240.0
#: Room for the arrows: wide where many cross.
_NARROW, _BROAD, _MANY = 130.0, 210.0, 30
#: Distance of two arrows that leave the same thing.
_STEP = 13.0
_TOP = 12.0


@dataclass(frozen=True)
class Edge:
    """An arrow from a thing of one column to one of the next.

    Attributes:
        column: The column where it begins, from 0.
        source: The thing where it begins.
        target: The thing that it leads to.
        mark: Its sign.
    """

    column: int
    source: str
    target: str
    mark: str = ""


#: Heading of a group to its members, per column.
Column = dict[str, list[str]]


def effects_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw effects of antecedents on outcomes from the rows of `z20-figure-4`.

    Args:
        rows: The rows, with `antecedent`, `level`, `outcome`, `outcome_category` and `direction`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure.
    """
    left = grouped(_pairs(rows, "level", "antecedent"))
    right = grouped(_pairs(rows, "outcome_category", "outcome"))
    edges = [
        Edge(0, source, target, sign(direction))
        for source, target, direction in columns_of(rows, "antecedent", "outcome", "direction")
    ]
    return layered(title, ("Antecedents", "Outcomes"), (left, right), edges, named)


def mediations_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw mediations from the rows of `z20-figure-5`.

    Args:
        rows: The rows, with `antecedent`, `mediator`, `mediator_group` and `outcome`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure.
    """
    columns = (
        {"": [name for (name,) in columns_of(rows, "antecedent")]},
        grouped(_pairs(rows, "mediator_group", "mediator")),
        {"": [name for (name,) in columns_of(rows, "outcome")]},
    )
    edges = [Edge(0, *pair) for pair in _pairs(rows, "antecedent", "mediator")]
    edges += [Edge(1, *pair) for pair in _pairs(rows, "mediator", "outcome")]
    return layered(title, ("Antecedents", "Mediators", "Outcomes"), columns, edges, named)


def layered(
    title: str, headings: Sequence[str], columns: Sequence[Column], edges: Sequence[Edge], named: Named
) -> Drawing:
    """Draw columns with arrows.

    Args:
        title: What the figure shows.
        headings: The heading of each column.
        columns: The groups of each column.
        edges: The arrows.
        named: Finds the thing that a label names.

    Returns:
        The figure; in each column but the first, groups and members stand where few arrows cross.
    """
    gap = _BROAD if len(edges) > _MANY else _NARROW
    placed: list[_Placed] = []
    for number, column in enumerate(columns):
        before = placed[-1] if placed else None
        groups = (
            column if before is None else _near(column, before, [e for e in edges if e.column == number - 1])
        )
        outgoing = [edge for edge in edges if edge.column == number]
        placed.append(_place(number * (_WIDTH + gap), groups, outgoing, named))
    placed = _levelled(placed)
    boxes = tuple(box for column in placed for box in column.boxes)
    words = tuple(
        Words(column.boxes[0].x, 0, heading, bold=True)
        for column, heading in zip(placed, headings, strict=True)
    )
    arrows = tuple(_arrows(placed, edges))
    foot = max(box.bottom for box in boxes) + 22
    signed = any(edge.mark for edge in edges)
    legend = (Words(0, foot, _legend(edges), quiet=True),) if signed else ()
    return Drawing(title, _described(headings, edges), boxes, arrows, words + legend)


@dataclass(frozen=True)
class _Placed:
    boxes: tuple[Box, ...]

    def heights(self) -> dict[str, float]:
        return {
            line.text: box.line_place(position)
            for box in self.boxes
            for position, line in enumerate(box.lines)
        }


def _place(x: float, groups: Column, outgoing: Iterable[Edge], named: Named) -> _Placed:
    leaving = grouped((edge.source, f"{edge.target}|{edge.mark}") for edge in outgoing)
    boxes = []
    for heading, members in groups.items():
        lines = tuple(
            Line(name, iri=named(name), least=_STEP * len(leaving.get(name, ())) + 2) for name in members
        )
        boxes.append(Box(x, _TOP, _WIDTH, heading, lines))
    return _Placed(stacked(boxes, gap=14))


def _levelled(columns: list[_Placed]) -> list[_Placed]:
    """Move shorter columns down to the middle of the tallest."""
    tallest = max(column.boxes[-1].bottom for column in columns)
    found = []
    for column in columns:
        first, *rest = column.boxes
        down = (tallest - column.boxes[-1].bottom) / 2
        found.append(_Placed(stacked([replace(first, y=first.y + down), *rest], gap=14)))
    return found


def _near(groups: Column, before: _Placed, edges: Sequence[Edge]) -> Column:
    """Sort groups and members by the middle of the places that their arrows come from."""
    heights = before.heights()
    come = {
        name: [heights[edge.source] for edge in edges if edge.target == name]
        for members in groups.values()
        for name in members
    }

    def middle(places: Sequence[float]) -> float:
        return sum(places) / len(places) if places else 0.0

    ordered = sorted(groups, key=lambda group: middle([y for name in groups[group] for y in come[name]]))
    return {group: sorted(groups[group], key=lambda name: middle(come[name])) for group in ordered}


def _arrows(columns: Sequence[_Placed], edges: Sequence[Edge]) -> Iterable[Arrow]:
    for number, column in enumerate(columns[:-1]):
        starts, ends = column.heights(), columns[number + 1].heights()
        leaving: dict[str, list[Edge]] = {}
        for edge in edges:
            if edge.column == number:
                leaving.setdefault(edge.source, []).append(edge)
        x = column.boxes[0].x + _WIDTH
        for source, found in leaving.items():
            # The arrows of one thing leave it in the order of the heights that they go to.
            ordered = sorted(found, key=lambda edge: ends[edge.target])
            for position, edge in enumerate(ordered):
                y = starts[source] + (position - (len(ordered) - 1) / 2) * _STEP
                yield Arrow(
                    Point(x, y),
                    Point(columns[number + 1].boxes[0].x, ends[edge.target]),
                    mark=edge.mark,
                    dashed=not edge.mark and any(other.mark for other in edges),
                    curved=True,
                )


def _pairs(rows: Rows, one: str, other: str) -> list[tuple[str, str]]:
    return [(first, second) for first, second in columns_of(rows, one, other)]


def _legend(edges: Sequence[Edge]) -> str:
    signs = [f"{mark} {word}" for mark, word in SIGNS.items() if any(edge.mark == mark for edge in edges)]
    return "  ·  ".join([*signs, "dashed: no sign is printed"])


def _described(headings: Sequence[str], edges: Sequence[Edge]) -> str:
    said = [
        f"{edge.source} to {edge.target}" + (f" ({SIGNS[edge.mark]})" if edge.mark else "") for edge in edges
    ]
    return f"Columns from left to right: {', '.join(headings)}. Arrows: {'; '.join(said)}."
