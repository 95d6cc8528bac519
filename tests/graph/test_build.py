"""A build is complete or not there, equal for equal sources, and written nowhere else."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from conftest import Run
from smekg.namespaces import graph_iri
from smekg.paths import DataRoot
from smekg.pipeline import KnowledgeGraph, build_graph
from smekg.release import write_build
from smekg.store import canonical_nquads, graph_names, load_store, open_store


def files(folder: Path) -> dict[str, str]:
    """The release files and their checksums: all but those of the on-disk store."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.parent.name != "store"
    }


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, root: DataRoot) -> KnowledgeGraph:
    return build_graph(root, lambda _step: None)


def part(graph: KnowledgeGraph, *names: str) -> KnowledgeGraph:
    """A part of the graph, which is soon written."""
    store = ox.Store()
    for name in names:
        store.extend(graph.store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(name))))
    return KnowledgeGraph(store, ())


@pytest.fixture(scope="module")
def some(graph: KnowledgeGraph) -> KnowledgeGraph:
    return part(graph, "ontology", "inferred")


def test_two_builds_give_the_same_bytes(dist: Path, graph: KnowledgeGraph, tmp_path: Path) -> None:
    write_build(graph, tmp_path)
    assert files(tmp_path) == files(dist)


def test_commands_write_below_their_folder_and_nowhere_else(
    tiny: DataRoot, tmp_path: Path, smekg: Run
) -> None:
    """On the least data that somebody may begin with: a single review."""
    out = tmp_path / "x" / "y"
    ours = ("--data", tiny.path, "--build", out)
    for arguments in (
        ("build", "--data", tiny.path, "--out", out),
        ("site", *ours, "--out", out / "site"),
        ("export", *ours, "--out", out / "export"),
    ):
        before = set(files(tmp_path))
        result = smekg(*arguments, cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        added = set(files(tmp_path)) - before
        assert added
        assert all(name.startswith("x/y/") for name in added)


def test_the_manifest_names_every_file_with_its_checksum(dist: Path) -> None:
    current = dist / "current"
    manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
    found = files(current.resolve())
    found.pop("manifest.json")
    assert manifest == found


def test_every_turtle_file_says_what_the_quads_say(dist: Path) -> None:
    store = load_store(dist)
    for path in sorted((dist / "current" / "graphs").glob("*.ttl")):
        name = ox.NamedNode(f"https://w3id.org/smekg/graph/{path.stem}")
        wanted = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
        found = {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
        assert len(found) == len(wanted) > 0
        if any(isinstance(triple.subject, ox.BlankNode) for triple in wanted):
            # Blank nodes come only from axioms of the ontology; data has IRIs. Another parser counts as many.
            assert path.stem in ("ontology", "inferred")
            assert len(Graph().parse(path, format="turtle")) == len(wanted)
        else:
            assert found == wanted


def test_an_on_disk_store_answers_like_the_files(some: KnowledgeGraph, tmp_path: Path) -> None:
    write_build(some, tmp_path)
    assert (tmp_path / "current" / "store").is_dir()
    stored = canonical_nquads(open_store(tmp_path))
    assert stored == canonical_nquads(load_store(tmp_path))
    write_build(some, tmp_path, with_store=False)
    assert not (tmp_path / "current" / "store").exists()
    assert canonical_nquads(open_store(tmp_path)) == stored


def test_the_build_before_the_newest_stays_for_those_who_read_it(
    some: KnowledgeGraph, tmp_path: Path
) -> None:
    smallest = part(some, "ontology")
    write_build(some, tmp_path)
    reader, wanted = open_store(tmp_path), canonical_nquads(load_store(tmp_path))
    write_build(smallest, tmp_path)
    write_build(smallest, tmp_path)
    assert canonical_nquads(reader) == wanted
    assert len(open_store(tmp_path)) < len(reader)
    assert len(list((tmp_path / "builds").iterdir())) == 2


def test_an_interrupted_build_leaves_the_last_good_one(tiny: DataRoot, tmp_path: Path, smekg: Run) -> None:
    out = tmp_path / "dist"
    start = time.monotonic()
    assert smekg("build", "--data", tiny.path, "--out", out).returncode == 0
    duration = time.monotonic() - start
    before = files((out / "current").resolve())
    claims = tiny.sources / "tiny-2020" / "claims" / "section-1.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("12 firms", "13 firms"), encoding="utf-8")
    stopped = []
    for number, share in ((signal.SIGINT, 0.3), (signal.SIGTERM, 0.5)):
        process = subprocess.Popen(
            [sys.executable, "-m", "smekg", "build", "--data", str(tiny.path), "--out", str(out)],
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(share * duration)
        process.send_signal(number)
        _, errors = process.communicate(timeout=120)
        if process.returncode == 0:
            break  # The machine became so much faster that the build was done before the signal came.
        stopped.append(number)
        assert files((out / "current").resolve()) == before
        assert number != signal.SIGINT or "Traceback" not in errors
    assert signal.SIGINT in stopped
    # The next build needs no cleaning by hand, and leaves nothing of the broken ones behind.
    assert smekg("build", "--data", tiny.path, "--out", out).returncode == 0
    assert files((out / "current").resolve()) != before
    assert len(list((out / "builds").iterdir())) == 2


def test_a_failure_while_writing_leaves_the_last_good_build(
    some: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_build(some, tmp_path)
    before = files((tmp_path / "current").resolve())
    smaller = part(some, "ontology")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smekg.shelf.Shelf.show", full)
    with pytest.raises(Exception, match="the disk is full"):
        write_build(smaller, tmp_path)
    assert files((tmp_path / "current").resolve()) == before
    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_the_reasoner_and_the_rules_add_what_was_not_asserted(graph: KnowledgeGraph) -> None:
    added = {"inferred", "derived"}
    triples = {name: {quad.triple for quad in part(graph, name).store} for name in graph_names(graph.store)}
    asserted = set().union(*(found for name, found in triples.items() if name not in added))
    for name in added:
        assert triples[name]
    assert not triples["inferred"] & asserted


def test_the_whole_graph_is_free_of_warnings(graph: KnowledgeGraph) -> None:
    assert [str(w) for w in graph.warnings] == []
