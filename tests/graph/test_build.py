"""A build is complete or not there, equal for equal sources, and written nowhere else."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from conftest import Run, copy_tiny
from faults.writing import part_of
from smekg.namespaces import graph_iri
from smekg.paths import DataRoot
from smekg.pipeline import KnowledgeGraph
from smekg.release import write_build
from smekg.store import canonical_nquads, graph_names, load_store, open_store


def files(folder: Path) -> dict[str, str]:
    """The release files and their checksums: all but those of the on-disk store."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.parent.name != "store"
    }


@dataclass(frozen=True)
class Built:
    """The least data that somebody may begin with, a single review, and its build by the command."""

    root: DataRoot
    out: Path
    seconds: float


@pytest.fixture(scope="module")
def tiny_build(tmp_path_factory: pytest.TempPathFactory, root: DataRoot, smekg: Run) -> Built:
    folder = tmp_path_factory.mktemp("tiny")
    tiny, out = copy_tiny(root, folder / "data"), folder / "x" / "y"
    start = time.monotonic()
    result = smekg("build", "--data", tiny.path, "--out", out, cwd=folder)
    assert result.returncode == 0, result.stderr
    assert all(name.startswith(("data/", "x/y/")) for name in files(folder))
    return Built(tiny, out, time.monotonic() - start)


def test_two_builds_give_the_same_bytes(tiny_build: Built, tmp_path: Path, smekg: Run) -> None:
    assert smekg("build", "--data", tiny_build.root.path, "--out", tmp_path).returncode == 0
    assert files(tmp_path) == files(tiny_build.out)


@pytest.mark.slow
def test_two_builds_of_all_reviews_give_the_same_bytes_and_no_warning(
    dist: Path, tmp_path: Path, smekg: Run
) -> None:
    result = smekg("build", "--out", tmp_path)
    assert files(tmp_path) == files(dist)
    assert "warning" not in result.stderr


@pytest.mark.parametrize("command", ["site", "export"])
def test_commands_write_below_their_folder_and_nowhere_else(
    tiny_build: Built, tmp_path: Path, smekg: Run, command: str
) -> None:
    before = files(tiny_build.out.parent.parent)
    read = ("--data", tiny_build.root.path, "--build", tiny_build.out)
    result = smekg(command, *read, "--out", tmp_path / "a" / "b", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert files(tmp_path)
    assert all(name.startswith("a/") for name in files(tmp_path))
    assert files(tiny_build.out.parent.parent) == before


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


@pytest.fixture(scope="module")
def some(dist: Path) -> KnowledgeGraph:
    """A part of the graph, which is soon written."""
    return part_of(dist, ["ontology", "inferred"])


@pytest.fixture(scope="module")
def less(dist: Path) -> KnowledgeGraph:
    return part_of(dist, ["ontology"])


def test_an_on_disk_store_answers_like_the_files(some: KnowledgeGraph, tmp_path: Path) -> None:
    write_build(some, tmp_path)
    assert (tmp_path / "current" / "store").is_dir()
    stored = canonical_nquads(open_store(tmp_path))
    assert stored == canonical_nquads(load_store(tmp_path))
    write_build(some, tmp_path, with_store=False)
    assert not (tmp_path / "current" / "store").exists()
    assert canonical_nquads(open_store(tmp_path)) == stored


def test_the_build_before_the_newest_stays_for_those_who_read_it(
    some: KnowledgeGraph, less: KnowledgeGraph, tmp_path: Path
) -> None:
    write_build(some, tmp_path)
    reader, wanted = open_store(tmp_path), canonical_nquads(load_store(tmp_path))
    write_build(less, tmp_path)
    write_build(less, tmp_path)
    assert canonical_nquads(reader) == wanted
    assert len(open_store(tmp_path)) < len(reader)
    assert len(list((tmp_path / "builds").iterdir())) == 2


def _stopped(number: int, root: DataRoot, out: Path, seconds: float) -> str:
    """Stop a build with a signal, the sooner the faster the machine has become; give what it said."""
    shown = (out / "current").readlink()
    for share in (0.4, 0.2, 0.1):
        process = subprocess.Popen(
            [sys.executable, "-m", "smekg", "build", "--data", str(root.path), "--out", str(out)],
            stderr=subprocess.PIPE,
            text=True,
            # A shell that starts the tests in the background lets them, and what they start, ignore Ctrl-C.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )
        time.sleep(share * seconds)
        process.send_signal(number)
        _, errors = process.communicate(timeout=120)
        if process.returncode != 0:
            return errors
        # It was done already: back to the build before.
        (out / "current").unlink()
        (out / "current").symlink_to(shown)
    raise AssertionError("no build was stopped")


def test_an_interrupted_build_leaves_the_last_good_one(
    tiny_build: Built, tiny: DataRoot, tmp_path: Path, smekg: Run
) -> None:
    out = Path(shutil.copytree(tiny_build.out, tmp_path / "dist", symlinks=True))
    before = files((out / "current").resolve())
    claims = tiny.sources / "tiny-2020" / "claims" / "section-1.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("12 firms", "13 firms"), encoding="utf-8")
    for number in (signal.SIGINT, signal.SIGTERM):
        errors = _stopped(number, tiny, out, tiny_build.seconds)
        assert files((out / "current").resolve()) == before
        assert number != signal.SIGINT or "Traceback" not in errors
    # The next build needs no cleaning by hand, and leaves nothing of the broken ones behind.
    assert smekg("build", "--data", tiny.path, "--out", out).returncode == 0
    assert files((out / "current").resolve()) != before
    assert len(list((out / "builds").iterdir())) == 2


def test_a_failure_while_writing_leaves_the_last_good_build(
    some: KnowledgeGraph, less: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_build(some, tmp_path)
    before = files((tmp_path / "current").resolve())

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smekg.shelf.Shelf.show", full)
    with pytest.raises(Exception, match="the disk is full"):
        write_build(less, tmp_path)
    assert files((tmp_path / "current").resolve()) == before
    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_the_reasoner_and_the_rules_add_what_was_not_asserted(dist: Path) -> None:
    store = load_store(dist)
    triples = {
        name: {
            quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph_iri(name)))
        }
        for name in graph_names(store)
    }
    inferred, derived = triples.pop("inferred"), triples.pop("derived")
    assert inferred
    assert derived
    assert not inferred & set().union(*triples.values())
