"""Who is answered next and where, so that long queries do not keep short ones waiting.

Nobody knows how long a new query runs. It begins among the short ones; once it has run for long, the same
text belongs to the long ones, and so does whatever else its client asks that is not known to be short. Long
queries never get the workers that are kept for short ones.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

__all__ = ["PROMPT", "Asker", "Experience", "FullError", "Lane", "Rooms"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

#: Seconds after which a query is a long one.
PROMPT = 1.0
#: Seconds for which a client is remembered who asked a long one.
MEMORY = 60.0
#: Queries, and clients, of which something is remembered.
KNOWN = 10_000


class Lane(Enum):
    """Where a query is answered."""

    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True)
class Asker:
    """Somebody who wants something.

    Attributes:
        client: The address of the client.
        query: A number that equal queries have in common.
    """

    client: str
    query: int


class FullError(Exception):
    """Too many wait already."""


class Experience:
    """What was found out about queries and clients."""

    def __init__(self) -> None:
        self._queries: OrderedDict[int, Lane] = OrderedDict()
        self._clients: OrderedDict[str, float] = OrderedDict()

    def lane(self, asker: Asker) -> Lane:
        """Tell where a query belongs, as far as is known now.

        Args:
            asker: Who asks what.

        Returns:
            The lane.
        """
        known = self._queries.get(asker.query)
        if known is not None:
            return known
        last = self._clients.get(asker.client)
        return Lane.LONG if last is not None and time.monotonic() - last < MEMORY else Lane.SHORT

    def note(self, asker: Asker, seconds: float) -> None:
        """Remember how long a query has run.

        Args:
            asker: Who asked what.
            seconds: The time that it has taken; infinity if it was given up.
        """
        long = seconds > PROMPT
        _remember(self._queries, asker.query, Lane.LONG if long else Lane.SHORT)
        if long:
            self.suspect(asker)

    def suspect(self, asker: Asker) -> None:
        """Remember a client who costs much, whatever the query.

        Args:
            asker: Who asked what.
        """
        _remember(self._clients, asker.client, time.monotonic())


@dataclass(frozen=True, eq=False)
class _Waiter:
    asker: Asker
    room: asyncio.Future[Lane]


class Rooms:
    """Workers that are free, and those who wait for one.

    A short query takes a worker of the short ones, or one of the long ones that no long query waits for. Of
    those who wait for the same, the client comes first who was served longest ago.
    """

    def __init__(self, free: dict[Lane, int], waiting: int, experience: Experience) -> None:
        """Open the rooms.

        Args:
            free: Lane to the number of its workers.
            waiting: How many may wait in each lane.
            experience: What is known of queries.
        """
        self._free, self._most, self._experience = dict(free), waiting, experience
        self._waiters: list[_Waiter] = []
        self._served: OrderedDict[str, float] = OrderedDict()

    async def enter(self, asker: Asker) -> Lane:
        """Wait for a worker.

        Args:
            asker: Who asks what.

        Returns:
            The lane of the worker, which `leave` gives back.

        Raises:
            FullError: Too many wait already.
        """
        waiter = _Waiter(asker, asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        self._let_in()
        if not waiter.room.done() and len(self._waiting(self._experience.lane(asker))) > self._most:
            self._waiters.remove(waiter)
            raise FullError
        try:
            return await waiter.room
        except asyncio.CancelledError:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            elif not waiter.room.cancelled():
                self.leave(waiter.room.result())
            raise

    def leave(self, lane: Lane) -> None:
        """Give a worker back.

        Args:
            lane: What `enter` returned.
        """
        self._free[lane] += 1
        self._let_in()

    def crowded(self) -> bool:
        """Tell whether somebody waits with a query that is not known to be long."""
        return bool(self._waiting(Lane.SHORT))

    def _let_in(self) -> None:
        # Those who use the room of their own lane come before those who use another's.
        for lane, room in ((Lane.SHORT, Lane.SHORT), (Lane.LONG, Lane.LONG), (Lane.SHORT, Lane.LONG)):
            while self._free[room] and (waiting := self._waiting(lane)):
                chosen = min(waiting, key=lambda waiter: self._served.get(waiter.asker.client, 0.0))
                self._waiters.remove(chosen)
                _remember(self._served, chosen.asker.client, time.monotonic())
                self._free[room] -= 1
                chosen.room.set_result(room)

    def _waiting(self, lane: Lane) -> list[_Waiter]:
        return [
            waiter
            for waiter in self._waiters
            if not waiter.room.done() and self._experience.lane(waiter.asker) is lane
        ]


def _remember(known: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Note something, and forget what was noted longest ago."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > KNOWN:
        known.popitem(last=False)
