"""The files of a review: refused with file and line, or told by the graph exactly as they stand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from conftest import TINY
from fuzz.comparing import Labels, differences
from fuzz.harness import Target, assert_placed, scratch, tiny_root
from fuzz.mutations import files
from fuzz.said import statements
from smekg.errors import FindingsError
from smekg.graph.reviews import review_graph
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.sources.canonical import canonical_entries, canonical_faults
from smekg.sources.comparisons import comparison_faults
from smekg.sources.outline import outline
from smekg.sources.reader import read_review
from smekg.store import canonical_nquads, mirror
from smekg.terms import TermIndex, index_terms
from versions.errata_cases import ERRATA

_RICH = Path(__file__).resolve().parent / "seeds"
_REVIEW = "tiny-2020"


@cache
def known() -> tuple[TermIndex, Labels]:
    """The terms that the tiny review may name, for the reader and for the test."""
    ontology = read_ontology(tiny_root("terms"))
    return index_terms(ontology.terms, ontology.vocabulary), Labels(ontology.terms, ontology.vocabulary)


@cache
def review_root(name: str) -> DataRoot:
    """A folder that holds the tiny review and nothing else."""
    folder = scratch(name)
    shutil.copytree(TINY, folder / "sources" / _REVIEW)
    return DataRoot(folder)


def build(root: DataRoot, index: TermIndex) -> Graph:
    """Read the tiny review and build its graph, as `smekg build` does.

    Args:
        root: Where its files lie.
        index: The labels that they may use.

    Returns:
        The graph.

    Raises:
        FindingsError: The files are faulty.
    """
    review = read_review(root, _REVIEW)
    faults = [*canonical_faults([outline(review)]), *comparison_faults([outline(review)])]
    if faults:
        raise FindingsError(faults)
    return review_graph(review, index, canonical_entries([outline(review)]))


def _check(file: str) -> Callable[[bytes], None]:
    def check(case: bytes) -> None:
        root, (index, labels) = review_root(file.replace("/", "-")), known()
        folder = root.sources / _REVIEW
        (folder / file).write_bytes(case)
        try:
            graph = build(root, index)
        except FindingsError as error:
            assert_placed(error, root.path)
            return
        found = differences(written_and_read(graph), statements(folder), labels)
        assert not found, found

    return check


def written_and_read(graph: Graph) -> Graph:
    """The graph as its canonical N-Quads say it to another reader, each literal as it is written."""
    again = Graph()
    for quad in ox.parse(canonical_nquads(mirror({_REVIEW: graph})), ox.RdfFormat.N_QUADS):
        thing = quad.object
        assert not isinstance(thing, ox.BlankNode)
        again.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), _term(thing)))
    return again


def _term(thing: ox.NamedNode | ox.Literal) -> URIRef | Literal:
    if isinstance(thing, ox.NamedNode):
        return URIRef(thing.value)
    plain = thing.language is not None or thing.datatype.value == str(XSD.string)
    kind = None if plain else URIRef(thing.datatype.value)
    return Literal(thing.value, lang=thing.language, datatype=kind, normalize=False)


def _target(name: str, file: str, *more: str, tree: bool = True) -> Target:
    """A target that mutates one file of the review: that of the tiny one, and one that has every key."""
    paths = [path for path in (TINY / file, _RICH / Path(file).name) if path.exists()]
    seeds = [*(path.read_text(encoding="utf-8") for path in paths), *more]
    return Target(name, tuple(seed.encode() for seed in seeds), files(*seeds, tree=tree), _check(file))


TARGETS = (
    _target("claims", "claims/section-1.yaml"),
    _target("source", "source.yaml"),
    _target("errata", "errata.yaml", ERRATA),
    _target("works", "works.bib", tree=False),
)
