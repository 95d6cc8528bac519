"""On a full disk a command says so, leaves the last good output, and leaves nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run
from faults.killing import Task, check_build, check_sums, leftovers, snapshot
from faults.writing import part_of
from smekg.paths import DataRoot
from smekg.release import write_build
from support.small_disk import resize
from support.two_reviews import two_reviews

WHAT_TO_DO = "the disk is full; make room, or give --out a folder on another disk"


def fill(task: Task, disk: Path, spare: list[int]) -> None:
    """Run a command with ever so much room less than it needs, then with enough."""
    out, scratch = disk / "out", disk.parent / "scratch"
    scratch.mkdir()
    assert task.run(out, scratch).returncode == 0
    before = snapshot(task.shown(out))
    for free in spare:
        resize(disk, free)
        done = task.run(out, scratch)
        said = done.stderr.decode()
        assert (done.returncode, WHAT_TO_DO in said) == (2, True), (free, said[-2000:])
        assert f"cannot write to {disk}" in said
        assert "Traceback" not in said
        assert snapshot(task.shown(out)) == before
        task.check(task.shown(out))
        assert list(leftovers(task, out)) == []
    resize(disk, 100_000_000)
    assert task.run(out, scratch).returncode == 0
    assert snapshot(task.shown(out)) == before
    assert list(leftovers(task, out)) == []


def test_writing_a_build(small_disk: Path, dist: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    write_build(part_of(dist, ["inferred"]), part)
    command = ("faults.writing", str(part))
    task = Task(
        "writing",
        lambda out: (*command, str(out), "--graphs", "inferred"),
        lambda out: out / "current",
        check_build,
    )
    # Nothing; some of the files; all of the files and no store.
    fill(task, small_disk, [0, 100_000, 300_000])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["build", "export", "site"])
def test_the_commands(name: str, small_disk: Path, root: DataRoot, tmp_path: Path, smekg: Run) -> None:
    data, small = two_reviews(root, tmp_path / "data"), tmp_path / "small"
    made = smekg("build", "--data", data.path, "--out", small)
    assert made.returncode == 0, made.stderr[-2000:]
    arguments = ("--data", str(data.path)) if name == "build" else ("--build", str(small))
    task = Task(
        name,
        lambda out: ("smekg", name, *arguments, "--out", str(out)),
        lambda out: out / "current" if name == "build" else out,
        {"build": check_build, "export": check_sums}.get(name, lambda _shown: None),
    )
    fill(task, small_disk, [0, 50_000, 2_000_000, 3_500_000, 5_000_000])


def test_a_result_that_finds_no_room_is_told() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("w") as nowhere:
        done = subprocess.run(
            [sys.executable, "-m", "smekg", "query"],
            stdout=nowhere,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "the disk is full; make room and run the command again" in done.stderr
    assert "Traceback" not in done.stderr
