"""Every SHACL rule, shown by one graph that it accepts and one, a single fault away, that it rejects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from ontology.broken_constraints import CONSTRAINTS, holds
from ontology.shape_cases import (
    FIXTURES,
    FOLDERS,
    INVALID,
    MODULES,
    RULES,
    SETTING,
    SHAPE_FILES,
    SHAPES_GRAPH,
    TARGETS,
    accepts_valid,
    expected_rejection,
    keeps_its_obligation,
    only,
    read,
    rejections,
    rejects_at,
    rules_of,
    targets,
)
from smekg.iris import PREFIXES
from smekg.namespaces import SH, SHAPES
from smekg.shapes import validate

#: Where a rule applies to several things, for each of them: the rule, the shape that says so, and the thing.
_WITH_SEVERAL_TARGETS = [
    pytest.param(rule, shape, target, id=f"{rule}-{str(target).rpartition('/')[2]}")
    for shape in sorted({shape for way in TARGETS for shape in SHAPES_GRAPH.subjects(way)}, key=str)
    if len(targets(shape)) > 1
    for rule in sorted(rules_of(shape))
    for target in sorted(targets(shape), key=str)
]


@pytest.mark.parametrize("rule", FOLDERS)
def test_rule_accepts_the_valid_graph(rule: str) -> None:
    assert accepts_valid(rule, SHAPES_GRAPH)


@pytest.mark.parametrize(("rule", "fixture"), INVALID)
def test_rule_alone_rejects_the_invalid_graph(rule: str, fixture: str) -> None:
    assert rejections(rule, fixture, SHAPES_GRAPH) == {expected_rejection(rule, fixture, SHAPES_GRAPH)}


@pytest.mark.parametrize(("rule", "constraint"), CONSTRAINTS, ids=lambda value: value.rpartition("#")[2])
def test_rule_rejects_what_breaks_one_of_its_constraints(rule: str, constraint: URIRef) -> None:
    assert holds(rule, constraint, SHAPES_GRAPH)


@pytest.mark.parametrize(("rule", "shape", "target"), _WITH_SEVERAL_TARGETS)
def test_rule_rejects_the_fault_at_each_target_of_its_shape(rule: str, shape: Node, target: Node) -> None:
    assert rejects_at(rule, shape, target, SHAPES_GRAPH)


@pytest.mark.parametrize(("rule", "fixture"), INVALID)
def test_fixtures_say_why_and_differ_by_one_fault(rule: str, fixture: str) -> None:
    valid, invalid = FIXTURES / rule / "valid.ttl", FIXTURES / rule / fixture

    assert valid.read_text(encoding="utf-8").startswith("# Valid: ")
    assert invalid.read_text(encoding="utf-8").startswith("# Invalid because ")
    assert 1 <= len(read(valid) ^ read(invalid)) <= 3


def test_context_breaks_no_rule() -> None:
    assert validate(read(*MODULES, SETTING), SHAPES_GRAPH) == []


def test_every_rule_has_its_folder_and_every_folder_its_rule() -> None:
    assert FOLDERS == RULES


def test_every_rule_is_defined_once() -> None:
    subjects = [
        subject
        for path in SHAPE_FILES
        for subject in re.findall(r"^smekgs:([\w-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert sorted(subjects) == sorted(set(subjects))
    assert set(RULES) <= set(subjects)


@pytest.mark.parametrize("rule", RULES)
def test_rule_explains_itself(rule: str) -> None:
    assert re.fullmatch(r"[A-Z]{3}-\d{3}", rule)
    assert only(rule, SH.name)
    assert only(rule, SH.description).endswith(".")
    message = only(rule, SH.message)
    assert message.startswith(f"{rule}: ")
    assert "; " in message, f"{rule}: the message must say what to edit"
    assert keeps_its_obligation(rule, SHAPES_GRAPH)


def test_messages_and_names_are_in_english() -> None:
    texts = [text for p in (SH.name, SH.description, SH.message) for text in SHAPES_GRAPH.objects(None, p)]

    assert [t for t in texts if not isinstance(t, Literal) or t.language != "en"] == []


def test_shapes_that_are_no_rule_only_say_where_rules_apply() -> None:
    said = {SH.name, SH.description, SH.severity, SH.message}
    gathering = {
        shape
        for shape in SHAPES_GRAPH.subjects(RDF.type, SH.NodeShape)
        if str(shape).removeprefix(str(SHAPES)) not in RULES
    }

    assert gathering
    assert {p for shape in gathering for p in SHAPES_GRAPH.predicates(shape)} & said == set()


def test_prefixes_of_queries_are_those_of_the_package() -> None:
    declared = {
        str(SHAPES_GRAPH.value(node, SH.prefix)): str(SHAPES_GRAPH.value(node, SH.namespace))
        for node in SHAPES_GRAPH.objects(None, SH.declare)
    }

    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.name)
def test_shape_file_has_a_header_and_stays_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) < 450
    assert any(line.startswith("# ") for line in lines)
