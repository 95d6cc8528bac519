"""One way through the house: read, type, build, validate, reason, derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph

from smekg.errors import Finding, FindingsError
from smekg.graph.reviews import review_graph
from smekg.inputs import Inputs, read_inputs
from smekg.mappings.graph import mapping_graph
from smekg.paths import DataRoot
from smekg.processes import run_first_beside
from smekg.progress import Progress
from smekg.queries.catalogue import catalogue_graph
from smekg.reasoning.hermit import Classification, classify
from smekg.rules import derive
from smekg.sources.canonical import canonical_entries
from smekg.sources.outline import outline
from smekg.store import mirror
from smekg.validation.findings import Broken, shape_tasks

__all__ = [
    "KnowledgeGraph",
    "assemble",
    "build_graph",
    "common_graphs",
    "reasoned",
    "reasoning_findings",
    "review_graphs",
]


@dataclass(frozen=True)
class KnowledgeGraph:
    """The finished graph.

    Attributes:
        store: Its named graphs: `ontology`, `vocabulary`, `mappings`, `queries`, one per review,
            `inferred`, `derived`.
        warnings: Rules of severity Warning or Info that the data breaks.
    """

    store: ox.Store
    warnings: tuple[Finding, ...]


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
    outlines = [outline(review) for review in inputs.reviews]
    graphs = common_graphs(inputs, [review.code for review in outlines])
    return graphs | review_graphs(inputs, canonical_entries(outlines), progress)


def common_graphs(inputs: Inputs, codes: Iterable[str]) -> dict[str, Graph]:
    """Build the graphs that belong to no review.

    Args:
        inputs: What was read.
        codes: The codes of all reviews.

    Returns:
        Graph name to graph.
    """
    return {
        "ontology": inputs.ontology.terms,
        "vocabulary": inputs.ontology.vocabulary,
        "mappings": mapping_graph(inputs.mappings, inputs.ontology.terms),
        "queries": catalogue_graph(inputs.queries, inputs.rules, codes),
    }


def review_graphs(inputs: Inputs, owners: Mapping[str, str], progress: Progress) -> dict[str, Graph]:
    """Build the graphs of reviews.

    Args:
        inputs: What was read.
        owners: Citation key to the id of the review whose bibliography describes the work.
        progress: Told what is being built.

    Returns:
        Review id to graph.

    Raises:
        FindingsError: Labels in the annotations name nothing; all are listed.
    """
    graphs: dict[str, Graph] = {}
    faults: list[Finding] = []
    for review in inputs.reviews:
        progress(f"building the graph of {review.source.id}")
        try:
            graphs[review.source.id] = review_graph(review, inputs.index, owners)
        except FindingsError as error:
            faults += error.findings
    if faults:
        raise FindingsError(faults)
    return graphs


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
    # rdflib's graphs end with this call: Oxigraph holds the same in half the memory.
    store, warnings = _validated(root, inputs, progress)
    progress("deriving by rule")
    derive(store, inputs.rules)
    return KnowledgeGraph(store, warnings)


def _validated(root: DataRoot, inputs: Inputs, progress: Progress) -> tuple[ox.Store, tuple[Finding, ...]]:
    graphs = assemble(inputs, progress)
    progress("validating with SHACL and reasoning with HermiT")
    classification, parts = run_first_beside(
        lambda: classify(inputs.ontology.terms), shape_tasks(root, inputs, graphs)
    )
    broken = Broken.joined(parts)
    if broken.violations:
        raise FindingsError(broken.violations)
    return reasoned(graphs, classification), tuple(broken.warnings)


def reasoned(graphs: Mapping[str, Graph], classification: Classification) -> ox.Store:
    """Put what is asserted and what the reasoner adds into one store.

    Args:
        graphs: The asserted graphs by name.
        classification: What the reasoner makes of the ontology.

    Returns:
        The store, with a graph `inferred`, ready for the rules.

    Raises:
        FindingsError: The ontology is inconsistent.
    """
    faults = list(reasoning_findings(classification))
    if faults:
        raise FindingsError(faults)
    return mirror({**graphs, "inferred": classification.inferred})


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
