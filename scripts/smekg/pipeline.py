"""One way through the house: read, type, build, validate, reason, derive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph

from smekg.errors import Finding, FindingsError
from smekg.graph.reviews import review_graph
from smekg.mappings.graph import mapping_graph
from smekg.mappings.model import MappingSet
from smekg.mappings.reader import read_mappings
from smekg.namespaces import bind_prefixes
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot
from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_rules
from smekg.reasoning.hermit import Classification, classify
from smekg.rules import derive
from smekg.shapes import Violation, validate
from smekg.source_lines import locate
from smekg.sources.canonical import canonical_entries, canonical_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.located import AnnotatedReview
from smekg.sources.reader import read_review, review_ids
from smekg.terms import TermIndex, index_terms

__all__ = [
    "Inputs",
    "KnowledgeGraph",
    "assemble",
    "build_graph",
    "complete",
    "read_inputs",
    "shape_findings",
]


@dataclass(frozen=True)
class Inputs:
    """Everything that was read.

    Attributes:
        ontology: Modules, vocabulary and shapes.
        index: Labels of all terms.
        reviews: The annotated reviews.
        mappings: What the terms are called and near to in other vocabularies.
    """

    ontology: Ontology
    index: TermIndex
    reviews: tuple[AnnotatedReview, ...]
    mappings: tuple[MappingSet, ...]


@dataclass(frozen=True)
class KnowledgeGraph:
    """The finished graph.

    Attributes:
        graphs: Graph name to graph: `ontology`, `vocabulary`, `mappings`, one per review, `inferred`,
            `derived`.
        warnings: Rules of severity Warning or Info that the data breaks.
    """

    graphs: dict[str, Graph]
    warnings: tuple[Finding, ...]


def read_inputs(root: DataRoot, progress: Progress) -> Inputs:
    """Read ontology, mappings and annotations.

    Args:
        root: Where the data lies.
        progress: Told what is being read.

    Returns:
        The inputs.

    Raises:
        FindingsError: Files are faulty; the faults of all files are listed.
    """
    progress("reading the ontology")
    faults: list[Finding] = []
    ontology: Ontology | None = None
    mappings: tuple[MappingSet, ...] = ()
    reviews: list[AnnotatedReview] = []
    ids = review_ids(root)
    try:
        ontology = read_ontology(root)
        mappings = read_mappings(root, ontology)
    except FindingsError as error:
        faults += error.findings
    for review_id in ids:
        progress(f"reading {review_id}")
        try:
            reviews.append(read_review(root, review_id))
        except FindingsError as error:
            faults += error.findings
    faults += canonical_faults(reviews)
    if len(reviews) == len(ids):
        # A claim of a review that could not be read is not known to be missing.
        faults += comparison_faults(reviews)
    if faults or ontology is None:
        raise FindingsError(faults)
    index = index_terms(ontology.terms, ontology.vocabulary)
    return Inputs(ontology, index, tuple(reviews), mappings)


def assemble(inputs: Inputs, progress: Progress) -> dict[str, Graph]:
    """Build the asserted graphs.

    Args:
        inputs: What was read.
        progress: Told what is being built.

    Returns:
        Graph name to graph.

    Raises:
        FindingsError: Labels in the annotations name nothing; all are listed.
    """
    graphs = {
        "ontology": inputs.ontology.terms,
        "vocabulary": inputs.ontology.vocabulary,
        "mappings": mapping_graph(inputs.mappings, inputs.ontology.terms),
    }
    faults: list[Finding] = []
    owners = canonical_entries(inputs.reviews)
    for review in inputs.reviews:
        progress(f"building the graph of {review.source.id}")
        try:
            graphs[review.source.id] = review_graph(review, inputs.index, owners)
        except FindingsError as error:
            faults += error.findings
    if faults:
        raise FindingsError(faults)
    return graphs


def shape_findings(
    root: DataRoot, inputs: Inputs, graphs: dict[str, Graph], progress: Progress
) -> tuple[list[Finding], list[Finding]]:
    """Validate the asserted graphs.

    Args:
        root: Where the data lies.
        inputs: What was read.
        graphs: The asserted graphs.
        progress: Told that validation starts.

    Returns:
        Violations and warnings, each with the file and line to edit.
    """
    progress("validating with SHACL")
    broken = validate(_merged(graphs), inputs.ontology.shapes)
    places = locate(root, inputs.reviews)
    violations = [_finding(v, places) for v in broken if v.severity == "Violation"]
    warnings = [_finding(v, places) for v in broken if v.severity != "Violation"]
    return violations, warnings


def build_graph(root: DataRoot, progress: Progress) -> KnowledgeGraph:
    """Go the whole way from the files to the finished graph.

    Args:
        root: Where the data lies.
        progress: Told the name of each step as it starts.

    Returns:
        The graph.

    Raises:
        FindingsError: Files are faulty, the data breaks a rule, or the ontology is inconsistent.
    """
    inputs = read_inputs(root, progress)
    rules = read_rules(root)
    graphs = assemble(inputs, progress)
    violations, warnings = shape_findings(root, inputs, graphs, progress)
    if violations:
        raise FindingsError(violations)
    complete(graphs, inputs.ontology, rules, progress)
    return KnowledgeGraph(graphs, tuple(warnings))


def complete(
    graphs: dict[str, Graph], ontology: Ontology, rules: Mapping[str, StoredQuery], progress: Progress
) -> None:
    """Add what follows: the graphs `inferred` and `derived`.

    Args:
        graphs: The asserted graphs; the two are added.
        ontology: The ontology.
        rules: The rules by id.
        progress: Told the name of each step as it starts.

    Raises:
        FindingsError: The ontology is inconsistent, or rules wait for each other.
    """
    progress("reasoning with HermiT")
    classification = classify(ontology.terms)
    faults = list(reasoning_findings(classification))
    if faults:
        raise FindingsError(faults)
    graphs["inferred"] = bind_prefixes(classification.inferred)
    progress("deriving by rule")
    graphs["derived"] = derive(graphs, rules)


def reasoning_findings(classification: Classification) -> Iterator[Finding]:
    """Say what the reasoner found wrong.

    Args:
        classification: HermiT's answer.

    Yields:
        One finding per contradiction, without the axioms; `smekg check` names those.
    """
    if not classification.consistent:
        yield Finding("ontology", 0, "the ontology is inconsistent; `smekg check` shows the axioms")
    for cls in classification.unsatisfiable:
        yield Finding("ontology", 0, f"the class {cls} can have no instance; `smekg check` shows the axioms")


def _merged(graphs: dict[str, Graph]) -> Graph:
    merged = bind_prefixes(Graph())
    for graph in graphs.values():
        for triple in graph:
            merged.add(triple)
    return merged


def _finding(violation: Violation, places: dict[str, tuple[str, int]]) -> Finding:
    path, line = places.get(violation.focus, ("graph", 0))
    subject = violation.focus.rsplit("/", 1)[-1]
    value = f" (found: {violation.value})" if violation.value and violation.value != violation.focus else ""
    return Finding(path, line, f"{subject}: {violation.message}{value}")
