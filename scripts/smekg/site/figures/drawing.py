"""A figure as SVG: one for the page, with links and the colours of the theme, one to paste into a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from smekg.site.figures.measure import text_width
from smekg.site.figures.shapes import (
    HANG,
    HEADING_SIZE,
    HEADING_STEP,
    MARK_ROOM,
    PAD,
    TEXT_SIZE,
    TEXT_STEP,
    Arrow,
    Box,
    Drawing,
    Placed,
    Point,
    Words,
)

__all__ = ["SIGNS", "Palette", "svg", "svg_for_page"]

#: Sign to the word for it.
SIGNS = {"+": "positive", "−": "negative", "0": "none", "±": "mixed"}
_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
#: Size of an arrow's head.
_HEAD = 8.0


@dataclass(frozen=True)
class Palette:
    """The colours of a figure."""

    paper: str = "#ffffff"
    wash: str = "#f3f1ea"
    strong: str = "#e2eff1"
    line: str = "#8a8f94"
    ink: str = "#1d2226"
    quiet: str = "#5a6067"
    accent: str = "#0b5866"
    good: str = "#1f6b3a"
    bad: str = "#9c2b23"
    mixed: str = "#7a5200"

    def of_sign(self, mark: str, other: str) -> str:
        """Choose the colour of a sign, or the other where there is no sign."""
        return {"+": self.good, "−": self.bad, "0": self.mixed, "±": self.mixed}.get(mark, other)


_PLAIN = Palette()
_THEME = Palette(
    paper="var(--sheet)",
    wash="var(--wash)",
    strong="var(--accent-wash)",
    line="var(--quiet)",
    ink="var(--ink)",
    quiet="var(--quiet)",
    accent="var(--accent)",
    good="var(--good)",
    bad="var(--bad)",
    mixed="var(--mixed)",
)

#: IRI of a thing to the address that a figure's link has, or None where there is no page.
Href = Callable[[str], str | None]


def svg(drawing: Drawing) -> str:
    """Draw a figure so that it stands by itself: colours and fonts in it, white ground, no links.

    Args:
        drawing: The figure.

    Returns:
        An SVG document.
    """
    body = "".join(_Pen(_PLAIN, None).draw(drawing))
    left, top, width, height = _frame(drawing)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="{left} {top} {width} {height}" role="img" aria-labelledby="title desc"'
        f' font-family="{_FONT}">\n'
        f'<title id="title">{escape(drawing.title)}</title>\n'
        f'<desc id="desc">{escape(drawing.description)}</desc>\n'
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="#ffffff"/>\n{body}</svg>\n'
    )


def svg_for_page(drawing: Drawing, name: str, href: Href) -> str:
    """Draw a figure as part of a page: links to the things that it names, colours of the theme.

    Args:
        drawing: The figure.
        name: Name that no other figure of the page has.
        href: Finds the address of a thing's page.

    Returns:
        An SVG element.
    """
    body = "".join(_Pen(_THEME, href).draw(drawing))
    left, top, width, height = _frame(drawing)
    # A group, not an image: the links in an image are hidden from a screen reader.
    return (
        f'<svg class="drawing" width="{width}" height="{height}" viewBox="{left} {top} {width} {height}"'
        f' role="group" aria-labelledby="{name}-title {name}-desc" font-family="{_FONT}">\n'
        f'<title id="{name}-title">{escape(drawing.title)}</title>\n'
        f'<desc id="{name}-desc">{escape(drawing.description)}</desc>\n{body}</svg>\n'
    )


def _frame(drawing: Drawing) -> tuple[str, str, str, str]:
    left, top, right, bottom = drawing.edges
    margin = drawing.margin
    sides = (left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)
    return _n(sides[0]), _n(sides[1]), _n(sides[2]), _n(sides[3])


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class _Pen:
    def __init__(self, palette: Palette, href: Href | None) -> None:
        self.palette = palette
        self.href = href

    def draw(self, drawing: Drawing) -> Iterator[str]:
        for arrow in drawing.arrows:
            yield from self._arrow(arrow)
        for box in drawing.boxes:
            yield from self._box(box)
        for words in drawing.words:
            yield self._words(words)

    def _box(self, box: Box) -> Iterator[str]:
        colours = self.palette
        fill = {"plain": colours.paper, "wash": colours.wash, "strong": colours.strong}.get(box.tone)
        if fill:
            edge = colours.accent if box.tone == "strong" else colours.line
            yield (
                f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
                f' rx="4" fill="{fill}" stroke="{edge}"/>\n'
            )
        heads = [
            (Point(box.x + PAD, box.y + PAD + HEADING_SIZE - 1 + position * HEADING_STEP), head)
            for position, head in enumerate(box.heads)
        ]
        if heads:
            yield self._texts(heads, _Style(HEADING_SIZE, True, iri=box.iri))
        for entry in box.entries:
            yield from self._entry(box, entry)

    def _entry(self, box: Box, entry: Placed) -> Iterator[str]:
        line = entry.entry
        if line.mark:
            colour = self.palette.of_sign(line.mark, self.palette.ink)
            place = Point(entry.x - MARK_ROOM, entry.y)
            yield self._texts([(place, line.mark)], _Style(HEADING_SIZE, True, colour))
        said = f"{line.text}, {SIGNS[line.mark]}" if line.mark in SIGNS else ""
        words = [
            (Point(entry.x + (HANG if position else 0), entry.y + position * TEXT_STEP), part)
            for position, part in enumerate(entry.words)
        ]
        yield self._texts(words, _Style(TEXT_SIZE, line.bold, iri=line.iri, said=said))
        if line.note:
            place = Point(box.x + box.width - PAD - text_width(line.note, TEXT_SIZE), entry.y)
            yield self._texts([(place, line.note)], _Style(TEXT_SIZE, colour=self.palette.quiet))

    def _words(self, words: Words) -> str:
        size = HEADING_SIZE if words.bold else TEXT_SIZE
        left = words.x - (text_width(words.text, size, words.bold) / 2 if words.centred else 0)
        colour = self.palette.quiet if words.quiet else self.palette.ink
        return self._texts([(Point(left, words.y), words.text)], _Style(size, words.bold, colour, words.iri))

    def _arrow(self, arrow: Arrow) -> Iterator[str]:
        colour = self.palette.of_sign(arrow.mark, self.palette.quiet)
        dashes = ' stroke-dasharray="5 3"' if arrow.dashed else ""
        last = arrow.through[-1] if arrow.through else arrow.start
        dx, dy = _direction(last, arrow.end)
        if arrow.curved:
            dx, dy = (1.0 if dx > 0 else -1.0), 0.0
        foot = arrow.end
        if not arrow.headless:
            foot = Point(arrow.end.x - dx * _HEAD, arrow.end.y - dy * _HEAD)
        yield f'<path d="{_path(arrow, foot)}" fill="none" stroke="{colour}" stroke-width="1.3"{dashes}/>\n'
        if not arrow.headless:
            yield f'<path d="{_head(arrow.end, dx, dy)}" fill="{colour}"/>\n'
        if arrow.mark:
            width = text_width(arrow.mark, HEADING_SIZE, bold=True)
            yield from self._on_line(Point(arrow.start.x + 10, arrow.start.y), width + 2)
            place = Point(arrow.start.x + 10 - width / 2, arrow.start.y + 4.5)
            yield self._texts([(place, arrow.mark)], _Style(HEADING_SIZE, True, colour))
        if arrow.label:
            middle, width = arrow.middle, text_width(arrow.label, TEXT_SIZE)
            yield from self._on_line(middle, width + 8)
            place = Point(middle.x - width / 2, middle.y + 4)
            yield self._texts([(place, arrow.label)], _Style(TEXT_SIZE, iri=arrow.iri))

    def _on_line(self, middle: Point, width: float) -> Iterator[str]:
        """Clear the line behind words that stand on it."""
        yield (
            f'<rect x="{_n(middle.x - width / 2)}" y="{_n(middle.y - 8)}" width="{_n(width)}" height="16"'
            f' fill="{self.palette.paper}"/>\n'
        )

    def _texts(self, parts: Iterable[tuple[Point, str]], style: _Style) -> str:
        """Set the lines of one text, as one link where a page leads on."""
        address = self.href(style.iri) if self.href and style.iri else None
        colour = self.palette.accent if address else style.colour or self.palette.ink
        weight = ' font-weight="bold"' if style.bold else ""
        form = f'font-size="{_n(style.size)}"{weight} fill="{colour}"'
        shown = "".join(
            f'<text x="{_n(place.x)}" y="{_n(place.y)}" {form}>{escape(text)}</text>' for place, text in parts
        )
        if not address:
            return shown + "\n"
        label = f' aria-label="{escape(style.said)}"' if style.said else ""
        return f'<a href="{escape(address)}"{label}>{shown}</a>\n'


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool = False
    colour: str = ""
    iri: str | None = None
    said: str = ""


def _path(arrow: Arrow, foot: Point) -> str:
    start = f"M{_n(arrow.start.x)} {_n(arrow.start.y)}"
    if arrow.curved:
        bend = (foot.x - arrow.start.x) / 2
        return (
            f"{start} C{_n(arrow.start.x + bend)} {_n(arrow.start.y)}"
            f" {_n(foot.x - bend)} {_n(foot.y)} {_n(foot.x)} {_n(foot.y)}"
        )
    return start + "".join(f" L{_n(point.x)} {_n(point.y)}" for point in (*arrow.through, foot))


def _direction(start: Point, end: Point) -> tuple[float, float]:
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _head(tip: Point, dx: float, dy: float) -> str:
    back, side = Point(tip.x - dx * _HEAD, tip.y - dy * _HEAD), _HEAD * 0.45
    return (
        f"M{_n(tip.x)} {_n(tip.y)} L{_n(back.x - dy * side)} {_n(back.y + dx * side)}"
        f" L{_n(back.x + dy * side)} {_n(back.y - dx * side)} Z"
    )
