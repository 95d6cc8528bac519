"""Every SHACL rule, shown by one graph that it accepts and one, a single fault away, that it rejects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from smekg.namespaces import PREFIXES, SH, SHAPES
from smekg.shapes import Violation, rule_ids, validate
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "shapes"
SHAPE_FILES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
MODULES = tuple(
    ROOT / "ontology" / "modules" / f"{name}.ttl" for name in ("claims", "claim-values", "publications")
)
SETTING = FIXTURES / "context.ttl"
FOLDERS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
#: How a message states its obligation, and the severity that goes with it.
OBLIGATIONS = {"must": SH.Violation, "should": SH.Warning}


def _read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


SHAPES_GRAPH = _read(*SHAPE_FILES)
TERMS = frozenset(_read(*MODULES))
RULES = rule_ids(SHAPES_GRAPH)


def _expected_focus(fixture: Path) -> str:
    second = fixture.read_text(encoding="utf-8").splitlines()[1]
    assert second.startswith("# focus: "), f"{fixture}: the second line must read '# focus: <iri>'"
    return second.removeprefix("# focus: ").strip("<>")


def _only(rule: str, predicate: URIRef, shapes: Graph = SHAPES_GRAPH) -> str:
    values = list(shapes.objects(SHAPES[rule], predicate))
    assert len(values) == 1, f"{rule} has {len(values)} values of {predicate}"
    return str(values[0])


def _broken(fixture: Path, shapes: Graph) -> list[Violation]:
    """Validate a fixture with what it mentions as a slice of the graph, in the context of the ontology."""
    return validate_slice(Slice("fixture", _read(SETTING, fixture), TERMS), shapes)


def accepts_valid(rule: str, shapes: Graph) -> bool:
    """Tell whether shapes accept the graph that a rule must accept."""
    broken = _broken(FIXTURES / rule / "valid.ttl", shapes)
    return not [v for v in broken if v.rule == rule or v.severity == "Violation"]


def rejections(rule: str, shapes: Graph) -> set[tuple[str, str, str, str]]:
    """What shapes say of the graph that a rule, and it alone, must reject."""
    broken = _broken(FIXTURES / rule / "invalid.ttl", shapes)
    return {(v.rule, v.focus, v.message, str(SH[v.severity])) for v in broken}


def expected_rejection(rule: str, shapes: Graph) -> tuple[str, str, str, str]:
    """What they must say."""
    focus = _expected_focus(FIXTURES / rule / "invalid.ttl")
    return (rule, focus, _only(rule, SH.message, shapes), _only(rule, SH.severity, shapes))


def keeps_its_obligation(rule: str, shapes: Graph) -> bool:
    """Tell whether a rule has the severity that its message speaks of."""
    said = re.search(r"\b(must|should)\b", _only(rule, SH.message, shapes))
    assert said is not None, f"{rule}: the message must say must or should"
    return _only(rule, SH.severity, shapes) == str(OBLIGATIONS[said[1]])


@pytest.mark.parametrize("rule", FOLDERS)
def test_rule_accepts_the_valid_graph(rule: str) -> None:
    assert accepts_valid(rule, SHAPES_GRAPH)


@pytest.mark.parametrize("rule", FOLDERS)
def test_rule_alone_rejects_the_invalid_graph(rule: str) -> None:
    assert rejections(rule, SHAPES_GRAPH) == {expected_rejection(rule, SHAPES_GRAPH)}


@pytest.mark.parametrize("rule", FOLDERS)
def test_fixtures_say_why_and_differ_by_one_fault(rule: str) -> None:
    valid, invalid = FIXTURES / rule / "valid.ttl", FIXTURES / rule / "invalid.ttl"

    assert valid.read_text(encoding="utf-8").startswith("# Valid: ")
    assert invalid.read_text(encoding="utf-8").startswith("# Invalid because ")
    assert 1 <= len(_read(valid) ^ _read(invalid)) <= 3


def test_context_breaks_no_rule() -> None:
    assert validate(_read(*MODULES, SETTING), SHAPES_GRAPH) == []


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
    assert _only(rule, SH.name)
    assert _only(rule, SH.description).endswith(".")
    message = _only(rule, SH.message)
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
