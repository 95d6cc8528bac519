"""SHACL validation: pySHACL on rdflib's memory store, results as rule, node and message."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from smekg.namespaces import SH, SHAPES

__all__ = ["Violation", "rule_ids", "validate"]


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule.

    Attributes:
        rule: Id of the rule, for example `CLM-003`.
        focus: The node that breaks it, which is the one to edit.
        message: What is wrong and what to edit.
        severity: `Violation`, `Warning` or `Info`.
        value: The offending value, or an empty text.
    """

    rule: str
    focus: str
    message: str
    severity: str
    value: str


def rule_ids(shapes: Graph) -> list[str]:
    """List the rules.

    Args:
        shapes: The shapes graph.

    Returns:
        The ids of all named shapes that carry a message, sorted; other shapes only say where rules apply.
    """
    rules = {s for s in shapes.subjects(SH.message, None) if isinstance(s, URIRef)}
    return sorted(str(rule).removeprefix(str(SHAPES)) for rule in rules)


def validate(data: Graph, shapes: Graph) -> list[Violation]:
    """Validate a graph.

    Args:
        data: All named graphs that the rules look at, merged; never a graph backed by Oxigraph,
            whose plain strings pySHACL misjudges.
        shapes: The shapes.

    Returns:
        The broken rules, sorted.
    """
    import pyshacl.shape  # noqa: PLC0415 - takes a second to load
    from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP  # noqa: PLC0415

    # pySHACL seeks each predicate of each shape in a list; a table saves a tenth of all its time.
    vars(pyshacl.shape)["CONSTRAINT_PARAMS"] = (CONSTRAINT_PARAMETERS_MAP, CONSTRAINT_PARAMETERS_MAP)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inplace=True)
    return sorted({_violation(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)})


def _violation(report: Graph, node: Node) -> Violation:
    def text(predicate: URIRef) -> str:
        value = report.value(node, predicate)
        return "" if value is None else str(value)

    focus, value = text(SH.focusNode), text(SH.value)
    # A query that compares nodes runs once, on what they belong to, and names the one to edit as ?value.
    if text(SH.sourceConstraintComponent) == str(SH.SPARQLConstraintComponent):
        focus, value = value, ""
    return Violation(
        rule=text(SH.sourceShape).removeprefix(str(SHAPES)),
        focus=focus,
        message=text(SH.resultMessage),
        severity=text(SH.resultSeverity).removeprefix(str(SH)),
        value=value,
    )
