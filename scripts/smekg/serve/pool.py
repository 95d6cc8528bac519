"""The queries under way: bounded in number, and short ones answered beside long ones."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

from smekg.serve.fairness import PROMPT, Asker, Experience, FullError, Lane, Rooms
from smekg.serve.model import Limits, Outcome, refusal
from smekg.serve.workers import DisplacedError, Workers

__all__ = ["QueryPool"]


class QueryPool:
    """Answers queries by worker processes, half of which are kept for short queries."""

    def __init__(self, build: Path, limits: Limits) -> None:
        """Start the workers.

        Args:
            build: The folder that `smekg build` wrote.
            limits: The bounds of a query.

        Raises:
            UsageError: The workers cannot load the build.
        """
        self._limits = limits
        self._experience = Experience()
        long = limits.workers // 2
        counts = {Lane.SHORT: limits.workers - long, Lane.LONG: long}
        self._rooms = Rooms(counts, limits.waiting, self._experience)
        self._workers: dict[Lane, Workers] = {}
        try:
            for lane, count in counts.items():
                self._workers[lane] = Workers(build, limits, count, yielding=lane is Lane.LONG)
            for workers in self._workers.values():
                workers.wait()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Kill the workers, whatever they do."""
        for workers in self._workers.values():
            workers.close()

    async def run(self, client: str, task: Callable[..., Outcome], *arguments: object) -> Outcome:
        """Run a task as soon as a worker is free.

        Args:
            client: The address of the client.
            task: A function of `smekg.serve.worker`.
            arguments: Its arguments.

        Returns:
            What the task gives, or a sentence that says why it gave nothing.
        """
        asker = Asker(client, hash(arguments))
        while True:
            try:
                async with asyncio.timeout(self._limits.timeout):
                    lane = await self._rooms.enter(asker)
            except FullError:
                return refusal(503, "Too many queries are waiting; try again in a moment.", busy=True)
            except TimeoutError:
                return refusal(503, "Other queries keep the workers busy; try again in a moment.", busy=True)
            try:
                return await self._run_in(lane, asker, task, arguments)
            except DisplacedError:
                # It is known to be long by now, and begins again among its like.
                continue
            finally:
                self._rooms.leave(lane)

    async def _run_in(
        self, lane: Lane, asker: Asker, task: Callable[..., Outcome], arguments: tuple[object, ...]
    ) -> Outcome:
        try:
            outcome = await self._workers[lane].run(task, arguments, partial(self._is_displaced, lane, asker))
        except asyncio.CancelledError:
            # The client has gone, and a worker with it.
            self._experience.suspect(asker)
            raise
        # Before the worker is given to the next, who may want the same.
        if outcome.costly:
            self._experience.note(asker, math.inf)
        elif outcome.seconds:
            self._experience.note(asker, outcome.seconds)
        return outcome

    def _is_displaced(self, lane: Lane, asker: Asker, seconds: float) -> bool:
        """Whether a query has to leave the short ones because of others who wait."""
        if seconds <= PROMPT:
            return False
        self._experience.note(asker, seconds)
        return lane is Lane.SHORT and self._rooms.crowded()
