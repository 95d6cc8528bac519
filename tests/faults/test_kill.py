"""Killed at any moment, a command leaves the last good output, and the next run needs no cleaning by hand.

    pytest --slow -n 0 -s tests/faults/test_kill.py

kills at 150 moments and tells the seeds; test_kill_publish.py adds 50.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from faults.killing import Tally, Task, check_build, check_sums, kill_often, moments, snapshot
from faults.writing import part_of
from smekg.builds import build_id
from smekg.paths import DataRoot
from smekg.release import write_build
from support.two_reviews import two_reviews

SEED = 20261130


def written(dist: Path) -> Task:
    """The writing of a build, without what comes before."""
    return Task(
        "writing",
        lambda out: ("faults.writing", str(dist), str(out), "--graphs", "ontology,inferred"),
        lambda out: out / "current",
        check_build,
    )


def exported(dist: Path) -> Task:
    """An export of the ontology."""
    return Task(
        "export",
        lambda out: ("smekg", "export", "--build", str(dist), "--out", str(out), "--only", "ontology"),
        lambda out: out,
        check_sums,
    )


@pytest.fixture(scope="module")
def part(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build that holds the ontology alone, which is soon written and exported."""
    out = tmp_path_factory.mktemp("part") / "dist"
    write_build(part_of(dist, ["ontology", "inferred"]), out)
    return out


@pytest.mark.parametrize("make", [written, exported])
def test_a_killed_command_leaves_the_last_good_output(
    make: Callable[[Path], Task], part: Path, tmp_path: Path
) -> None:
    tally = kill_often(make(part), tmp_path, moments(SEED, 2), rerun=2)
    assert tally.killed > 0


@pytest.fixture(scope="module")
def data(root: DataRoot, tmp_path_factory: pytest.TempPathFactory) -> DataRoot:
    return two_reviews(root, tmp_path_factory.mktemp("two") / "data")


@pytest.fixture(scope="module")
def small(data: DataRoot, tmp_path_factory: pytest.TempPathFactory, smekg: Run) -> Path:
    """A build of two tiny reviews."""
    out = tmp_path_factory.mktemp("small") / "dist"
    result = smekg("build", "--data", data.path, "--out", out)
    assert result.returncode == 0, result.stderr[-2000:]
    return out


def whole_site(site: Path) -> None:
    """The pages on which everything hangs; that the others are there the harness finds by comparing."""
    assert (site / "index.html").read_text("utf-8").rstrip().endswith("</html>")
    assert (site / "data" / "smekg.nq.gz").stat().st_size > 0


@pytest.fixture(scope="module")
def tasks(data: DataRoot, small: Path) -> dict[str, Task]:
    """The commands that write, by name."""
    build = ("--build", str(small), "--out")
    found = [
        Task(
            "build",
            lambda out: ("smekg", "build", "--data", str(data.path), "--out", str(out)),
            lambda out: out / "current",
            check_build,
        ),
        Task("export", lambda out: ("smekg", "export", *build, str(out)), lambda out: out, check_sums),
        Task("site", lambda out: ("smekg", "site", *build, str(out)), lambda out: out, whole_site),
    ]
    return {task.name: task for task in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "count", "rerun"),
    # A build takes longest; it runs to its end after each fifth moment, so that it also comes upon what
    # several dead ones have left.
    [("build", 50, 5), ("export", 50, 1), ("site", 50, 1)],
)
def test_many_moments(name: str, count: int, rerun: int, tasks: dict[str, Task], tmp_path: Path) -> None:
    seed = int(os.environ.get("SMEKG_SEED", SEED))
    tally: Tally = kill_often(tasks[name], tmp_path, moments(seed, count), rerun=rerun)
    report = f"\n{name}: seed {seed}, {count} moments, {tally.killed} killed, {tally.writing} of them while"
    sys.stderr.write(f"{report} writing, {tally.ended} ended before; all outputs whole\n")
    assert tally.killed > count / 2


BESIDE = """
import pathlib, sys, time
from smekg.processes import run_beside

def write():
    while True:
        with open(sys.argv[1], "a") as file:
            file.write("x")
        time.sleep(0.01)

print("begun", flush=True)
list(run_beside([write, write], workers=2))
"""


def test_processes_beside_a_killed_one_write_nothing_any_more(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("tasks run beside each other on Linux only")
    file = tmp_path / "written"
    process = subprocess.Popen([sys.executable, "-c", BESIDE, str(file)], stdout=subprocess.DEVNULL)
    while not file.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.3)
    size = file.stat().st_size
    time.sleep(0.3)
    assert file.stat().st_size == size > 0


def test_what_a_killed_classification_left_goes_at_the_next_one(tmp_path: Path) -> None:
    code = (
        "from smekg.reasoning.scratch import own_scratch\n"
        "import os, signal, tempfile\n"
        "with own_scratch():\n"
        "    tempfile.NamedTemporaryFile(delete=False).close()\n"
        "    {}\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}

    def run(last: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", code.format(last)], env=environment, check=False
        ).returncode

    assert run("os.kill(os.getpid(), signal.SIGKILL)") == -signal.SIGKILL
    assert len(list(tmp_path.rglob("*.*"))) + len(list(tmp_path.iterdir())) > 0
    assert run("raise SystemExit(3)") == 3
    assert list(tmp_path.iterdir()) == []


def test_the_same_data_again_never_changes_what_was_shown(part: Path, tmp_path: Path) -> None:
    graph = part_of(part, ["inferred"])
    current = write_build(graph, tmp_path)
    first, before = current.resolve(), snapshot(current)
    write_build(graph, tmp_path)
    second = current.resolve()
    assert first != second
    assert build_id(tmp_path) == first.name
    assert not first.exists()
    assert snapshot(current) == before
