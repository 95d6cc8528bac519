"""Validated slice by slice, the graph breaks the rules that it breaks as a whole."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.term import Node

from smekg.garbage import collecting_later
from smekg.inputs import read_inputs
from smekg.namespaces import graph_iri
from smekg.ontology import read_ontology
from smekg.paths import DataRoot
from smekg.pipeline import assemble
from smekg.processes import run_beside, run_first_beside
from smekg.shapes import Violation, validate
from smekg.sources.reader import review_ids
from smekg.store import load_store, serialize
from smekg.validation.run import validate_slice
from smekg.validation.slices import Slice, slice_makers, slice_of_review, subjects_by_graph
from support.two_reviews import two_reviews

Graphs = dict[str, Graph]
Triple = tuple[Node, Node, Node]

#: What the build adds after validation.
ADDED = {"inferred", "derived"}


def quiet(_step: str) -> None:
    """Tell nobody."""


@pytest.fixture(scope="module")
def reviews(root: DataRoot) -> list[str]:
    return review_ids(root)


@pytest.fixture(scope="module")
def shapes(root: DataRoot) -> Graph:
    return read_ontology(root).shapes


@pytest.fixture(scope="module")
@collecting_later()
def graphs(dist: Path) -> Graphs:
    """The asserted graphs of the real build."""
    store = load_store(dist)
    found = {}
    for path in (dist / "current" / "graphs").glob("*.ttl"):
        if path.stem not in ADDED:
            quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(path.stem)))
            lines = serialize((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES)
            found[path.stem] = Graph().parse(data=lines, format="nt")
    return found


def copied(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def thinned(graphs: Mapping[str, Graph], chance: random.Random, share: float) -> Graphs:
    """Keep the ontology and some of the things that the other graphs describe."""
    found = {}
    for name, graph in graphs.items():
        kept = {node for node in sorted(set(graph.subjects()), key=str) if chance.random() < share}
        found[name] = graph if name == "ontology" else copied(t for t in graph if t[0] in kept)
    return found


def damaged(graphs: Mapping[str, Graph], chance: random.Random, edits: int) -> Graphs:
    """Drop triples, or give them the subject, predicate or object of another one."""
    found = {}
    for name, graph in graphs.items():
        found[name] = copied(graph)
        triples = sorted(graph)
        for triple in chance.sample(triples, min(edits, len(triples))):
            found[name].remove(triple)
            place, other = chance.randrange(4), chance.choice(triples)
            if place < 3:
                changed = [*triple]
                changed[place] = other[place]
                found[name].add((changed[0], changed[1], changed[2]))
    return found


def agreed(graphs: Mapping[str, Graph], reviews: list[str], shapes: Graph) -> set[Violation]:
    """Validate as a whole and by slices; give what both find."""
    whole = set(validate(copied(triple for graph in graphs.values() for triple in graph), shapes))

    def task(make: Callable[[], Slice]) -> list[Violation]:
        return validate_slice(make(), shapes)

    parts = run_beside([partial(task, make) for make in slice_makers(graphs, reviews).values()])
    by_slices = {violation for part in parts for violation in part}
    assert by_slices - whole == set()
    assert whole - by_slices == set()
    return whole


def test_damage_in_two_small_reviews(root: DataRoot, tmp_path: Path, shapes: Graph) -> None:
    data = two_reviews(root, tmp_path)
    small = dict(assemble(read_inputs(data, quiet), quiet))
    found = agreed(damaged(small, random.Random(20261130), 40), review_ids(data), shapes)
    assert len({violation.rule for violation in found}) > 10


@pytest.mark.slow
def test_a_damaged_part_of_the_graph(graphs: Graphs, reviews: list[str], shapes: Graph) -> None:
    chance = random.Random(20261130)
    found = agreed(damaged(thinned(graphs, chance, 0.06), chance, 40), reviews, shapes)
    assert len({violation.rule for violation in found}) > 25


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_the_damaged_graph(graphs: Graphs, reviews: list[str], shapes: Graph, seed: int) -> None:
    found = agreed(damaged(graphs, random.Random(seed), 150), reviews, shapes)
    assert len({violation.rule for violation in found}) > 25


def test_slices_do_not_grow_with_the_number_of_reviews(graphs: Graphs, reviews: list[str]) -> None:
    """A slice sees what its own triples mention, so another review adds to it only by what both cite."""
    few = {name: graph for name, graph in graphs.items() if name not in reviews[1:]}
    alone = slice_of_review(reviews[0], few, reviews, subjects_by_graph(few, reviews))
    among = slice_of_review(reviews[0], graphs, reviews, subjects_by_graph(graphs, reviews))
    assert alone.context <= among.context
    others = sum(len(graphs[name]) for name in reviews[1:])
    assert len(among.context) - len(alone.context) < others / 20


def test_tasks_run_beside_each_other_give_their_results_in_order() -> None:
    def number(value: int) -> int:
        return value

    tasks = [lambda value=value: number(value) for value in range(20)]
    assert list(run_beside(tasks, workers=3)) == list(range(20))
    assert list(run_beside(tasks, workers=1)) == list(range(20))
    assert run_first_beside(lambda: "first", tasks) == ("first", list(range(20)))


def test_processes_end_where_a_library_has_taken_over_their_signal() -> None:
    """As Java does: also those that have not begun yet when all tasks are done."""
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        for _ in range(30):
            assert list(run_beside([lambda: 1] * 4, workers=4)) == [1] * 4
    finally:
        signal.signal(signal.SIGTERM, before)


def test_an_error_in_a_task_reaches_the_caller() -> None:
    def fails() -> int:
        raise ValueError("told")

    with pytest.raises(ValueError, match="told"):
        list(run_beside([fails, lambda: 1], workers=2))
