"""Effects one below the other, each with what moderates it on its arrow."""

from __future__ import annotations

from dataclasses import replace

from smekg.queries.run import Rows
from smekg.site.figures.drawing import SIGNS
from smekg.site.figures.rows import Named, columns_of, line
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, Words

__all__ = ["moderations_of_rows"]

_SIDE, _MIDDLE, _GAP = 210.0, 250.0, 46.0
_COLUMNS = (0.0, _SIDE + _GAP, _SIDE + 2 * _GAP + _MIDDLE)
#: From the foot of the moderators to their effect's arrow, and from one effect to the next.
_RISE, _NEXT = 26.0, 16.0


def moderations_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw moderations from the rows of `z20-figure-6`.

    Args:
        rows: The rows, with `moderator`, `antecedent`, `outcome` and `direction`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure: an antecedent on the left, an outcome on the right, and on the arrow between them the
        moderators with the sign with which they work.
    """
    effects: dict[tuple[str, str], list[Line]] = {}
    for antecedent, outcome, moderator, direction in columns_of(
        rows, "antecedent", "outcome", "moderator", "direction"
    ):
        effects.setdefault((antecedent, outcome), []).append(line(moderator, named, direction))
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    y = 14.0
    for (antecedent, outcome), moderators in sorted(effects.items()):
        made, onto = _effect(y, line(antecedent, named), line(outcome, named), moderators)
        boxes += made
        arrows += onto
        y = max(box.bottom for box in made) + _NEXT
    headings = ("Antecedent", "Moderators", "Outcome")
    words = [Words(x, 0, heading, bold=True) for x, heading in zip(_COLUMNS, headings, strict=True)]
    words.append(
        Words(
            0,
            y + 8,
            "+ strengthens the effect  ·  − weakens it  ·  without a sign: none is printed",
            quiet=True,
        )
    )
    return Drawing(title, _described(effects), tuple(boxes), tuple(arrows), tuple(words))


def _effect(
    y: float, antecedent: Line, outcome: Line, moderators: list[Line]
) -> tuple[list[Box], list[Arrow]]:
    middle = Box(_COLUMNS[1], y, _MIDDLE, lines=tuple(moderators), tone="wash")
    sides = [
        Box(x, y, _SIDE, lines=(entry,)) for x, entry in ((_COLUMNS[0], antecedent), (_COLUMNS[2], outcome))
    ]
    height = middle.bottom + _RISE
    left, right = (replace(box, y=height - box.height / 2) for box in sides)
    effect = Arrow(left.right, right.left)
    onto = Arrow(middle.below, Point(middle.below.x, height - 2))
    return [middle, left, right], [effect, onto]


def _described(effects: dict[tuple[str, str], list[Line]]) -> str:
    said = []
    for (antecedent, outcome), moderators in sorted(effects.items()):
        names = ", ".join(
            entry.text + (f" ({SIGNS[entry.mark]})" if entry.mark else "") for entry in moderators
        )
        said.append(f"{antecedent} to {outcome}, moderated by {names}")
    return "; ".join(said) + "."
