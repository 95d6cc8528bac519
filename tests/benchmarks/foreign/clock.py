"""Time one piece of work and print what it took, for the scripts beside this one; standard library only."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["clocked"]


def clocked(work: Callable[[], dict[str, float]]) -> None:
    """Do the work once; print seconds, peak of memory and what it tells, as JSON."""
    start = time.perf_counter()
    facts = work()
    seconds = time.perf_counter() - start
    # Not what getrusage tells: that begins with the memory of the process from which this one was started.
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": peak, "facts": facts}))
