"""The integrated framework as a figure: antecedents, activity, outcomes, with moderators on the arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
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
    direct = moderators.bottom + 40
    activity = replace(
        box("collaboration activity", "Collaboration activity", ACTIVITY, direct + 26), tone="strong"
    )
    outcomes = box("outcome", "Outcomes", OUTCOMES, direct - 34)
    lowest = max(part.bottom for part in (antecedents, activity, outcomes)) + 44
    return Drawing(
        title="Integrated framework of collaborative internationalization",
        description="Antecedents on the left work on outcomes on the right, directly and through "
        "collaboration activity in the middle. Moderators, above, change how antecedents work on outcomes. "
        "Below: types of collaboration and forms of governance.",
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
    side = antecedents.x + antecedents.width
    yield Arrow(Point(side, direct), Point(outcomes.x, direct))
    # Zahoor et al. (2020): they alter how antecedents relate to outcomes.
    yield Arrow(moderators.below, Point(moderators.below.x, direct - 2), dashed=True)
    yield Arrow(Point(side, activity.left.y), activity.left)
    yield Arrow(activity.right, Point(outcomes.x, activity.right.y))


def _lines(factors: Iterable[Factor], counts: Mapping[str, int]) -> Iterator[Line]:
    for group, members in groupby(factors, key=lambda factor: factor.group):
        own = list(members)
        head = next((factor.iri for factor in own if factor.label == group), None)
        yield Line(group, head, bold=True, note=_count(counts, head))
        for iri, same in groupby(
            (factor for factor in own if factor.iri != head), key=lambda factor: factor.iri
        ):
            alike = list(same)
            # One line for a moderator that strengthens one effect and weakens another.
            signs = frozenset(factor.sign for factor in alike if factor.sign)
            mark = _SIGNS.get(signs, "±" if signs else "")
            yield Line(alike[0].label, iri, mark, note=_count(counts, iri))


def _count(counts: Mapping[str, int], iri: str | None) -> str:
    return str(counts.get(iri, 0) or "") if iri else ""


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
