"""Processes that work for this one, on all processors where memory can be shared, and end with it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.pool import Pool
from typing import Any, TypeVar

__all__ = ["end_with_parent", "run_beside", "run_first_beside"]

_First = TypeVar("_First")
_Result = TypeVar("_Result")

#: What is running; a forked process finds it here, because a task may hold the whole graph and is too large
#: to be sent.
_running: Sequence[Callable[[], Any]] = ()
#: Number of the request to `prctl` of Linux for a signal when the parent ends.
_PR_SET_PDEATHSIG = 1
#: Loaded before there is a second process, where loading could wait for a lock that no thread holds any more.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def run_beside(tasks: Sequence[Callable[[], _Result]], workers: int | None = None) -> Iterator[_Result]:
    """Run tasks beside each other.

    Args:
        tasks: What to run. A task sees the memory of this process as it is now, and cannot change it. Large
            ones should come first.
        workers: How many processes may run; as many as there are processors for this one if not given.

    Yields:
        What the tasks return, in their order.
    """
    global _running  # noqa: PLW0603 - how forked processes find what they cannot be sent
    workers = min(len(tasks), workers or _processors())
    # On other systems a fork after libraries have started threads is not safe.
    if workers < 2 or sys.platform != "linux":
        for task in tasks:
            yield task()
        return
    _running = tasks
    with _interruptible(workers) as pool:
        yield from pool.imap(_run, range(len(tasks)), chunksize=1)


def run_first_beside(
    first: Callable[[], _First], tasks: Sequence[Callable[[], _Result]], workers: int | None = None
) -> tuple[_First, list[_Result]]:
    """Run a task beside others of another kind.

    Args:
        first: The task; it starts first.
        tasks: The others.
        workers: As for `run_beside`.

    Returns:
        What the first returns, and what the others return in their order.
    """
    found: Iterator[Any] = run_beside([first, *tasks], workers)
    return next(found), list(found)


def end_with_parent(parent: int) -> None:
    """Let the system kill this process when its parent ends, however that ends; on Linux only.

    What is killed goes on writing nothing, and gives back the locks that it inherited.

    Args:
        parent: The process that started this one.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # It may have ended before the system was asked.
    if os.getppid() != parent:
        os._exit(1)


def _processors() -> int:
    """Those that this process may use: a container or `taskset` can have taken some away."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interruptible(workers: int) -> Iterator[Pool]:
    """A pool whose processes leave Ctrl-C to this one, and end with it, also when it is killed."""
    # What is frozen is not looked through by the garbage collector, so the processes can share its memory.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    try:
        # A process that is to end before it has begun must not lose the signal.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        try:
            pool = context.Pool(workers, _begin, (os.getpid(),))
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        with pool:
            yield pool
    finally:
        gc.unfreeze()


def _begin(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library can have taken over the signal with which the pool ends its processes. Java does, and after a
    # fork its threads are missing: nobody would answer, and the pool would wait for ever.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    end_with_parent(parent)


def _run(position: int) -> Any:  # noqa: ANN401 - whatever the task returns
    return _running[position]()
