"""Axioms, classes, shapes and their constraints, taken out or weakened."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import partial

from pyshacl.errors import ConstraintLoadError, ShapeLoadError
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from mutation.mutant import Kind, Mutant, sample
from ontology import broken_constraints, reasoning_cases, shape_cases
from smekg.iris import PREFIXES
from smekg.namespaces import SH, SHAPES, SMEKG
from smekg.reasoning.owlapi import Axiom

__all__ = ["schema_kinds"]

_BOUNDS = {
    **dict.fromkeys((SH.minCount, SH.minInclusive, SH.minLength, SH.qualifiedMinCount), -1),
    **dict.fromkeys((SH.maxCount, SH.maxInclusive, SH.maxLength, SH.qualifiedMaxCount), 1),
}
_CONSTRAINTS = {
    *_BOUNDS,
    *(
        SH["class"],
        SH.datatype,
        SH.nodeKind,
        SH.pattern,
        SH["in"],
        SH.hasValue,
        SH["or"],
        SH["and"],
        SH["not"],
    ),
    *(SH.sparql, SH.uniqueLang, SH.languageIn, SH.equals, SH.disjoint, SH.lessThan, SH.node, SH.xone),
    *(SH.minExclusive, SH.maxExclusive, SH.qualifiedValueShape),
}
Triple = tuple[Node, Node, Node]
#: Gives what is taken out of the shapes, and what comes in its place.
Changes = Callable[[Graph], Iterator[tuple[Triple, Triple | None]]]


def schema_kinds() -> list[Kind]:
    """List the kinds of changed axioms and shapes."""
    return [
        Kind("ontology: axiom dropped", _without_axiom),
        Kind("ontology: class moved one step up", _moved_up),
        Kind("shape: target dropped", partial(_shape_mutants, _without_target)),
        Kind("shape: rule taken from its shape", partial(_shape_mutants, _without_rule)),
        Kind("shape: constraint dropped", partial(_shape_mutants, _without_constraint)),
        Kind("shape: bound loosened", partial(_shape_mutants, _loosened)),
        Kind("shape: path changed", partial(_shape_mutants, _other_path)),
        Kind("shape: severity changed", partial(_shape_mutants, _other_severity)),
    ]


def _notices(axiom: Axiom, instead: Graph | None) -> str | None:
    case = reasoning_cases.who_notices(axiom, instead)
    return f"competency case {case.name}" if case else None


def _without_axiom(chance: random.Random, number: int) -> Iterator[Mutant]:
    for axiom in sample(chance, reasoning_cases.axioms_in_need(), number):
        yield Mutant(axiom.text, partial(_notices, axiom, None))


def _moved_up(chance: random.Random, number: int) -> Iterator[Mutant]:
    """A class under the class above its own one."""
    graph = reasoning_cases.terms()
    edges = []
    for axiom in reasoning_cases.axioms_in_need():
        found = re.fullmatch(r"smekg:(\w+) SubClassOf smekg:(\w+)", axiom.text)
        if found:
            child, parent = SMEKG[found[1]], SMEKG[found[2]]
            wider = [w for w in graph.objects(parent, RDFS.subClassOf) if isinstance(w, URIRef)]
            edges += [(axiom, child, w) for w in sorted(wider)[:1]]
    for axiom, child, above in sample(chance, edges, number):
        instead = Graph()
        instead.add((child, RDFS.subClassOf, above))
        yield Mutant(f"{axiom.text} → {_short(above)}", partial(_notices, axiom, instead))


def _shape_mutants(changes: Changes, chance: random.Random, number: int) -> Iterator[Mutant]:
    graph = shape_cases.SHAPES_GRAPH
    found = sorted(changes(graph), key=lambda change: _place(graph, change[0]))
    for removed, added in sample(chance, found, number):
        rules = sorted(shape_cases.rules_of(removed[0], graph))
        told = f"{', '.join(rules)}: {_short(removed[1])} {_short(removed[2])}"
        if added is not None:
            told += f" → {_short(added[2])}"
        yield Mutant(told, partial(_rejected, removed, added, rules))


def _place(graph: Graph, triple: Triple) -> tuple[list[str], str, str]:
    """An order that is the same at every run, for blank nodes are named anew at each."""
    return sorted(shape_cases.rules_of(triple[0], graph)), str(triple[1]), _short(triple[2])


def _rejected(removed: Triple, added: Triple | None, rules: list[str]) -> str | None:
    changed = Graph() + shape_cases.SHAPES_GRAPH
    changed.remove(removed)
    if added is not None:
        changed.add(added)
    try:
        return next(_rejections(removed, changed, rules), None)
    except (ConstraintLoadError, ShapeLoadError):
        return "shapes that are none"


def _rejections(removed: Triple, changed: Graph, rules: list[str]) -> Iterator[str]:
    shape, predicate, value = removed
    for rule in rules:
        if not shape_cases.keeps_its_obligation(rule, changed):
            yield f"obligation of {rule}"
        for fixture in (name for of_rule, name in shape_cases.INVALID if of_rule == rule):
            wanted = {shape_cases.expected_rejection(rule, fixture, changed)}
            if shape_cases.rejections(rule, fixture, changed) != wanted:
                yield f"tests/ontology/shapes/{rule}/{fixture}"
        if not shape_cases.accepts_valid(rule, changed):
            yield f"tests/ontology/shapes/{rule}/valid.ttl"
        if predicate in shape_cases.TARGETS and not shape_cases.rejects_at(rule, shape, value, changed):
            yield f"fault of {rule} at {_short(value)}"
        for of_rule, constraint in broken_constraints.CONSTRAINTS:
            if of_rule == rule and not broken_constraints.holds(rule, constraint, changed):
                yield f"{_short(constraint)} of {rule} broken"


def _without_target(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    yield from ((triple, None) for triple in graph if triple[1] in shape_cases.TARGETS)


def _without_rule(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    for subject, value in graph.subject_objects(SH.property):
        if str(value).removeprefix(str(SHAPES)) in shape_cases.RULES:
            yield (subject, SH.property, value), None


def _without_constraint(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    yield from ((triple, None) for triple in graph if triple[1] in _CONSTRAINTS)


def _loosened(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    for subject, predicate, value in graph:
        if predicate in _BOUNDS and isinstance(value, Literal):
            changed = int(value) + _BOUNDS[URIRef(str(predicate))]
            yield (subject, predicate, value), (subject, predicate, Literal(changed, datatype=value.datatype))
        elif predicate == SH.pattern:
            yield (subject, predicate, value), (subject, predicate, Literal(".*"))


def _other_path(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    paths = sorted({path for path in graph.objects(None, SH.path) if isinstance(path, URIRef)})
    for subject, path in graph.subject_objects(SH.path):
        if isinstance(path, URIRef):
            other = paths[(paths.index(path) + 1) % len(paths)]
            yield (subject, SH.path, path), (subject, SH.path, other)


def _other_severity(graph: Graph) -> Iterator[tuple[Triple, Triple | None]]:
    other = {SH.Violation: SH.Warning, SH.Warning: SH.Violation, SH.Info: SH.Violation}
    for subject, severity in graph.subject_objects(SH.severity):
        yield (subject, SH.severity, severity), (subject, SH.severity, other[URIRef(str(severity))])


def _short(node: Node) -> str:
    for prefix, iri in PREFIXES.items():
        if isinstance(node, URIRef) and str(node).startswith(iri):
            return f"{prefix}:{str(node).removeprefix(iri)}"
    if isinstance(node, Literal):
        return " ".join(str(node).split())[:60]
    return str(node) if isinstance(node, URIRef) else "[…]"
