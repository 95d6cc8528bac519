"""Everything that `smekg check` looks at, gathered into one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from smekg.errors import Finding, FindingsError
from smekg.namespaces import SMEKG
from smekg.ontology import Ontology
from smekg.paths import DataRoot
from smekg.pipeline import Broken, assemble, read_inputs, shape_tasks
from smekg.processes import run_first_beside
from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.queries.run import run_local
from smekg.reasoning.hermit import classify
from smekg.reasoning.owlapi import justification, profile_violations
from smekg.source_lines import locate
from smekg.store import mirror
from smekg.versions.deprecations import deprecations, query_findings
from smekg.versions.deprecations import shape_findings as deprecated_in_shapes
from smekg.versions.migrations import missing_migrations

__all__ = ["Report", "run_checks"]

_TERM = re.compile(r"(?<![\w:])smekg:([A-Za-z]\w*)")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


@dataclass
class Report:
    """What a check found.

    Attributes:
        findings: Faults.
        warnings: Rules of severity Warning or Info that the data breaks.
        summary: What was checked, for the case that nothing was found.
    """

    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    summary: str = ""


def run_checks(root: DataRoot, progress: Progress) -> Report:
    """Check files, labels, shapes, ontology, profile, and the terms that shapes and queries use.

    Args:
        root: Where the data lies.
        progress: Told the name of each step as it starts.

    Returns:
        The report; a step whose input is faulty is left out.
    """
    report = Report()
    try:
        inputs = read_inputs(root, progress)
    except FindingsError as error:
        report.findings += error.findings
        return report
    queries = inputs.queries | inputs.rules
    report.findings += _term_findings(root, inputs.ontology, queries)
    report.findings += _deprecation_findings(root, inputs.ontology, queries)
    try:
        graphs = assemble(inputs, progress)
    except FindingsError as error:
        report.findings += [*_ontology_findings(inputs.ontology), *error.findings]
        return report
    progress("validating with SHACL, reasoning with HermiT, checking the OWL 2 DL profile")
    of_ontology, parts = run_first_beside(
        lambda: list(_ontology_findings(inputs.ontology)), shape_tasks(root, inputs, graphs)
    )
    broken = Broken.joined(parts)
    report.findings += [*of_ontology, *broken.violations]
    report.warnings = broken.warnings
    progress("running the verification queries")
    places = locate(root, inputs.reviews, queries.values())
    report.findings += _verification_findings(graphs, queries, places)
    report.findings += _undeclared(graphs, inputs.ontology, places)
    claims = sum(len(review.claims) for review in inputs.reviews)
    mappings = sum(len(mapping_set.mappings) for mapping_set in inputs.mappings)
    report.summary = (
        f"clean: {len(inputs.reviews)} review(s), {claims} claims, {len(queries)} queries and rules, "
        f"{mappings} mappings, "
        f"ontology consistent and in OWL 2 DL"
    )
    return report


def _ontology_findings(ontology: Ontology) -> Iterator[Finding]:
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


def _verification_findings(
    graphs: dict[str, Graph], queries: dict[str, StoredQuery], places: dict[str, tuple[str, int]]
) -> Iterator[Finding]:
    """Rows of the queries that answer only when something is wrong."""
    store = mirror(graphs)
    for query in queries.values():
        if "verify" in query.header.tags:
            for entity, error in run_local(store, query.text).rows:
                path, line = places.get(entity, ("graph", 0))
                yield Finding(path, line, f"{entity.rsplit('/', 1)[-1]}: {error}")


def _term_findings(root: DataRoot, ontology: Ontology, queries: dict[str, StoredQuery]) -> Iterator[Finding]:
    """Terms that shapes and queries use and no module declares."""
    declared = _declared(ontology)
    for query in queries.values():
        for number, line in enumerate(query.text.splitlines(), start=1):
            for name in sorted(set(_TERM.findall(_COMMENT.sub("", line)))):
                if SMEKG[name] not in declared:
                    yield Finding(query.path, number, f"smekg:{name} is declared in no ontology module")
    places = locate(root, ())
    for subject, _, term in ontology.shapes:
        if isinstance(term, URIRef) and term.startswith(str(SMEKG)) and term not in declared:
            place = places.get(str(subject), ("ontology/shapes", 0))
            yield Finding(*place, f"smekg:{term.removeprefix(str(SMEKG))} is declared in no ontology module")


def _deprecation_findings(
    root: DataRoot, ontology: Ontology, queries: dict[str, StoredQuery]
) -> Iterator[Finding]:
    """Deprecated terms that queries and shapes use or that no migration takes users away from.

    Claims and axioms that use them are left to the shapes.
    """
    deprecated = deprecations(ontology.terms, ontology.vocabulary)
    yield from query_findings(queries.values(), deprecated)
    places = locate(root, ()) if deprecated else {}
    yield from deprecated_in_shapes(ontology.shapes, deprecated, places)
    yield from missing_migrations(root, deprecated, places)


def _undeclared(
    graphs: dict[str, Graph], ontology: Ontology, places: dict[str, tuple[str, int]]
) -> Iterator[Finding]:
    """Terms that the data uses and no module declares."""
    declared = _declared(ontology)
    seen: set[URIRef] = set()
    for graph in graphs.values():
        for subject, predicate, value in graph:
            for term in (predicate, value):
                if (
                    isinstance(term, URIRef)
                    and term.startswith(str(SMEKG))
                    and term not in declared
                    and term not in seen
                ):
                    seen.add(term)
                    path, line = places.get(str(subject), ("graph", 0))
                    yield Finding(
                        path, line, f"{term.replace(str(SMEKG), 'smekg:')} is declared in no module"
                    )


def _declared(ontology: Ontology) -> set[URIRef]:
    return {s for s in ontology.terms.subjects(RDF.type, None) if isinstance(s, URIRef)}
