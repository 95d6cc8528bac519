"""Two writers of one folder, and readers while it changes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import Run
from faults.killing import check_build
from faults.writing import part_of, reach
from smekg.builds import Build
from smekg.errors import UsageError
from smekg.paths import DataRoot
from smekg.pipeline import KnowledgeGraph
from smekg.release import build_shelf, write_build
from smekg.store import canonical_nquads, open_store, read_build
from support.two_reviews import two_reviews


@pytest.fixture(scope="module")
def part(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of two small graphs."""
    out = tmp_path_factory.mktemp("part") / "dist"
    write_build(part_of(dist, ["ontology", "inferred"]), out)
    return out


@pytest.fixture(scope="module")
def graphs(part: Path) -> list[KnowledgeGraph]:
    """Three builds with different data."""
    return [part_of(part, names) for names in (["inferred"], ["ontology"], ["ontology", "inferred"])]


def at_once(part: Path, out: Path, *graphs: str) -> list[int]:
    """Let writers begin at the same moment; give their exit statuses."""
    command = [sys.executable, "-m", "faults.writing", str(part), str(out), "--on-cue", "--graphs"]
    writers = [
        subprocess.Popen([*command, names], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for names in graphs
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
    return [writer.returncode for writer in writers]


def check_folder(out: Path, most: int) -> None:
    """The build is whole, and nothing lies about."""
    check_build(out / "current")
    assert {path.name for path in out.iterdir()} == {"builds", "current"}
    builds = [path.name for path in (out / "builds").iterdir()]
    assert len(builds) <= most
    assert not [name for name in builds if name.startswith(".")]


@pytest.mark.parametrize("graphs", [("ontology", "ontology"), ("ontology", "inferred")])
def test_two_writers_at_once_both_succeed(graphs: Sequence[str], part: Path, tmp_path: Path) -> None:
    assert at_once(part, tmp_path / "out", *graphs) == [0, 0]
    check_folder(tmp_path / "out", len(set(graphs)))


@pytest.mark.slow
@pytest.mark.parametrize("samples", [(12, 12), (12, 13)])
def test_two_builds_at_once_ten_times(samples: tuple[int, int], root: DataRoot, tmp_path: Path) -> None:
    data = [two_reviews(root, tmp_path / f"data{n}", sample=sample) for n, sample in enumerate(samples)]
    out = tmp_path / "out"
    for _ in range(5):
        builds = [
            subprocess.Popen(
                [sys.executable, "-m", "smekg", "build", "--data", str(each.path), "--out", str(out)],
                stderr=subprocess.PIPE,
                text=True,
            )
            for each in data
        ]
        for build in builds:
            _, said = build.communicate(timeout=600)
            assert build.returncode == 0, said[-2000:]
        check_folder(out, len(set(samples)))


def test_readers_find_a_whole_build_while_builds_take_turns(part: Path, tmp_path: Path, smekg: Run) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "faults.writing", str(part), str(out), "--graphs", "inferred"]
    subprocess.run(command, check=True)
    wanted = {reach(out)}
    asked = smekg("query", "g21-table-3", "--build", out)
    assert asked.returncode == 0, asked.stderr
    turns = [*command, "--graphs", "ontology", "--graphs", "ontology,inferred", "--times", "9"]
    writer = subprocess.Popen(turns)
    found: list[int] = []
    answers: list[subprocess.CompletedProcess[str]] = []
    asking = threading.Thread(
        target=lambda: answers.extend(smekg("query", "g21-table-3", "--build", out) for _ in range(2))
    )
    asking.start()
    while writer.poll() is None:
        found.append(reach(out))
    asking.join()
    assert writer.returncode == 0
    assert [answer.returncode for answer in answers] == [0, 0], answers[0].stderr
    wanted |= {len(part_of(part, [name]).store) for name in ("inferred", "ontology")}
    assert set(found) <= {*wanted, sum(wanted)}
    assert len(set(found)) > 1


def test_a_build_stays_as_long_as_it_is_read(graphs: list[KnowledgeGraph], tmp_path: Path) -> None:
    write_build(graphs[0], tmp_path)
    store, wanted = open_store(tmp_path), len(graphs[0].store)
    with Build(tmp_path) as held:
        for graph in (graphs[1], graphs[2], graphs[1], graphs[2]):
            write_build(graph, tmp_path)
        assert len(read_build(held)) == wanted
        assert (held.folder / "graphs" / "inferred.ttl").exists()
        assert Build(tmp_path).folder != held.folder
    assert len(canonical_nquads(store).splitlines()) == wanted


def test_a_build_that_nobody_reads_goes(graphs: list[KnowledgeGraph], tmp_path: Path) -> None:
    write_build(graphs[0], tmp_path)
    with Build(tmp_path) as held:
        folder = held.folder
        write_build(graphs[1], tmp_path)
        write_build(graphs[2], tmp_path)
        assert folder.exists()
    write_build(graphs[1], tmp_path)
    assert not folder.exists()


def test_who_waits_too_long_is_told_who_is_in_the_way(
    graphs: list[KnowledgeGraph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smekg.shelf.PATIENCE", 0.2)
    write_build(graphs[0], tmp_path)
    steps: list[str] = []
    with build_shelf(tmp_path).staging() as staging:
        with pytest.raises(UsageError) as told:
            write_build(graphs[1], tmp_path, progress=steps.append)
        # What a living process is writing is left alone.
        assert staging.is_dir()
    who = f"process {os.getpid()}"
    assert steps == [f"waiting for {who}, which is writing to {tmp_path / 'current'}"]
    assert str(told.value) == (
        f"{who} has been writing to {tmp_path / 'current'} for 0.2 s; wait until it has ended, "
        "or give another folder to --out"
    )
    write_build(graphs[1], tmp_path)


def test_what_a_dead_process_left_goes_and_what_is_like_it_stays(
    graphs: list[KnowledgeGraph], tmp_path: Path
) -> None:
    builds = tmp_path / "builds"
    for name in (".staging-999999", "2024", ".staging-mine", "notes"):
        (builds / name).mkdir(parents=True)
    write_build(graphs[0], tmp_path)
    left = {path.name for path in builds.iterdir()}
    assert left - {Build(tmp_path).folder.name} == {"2024", ".staging-mine", "notes"}
