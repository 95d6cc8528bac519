"""Commands that are killed at any moment, and what must be found afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox
import pytest

from smekg.builds import Build

__all__ = ["Moment", "Tally", "Task", "check_build", "check_sums", "kill_often", "moments", "snapshot"]

#: What a process that has not finished calls its folder.
_STAGING = re.compile(r"\.staging-\d+$")


@dataclass(frozen=True)
class Task:
    """A command that writes a folder.

    Attributes:
        name: What it is called in the report.
        command: The command line after `python -m`, given the folder that it writes.
        shown: The link that readers open, given that folder.
        check: Fails where what lies behind the link is not whole.
    """

    name: str
    command: Callable[[Path], Sequence[str]]
    shown: Callable[[Path], Path]
    check: Callable[[Path], None]

    def run(self, out: Path, scratch: Path) -> subprocess.CompletedProcess[bytes]:
        """Run it undisturbed."""
        return subprocess.run(
            [sys.executable, "-m", *self.command(out)],
            env=_environment(scratch),
            capture_output=True,
            check=False,
        )


@dataclass(frozen=True)
class Moment:
    """When and how a process is killed.

    Attributes:
        share: Part of the time that passes, of the whole run or of its writing.
        writing: Whether the time is that of the writing.
        group: Whether all processes of the command are killed together.
    """

    share: float
    writing: bool
    group: bool


@dataclass
class Tally:
    """What became of the runs.

    Attributes:
        killed: Runs that were killed before they ended.
        writing: Those of them that had begun to write.
        ended: Runs that ended before the moment came.
    """

    killed: int = 0
    writing: int = 0
    ended: int = 0


@dataclass(frozen=True)
class _Pace:
    before: float
    writing: float


def moments(seed: int, count: int) -> list[Moment]:
    """Random moments; half of them are within the writing, one in five is for all processes together."""
    chance = random.Random(seed)
    return [Moment(chance.random(), number % 2 == 0, number % 5 == 4) for number in range(count)]


def snapshot(link: Path) -> dict[str, str]:
    """Checksums of the files behind a link, but for those of the on-disk store, which differ each time."""
    root = link.resolve(strict=True)
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.parent.name != "store"
    }


def check_build(current: Path) -> None:
    """Every file of the manifest is there and is the one that it names, and the store can be asked."""
    with Build(current.parent) as build:
        check_listed(build.folder, json.loads((build.folder / "manifest.json").read_text("utf-8")))
        quads = sum(1 for _ in build.quads.open(encoding="utf-8"))
        assert len(ox.Store.read_only(str(build.store))) == quads > 0


def check_sums(export: Path) -> None:
    """Every file of `SHA256SUMS` is there and is the one that it names."""
    lines = (export / "SHA256SUMS").read_text("utf-8").splitlines()
    check_listed(export, {name: digest for digest, _, name in (line.partition("  ") for line in lines)})


def check_listed(folder: Path, listed: Mapping[str, str]) -> None:
    assert listed
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def kill_often(task: Task, folder: Path, planned: Sequence[Moment], *, rerun: int = 1) -> Tally:
    """Kill a command at the moments, and look each time; every few moments let it run to its end.

    What can be read afterwards is what the last undisturbed run wrote, or another one that was complete:
    the command writes the same files each time, so that both are the same.
    """
    runs = _Runs(task, folder / "out", folder / "scratch")
    shown = task.shown(runs.out)
    pace = runs.measure()
    wanted = snapshot(shown)
    tally = Tally()
    for number, moment in enumerate(planned, 1):
        runs.kill(moment, pace, tally)
        task.check(shown)
        assert snapshot(shown) == wanted
        if number % rerun == 0 or number == len(planned):
            runs.finish()
            assert snapshot(shown) == wanted
            assert list(leftovers(task, runs.out)) == []
            assert list(runs.scratch.iterdir()) == []
    return tally


def leftovers(task: Task, out: Path) -> Iterator[Path]:
    """What lies about besides the links and the one version that is shown."""
    shown = task.shown(out)
    version = shown.resolve(strict=True)
    parts = {path for each in (shown, version, out) for path in (each, *each.parents)}
    for place in {shown.parent, version.parent, out.parent}:
        yield from (path for path in place.iterdir() if path not in parts and path.name != "scratch")


class _Runs:
    """Runs of one command, one after the other."""

    def __init__(self, task: Task, out: Path, scratch: Path) -> None:
        self.task, self.out, self.scratch = task, out, scratch
        scratch.mkdir(parents=True)

    def finish(self) -> None:
        """Let the command run to its end."""
        done = self.task.run(self.out, self.scratch)
        assert done.returncode == 0, done.stderr.decode()[-2000:]

    def measure(self) -> _Pace:
        """Let it run twice: the second run finds the files of the first, as those do that are killed."""
        self.finish()
        start = time.monotonic()
        process = self._start("")
        wrote = self._wait_for_staging(process) - start
        assert process.wait(timeout=600) == 0
        return _Pace(wrote, time.monotonic() - start - wrote)

    def kill(self, moment: Moment, pace: _Pace, tally: Tally) -> None:
        """Start it, and kill it when the moment has come."""
        mark = uuid4().hex
        process = self._start(mark)
        delay = moment.share * (pace.before + pace.writing)
        if moment.writing:
            self._wait_for_staging(process)
            delay = moment.share * pace.writing
        try:
            process.wait(timeout=delay)
            tally.ended += 1
        except subprocess.TimeoutExpired:
            tally.killed += 1
            tally.writing += self._is_staging()
            if moment.group:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
        # Whatever it has started ends with it, and at once: nothing is written any more.
        deadline = time.monotonic() + 10
        while (living := _marked(mark)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert living == [], "processes outlive the command that started them"

    def _start(self, mark: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *self.task.command(self.out)],
            env={**_environment(self.scratch), "SMEKG_TEST_MARK": mark},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )

    def _wait_for_staging(self, process: subprocess.Popen[bytes]) -> float:
        while process.poll() is None and not self._is_staging():
            time.sleep(0.002)
        return time.monotonic()

    def _is_staging(self) -> bool:
        """Whether there is a folder of a run that lives; a dead one's has another number."""
        place = self.task.shown(self.out).resolve().parent
        return any(_STAGING.search(path.name) and _lives(path) for path in place.iterdir())


def _lives(staging: Path) -> bool:
    return Path(f"/proc/{staging.name.rpartition('-')[2]}").exists()


def _marked(mark: str) -> list[int]:
    """The processes that carry a mark in their environment, which they inherit."""
    if not Path("/proc/self/environ").exists():
        pytest.skip("this system does not tell which processes run")
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def _environment(scratch: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(scratch)}
