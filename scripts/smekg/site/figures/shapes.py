"""The parts of a figure: boxes with lines, arrows with what stands on them, free words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from smekg.site.figures.measure import text_width, wrapped

__all__ = ["Arrow", "Box", "Drawing", "Line", "Placed", "Point", "Words", "stacked"]

#: Letter sizes and distances, in pixels of the finished figure.
HEADING_SIZE, TEXT_SIZE = 13.0, 12.0
HEADING_STEP, TEXT_STEP = 17.0, 16.0
PAD = 9.0
#: Room for the sign before a line, where a line of the box has one.
MARK_ROOM = 14.0
#: How far the second line of a wrapped entry is set in.
HANG = 8.0

Tone = Literal["plain", "wash", "strong", "bare"]


class Point(NamedTuple):
    """A place in the figure."""

    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """An entry of a box.

    Attributes:
        text: What it says.
        iri: The thing that it names, if a page leads there.
        mark: Sign before it: `+`, `−`, `0` or `±`; empty where no sign is printed.
        bold: Whether it heads the lines below it.
        note: What stands at the right edge, such as a count.
        least: Height that it has at least, with its words in the middle.
    """

    text: str
    iri: str | None = None
    mark: str = ""
    bold: bool = False
    note: str = ""
    least: float = 0


class Placed(NamedTuple):
    """A line as it is set.

    Attributes:
        entry: The entry that it shows.
        words: The words of each line that the entry takes.
        x: Where its words begin.
        y: The foot of its first line.
        bottom: Where the next entry begins.
    """

    entry: Line
    words: tuple[str, ...]
    x: float
    y: float
    bottom: float


@dataclass(frozen=True)
class Box:
    """A box with a heading and lines; its height follows from them.

    Attributes:
        x: Left edge.
        y: Top edge.
        width: Its width.
        heading: What it is headed with; may be empty.
        lines: Its entries.
        iri: The thing that the heading names.
        tone: `plain` on paper, `wash` for what holds others, `strong` for the middle of a figure, `bare` for
            no frame.
        least: Height that it has at least.
    """

    x: float
    y: float
    width: float
    heading: str = ""
    lines: tuple[Line, ...] = ()
    iri: str | None = None
    tone: Tone = "plain"
    least: float = 0

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The lines of the heading."""
        if not self.heading:
            return ()
        return wrapped(self.heading, self.width - 2 * PAD, HEADING_SIZE, bold=True)

    @cached_property
    def entries(self) -> tuple[Placed, ...]:
        """The entries as they are set."""
        marks = MARK_ROOM if any(line.mark for line in self.lines) else 0
        y = self.y + PAD + len(self.heads) * HEADING_STEP + (4 if self.heads and self.lines else 0)
        found: list[Placed] = []
        for line in self.lines:
            indent = 0 if line.bold else marks
            note = text_width(line.note, TEXT_SIZE) + 8 if line.note else 0
            room = self.width - 2 * PAD - indent - note
            words = wrapped(line.text, room, TEXT_SIZE, line.bold)
            if len(words) > 1:
                words = wrapped(line.text, room - HANG, TEXT_SIZE, line.bold)
            y += 5 if line.bold and found else 0
            taken = len(words) * TEXT_STEP
            room_above = max(line.least - taken, 0) / 2
            bottom = y + max(taken, line.least)
            found.append(Placed(line, words, self.x + PAD + indent, y + room_above + TEXT_SIZE, bottom))
            y = bottom
        return tuple(found)

    @property
    def height(self) -> float:
        """What heading and lines take."""
        foot = self.y + PAD + len(self.heads) * HEADING_STEP
        if self.entries:
            foot = self.entries[-1].bottom
        return max(foot + PAD - self.y, self.least)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def left(self) -> Point:
        """Middle of the left edge."""
        return Point(self.x, self.y + self.height / 2)

    @property
    def right(self) -> Point:
        """Middle of the right edge."""
        return Point(self.x + self.width, self.y + self.height / 2)

    @property
    def above(self) -> Point:
        """Middle of the upper edge."""
        return Point(self.x + self.width / 2, self.y)

    @property
    def below(self) -> Point:
        """Middle of the lower edge."""
        return Point(self.x + self.width / 2, self.bottom)

    def line_place(self, position: int) -> float:
        """Find the height of the middle of a line.

        Args:
            position: Which line, from 0.

        Returns:
            The height in the figure.
        """
        found = self.entries[position]
        return found.y - TEXT_SIZE * 0.35 + (len(found.words) - 1) * TEXT_STEP / 2


@dataclass(frozen=True)
class Arrow:
    """A line from one place to another.

    Attributes:
        start: Where it begins.
        end: Where its head is.
        through: Corners on the way.
        label: Words on its middle.
        iri: The thing that the label names.
        mark: Sign that stands at its beginning; colours it too.
        dashed: Whether it is drawn with dashes.
        curved: Whether it is a curve that leaves and arrives level.
        headless: Whether it has no head.
    """

    start: Point
    end: Point
    through: tuple[Point, ...] = ()
    label: str = ""
    iri: str | None = None
    mark: str = ""
    dashed: bool = False
    curved: bool = False
    headless: bool = False

    @property
    def middle(self) -> Point:
        """The place half way, where a label or another arrow may come."""
        points = (self.start, *self.through, self.end)
        one, other = points[(len(points) - 1) // 2], points[len(points) // 2]
        if one == other:
            return one
        return Point((one.x + other.x) / 2, (one.y + other.y) / 2)


@dataclass(frozen=True)
class Words:
    """Words that stand free.

    Attributes:
        x: Where they begin, or their middle.
        y: Their foot.
        text: The words.
        iri: The thing that they name.
        bold: Whether they are a heading.
        quiet: Whether they are a remark.
        centred: Whether `x` is their middle.
    """

    x: float
    y: float
    text: str
    iri: str | None = None
    bold: bool = False
    quiet: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Drawing:
    """A figure.

    Attributes:
        title: What it shows, for those who cannot see it.
        description: What stands where in it, in words.
        boxes: Its boxes, drawn in this order.
        arrows: Its arrows, drawn below the boxes.
        words: Words that stand free.
        margin: Room around all.
    """

    title: str
    description: str
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    words: tuple[Words, ...] = ()
    margin: float = 12

    @cached_property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is drawn."""
        points = [point for arrow in self.arrows for point in (arrow.start, *arrow.through, arrow.end)]
        points += [Point(box.x, box.y) for box in self.boxes]
        points += [Point(box.x + box.width, box.bottom) for box in self.boxes]
        for words in self.words:
            width = text_width(words.text, HEADING_SIZE if words.bold else TEXT_SIZE, words.bold)
            left = words.x - (width / 2 if words.centred else 0)
            points += [Point(left, words.y - HEADING_SIZE), Point(left + width, words.y + 4)]
        xs, ys = [point.x for point in points], [point.y for point in points]
        return min(xs), min(ys), max(xs), max(ys)


def stacked(boxes: Iterable[Box], gap: float) -> tuple[Box, ...]:
    """Put boxes below each other.

    Args:
        boxes: The boxes; the first stays where it is.
        gap: What is left free between two.

    Returns:
        The same boxes, each below the one before it.
    """
    placed: list[Box] = []
    for box in boxes:
        y = placed[-1].bottom + gap if placed else box.y
        placed.append(replace(box, y=y))
    return tuple(placed)
