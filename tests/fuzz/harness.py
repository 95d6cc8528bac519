"""What every fuzz target is: seeds, a strategy of cases, and a check that a case must pass."""

from __future__ import annotations

import faulthandler
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from conftest import copy_tiny
from smekg.errors import FindingsError
from smekg.paths import DataRoot, default_root

#: Processor seconds after which a case counts as a hang; a case takes some milliseconds.
HANG = 20.0
#: Seconds on the clock after which a case that waits for something is given up with the process.
STUCK = 300.0
#: How one line ends and the next begins, in YAML as elsewhere.
LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class HangError(AssertionError):
    """A case ran longer than any case has reason to."""


@dataclass(frozen=True)
class Target:
    """A reader that is fed with broken input.

    Attributes:
        name: Its name on the command line.
        seeds: Good inputs, from which coverage-guided fuzzing starts.
        cases: Strategy of mutated and of arbitrary inputs.
        check: Raises anything but a skip where the reader fails on an input.
        few: Cases on every push.
    """

    name: str
    seeds: tuple[bytes, ...]
    cases: st.SearchStrategy[bytes]
    check: Callable[[bytes], object]
    few: int = 60

    def guarded(self, case: bytes) -> None:
        """Check one case, and turn a hang into a failure."""
        with watchdog():
            self.check(case)

    def run(self, count: int, number: int | None = None) -> None:
        """Check many cases.

        Args:
            count: How many.
            number: Seed of the random choices; always the same ones without it.
        """
        every = [Phase.explicit, Phase.generate, Phase.shrink]
        test = given(self.cases)(self.guarded)
        if number is not None:
            test = seed(number)(test)
        settings(
            max_examples=count,
            derandomize=number is None,
            database=None,
            deadline=None,
            phases=every,
            suppress_health_check=list(HealthCheck),
        )(test)()


@contextmanager
def watchdog() -> Iterator[None]:
    """Raise where the body burns processor time without end; end the process where it waits without end.

    Yields:
        Nothing.
    """

    def bark(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"a case took more than {HANG:g} s of processor time")

    before = signal.signal(signal.SIGPROF, bark)
    faulthandler.dump_traceback_later(STUCK, exit=True, file=2)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGPROF, before)


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="smekg-fuzz-")


@cache
def scratch(name: str) -> Path:
    """A folder for the files of a target, gone when the process ends."""
    folder = Path(_scratch().name) / name
    folder.mkdir()
    return folder


@cache
def tiny_root(name: str) -> DataRoot:
    """A tiny data root of its own for a target."""
    return copy_tiny(default_root(), scratch(name) / "data")


def assert_placed(error: FindingsError, root: Path) -> None:
    """Check that each finding names a file that exists, and a line that this file has."""
    assert error.findings, "a refusal without a finding"
    for finding in error.findings:
        path = root / finding.path
        assert path.is_file(), f"no such file: {finding}"
        text = path.read_bytes().decode("utf-8", "replace")
        count = len(LINE_ENDS.split(text))
        assert 0 <= finding.line <= count, f"the file has {count} lines: {finding}"
        assert finding.message.strip()
        # A finding is one line, that a terminal can show.
        assert not LINE_ENDS.search(str(finding)), repr(finding)
        assert len(str(finding).encode()) < 10_000
