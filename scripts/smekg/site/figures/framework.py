"""Antecedents, collaboration activity and outcomes side by side, with moderators above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from smekg.queries.run import Rows
from smekg.site.figures.rows import Named, columns_of, line
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, Words, stacked

__all__ = ["Groups", "framework", "framework_of_rows"]

#: Heading of a group to its entries.
Groups = Mapping[str, Sequence[Line]]

_WIDTHS = (250.0, 220.0, 220.0)
_GAP, _INSIDE = 64.0, 10.0
#: Height of the heading of a block, above its groups.
_HEAD = 34.0


def framework_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw the integrative framework of Zahoor et al. (2020) from the rows of `z20-figure-3`.

    Args:
        rows: The rows, with the columns `block`, `group`, `factor` and `direction`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure.
    """
    blocks: dict[str, dict[str, list[Line]]] = {}
    for block, group, factor, direction in columns_of(rows, "block", "group", "factor", "direction"):
        blocks.setdefault(block, {}).setdefault(group, []).append(line(factor, named, direction))
    return framework(title, blocks)


def framework(title: str, blocks: Mapping[str, Groups]) -> Drawing:
    """Draw a framework.

    Args:
        title: What the figure shows.
        blocks: The groups of `antecedent`, `collaboration activity`, `outcome` and `moderator`.

    Returns:
        The figure: three columns from left to right, the moderators above the arrow from antecedents to
        outcomes.
    """
    xs = (0.0, _WIDTHS[0] + _GAP, sum(_WIDTHS[:2]) + 2 * _GAP)
    left = _block(Point(xs[0], 0), _WIDTHS[0], "antecedent", blocks)
    over = Point(xs[1] - _GAP / 2, 0)
    moderators = _wide(over, xs[2] + _WIDTHS[2] - over.x, "moderator", blocks.get("moderator", {}))
    direct = moderators[0].bottom + 44
    middle = _block(Point(xs[1], direct + 26), _WIDTHS[1], "collaboration activity", blocks)
    right = _block(Point(xs[2], direct - 18), _WIDTHS[2], "outcome", blocks)
    height = middle[0].left.y
    across = Arrow(Point(_WIDTHS[0], direct), Point(xs[2], direct), label="direct effects")
    place = xs[2] - _GAP / 2
    arrows = [
        across,
        Arrow(Point(_WIDTHS[0], height), middle[0].left),
        Arrow(middle[0].right, Point(xs[2], height)),
        *([Arrow(Point(place, moderators[0].bottom), Point(place, direct - 2))] if moderators[1:] else ()),
    ]
    boxes = [*left, *middle, *right, *moderators]
    foot = max(box.bottom for box in boxes) + 22
    legend = Words(0, foot, "+ strengthens  ·  − weakens  ·  without a sign: none is printed", quiet=True)
    return Drawing(title, _described(blocks), tuple(boxes), tuple(arrows), (legend,))


def _block(place: Point, width: float, name: str, blocks: Mapping[str, Groups]) -> list[Box]:
    """A block and the boxes of its groups, one below the other."""
    inner = stacked(
        [
            Box(place.x + _INSIDE, place.y + _HEAD, width - 2 * _INSIDE, heading, tuple(lines))
            for heading, lines in blocks.get(name, {}).items()
        ],
        gap=8,
    )
    bottom = inner[-1].bottom + _INSIDE if inner else place.y + _HEAD
    outer = Box(*place, width, _heading(name), least=bottom - place.y)
    return [replace(outer, tone="strong" if name == "collaboration activity" else "wash"), *inner]


def _wide(place: Point, width: float, name: str, groups: Groups) -> list[Box]:
    """A block and the boxes of its groups, side by side."""
    share = (width - _INSIDE) / max(len(groups), 1)
    inner = [
        Box(
            place.x + _INSIDE + share * number,
            place.y + _HEAD,
            share - _INSIDE,
            heading,
            tuple(lines),
        )
        for number, (heading, lines) in enumerate(groups.items())
    ]
    tallest = max((box.height for box in inner), default=0)
    inner = [replace(box, least=tallest) for box in inner]
    return [Box(*place, width, _heading(name), tone="wash", least=_HEAD + tallest + _INSIDE), *inner]


def _heading(name: str) -> str:
    return name.capitalize() if name == "collaboration activity" else f"{name.capitalize()}s"


def _described(blocks: Mapping[str, Groups]) -> str:
    parts = []
    for name, groups in blocks.items():
        members = "; ".join(
            f"{heading}: {', '.join(entry.text for entry in lines)}" for heading, lines in groups.items()
        )
        parts.append(f"{_heading(name)}: {members}.")
    order = (
        "Antecedents bear on outcomes directly and by way of collaboration activity; moderators bear on the"
        " effects of antecedents on outcomes."
    )
    return " ".join([order, *parts])
