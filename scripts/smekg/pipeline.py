"""One way through the house: read, type, build, validate, reason, derive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from rdflib import Graph

from smekg.errors import Finding, FindingsError
from smekg.graph.reviews import review_graph
from smekg.mappings.graph import mapping_graph
from smekg.mappings.model import MappingSet
from smekg.mappings.reader import read_mappings
from smekg.namespaces import bind_prefixes
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot
from smekg.processes import run_first_beside
from smekg.progress import Progress
from smekg.queries.catalogue import catalogue_graph
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries, read_rules
from smekg.reasoning.hermit import Classification, classify
from smekg.rules import derive
from smekg.shapes import Violation
from smekg.source_lines import locate
from smekg.sources.canonical import canonical_entries, canonical_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.located import AnnotatedReview
from smekg.sources.reader import read_review, review_ids
from smekg.terms import TermIndex, index_terms
from smekg.validation.run import validation_tasks

__all__ = [
    "Broken",
    "Inputs",
    "KnowledgeGraph",
    "assemble",
    "build_graph",
    "complete",
    "read_inputs",
    "shape_tasks",
]


@dataclass(frozen=True)
class Inputs:
    """Everything that was read.

    Attributes:
        ontology: Modules, vocabulary and shapes.
        index: Labels of all terms.
        reviews: The annotated reviews.
        mappings: What the terms are called and near to in other vocabularies.
        queries: The stored queries by id.
        rules: The CONSTRUCT rules by id.
    """

    ontology: Ontology
    index: TermIndex
    reviews: tuple[AnnotatedReview, ...]
    mappings: tuple[MappingSet, ...]
    queries: dict[str, StoredQuery]
    rules: dict[str, StoredQuery]


@dataclass(frozen=True)
class KnowledgeGraph:
    """The finished graph.

    Attributes:
        graphs: Graph name to graph: `ontology`, `vocabulary`, `mappings`, `queries`, one per review,
            `inferred`, `derived`.
        warnings: Rules of severity Warning or Info that the data breaks.
    """

    graphs: dict[str, Graph]
    warnings: tuple[Finding, ...]


class Broken(NamedTuple):
    """The rules that data breaks.

    Attributes:
        violations: Those of severity Violation, each with the file and line to edit.
        warnings: Those of severity Warning or Info, likewise.
    """

    violations: list[Finding]
    warnings: list[Finding]

    @classmethod
    def joined(cls, parts: Iterable[Broken]) -> Broken:
        """Put together what was found in parts.

        Args:
            parts: What was found; a rule that two parts found broken at one place counts once.

        Returns:
            All of it, sorted.
        """
        parts = tuple(parts)
        return cls(
            sorted({finding for part in parts for finding in part.violations}),
            sorted({finding for part in parts for finding in part.warnings}),
        )


def read_inputs(root: DataRoot, progress: Progress) -> Inputs:
    """Read ontology, mappings, stored queries and annotations.

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
    stored: list[dict[str, StoredQuery]] = []
    reviews: list[AnnotatedReview] = []
    ids = review_ids(root)
    try:
        ontology = read_ontology(root)
        mappings = read_mappings(root, ontology)
    except FindingsError as error:
        faults += error.findings
    for read in (read_queries, read_rules):
        try:
            stored.append(read(root))
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
    return Inputs(ontology, index, tuple(reviews), mappings, *stored)


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
        "queries": catalogue_graph(
            inputs.queries, inputs.rules, [review.source.code for review in inputs.reviews]
        ),
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


def shape_tasks(root: DataRoot, inputs: Inputs, graphs: Mapping[str, Graph]) -> list[Callable[[], Broken]]:
    """Divide the validation of the asserted graphs.

    Args:
        root: Where the data lies.
        inputs: What was read.
        graphs: The asserted graphs.

    Returns:
        Tasks that can run beside each other; each finds violations and warnings with file and line.
    """
    places = locate(root, inputs.reviews, (*inputs.queries.values(), *inputs.rules.values()))
    reviews = [review.source.id for review in inputs.reviews]

    def located(task: Callable[[], list[Violation]]) -> Broken:
        found = task()
        return Broken(
            [_finding(v, places) for v in found if v.severity == "Violation"],
            [_finding(v, places) for v in found if v.severity != "Violation"],
        )

    return [partial(located, task) for task in validation_tasks(graphs, reviews, inputs.ontology.shapes)]


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
    graphs = assemble(inputs, progress)
    progress("validating with SHACL and reasoning with HermiT")
    classification, parts = run_first_beside(
        lambda: classify(inputs.ontology.terms), shape_tasks(root, inputs, graphs)
    )
    broken = Broken.joined(parts)
    if broken.violations:
        raise FindingsError(broken.violations)
    complete(graphs, classification, inputs.rules, progress)
    return KnowledgeGraph(graphs, tuple(broken.warnings))


def complete(
    graphs: dict[str, Graph],
    classification: Classification,
    rules: Mapping[str, StoredQuery],
    progress: Progress,
) -> None:
    """Add what follows: the graphs `inferred` and `derived`.

    Args:
        graphs: The asserted graphs; the two are added.
        classification: What the reasoner makes of the ontology.
        rules: The rules by id.
        progress: Told the name of each step as it starts.

    Raises:
        FindingsError: The ontology is inconsistent, or rules wait for each other.
    """
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


def _finding(violation: Violation, places: dict[str, tuple[str, int]]) -> Finding:
    path, line = places.get(violation.focus, ("graph", 0))
    subject = violation.focus.rsplit("/", 1)[-1]
    value = f" (found: {violation.value})" if violation.value and violation.value != violation.focus else ""
    return Finding(path, line, f"{subject}: {violation.message}{value}")
