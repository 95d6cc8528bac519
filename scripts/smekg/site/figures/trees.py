"""Terms below what they are kinds or parts of, as indented outlines side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from smekg.queries.run import Rows
from smekg.site.figures.measure import text_width
from smekg.site.figures.rows import Named, columns_of
from smekg.site.figures.shapes import HEADING_SIZE, TEXT_SIZE, Arrow, Drawing, Point, Words

__all__ = ["forest", "taxonomy_of_rows"]

_STEP, _INDENT, _BETWEEN = 18.0, 15.0, 20.0
_COLUMNS = 4
#: A branch of more lines gets a tree of its own.
_MOST = 12
#: Relation to the words before the member, in the order in which members are listed.
_BEFORE = {
    "is a kind of": "",
    "is part of": "part: ",
    "is also called": "also called ",
    "is distinct from": "distinct from ",
    "differs by": "differs by ",
}
#: These say something of the member, not of the whole.
_OF_MEMBER = frozenset({"is also called", "is distinct from", "differs by"})

#: Term to what hangs below it, with the relation.
_Below = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class _Branch:
    """A term, how it relates to the one above, what hangs below; or a term whose tree stands elsewhere."""

    term: str
    relation: str = ""
    below: tuple[_Branch, ...] = ()
    elsewhere: bool = False

    @property
    def size(self) -> int:
        return 1 + sum(branch.size for branch in self.below)


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
        The figure; a term with much below it, or that several terms hold, has a tree of its own.
    """
    words: list[Words] = []
    arrows: list[Arrow] = []
    x = 0.0
    for column in _dealt(sorted(_trees(triples), key=lambda tree: -tree.size)):
        outline = _Outline(x, named)
        for tree in column:
            outline.put(tree)
        words += outline.words
        arrows += outline.arrows
        x = max(outline.right, x) + _BETWEEN
    foot = max(word.y for word in words) + 26
    words.append(Words(0, foot, "… has a tree of its own", quiet=True))
    said = "; ".join(" ".join(triple) for triple in triples)
    return Drawing(title, f"{said}.", arrows=tuple(arrows), words=tuple(words))


def _trees(triples: Sequence[tuple[str, ...]]) -> Iterator[_Branch]:
    below: dict[str, list[tuple[str, str]]] = {}
    holders: dict[str, set[str]] = {}
    for member, relation, whole in triples:
        about_member = relation in _OF_MEMBER
        below.setdefault(member if about_member else whole, []).append(
            (relation, whole if about_member else member)
        )
        if not about_member:
            holders.setdefault(member, set()).add(whole)
    order = list(_BEFORE)
    below = {term: sorted(members, key=lambda pair: order.index(pair[0])) for term, members in below.items()}
    roots = {term for term in below if len(holders.get(term, ())) != 1}
    roots |= {term for term in below if _tree(term, below, roots).size > _MOST}
    # Terms that hold each other in a circle hang below no root: the first of them becomes one.
    while unreached := below.keys() - {t for root in roots for t in _terms(_tree(root, below, roots))}:
        roots.add(next(term for term in below if term in unreached))
    yield from (_tree(term, below, roots) for term in below if term in roots)


def _tree(term: str, below: _Below, roots: set[str]) -> _Branch:
    return _grown(_Branch(term), below, roots, (term,))


def _terms(branch: _Branch) -> Iterator[str]:
    yield branch.term
    for child in branch.below:
        yield from _terms(child)


def _grown(branch: _Branch, below: _Below, roots: set[str], path: tuple[str, ...]) -> _Branch:
    """Hang below a branch what belongs there, down to the terms that have trees of their own."""
    found = []
    for relation, term in below.get(branch.term, ()):
        child = _Branch(term, relation)
        if relation in _OF_MEMBER:
            found.append(child)
        elif term in roots or term in path:
            found.append(_Branch(term, relation, elsewhere=True))
        else:
            found.append(_grown(child, below, roots, (*path, term)))
    return _Branch(branch.term, branch.relation, tuple(found))


def _dealt(trees: Sequence[_Branch]) -> list[list[_Branch]]:
    """Deal trees to columns of about the same height."""
    columns: list[list[_Branch]] = [[] for _ in range(min(_COLUMNS, len(trees)))]
    heights = [0.0] * len(columns)
    for tree in trees:
        place = heights.index(min(heights))
        columns[place].append(tree)
        heights[place] += tree.size + 0.6
    return columns


class _Outline:
    """Sets trees below each other, with a line from each term down to what hangs below it."""

    def __init__(self, x: float, named: Named) -> None:
        self.x, self.y = x, 0.0
        self.right = x
        self.named = named
        self.words: list[Words] = []
        self.arrows: list[Arrow] = []

    def put(self, tree: _Branch) -> None:
        self._put(tree, 0)
        self.y += _STEP * 0.6

    def _put(self, branch: _Branch, depth: int) -> float:
        place, left = self.y, self.x + depth * _INDENT
        text = _BEFORE.get(branch.relation, "") + branch.term + (" …" if branch.elsewhere else "")
        size = TEXT_SIZE if depth else HEADING_SIZE
        self.words.append(Words(left, place + 4, text, self.named(branch.term), bold=not depth))
        self.right = max(self.right, left + text_width(text, size, not depth))
        self.y += _STEP
        ends = [self._put(child, depth + 1) for child in branch.below]
        self.arrows += [Arrow(Point(left + 5, y), Point(left + _INDENT - 4, y), headless=True) for y in ends]
        if ends:
            self.arrows.append(Arrow(Point(left + 5, place + 9), Point(left + 5, ends[-1]), headless=True))
        return place
