"""Bounds that the operating system holds a worker process to; where it has none, nothing is done."""

from __future__ import annotations

import os
import signal
import sys

__all__ = ["confine", "die_after", "ended_by_itself", "stay_alive", "yield_to_others"]

#: How far a process that yields stands back; 19 would be as far as possible.
NICENESS = 15


def confine(memory: int) -> None:
    """Bound the memory of this process and keep it from opening files and connections.

    Without a free file descriptor no socket can be made: whatever a query says, no request leaves.

    Args:
        memory: Bytes that the process may hold.
    """
    # At once, where Python's own handler would wait for the end of the query.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    silent = os.open(os.devnull, os.O_WRONLY)
    # The last words of a process that runs out of memory help nobody at the server's terminal.
    os.dup2(silent, 2)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, memory)
    # The lowest free number is taken, so none below it is free.
    highest = os.open(os.devnull, os.O_RDONLY)
    _limit(resource.RLIMIT_NOFILE, highest + 1)


def die_after(seconds: float) -> None:
    """End this process unless it is told in time to stay alive, even if its parent has gone.

    Args:
        seconds: The time it has.
    """
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def stay_alive() -> None:
    """Take back `die_after`."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)


def ended_by_itself(status: int) -> bool:
    """Tell whether a process ended because it was not told in time to stay alive.

    Args:
        status: Its exit status, as `multiprocessing` gives it.

    Returns:
        Whether `die_after` ended it.
    """
    return sys.platform != "win32" and status == -signal.SIGALRM


def yield_to_others() -> None:
    """Let other processes come first where there are not enough processors for all."""
    if sys.platform != "win32":
        os.nice(NICENESS)


def _limit(kind: int, value: int) -> None:
    import resource  # noqa: PLC0415 - not there on Windows

    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))
