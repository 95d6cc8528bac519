"""Whole commands as a user starts them: how soon a query starts, how long a check takes the second time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from benchmarks.results import Measurement
from smekg.paths import DataRoot

__all__ = ["measure_checks", "measure_start"]

#: Seconds between two looks at a command's memory.
STEP = 0.2
#: A query whose own work is next to nothing.
SMALL = "g21-table-4"


def measure_start(root: DataRoot, build: Path, repeats: int) -> dict[str, Measurement]:
    """Measure how soon a query answers, and how soon the bare interpreter is up.

    Args:
        root: The data.
        build: The build, with its store on disk.
        repeats: Runs; the two take turns.

    Returns:
        Both measurements by name.
    """
    query = [
        "-m",
        "smekg",
        "query",
        SMALL,
        "--format",
        "csv",
        "--build",
        str(build),
        "--data",
        str(root.path),
    ]
    runs = [(_timed(["-c", "pass"]), _timed(query)) for _ in range(max(repeats, 3))]
    return {
        name: Measurement(tuple(run[place][0] for run in runs), max(run[place][1] for run in runs))
        for place, name in enumerate(("interpreter", "smekg query"))
    }


def measure_checks(root: DataRoot, repeats: int, limit: float) -> dict[str, Measurement]:
    """Measure `smekg check`: on one core, on all, and again after one file of claims was edited.

    Args:
        root: The data.
        repeats: Runs.
        limit: Seconds after which a check is stopped.

    Returns:
        Name of the way to check to its measurement.
    """
    every = os.sched_getaffinity(0)
    found: dict[str, list[tuple[float, float] | None]] = {"one core": [], "full": [], "again": []}
    for _ in range(repeats):
        with _copy(root) as copy:
            found["one core"].append(_check(copy, {min(every)}, limit))
        with _copy(root) as copy:
            found["full"].append(_check(copy, every, limit))
            _edit(copy)
            found["again"].append(_check(copy, every, limit))
        if any(run is None or run[0] > limit / 4 for run in found["full"]):
            break
    return {f"check, {way}": _together(runs, limit) for way, runs in found.items()}


@contextmanager
def _copy(root: DataRoot) -> Iterator[DataRoot]:
    """The data in a fresh folder, so that nothing is known of it from an earlier check."""
    with tempfile.TemporaryDirectory() as folder:
        yield DataRoot(Path(shutil.copytree(root.path, Path(folder) / "data")))


def _check(root: DataRoot, cores: set[int], limit: float) -> tuple[float, float] | None:
    # What a check keeps for the next one lies below the folder of the data or of the user's cache.
    home = {**os.environ, "XDG_CACHE_HOME": str(root.path.parent / "cache")}
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)  # the command inherits it
    try:
        return _timed(["-m", "smekg", "check", "--data", str(root.path)], limit, home)
    except subprocess.TimeoutExpired:
        return None
    finally:
        os.sched_setaffinity(0, every)


def _edit(root: DataRoot) -> None:
    """Change a word of one claim."""
    path = min(root.sources.glob("*/claims/*.yaml"))
    claims = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    claims[0]["says"] = f"{claims[0].get('says', '')} Edited."
    path.write_text(yaml.safe_dump(claims, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _together(runs: Sequence[tuple[float, float] | None], limit: float) -> Measurement:
    done = [run for run in runs if run is not None]
    peak = max((peak for _, peak in done), default=0.0)
    return Measurement(tuple(seconds for seconds, _ in done), peak, limit=None if done else limit)


def _timed(
    arguments: Sequence[str],
    limit: float | None = None,
    environment: dict[str, str] | None = None,
) -> tuple[float, float]:
    """Run Python; tell the seconds, and the most memory that it and its processes held together, in MB."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        try:
            _, said = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            raise
        finally:
            seconds = time.perf_counter() - start
            watch.stop()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed: {said[-2000:]}")
    return seconds, watch.peak_mb


class _Watch(threading.Thread):
    """Looks at the memory of a process and of those it started; what they share counts once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak_mb, self.ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(STEP):
            self.peak_mb = max(self.peak_mb, sum(map(_share, _session(self.pid))))

    def stop(self) -> None:
        self.ended.set()
        self.join()


def _session(leader: int) -> Iterator[int]:
    """The processes of a session: the command, and all that it started."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == leader:
            yield int(path.parent.name)


def _share(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
