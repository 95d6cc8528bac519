"""One piece of work in a process of its own: its time, its peak of memory, its end at a limit."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.results import Measurement

__all__ = ["Run", "repeated", "run_apart"]

#: What has run longer than this, in seconds, is not repeated: its spread is small against its length.
LONG = 120.0


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        seconds: Wall clock; none where the limit was hit.
        value: What was kept of what the work returned.
        peak_mb: Most memory that the process held.
        before_mb: What it held when the work began.
        workers_mb: Most that one of its own processes held.
    """

    seconds: float | None
    value: Any = None
    peak_mb: float = 0.0
    before_mb: float = 0.0
    workers_mb: float = 0.0


def run_apart(
    work: Callable[[], Any], limit: float | None = None, keep: Callable[[Any], Any] = lambda made: made
) -> Run:
    """Run something in a fork of this process, which sees what this process has read.

    Args:
        work: What to do.
        limit: Seconds after which it is ended, with all processes that it started.
        keep: Makes of what the work returns what is sent back; its time does not count.

    Returns:
        The run.

    Raises:
        RuntimeError: The work failed; the message has its traceback.
    """
    gc.collect()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, keep, theirs))
    process.start()
    theirs.close()
    run: Run
    try:
        run, failure = ours.recv() if ours.poll(limit) else (Run(None), "")
    except EOFError:
        process.join()
        raise RuntimeError(f"the work ended without a word, exit status {process.exitcode}") from None
    finally:
        _end(process.pid)
        process.join()
    if failure:
        raise RuntimeError(failure)
    return run


def repeated(
    work: Callable[[], Any],
    repeats: int,
    limit: float | None,
    facts: Callable[[Any], dict[str, float]] = lambda _made: {},
) -> Measurement:
    """Run something several times.

    Args:
        work: What to do.
        repeats: How often; once where it takes long.
        limit: As for `run_apart`.
        facts: Numbers to note from what the work returns.

    Returns:
        The runs together; where the work failed none, with the last line of what it said.
    """
    runs: list[Run] = []
    while len(runs) < repeats:
        try:
            runs.append(run_apart(work, limit, facts))
        except RuntimeError as error:
            return Measurement(note=f"failed: {str(error).strip().splitlines()[-1][:200]}")
        if runs[-1].seconds is None or runs[-1].seconds > LONG:
            break
    done = [run for run in runs if run.seconds is not None]
    return Measurement(
        seconds=tuple(run.seconds for run in done if run.seconds is not None),
        peak_mb=max((run.peak_mb for run in done), default=0.0),
        before_mb=max((run.before_mb for run in done), default=0.0),
        workers_mb=max((run.workers_mb for run in done), default=0.0),
        limit=None if done else limit,
        facts=done[-1].value if done else {},
    )


def _child(work: Callable[[], Any], keep: Callable[[Any], Any], out: Connection) -> None:
    os.setsid()
    try:
        # Linux: begins to count the peak anew; a fork starts with its parent's.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = _memory("VmRSS")
        start = time.perf_counter()
        value = work()
        seconds = time.perf_counter() - start
        workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        out.send((Run(seconds, keep(value), _memory("VmHWM"), before, workers), ""))
    except BaseException:
        out.send((Run(None), traceback.format_exc()))
    out.close()
    # Leave without what libraries do at the end of a process: a reasoner's Java may wait for ever.
    os._exit(0)


def _memory(what: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the system does not tell {what}")


def _end(group: int | None) -> None:
    """End the process and whatever it started; nothing may be left of it."""
    if group is None:
        return
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
