"""Antecedents, activity and outcomes side by side, with moderators on the arrows between them."""

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
        The figure: three columns from left to right, the moderators above the arrows that they bear on.
    """
    x, columns = 0.0, []
    names = ("antecedent", "collaboration activity", "outcome")
    for name, width in zip(names, _WIDTHS, strict=True):
        columns.append(_block(Point(x, 0), width, name, blocks.get(name, {})))
        x += width + _GAP
    left, middle, right = columns
    over = Point(left[0].x + left[0].width + 16, 0)
    moderators = _wide(over, right[0].x + right[0].width - over.x, "moderator", blocks.get("moderator", {}))
    top = moderators[0].bottom + 44
    middle, right = _centred(middle, right, top=top, bottom=left[0].bottom)
    first = Arrow(Point(middle[0].x - _GAP, middle[0].left.y), middle[0].left)
    second = Arrow(middle[0].right, Point(right[0].x, middle[0].right.y))
    onto = [
        Arrow(Point(arrow.middle.x, moderators[0].bottom), Point(arrow.middle.x, arrow.middle.y - 3))
        for arrow in (first, second)
    ]
    boxes = [*left, *middle, *right, *moderators]
    foot = max(box.bottom for box in boxes) + 22
    return Drawing(
        title,
        _described(blocks),
        tuple(boxes),
        (first, second, *(onto if moderators[1:] else ())),
        (Words(0, foot, "+ strengthens   − weakens   no sign: none is printed", quiet=True),),
    )


def _block(place: Point, width: float, name: str, groups: Groups) -> list[Box]:
    """A block and the boxes of its groups, one below the other."""
    inner = stacked(
        [
            Box(place.x + _INSIDE, place.y + _HEAD, width - 2 * _INSIDE, heading, tuple(lines))
            for heading, lines in groups.items()
        ],
        gap=8,
    )
    bottom = inner[-1].bottom + _INSIDE if inner else place.y + _HEAD
    tone = "strong" if name == "collaboration activity" else "wash"
    return [Box(place.x, place.y, width, _heading(name), tone=tone, least=bottom - place.y), *inner]


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


def _centred(*columns: list[Box], top: float, bottom: float) -> list[list[Box]]:
    """Move columns down so that their middles are at one height, below `top`."""
    middle = max((top + bottom) / 2, *(top + boxes[0].height / 2 for boxes in columns))
    return [[replace(box, y=box.y + middle - boxes[0].height / 2) for box in boxes] for boxes in columns]


def _heading(name: str) -> str:
    return name.capitalize() if name == "collaboration activity" else f"{name.capitalize()}s"


def _described(blocks: Mapping[str, Groups]) -> str:
    parts = []
    for name, groups in blocks.items():
        members = "; ".join(
            f"{heading}: {', '.join(entry.text for entry in lines)}" for heading, lines in groups.items()
        )
        parts.append(f"{_heading(name)}: {members}.")
    order = "Antecedents lead to collaboration activity, and this to outcomes; moderators bear on both steps."
    return " ".join([order, *parts])
