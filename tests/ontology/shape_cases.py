"""The SHACL rules, each with a graph that it accepts and one, a single fault away, that it rejects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from conftest import REPOSITORY
from smekg.namespaces import SH, SHAPES
from smekg.shapes import Violation, rule_ids
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice

ONTOLOGY = REPOSITORY / "ontology"
FIXTURES = Path(__file__).resolve().parent / "shapes"
SHAPE_FILES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
MODULES = tuple(ONTOLOGY / "modules" / f"{name}.ttl" for name in ("claims", "claim-values", "publications"))
SETTING = FIXTURES / "context.ttl"
FOLDERS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
#: The ways in which a shape names what it applies to.
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
#: What each rule must reject: rule and name of the file, of which the first is `invalid.ttl`.
INVALID = [(path.parent.name, path.name) for path in sorted(FIXTURES.glob("*/invalid*.ttl"))]
#: How a message states its obligation, and the severity that goes with it.
OBLIGATIONS = {"must": SH.Violation, "should": SH.Warning}


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


SHAPES_GRAPH = read(*SHAPE_FILES)
TERMS = frozenset(read(*MODULES))
RULES = rule_ids(SHAPES_GRAPH)


def focus_of(rule: str, fixture: str = "invalid.ttl") -> URIRef:
    """The node that a written graph is about."""
    second = (FIXTURES / rule / fixture).read_text(encoding="utf-8").splitlines()[1]
    assert second.startswith("# focus: "), f"{rule}/{fixture}: the second line must read '# focus: <iri>'"
    return URIRef(second.removeprefix("# focus: ").strip("<>"))


def only(rule: str, predicate: URIRef, shapes: Graph = SHAPES_GRAPH) -> str:
    values = list(shapes.objects(SHAPES[rule], predicate))
    assert len(values) == 1, f"{rule} has {len(values)} values of {predicate}"
    return str(values[0])


def valid(rule: str) -> Graph:
    """The graph that a rule must accept, in its setting."""
    return read(SETTING, FIXTURES / rule / "valid.ttl")


def _broken(graph: Graph, shapes: Graph) -> list[Violation]:
    """Validate a graph with what it mentions as a slice, in the context of the ontology."""
    return validate_slice(Slice("fixture", graph, TERMS), shapes)


def broken_at(graph: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """The rules that a graph breaks, each with where."""
    return {(violation.rule, violation.focus) for violation in _broken(graph, shapes)}


def accepts_valid(rule: str, shapes: Graph) -> bool:
    """Tell whether shapes accept the graph that a rule must accept."""
    return not [v for v in _broken(valid(rule), shapes) if v.rule == rule or v.severity == "Violation"]


def rejections(rule: str, fixture: str, shapes: Graph) -> set[tuple[str, str, str, str]]:
    """What shapes say of a graph that a rule, and it alone, must reject."""
    broken = _broken(read(SETTING, FIXTURES / rule / fixture), shapes)
    return {(v.rule, v.focus, v.message, str(SH[v.severity])) for v in broken}


def expected_rejection(rule: str, fixture: str, shapes: Graph) -> tuple[str, str, str, str]:
    """What they must say."""
    return (
        rule,
        str(focus_of(rule, fixture)),
        only(rule, SH.message, shapes),
        only(rule, SH.severity, shapes),
    )


def keeps_its_obligation(rule: str, shapes: Graph) -> bool:
    """Tell whether a rule has the severity that its message speaks of."""
    said = re.search(r"\b(must|should)\b", only(rule, SH.message, shapes))
    assert said is not None, f"{rule}: the message must say must or should"
    return only(rule, SH.severity, shapes) == str(OBLIGATIONS[said[1]])


def rules_of(node: Node, shapes: Graph = SHAPES_GRAPH) -> set[str]:
    """The rules that a shape, or a part of one, belongs to; otherwise those that it gathers."""
    return _named(shapes.transitive_subjects(None, node)) or _named(shapes.transitive_objects(node, None))


def _named(nodes: Iterable[Node | None]) -> set[str]:
    return {str(node).removeprefix(str(SHAPES)) for node in nodes} & set(RULES)


def targets(shape: Node) -> set[Node]:
    """What a shape applies to."""
    return {target for way in TARGETS for target in SHAPES_GRAPH.objects(shape, way)}


def rejects_at(rule: str, shape: Node, target: Node, shapes: Graph) -> bool:
    """Tell whether a rule rejects its fault where another target of its shape has it.

    Args:
        rule: The rule.
        shape: The shape that gives it targets.
        target: The target that takes the place of the one in the graph that the rule must reject.
        shapes: The shapes, which may have been changed.
    """
    written, focus = read(SETTING, FIXTURES / rule / "invalid.ttl"), focus_of(rule)
    replaced = targets(shape) & written.all_nodes()

    def at_target(node: Node) -> Node:
        return target if node in replaced else node

    renamed = Graph()
    for subject, predicate, value in written:
        renamed.add((at_target(subject), predicate, at_target(value)))
    return (rule, str(at_target(focus))) in broken_at(renamed, shapes)
