"""What is read from a build, what has to be sent, what the pointer's graph says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.small_build import small_quads, write_small
from smekg.errors import UsageError
from smekg.namespaces import GRAPH
from smekg.publish.build import read_build
from smekg.publish.plan import BatchLimit, batches, compare
from smekg.publish.pointer import (
    POINTER,
    Catalogue,
    Version,
    describe_version,
    read_catalogue,
    version_graph,
)


def triple(number: int, text: str = "x") -> ox.Triple:
    return ox.Triple(
        ox.NamedNode(f"https://example.org/{number}"), ox.NamedNode("https://example.org/p"), ox.Literal(text)
    )


@given(st.lists(st.text(min_size=1, max_size=30)), st.integers(1, 5), st.integers(1, 60))
def test_batches_lose_nothing_and_keep_to_the_limit(lines: list[str], triples: int, size: int) -> None:
    made = list(batches(lines, BatchLimit(triples, size)))
    assert [line for batch in made for line in batch] == lines
    for batch in made:
        assert 1 <= len(batch) <= triples
        assert len(batch) == 1 or sum(len(line.encode()) + 1 for line in batch) <= size


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_a_difference_makes_one_side_the_other(wanted: set[int], found: set[int]) -> None:
    difference = compare(map(triple, wanted), map(triple, found))
    assert len(difference.missing) == len(wanted - found)
    assert len(difference.extra) == len(found - wanted)
    assert bool(difference) == (wanted != found)


def test_blank_nodes_become_iris_of_this_build(tmp_path: Path) -> None:
    build = read_build(write_small(tmp_path, small_quads(2)))
    terms = {term for content in build.graphs.values() for t in content for term in (t.subject, t.object)}
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]
    made = [
        term.value for term in terms if isinstance(term, ox.NamedNode) and "/.well-known/genid/" in term.value
    ]
    assert len(made) == 3
    assert all(build.version in iri for iri in made)


def test_graphs_are_those_of_the_build(tmp_path: Path) -> None:
    build = read_build(write_small(tmp_path, small_quads(2)))
    assert list(build.graphs) == ["ontology", "tiny-2020", "vocabulary"]
    assert build.size == len(small_quads(2))


def test_no_build_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no build in .*run `smekg build"):
        read_build(tmp_path)


def test_half_a_build_is_not_published(tmp_path: Path) -> None:
    data = write_small(tmp_path, small_quads(2)) / "current" / "smekg.nq"
    data.write_bytes(data.read_bytes()[: len(data.read_bytes()) // 2])
    with pytest.raises(UsageError, match=r"damaged \(smekg.nq has not the checksum"):
        read_build(tmp_path)


def test_a_foreign_graph_is_not_published(tmp_path: Path) -> None:
    node = ox.NamedNode("https://example.org/x")
    write_small(tmp_path, [ox.Quad(node, node, node, ox.NamedNode("https://example.org/graph"))])
    with pytest.raises(UsageError, match="is not the name of a graph of smekg"):
        read_build(tmp_path)


def parsed(lines: list[str]) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)]


def test_a_description_is_read_back(tmp_path: Path) -> None:
    build = read_build(write_small(tmp_path, small_quads(2)))
    catalogue = read_catalogue(parsed(describe_version(build)))
    graphs = tuple(version_graph(name, build.version) for name in build.graphs)
    assert catalogue == Catalogue(frozenset(), {build.version: Version(graphs, None, retired=False)})


def test_graphs_of_others_are_never_taken_for_ours() -> None:
    version, sd = "0123456789abcdef", "http://www.w3.org/ns/sparql-service-description#"
    node = f"{POINTER}#{version}"
    names = ("https://example.org/theirs", f"{GRAPH}ontology", f"{GRAPH}ontology/{version}")
    lines = [f"<{node}> <http://www.w3.org/ns/dcat#isVersionOf> <https://w3id.org/smekg> ."]
    for number, name in enumerate(names):
        lines.append(f"<{node}> <{sd}namedGraph> <{node}-{number}> .")
        lines.append(f"<{node}-{number}> <{sd}name> <{name}> .")
    lines.append(lines[0].replace(node, "https://example.org/#fedcba9876543210"))
    assert read_catalogue(parsed(lines)).versions == {
        version: Version((f"{GRAPH}ontology/{version}",), None, retired=True)
    }


@pytest.mark.parametrize(
    ("count", "kept"), [(0, {"c"}), (1, {"c", "b"}), (2, {"c", "b", "a"}), (9, {"c", "b", "a"})]
)
def test_the_versions_before_stay(count: int, kept: set[str]) -> None:
    versions = {
        name: Version((), before, retired=False)
        for name, before in (("a", None), ("b", "a"), ("c", "b"), ("d", None))
    }
    assert Catalogue(frozenset("c"), versions).kept("c", count) == kept


def test_going_back_and_forth_ends() -> None:
    versions = {"a": Version((), "b", retired=False), "b": Version((), "a", retired=False)}
    assert Catalogue(frozenset("a"), versions).kept("a", 5) == {"a", "b"}
