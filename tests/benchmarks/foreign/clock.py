"""Time one piece of work and print what it took, for the scripts beside this one; standard library only."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

__all__ = ["clocked"]


def clocked(work: Callable[[], dict[str, float]]) -> None:
    """Do the work once; print seconds, peak of memory and what it tells, as JSON."""
    start = time.perf_counter()
    facts = work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mb": peak, "facts": facts}))
