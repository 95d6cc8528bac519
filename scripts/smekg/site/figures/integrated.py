"""The integrated framework as a figure: antecedents, activity, outcomes, with moderators on the arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, Words
from smekg.site.framework import Factor, Framework

__all__ = ["integrated"]

#: Left edges and widths of the three columns, and the width of a box of the lowest row.
ANTECEDENTS, ACTIVITY, OUTCOMES = (0.0, 290.0), (410.0, 260.0), (790.0, 250.0)
RIGHT = OUTCOMES[0] + OUTCOMES[1]
GAP = 20.0
_SIGNS = {frozenset({"positive"}): "+", frozenset({"negative"}): "−"}


def integrated(framework: Framework, labels: Mapping[str, str], counts: Mapping[str, int]) -> Drawing:
    """Lay the framework out.

    Args:
        framework: The framework.
        labels: Name of each type of collaboration and form of governance.
        counts: Number of claims on each factor.

    Returns:
        The figure.
    """

    def box(block: str, heading: str, place: tuple[float, float], y: float) -> Box:
        factors = [factor for factor in framework.factors if factor.block == block]
        return Box(place[0], y, place[1], heading, tuple(_lines(factors, counts)))

    moderators = box("moderator", "Moderators", ACTIVITY, 0)
    antecedents = box("antecedent", "Antecedents", ANTECEDENTS, 0)
    activity = box("collaboration activity", "Collaboration activity", ACTIVITY, moderators.bottom + 46)
    activity = Box(activity.x, activity.y, activity.width, activity.heading, activity.lines, tone="strong")
    level = activity.left.y
    outcomes = box("outcome", "Outcomes", OUTCOMES, 0)
    outcomes = Box(outcomes.x, level - outcomes.height / 2, outcomes.width, outcomes.heading, outcomes.lines)
    direct = max(box.bottom for box in (antecedents, activity, outcomes)) + 20
    lowest = direct + 44
    return Drawing(
        title="Integrated framework of collaborative internationalization",
        description="Antecedents on the left lead to collaboration activity in the middle and through it to "
        "outcomes on the right; antecedents also work on outcomes directly. Moderators, above, work on both "
        "arrows. Below: types of collaboration and forms of governance.",
        boxes=(antecedents, moderators, activity, outcomes, *_lowest_row(framework, labels, lowest)),
        arrows=tuple(_arrows(antecedents, moderators, activity, outcomes, direct)),
        words=(
            Words(0, lowest - 12, "Types of collaboration", bold=True),
            Words(_lowest_left(1), lowest - 12, "Forms of governance", bold=True),
        ),
    )


def _arrows(
    antecedents: Box, moderators: Box, activity: Box, outcomes: Box, direct: float
) -> Iterator[Arrow]:
    first = Point(antecedents.x + antecedents.width, activity.left.y)
    yield Arrow(first, activity.left)
    yield Arrow(activity.right, outcomes.left)
    side = moderators.left.y
    for start, x in (
        (moderators.left, (first.x + activity.x) / 2),
        (moderators.right, (activity.right.x + outcomes.x) / 2),
    ):
        yield Arrow(start, Point(x, activity.left.y - 3), through=(Point(x, side),), dashed=True)
    corners = (Point(antecedents.below.x, direct), Point(outcomes.below.x, direct))
    yield Arrow(antecedents.below, outcomes.below, through=corners, label="directly")


def _lines(factors: Iterable[Factor], counts: Mapping[str, int]) -> Iterator[Line]:
    for group, members in groupby(factors, key=lambda factor: factor.group):
        own = list(members)
        yield Line(group, bold=True)
        for iri, same in groupby(own, key=lambda factor: factor.iri):
            alike = list(same)
            # A moderator with both signs is one line: studies disagree.
            signs = frozenset(factor.sign for factor in alike if factor.sign)
            mark = _SIGNS.get(signs, "±" if signs else "")
            yield Line(alike[0].label, iri, mark, note=str(counts.get(iri, 0) or ""))


def _lowest_left(position: int) -> float:
    width = (RIGHT - 3 * GAP) / 4
    return position * (width + GAP)


def _lowest_row(framework: Framework, labels: Mapping[str, str], y: float) -> Iterator[Box]:
    width = (RIGHT - 3 * GAP) / 4
    yield Box(0, y, width, "", tuple(Line(labels[iri], iri) for iri in framework.types), tone="wash")
    wider = dict(framework.governance)
    tops = [form for form, above in framework.governance if above not in wider]
    for position, top in enumerate(tops[:3], start=1):
        lines = tuple(Line(labels[form], form) for form in wider if form != top and _top(form, wider) == top)
        yield Box(_lowest_left(position), y, width, labels[top], lines, top, tone="wash")


def _top(form: str, wider: Mapping[str, str]) -> str:
    while wider.get(form) in wider:
        form = wider[form]
    return form
