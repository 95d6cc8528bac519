"""What is wrong with the ontology itself: its profile and its consistency."""

from __future__ import annotations

from collections.abc import Iterator

from smekg.errors import Finding
from smekg.namespaces import SMEKG
from smekg.ontology import Ontology
from smekg.reasoning.hermit import classify
from smekg.reasoning.owlapi import justification, profile_violations

__all__ = ["reasoned_findings"]


def reasoned_findings(ontology: Ontology) -> Iterator[Finding]:
    """Reason over the ontology.

    Args:
        ontology: The ontology.

    Yields:
        What lies outside OWL 2 DL, and contradictions with the axioms that make them.
    """
    for violation in profile_violations(ontology.terms):
        yield Finding("ontology", 0, f"outside OWL 2 DL: {violation}")
    classification = classify(ontology.terms)
    if not classification.consistent:
        axioms = "; ".join(justification(ontology.terms))
        yield Finding("ontology", 0, f"the ontology is inconsistent; change one of these axioms: {axioms}")
    for cls in classification.unsatisfiable:
        axioms = "; ".join(justification(ontology.terms, cls))
        name = str(cls).replace(str(SMEKG), "smekg:")
        yield Finding("ontology", 0, f"{name} can have no instance; change one of these axioms: {axioms}")
