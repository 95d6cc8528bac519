"""The SHACL rules, each with a graph that it accepts and one, a single fault away, that it rejects."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import Graph, URIRef

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


def _expected_focus(fixture: Path) -> str:
    second = fixture.read_text(encoding="utf-8").splitlines()[1]
    assert second.startswith("# focus: "), f"{fixture}: the second line must read '# focus: <iri>'"
    return second.removeprefix("# focus: ").strip("<>")


def only(rule: str, predicate: URIRef, shapes: Graph = SHAPES_GRAPH) -> str:
    values = list(shapes.objects(SHAPES[rule], predicate))
    assert len(values) == 1, f"{rule} has {len(values)} values of {predicate}"
    return str(values[0])


def _broken(fixture: Path, shapes: Graph) -> list[Violation]:
    """Validate a fixture with what it mentions as a slice of the graph, in the context of the ontology."""
    return validate_slice(Slice("fixture", read(SETTING, fixture), TERMS), shapes)


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
    return (rule, focus, only(rule, SH.message, shapes), only(rule, SH.severity, shapes))


def keeps_its_obligation(rule: str, shapes: Graph) -> bool:
    """Tell whether a rule has the severity that its message speaks of."""
    said = re.search(r"\b(must|should)\b", only(rule, SH.message, shapes))
    assert said is not None, f"{rule}: the message must say must or should"
    return only(rule, SH.severity, shapes) == str(OBLIGATIONS[said[1]])
