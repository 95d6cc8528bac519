"""Worker processes: bounded in number and time, and replaced when one is lost."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import RLock
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from smekg.errors import UsageError
from smekg.serve.confinement import ended_by_itself
from smekg.serve.model import Limits, Outcome, refusal
from smekg.serve.worker import fault, initialize

__all__ = ["DisplacedError", "Workers"]

#: Longest time that loading the graph may take at the start, in seconds.
START_TIMEOUT = 60.0
#: Seconds between two looks at a query that runs.
LOOK = 0.25

T = TypeVar("T")


class DisplacedError(Exception):
    """A task was stopped because others need its worker."""


class Workers:
    """Runs tasks of `smekg.serve.worker` in processes that are killed when their time is over.

    A build that is replaced while the server runs is noticed before the next query, and all workers with it.
    """

    def __init__(self, build: Path, limits: Limits, count: int, *, yielding: bool) -> None:
        """Start the workers; `wait` tells when they have the graph.

        Args:
            build: The folder that `smekg build` wrote.
            limits: The bounds of a query.
            count: Number of processes.
            yielding: Whether other processes of the machine come before them.
        """
        self._build, self._limits, self._count, self._yielding = build, limits, count, yielding
        self._context = _Context()
        self._loaded = _version(build)
        self._pool = self._new_pool()
        # The first task is done when the first worker has the graph.
        self._first = self._schedule(fault)

    def wait(self) -> None:
        """Wait for the first worker.

        Raises:
            UsageError: The workers cannot load the build.
        """
        try:
            found = self._first.result(timeout=START_TIMEOUT)
        except (BrokenProcessPool, ProcessExpired, RuntimeError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
            raise UsageError(f"no worker could load the build in {self._build}: {reason}") from error
        if found:
            raise UsageError(found)

    def close(self) -> None:
        """Kill the workers, whatever they do."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    async def run(
        self, task: Callable[..., Outcome], arguments: tuple[object, ...], displaced: Callable[[float], bool]
    ) -> Outcome:
        """Run a task at once; there must be a free worker.

        A task whose caller goes away is stopped, and so is its worker.

        Args:
            task: A function of `smekg.serve.worker`.
            arguments: Its arguments.
            displaced: Told from time to time how many seconds the task has run; tells whether it has to end.

        Returns:
            What the task gives, or a sentence that says why it gave nothing.

        Raises:
            DisplacedError: It had to end.
        """
        try:
            return await self._outcome(self._schedule(task, *arguments), displaced)
        except TimeoutError:
            return self._stopped()
        except ProcessExpired as loss:
            if ended_by_itself(loss.exitcode):
                return self._stopped()
            return refusal(
                500,
                "The query brought its worker down: it is nested too deeply, or needs more than the "
                f"{self._limits.memory} MB of memory that it may take.",
                costly=True,
            )
        except (BrokenProcessPool, RuntimeError):
            return refusal(503, "The workers are being started again; try again in a moment.", busy=True)

    async def _outcome(self, future: ProcessFuture[Outcome], displaced: Callable[[float], bool]) -> Outcome:
        """Wait for a task, but not for one that its pool forgot when a worker was lost."""
        pool, result = self._pool, asyncio.wrap_future(future)
        scheduled = time.monotonic()
        begun: float | None = None
        try:
            while not result.done():
                await asyncio.wait([result], timeout=LOOK)
                if result.done():
                    break
                now = time.monotonic()
                if not pool.active or now - scheduled > self._limits.timeout + START_TIMEOUT:
                    raise BrokenProcessPool
                # It may have to wait for a process that is being started in place of another.
                if begun is None and future.running():
                    begun = now
                if begun is not None and displaced(now - begun):
                    raise DisplacedError
            return result.result()
        finally:
            # Stops the query, and its worker, of a client that has gone.
            result.cancel()

    def _stopped(self) -> Outcome:
        return refusal(
            503,
            f"The query was stopped after {self._limits.timeout:g} s; ask for less at a time.",
            costly=True,
        )

    def _schedule(self, task: Callable[..., T], *arguments: object) -> ProcessFuture[T]:
        with _without_interrupts():
            return self._current_pool().schedule(task, args=arguments, timeout=self._limits.timeout)

    def _current_pool(self) -> ProcessPool:
        """The pool, or a new one if it broke or the build is not the one that its workers know."""
        version = _version(self._build)
        # A build that has gone is no reason to forget what the workers know of it.
        renewed = version is not None and version != self._loaded
        if renewed or not self._pool.active:
            outdated, self._loaded = self._pool, version
            self._pool = self._new_pool()
            # Queries that run finish first; nobody waits for that.
            outdated.close()  # type: ignore[no-untyped-call]
            threading.Thread(target=outdated.join, daemon=True).start()
        return self._pool

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            initializer=initialize,
            initargs=(self._build, self._limits, self._yielding),
            context=self._context,
        )


class _Context(SpawnContext):
    """Starts processes afresh, as a fork would copy the state of the server's threads.

    A lock is kept to the end: one that goes with its pool is missed by a worker that is just being started,
    and such a worker says so at length.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:
        self._locks.append(super().RLock())
        return self._locks[-1]


def _version(build: Path) -> tuple[int, int] | None:
    """Tell one build from the next: each is a new file, made at another time."""
    try:
        found = (build / "current" / "smekg.nq").stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C, which a terminal sends to all processes of a command, from those started here.

    What is started inherits the signals that are blocked, so that it is left to the server to end it.
    """
    if sys.platform == "win32":
        yield
        return
    # Its start unblocks the signals, so it is not left to the first worker's.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
