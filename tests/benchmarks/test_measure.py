"""Time and memory are those of the work alone, and nothing outlives a limit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.measure import repeated, run_apart

MEGABYTE = 2**20


def test_the_peak_is_that_of_the_work_and_not_of_what_was_before() -> None:
    before = run_apart(lambda: len(bytes(300 * MEGABYTE)))
    small, large = run_apart(lambda: None), run_apart(lambda: len(b"x" * (100 * MEGABYTE)))
    assert before.value == 300 * MEGABYTE
    assert small.peak_mb - small.before_mb < 20
    assert 90 < large.peak_mb - large.before_mb < 130


def test_work_past_its_limit_is_ended_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def endless() -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        note.write_text(str(child.pid), encoding="ascii")
        time.sleep(600)

    assert repeated(endless, 3, 2.0).limit == 2.0
    status = Path(f"/proc/{note.read_text(encoding='ascii')}/status")
    assert not status.exists() or "zombie" in status.read_text(encoding="ascii")


def test_failures_are_told() -> None:
    def broken() -> None:
        raise ValueError("no such thing")

    with pytest.raises(RuntimeError, match="no such thing"):
        run_apart(broken)
    assert repeated(broken, 3, None).note == "failed: ValueError: no such thing"
    with pytest.raises(RuntimeError, match="without a word"):
        run_apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_runs_are_counted_and_facts_kept() -> None:
    found = repeated(lambda: [1, 2, 3], 3, None, lambda made: {"length": len(made)})
    assert len(found.seconds) == 3
    assert found.facts == {"length": 3}
