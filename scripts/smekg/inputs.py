"""Everything that is read before anything is built: ontology, mappings, stored queries, annotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from smekg.errors import Finding, FindingsError
from smekg.mappings.model import MappingSet
from smekg.mappings.reader import read_mappings
from smekg.ontology import Ontology, read_ontology
from smekg.paths import DataRoot
from smekg.progress import Progress
from smekg.queries.model import StoredQuery
from smekg.queries.reader import read_queries, read_rules
from smekg.sources.canonical import canonical_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.located import AnnotatedReview
from smekg.sources.outline import outline
from smekg.sources.reader import read_review, review_ids
from smekg.terms import TermIndex, index_terms

__all__ = ["Inputs", "read_common", "read_inputs", "read_reviews"]


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
    faults: list[Finding] = []
    ids = review_ids(root)
    common: Inputs | None = None
    try:
        common = read_common(root, progress)
    except FindingsError as error:
        faults += error.findings
    reviews, unread = read_reviews(root, ids, progress)
    outlines = [outline(review) for review in reviews]
    faults += [*unread, *canonical_faults(outlines)]
    if not unread:
        # A claim of a review that could not be read is not known to be missing.
        faults += comparison_faults(outlines)
    if faults or common is None:
        raise FindingsError(faults)
    return replace(common, reviews=tuple(reviews))


def read_common(root: DataRoot, progress: Progress) -> Inputs:
    """Read what belongs to no review.

    Args:
        root: Where the data lies.
        progress: Told what is being read.

    Returns:
        The inputs without reviews.

    Raises:
        FindingsError: Files are faulty; the faults of all files are listed.
    """
    progress("reading the ontology")
    faults: list[Finding] = []
    ontology: Ontology | None = None
    mappings: tuple[MappingSet, ...] = ()
    stored: list[dict[str, StoredQuery]] = []
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
    if faults or ontology is None:
        raise FindingsError(faults)
    index = index_terms(ontology.terms, ontology.vocabulary)
    return Inputs(ontology, index, (), mappings, *stored)


def read_reviews(
    root: DataRoot, ids: Iterable[str], progress: Progress
) -> tuple[list[AnnotatedReview], list[Finding]]:
    """Read reviews.

    Args:
        root: Where the data lies.
        ids: Their ids.
        progress: Told what is being read.

    Returns:
        Those that could be read, and the faults of the others.
    """
    reviews: list[AnnotatedReview] = []
    faults: list[Finding] = []
    for review_id in ids:
        progress(f"reading {review_id}")
        try:
            reviews.append(read_review(root, review_id))
        except FindingsError as error:
            faults += error.findings
    return reviews, faults
