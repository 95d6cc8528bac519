"""Classes of a module: each beside the class that it lies in, with its properties inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from smekg.diagrams.modules import DrawnClass, Edge, Member, ModuleDiagram
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, Words, stacked

__all__ = ["classes_of_module"]

_WIDTH, _GAP, _BETWEEN = 212.0, 48.0, 10.0
#: Columns in which boxes without a tree stand, and the lines of one box of properties.
_COLUMNS, _MOST = 4, 15
_STEP = _WIDTH + _GAP / 2


@dataclass(frozen=True)
class _Tree:
    """A class, how it comes below the one that holds it, and what comes below it."""

    cls: DrawnClass
    lines: tuple[Line, ...]
    defined: bool = False
    below: tuple[_Tree, ...] = ()


def classes_of_module(diagram: ModuleDiagram) -> Drawing:
    """Draw a module.

    Args:
        diagram: What the module says of classes.

    Returns:
        The figure: trees of classes from left to right, the widest class first; in a box the properties that
        begin at its class, with what they lead to; below, the classes without a tree and the properties that
        begin at no class.
    """
    trees = sorted(_Planter(diagram).trees(), key=lambda tree: (not tree.below, tree.cls))
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    foot = 0.0
    for tree in (tree for tree in trees if tree.below):
        foot = _grow(tree, Point(0, foot), boxes, arrows) + 1.6 * _BETWEEN
    singles = [_box(tree, Point(0, 0)) for tree in trees if not tree.below]
    boxes += _dealt([*singles, *_loose(diagram.loose)], foot)
    foot = max(box.bottom for box in boxes) + 24 if boxes else 24
    words = (Words(0, foot, _legend(arrows), quiet=True),) if arrows else ()
    return Drawing(f"Module {diagram.name}", _described(diagram), tuple(boxes), tuple(arrows), words)


class _Planter:
    """Makes trees of the classes: each class once, below the first of those that it lies in."""

    def __init__(self, diagram: ModuleDiagram) -> None:
        self.classes = {cls.iri: cls for cls in diagram.classes}
        self.wider: dict[str, list[Edge]] = {}
        for edge in diagram.subclasses:
            self.wider.setdefault(edge.source, []).append(edge)
        for edges in self.wider.values():
            # A class of the module holds its kinds together better than one of another.
            edges.sort(key=lambda edge: (not self.classes[edge.target].own, edge.defined, edge))
        self.leaving: dict[str, list[Edge]] = {}
        for edge in diagram.relations:
            self.leaving.setdefault(edge.source, []).append(edge)
        self.planted: set[str] = set()

    def trees(self) -> Iterator[_Tree]:
        """Trees of what lies in nothing; then of what is left, where classes lie in each other."""
        roots = [iri for iri in self.classes if iri not in self.wider]
        for iri in (*roots, *self.classes):
            if iri not in self.planted and self._is_shown(iri):
                yield self._tree(iri)

    def _is_shown(self, iri: str) -> bool:
        """A class of another module that arrows only lead to is named by the lines that they begin at."""
        cls = self.classes[iri]
        holds = any(edges[0].target == iri for edges in self.wider.values())
        return cls.own or bool(cls.members) or holds or iri in self.leaving or iri in self.wider

    def _tree(self, iri: str, defined: bool = False) -> _Tree:
        self.planted.add(iri)
        found = sorted(self.classes[source] for source, edges in self.wider.items() if edges[0].target == iri)
        below = [
            self._tree(cls.iri, self.wider[cls.iri][0].defined)
            for cls in found
            if cls.iri not in self.planted
        ]
        return _Tree(self.classes[iri], tuple(self._lines(iri)), defined, tuple(below))

    def _lines(self, iri: str) -> Iterator[Line]:
        for edge in self.wider.get(iri, [])[1:]:
            yield Line(f"also a kind of {self.classes[edge.target].name}", edge.target)
        for edge in self.leaving.get(iri, ()):
            yield Line(f"{edge.name} → {self.classes[edge.target].name}", edge.iri)
        yield from map(_line, self.classes[iri].members)


def _line(member: Member) -> Line:
    return Line(f"{member.name} {member.values}".strip(), member.iri)


def _box(tree: _Tree, place: Point) -> Box:
    box = Box(place.x, place.y, _WIDTH, tree.cls.name, tree.lines, tree.cls.iri)
    return box if tree.cls.own else replace(box, tone="wash")


def _grow(tree: _Tree, place: Point, boxes: list[Box], arrows: list[Arrow]) -> float:
    """Put a tree at a place; gives the foot of it."""
    box = _box(tree, place)
    # The box of the wider class stands at the middle of those below it, or these at the middle of it.
    room = _height(tree) - sum(_height(child) + _BETWEEN for child in tree.below) + _BETWEEN
    y = place.y + max(room, 0) / 2
    first = len(boxes)
    boxes.append(box)
    ends: list[tuple[Box, bool]] = []
    for child in tree.below:
        at = len(boxes)
        y = _grow(child, Point(place.x + _WIDTH + _GAP, y), boxes, arrows) + _BETWEEN
        ends.append((boxes[at], child.defined))
    own = replace(box, y=place.y + (_height(tree) - box.height) / 2)
    boxes[first] = own
    arrows += _branches(own, ends)
    return place.y + _height(tree)


def _branches(wide: Box, ends: Sequence[tuple[Box, bool]]) -> Iterator[Arrow]:
    """One stem with an arrow's head, and a twig to each of what comes below."""
    if not ends:
        return
    fork = Point(wide.right.x + _GAP / 2, wide.right.y)
    heights = [fork.y, *(box.left.y for box, _ in ends)]
    yield Arrow(fork, wide.right)
    yield Arrow(Point(fork.x, min(heights)), Point(fork.x, max(heights)), headless=True)
    for box, defined in ends:
        yield Arrow(box.left, Point(fork.x, box.left.y), dashed=defined, headless=True)


