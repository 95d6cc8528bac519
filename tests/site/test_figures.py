"""Figures: text that fits, nothing of the rows left out, one version to read and one to paste."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from smekg.queries.run import Rows
from smekg.site.figures.drawing import svg, svg_for_page
from smekg.site.figures.flow import Stage, flow
from smekg.site.figures.framework import framework_of_rows
from smekg.site.figures.layered import effects_of_rows, mediations_of_rows
from smekg.site.figures.measure import text_width, wrapped
from smekg.site.figures.moderation import moderations_of_rows
from smekg.site.figures.shapes import Arrow, Box, Drawing, Line, Point, stacked
from smekg.site.figures.steps import lists_of_rows, steps_of_rows
from smekg.site.figures.trees import forest

SVG = "{http://www.w3.org/2000/svg}"

FRAMEWORK = Rows(
    ("block", "group", "factor", "direction"),
    (
        ("antecedent", "firm-level", "firm size", ""),
        ("collaboration activity", "governance mechanism", "alliance", ""),
        ("moderator", "firm-level", "firm age", "negative"),
        ("outcome", "performance outcome", "overall firm growth & more", ""),
    ),
)
EFFECTS = Rows(
    ("antecedent", "level", "outcome", "outcome_category", "direction", "studies"),
    (
        ("firm size", "firm-level", "success", "performance outcome", "positive", "A (2000)"),
        ("firm size", "firm-level", "speed", "performance outcome", "", "B (2001)"),
        ("vision", "individual-level", "success", "performance outcome", "negative", "C (2002)"),
    ),
)
MEDIATIONS = Rows(
    ("antecedent", "mediator", "mediator_group", "outcome", "studies"),
    (
        ("network", "learning", "capability", "success", ""),
        ("network", "alliance", "governance", "growth", ""),
    ),
)
MODERATIONS = Rows(
    ("moderator", "level", "antecedent", "outcome", "direction", "studies"),
    (
        ("firm age", "firm-level", "network", "success", "negative", ""),
        ("firm size", "firm-level", "network", "success", "positive", ""),
        ("tie", "network-level", "orientation", "growth", "", ""),
    ),
)


def unnamed(_: str) -> None:
    return None


def texts(document: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(document).iter(f"{SVG}text")]  # noqa: S314


def drawn(drawing: Drawing) -> str:
    """All words of a figure, wrapped lines joined."""
    return " ".join(texts(svg(drawing)))


def test_texts_are_as_wide_as_helvetica_sets_them() -> None:
    # Thousandths of the size: H 722, i 222, space 278.
    assert text_width("Hi i", 1000) == 722 + 222 + 278 + 222
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("i", 10, bold=True) > text_width("i", 10)


def test_a_text_wraps_between_words_and_loses_none() -> None:
    text = "geographical distance from foreign customers"
    lines = wrapped(text, 120, 12)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(text_width(line, 12) <= 120 for line in lines)
    assert wrapped("internationalization", 10, 12) == ("internationalization",)


def test_a_box_is_as_high_as_what_it_holds() -> None:
    one = Box(0, 0, 200, "Heading", (Line("a"),))
    three = Box(0, 0, 200, "Heading", (Line("a"), Line("b"), Line("c")))
    wraps = Box(0, 0, 60, "Heading", (Line("a much longer entry than fits"),))
    assert one.height < three.height < wraps.height
    below = stacked([one, three], gap=10)
    assert below[1].y == one.bottom + 10
    assert three.line_place(0) < three.line_place(1) < three.line_place(2) < three.bottom


def test_the_version_to_paste_stands_by_itself_and_has_no_links() -> None:
    drawing = Drawing(
        "A & B",
        'how "A" bears on B',
        (Box(0, 0, 100, "A & B", (Line("x < y", "urn:x", "+"),), "urn:a"),),
        (Arrow(Point(100, 20), Point(160, 20), label="so", iri="urn:x"),),
    )
    document = svg(drawing)
    root = ET.fromstring(document)  # noqa: S314
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("A & B", 'how "A" bears on B')
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#ffffff"
    assert [ground.get(side) for side in ("width", "height")] == [root.get("width"), root.get("height")]
    for foreign in ("<a ", "href", "var(", "class=", "style=", "url("):
        assert foreign not in document


def test_the_version_for_the_page_has_links_and_colours_of_the_theme() -> None:
    lines = (Line("known", "urn:known", "−"), Line("unknown", "urn:none"))
    drawing = Drawing("T", "D", (Box(0, 0, 120, "Heading", lines),))
    element = svg_for_page(drawing, "figure", lambda iri: "x.html?a&b" if iri == "urn:known" else None)
    root = ET.fromstring(element)  # noqa: S314
    assert root.get("aria-labelledby") == "figure-title figure-desc"
    assert {part.get("id") for part in root if part.get("id")} == {"figure-title", "figure-desc"}
    links = root.findall("a")
    assert [(a.get("href"), a.get("aria-label"), a.findtext("text")) for a in links] == [
        ("x.html?a&b", "known, negative", "known")
    ]
    assert "var(--ink)" in element
    assert "#" not in element


def test_a_sign_is_drawn_where_one_is_printed_and_only_there() -> None:
    found = texts(svg(moderations_of_rows(MODERATIONS, "T", unnamed)))
    assert [text for text in found if text in ("+", "−")] == ["−", "+"]
    before = {found[place + 1]: text for place, text in enumerate(found) if text in ("+", "−")}
    assert before == {"firm age": "−", "firm size": "+"}


def test_moderators_of_one_effect_stand_on_one_arrow() -> None:
    drawing = moderations_of_rows(MODERATIONS, "T", unnamed)
    held = [[line.text for line in box.lines] for box in drawing.boxes]
    assert held == [["firm age", "firm size"], ["network"], ["success"], ["tie"], ["orientation"], ["growth"]]
    assert len(drawing.arrows) == 4


def test_each_effect_is_an_arrow_from_its_cause_to_its_result() -> None:
    drawing = effects_of_rows(EFFECTS, "T", unnamed)
    assert sorted(arrow.mark for arrow in drawing.arrows) == ["", "+", "−"]
    assert [arrow.dashed for arrow in drawing.arrows if not arrow.mark] == [True]
    heights = {
        line.text: box.line_place(place) for box in drawing.boxes for place, line in enumerate(box.lines)
    }
    (positive,) = [arrow for arrow in drawing.arrows if arrow.mark == "+"]
    (negative,) = [arrow for arrow in drawing.arrows if arrow.mark == "−"]
    assert positive.end == negative.end == Point(positive.end.x, heights["success"])
    assert abs(positive.start.y - heights["firm size"]) < 10
    assert negative.start.y == heights["vision"]


def test_a_mediator_stands_between_what_it_connects() -> None:
    drawing = mediations_of_rows(MEDIATIONS, "T", unnamed)
    at = {line.text: box.x for box in drawing.boxes for line in box.lines}
    assert at["network"] < at["learning"] == at["alliance"] < at["success"] == at["growth"]
    assert len(drawing.arrows) == 4


def test_the_framework_shows_every_factor_in_its_block() -> None:
    drawing = framework_of_rows(FRAMEWORK, "T", unnamed)
    words = drawn(drawing)
    for row in FRAMEWORK.rows:
        assert row[1] in words
        assert row[2] in words
    assert "overall firm growth & more" in drawing.description


def test_boxes_of_a_framework_lie_apart_or_within_each_other() -> None:
    boxes = framework_of_rows(FRAMEWORK, "T", unnamed).boxes

    def within(one: Box, other: Box) -> bool:
        return (
            one.x >= other.x
            and one.x + one.width <= other.x + other.width
            and one.y >= other.y
            and one.bottom <= other.bottom
        )

    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.bottom <= other.y
                or other.bottom <= one.y
            )
            assert apart or within(one, other) or within(other, one), (one.heading, other.heading)


def test_steps_come_in_their_order_with_what_is_of_each_kind() -> None:
    rows = Rows(
        ("position", "block", "item"),
        (("1", "the frame", "strategy"), ("1", "strategy", "cost"), ("2", "the frame", "option")),
    )
    drawing = steps_of_rows(rows, "T", unnamed)
    assert [box.heading for box in drawing.boxes] == ["Step 1", "strategy", "Step 2", "option"]
    assert [line.text for line in drawing.boxes[1].lines] == ["cost"]
    assert len(drawing.arrows) == 1


def test_lists_keep_the_order_of_the_rows() -> None:
    rows = Rows(("part", "label"), (("mode", "export"), ("mode", "alliance"), ("dimension", "risk")))
    boxes = lists_of_rows(rows, "T", unnamed).boxes
    assert [[line.text for line in box.lines] for box in boxes] == [["export", "alliance"], ["risk"]]


def test_a_term_that_two_hold_has_a_tree_of_its_own() -> None:
    triples = [
        ("alliance", "is a kind of", "network"),
        ("alliance", "is a kind of", "relationship"),
        ("joint venture", "is a kind of", "alliance"),
        ("partner", "is part of", "network"),
        ("alliance", "is also called", "pact"),
    ]
    found = texts(svg(forest("T", triples, unnamed)))
    assert found.count("alliance") == 1
    assert found.count("alliance …") == 2
    assert {"joint venture", "part: partner", "also called pact", "network", "relationship"} <= set(found)


@pytest.mark.parametrize("more", [[], [("b", "is a kind of", "c")]])
def test_a_circle_of_terms_comes_to_an_end_and_loses_none(more: list[tuple[str, str, str]]) -> None:
    triples = [("a", "is a kind of", "b"), ("b", "is a kind of", "a"), *more]
    found = texts(svg(forest("T", triples, unnamed)))
    assert {name for triple in triples for name in (triple[0], triple[2])} <= {
        text.removesuffix(" …") for text in found
    }


@pytest.mark.parametrize("by", ["", "duplicates"])
def test_a_flow_says_where_no_number_is_printed(by: str) -> None:
    stages = [Stage("Identified", "1,941 articles", "urn:c"), Stage("Screened"), Stage("Kept", "105", by=by)]
    words = drawn(flow("T", stages))
    assert "Screened not printed" in words
    assert "1,941 articles" in words
    assert ("by duplicates number not printed" in words) is bool(by)
