"""The pictures of the modules: every class and property in them, boxes apart, links that lead on."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from smekg.diagrams.modules import DrawnClass, Edge, Member, ModuleDiagram, read_modules
from smekg.paths import DataRoot
from smekg.site.figures.classes import classes_of_module

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def diagrams(root: DataRoot) -> tuple[ModuleDiagram, ...]:
    return read_modules(root)


def module(classes: str, subclasses: str = "", loose: tuple[Member, ...] = ()) -> ModuleDiagram:
    """A module of classes with one letter each; `a>b` makes b a subclass of a."""
    drawn = tuple(DrawnClass(name, name, name.islower()) for name in classes)
    edges = tuple(Edge(pair[2], pair[0]) for pair in subclasses.split())
    return ModuleDiagram("m", "About.", drawn, edges, (), loose, ())


def test_a_subclass_stands_right_of_its_class_with_an_arrow_to_it() -> None:
    drawing = classes_of_module(module("abc", "a>b a>c"))
    at = {box.heading: box for box in drawing.boxes}
    assert at["a"].x + at["a"].width < at["b"].x == at["c"].x
    heads = [arrow for arrow in drawing.arrows if not arrow.headless]
    assert [(arrow.end.x, arrow.end.y) for arrow in heads] == [(at["a"].right.x, at["a"].right.y)]
    twigs = {arrow.start.y for arrow in drawing.arrows if arrow.headless and arrow.start.x == at["b"].x}
    assert twigs == {at["b"].left.y, at["c"].left.y}
    assert drawing.description == "b is a kind of a; c is a kind of a."


def test_a_class_of_two_classes_stands_once_and_names_the_other() -> None:
    boxes = classes_of_module(module("abc", "a>c b>c")).boxes
    assert [box.heading for box in boxes].count("c") == 1
    assert [line.text for box in boxes for line in box.lines] == ["also a kind of b"]


def test_classes_that_lie_in_each_other_come_to_an_end() -> None:
    boxes = classes_of_module(module("ab", "a>b b>a")).boxes
    assert sorted(box.heading for box in boxes) == ["a", "b"]


def test_many_properties_without_a_domain_take_several_boxes() -> None:
    loose = tuple(Member(f"p{number:02}", f"urn:{number}") for number in range(40))
    boxes = classes_of_module(module("", loose=loose)).boxes
    assert [line.text for box in boxes for line in box.lines] == [member.name for member in loose]
    assert len(boxes) == 3
    assert len({box.x for box in boxes}) == 3


def test_no_two_boxes_of_a_module_touch(diagrams: tuple[ModuleDiagram, ...]) -> None:
    for diagram in diagrams:
        boxes = classes_of_module(diagram).boxes
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                beside = one.x + one.width <= other.x or other.x + other.width <= one.x
                assert beside or one.bottom <= other.y or other.bottom <= one.y, (one.heading, other.heading)


def test_every_own_class_member_and_property_of_a_module_is_drawn(
    diagrams: tuple[ModuleDiagram, ...],
) -> None:
    for diagram in diagrams:
        boxes = classes_of_module(diagram).boxes
        assert {cls.iri for cls in diagram.classes if cls.own} <= {box.iri for box in boxes}
        shown = {line.iri for box in boxes for line in box.lines}
        assert {edge.iri for edge in diagram.relations} <= shown
        assert {member.iri for cls in diagram.classes for member in cls.members} <= shown
        assert {member.iri for member in diagram.loose} <= shown


def test_the_page_has_a_picture_of_each_module_that_can_be_taken_along(
    site: Path, diagrams: tuple[ModuleDiagram, ...]
) -> None:
    page = (site / "modules.html").read_text(encoding="utf-8")
    assert re.findall(r'<h2 id="([^"]+)">', page) == [diagram.name for diagram in diagrams]
    for diagram in diagrams:
        document = ET.fromstring((site / "modules" / f"{diagram.name}.svg").read_text(encoding="utf-8"))  # noqa: S314
        assert document.findtext(f"{SVG}title") == f"Module {diagram.name}"
        assert document.findtext(f"{SVG}desc")
        assert f'href="./modules/{diagram.name}.svg" download' in page
    assert 'href="./ontology/Cluster.html"' in page
    assert 'href="./ontology.html#hasTie"' in page