def _height(tree: _Tree) -> float:
    below = sum(_height(child) + _BETWEEN for child in tree.below) - _BETWEEN
    return max(_box(tree, Point(0, 0)).height, below)


def _loose(members: Sequence[Member]) -> Iterator[Box]:
    """Boxes of the properties that begin at no class."""
    for start in range(0, len(members), _MOST):
        heading = "No domain" if not start else "No domain, continued"
        lines = tuple(map(_line, members[start : start + _MOST]))
        yield Box(0, 0, _WIDTH, heading, lines)


def _dealt(boxes: Iterable[Box], top: float) -> Iterator[Box]:
    """Deal boxes to columns of about the same height, in their order."""
    columns: list[list[Box]] = [[] for _ in range(_COLUMNS)]
    for box in boxes:
        column = min(columns, key=lambda held: sum(one.height + _BETWEEN for one in held))
        x = columns.index(column) * _STEP
        column.append(replace(box, x=x, y=top))
    for column in columns:
        yield from stacked(column, _BETWEEN)


def _legend(arrows: Sequence[Arrow]) -> str:
    broken = "; broken, where its definition says so" if any(arrow.dashed for arrow in arrows) else ""
    return f"An arrow leads from a class to the class that it is a kind of{broken}. Grey: classes of others."


def _described(diagram: ModuleDiagram) -> str:
    names = {cls.iri: cls.name for cls in diagram.classes}
    said = [f"{names[edge.source]} is a kind of {names[edge.target]}" for edge in diagram.subclasses]
    said += [f"{names[edge.source]} {edge.name} {names[edge.target]}" for edge in diagram.relations]
    for cls in diagram.classes:
        if cls.members:
            said.append(f"{cls.name}: {', '.join(_line(member).text for member in cls.members)}")
    if diagram.loose:
        said.append(f"without a domain: {', '.join(_line(member).text for member in diagram.loose)}")
    ends = {end for edge in (*diagram.subclasses, *diagram.relations) for end in (edge.source, edge.target)}
    alone = [cls.name for cls in diagram.classes if cls.iri not in ends and not cls.members]
    if alone:
        said.append(f"by themselves: {', '.join(alone)}")
    return f"{'; '.join(said)}."
