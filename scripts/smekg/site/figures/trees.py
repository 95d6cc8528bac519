"""A forest of terms as indented outlines, several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from smekg.queries.run import Rows
from smekg.site.figures.measure import text_width
from smekg.site.figures.rows import Named, columns_of
from smekg.site.figures.shapes import TEXT_SIZE, Arrow, Drawing, Point, Words

__all__ = ["Branch", "forest", "taxonomy_of_rows"]

_STEP, _INDENT, _BETWEEN = 18.0, 18.0, 30.0
_COLUMNS = 3
#: Relation to the word before the member, where it is no kind of its whole.
_BEFORE = {
    "is a kind of": "",
    "is part of": "part: ",
    "is also called": "also called ",
    "is distinct from": "distinct from ",
    "differs by": "differs by ",
}
#: These say something of the member, not of the whole.
_OF_MEMBER = frozenset({"is also called", "is distinct from", "differs by"})


@dataclass
class Branch:
    """A term with what hangs below it.

    Attributes:
        term: Its label.
        relation: How it relates to what it hangs below.
        below: What hangs below it.
    """

    term: str
    relation: str = ""
    below: list[Branch] = field(default_factory=list)

    def size(self) -> int:
        """Count the lines that it takes."""
        return 1 + sum(branch.size() for branch in self.below)


def taxonomy_of_rows(rows: Rows, title: str, named: Named) -> Drawing:
    """Draw the kinds and parts of types of collaboration from the rows of `g21-taxonomy`.

    Args:
        rows: The rows, with `member`, `relation` and `whole`.
        title: What the figure shows.
        named: Finds the thing that a label names.

    Returns:
        The figure.
    """
    return forest(title, columns_of(rows, "member", "relation", "whole"), named)


def forest(title: str, triples: Sequence[tuple[str, ...]], named: Named) -> Drawing:
    """Draw terms below what they are kinds or parts of.

    Args:
        title: What the figure shows.
        triples: Member, relation and whole.
        named: Finds the thing that a label names.

    Returns:
        The figure; a term that several hold stands below each, what hangs below it only the first time.
    """
    trees = sorted(_trees(triples), key=lambda tree: -tree.size())
    words: list[Words] = []
    arrows: list[Arrow] = []
    x = 0.0
    for column in _balanced(trees):
        made, lines = _outline(column, x, named)
        words += made
        arrows += lines
        x = max(w.x + text_width(w.text, 13 if w.bold else TEXT_SIZE, w.bold) for w in made) + _BETWEEN
    said = "; ".join(" ".join(triple) for triple in triples)
    return Drawing(title, f"{said}.", arrows=tuple(arrows), words=tuple(words))


def _trees(triples: Sequence[tuple[str, ...]]) -> list[Branch]:
    below: dict[str, list[tuple[str, str]]] = {}
    held: set[str] = set()
    for member, relation, whole in triples:
        top, under = (member, whole) if relation in _OF_MEMBER else (whole, member)
        below.setdefault(top, []).append((relation, under))
        if relation not in _OF_MEMBER:
            held.add(under)
    grown: set[str] = set()
    return [_grow(Branch(term), below, grown) for term in below if term not in held]


def _grow(branch: Branch, below: Mapping[str, list[tuple[str, str]]], grown: set[str]) -> Branch:
    if branch.term in grown or branch.relation in _OF_MEMBER:
        return branch
    grown.add(branch.term)
    order = list(_BEFORE)
    for relation, term in sorted(below.get(branch.term, ()), key=lambda pair: order.index(pair[0])):
        branch.below.append(_grow(Branch(term, relation), below, grown))
    return branch


def _balanced(trees: Sequence[Branch]) -> Iterator[list[Branch]]:
    """Deal trees to columns of about the same height, the tallest first."""
    columns: list[list[Branch]] = [[] for _ in range(min(_COLUMNS, len(trees)))]
    heights = [0] * len(columns)
    for tree in trees:
        place = heights.index(min(heights))
        columns[place].append(tree)
        heights[place] += tree.size() + 1
    yield from columns


def _outline(trees: Sequence[Branch], x: float, named: Named) -> tuple[list[Words], list[Arrow]]:
    words: list[Words] = []
    arrows: list[Arrow] = []
    y = 0.0

    def put(branch: Branch, depth: int) -> float:
        nonlocal y
        place = y
        left = x + depth * _INDENT
        text = _BEFORE[branch.relation] + branch.term if branch.relation else branch.term
        words.append(Words(left, place + 4, text, named(branch.term), bold=not depth))
        y += _STEP
        for child in branch.below:
            at = put(child, depth + 1)
            elbow = Point(left + 5, at)
            arrows.append(
                Arrow(
                    Point(left + 5, place + 9),
                    Point(left + _INDENT - 4, at),
                    through=(elbow,),
                    headless=True,
                    dashed=child.relation != "is a kind of",
                )
            )
        return place

    for tree in trees:
        put(tree, 0)
        y += _STEP * 0.6
    return words, arrows
