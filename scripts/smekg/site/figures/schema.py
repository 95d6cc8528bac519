"""The kinds of things in the graph as boxes, with an arrow from each property to what it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from smekg.site.figures.shapes import PAD, Arrow, Box, Drawing, Line, Point, Words, stacked
from smekg.site.views.linked_kinds import KINDS, Kind, Link, Schema

__all__ = ["schema_picture"]

#: Where the kinds stand: what a claim rests on, claims and what is derived from them, what they are about.
_COLUMNS = (
    ("citation", "work", "review", "section", "element", "row", "passage"),
    ("claim", "number", "check", "contradiction", "comparison", "conclusion", "naming"),
    ("concept", "class", "place", "sector", "case", "relation", "value"),
)
_WIDTHS = (250.0, 290.0, 250.0)
_GAP, _BETWEEN = 150.0, 16.0
#: Distance of an arrow that stays in its column, and of the next one.
_OUT, _FURTHER = 16.0, 7.0
#: A property is left to the table where it is rarer than one use in so many things of its kind, and so is an
#: arrow to the next column; one to a kind of the same column is drawn where every second thing has it.
_RARE, _SELDOM = 40, 2
_NOTE = "In brackets and on the right: how many. Arrows show the most used links; the lines name more."
_KINDS = {kind.key: kind for kind in KINDS}

#: Names a property.
Label = Callable[[str], str]


def schema_picture(schema: Schema, label: Label) -> Drawing:
    """Draw how the graph is linked.

    Args:
        schema: The kinds and the links between them.
        label: Names a property.

    Returns:
        The figure: three columns of boxes; an arrow leads from a property to the kind of thing it leads to.
    """
    shown = {key: list(_properties(schema, key)) for keys in _COLUMNS for key in keys if key in schema.counts}
    boxes: dict[str, Box] = {}
    x = 0.0
    for keys, width in zip(_COLUMNS, _WIDTHS, strict=True):
        found = [key for key in keys if key in shown]
        column = [_box(schema, _KINDS[key], shown[key], label) for key in found]
        placed = stacked([replace(box, x=x, width=width) for box in column], _BETWEEN)
        boxes |= dict(zip(found, placed, strict=True))
        x += width + _GAP
    arrows = tuple(_arrows(schema, boxes, shown))
    foot = max((box.bottom for box in boxes.values()), default=0) + 24
    said = Words(0, foot, _NOTE, quiet=True)
    described = _described(schema, shown, label)
    return Drawing("How the graph is linked", described, tuple(boxes.values()), arrows, (said,))


def _properties(schema: Schema, key: str) -> Iterator[list[Link]]:
    """The links of a kind that are shown, those of one property together, the most used property first."""
    by_property: dict[str, list[Link]] = {}
    for link in schema.of(key):
        by_property.setdefault(link.predicate, []).append(link)
    total = {name: sum(link.count for link in links) for name, links in by_property.items()}
    for name in sorted(by_property, key=lambda name: (-total[name], name)):
        if total[name] * _RARE >= schema.counts[key]:
            links = by_property[name]
            often = [link for link in links if link.is_described and link.count * 10 >= total[name]]
            if often:
                yield often


def _box(schema: Schema, kind: Kind, shown: Sequence[list[Link]], label: Label) -> Box:
    lines = []
    for links in shown:
        targets = ", ".join(link.leads_to for link in links)
        count = f"{sum(link.count for link in links):,}"
        if not links[0].is_value:
            lines.append(Line(f"{label(links[0].predicate)} → {targets}", links[0].predicate, note=count))
    wider = schema.within.get(kind.key)
    if wider:
        lines.append(Line(f"what every {_KINDS[wider].name} has"))
    values = [label(links[0].predicate) for links in shown if links[0].is_value]
    if values:
        lines.append(Line(f"values: {', '.join(values)}"))
    name = f"{kind.name[:1].upper()}{kind.name[1:]} ({schema.counts[kind.key]:,})"
    box = Box(0, 0, _WIDTHS[0], name, tuple(lines), kind.cls)
    return replace(box, tone="strong") if kind.key == "claim" else box


def _arrows(
    schema: Schema, boxes: Mapping[str, Box], shown: Mapping[str, Sequence[list[Link]]]
) -> Iterator[Arrow]:
    """One arrow from a kind to each that it often leads to, from the first property that leads there."""
    aside = dict.fromkeys((box.x for box in boxes.values()), 0)
    columns = {key: number for number, keys in enumerate(_COLUMNS) for key in keys}
    for key, box in boxes.items():
        places = _places(box, shown[key])
        for target, (y, uses) in places.items():
            end, apart = boxes.get(target), abs(columns.get(target, 9) - columns[key])
            if (
                end is None
                or end is box
                or apart > 1
                or uses * (_RARE if apart else _SELDOM) < schema.counts[key]
            ):
                continue
            if apart:
                yield _across(box, y, end)
            else:
                yield _around(box, y, end, _OUT + _FURTHER * aside[box.x])
                aside[box.x] += 1


def _places(box: Box, shown: Sequence[list[Link]]) -> dict[str, tuple[float, int]]:
    """Key of each kind that a box leads to, with the height of the first line that does, and how often."""
    found: dict[str, tuple[float, int]] = {}
    for position, links in enumerate(links for links in shown if not links[0].is_value):
        for link in links:
            y, uses = found.get(link.target, (box.line_place(position), 0))
            found[link.target] = (y, uses + link.count)
    return found


def _across(box: Box, y: float, end: Box) -> Arrow:
    level = end.y + PAD + 7
    if end.x > box.x:
        return Arrow(Point(box.x + box.width, y), Point(end.x, level), curved=True)
    return Arrow(Point(box.x, y), Point(end.x + end.width, level), curved=True)


def _around(box: Box, y: float, end: Box, out: float) -> Arrow:
    """An arrow beside its column, on the left."""
    level = end.y + PAD + 7
    through = (Point(box.x - out, y), Point(box.x - out, level))
    return Arrow(Point(box.x, y), Point(end.x, level), through)


def _described(schema: Schema, shown: Mapping[str, Sequence[list[Link]]], label: Label) -> str:
    parts = []
    for key, properties in shown.items():
        said = "; ".join(
            f"{label(links[0].predicate)} leads to {', '.join(link.leads_to for link in links)}"
            for links in properties
        )
        parts.append(f"{schema.counts[key]:,} {_KINDS[key].plural}: {said}.")
    return " ".join(parts)
