"""Long queries never take what is kept for short ones, and clients take turns."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from smekg.serve import fairness
from smekg.serve.fairness import Asker, Experience, FullError, Lane, Rooms


def rooms(experience: Experience, waiting: int = 16) -> Rooms:
    return Rooms({Lane.SHORT: 1, Lane.LONG: 1}, waiting, experience)


def run(work: Coroutine[Any, Any, None]) -> None:
    # A browser test in the same process may have left its event loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def test_what_has_run_for_long_is_long_and_so_is_what_else_its_client_asks() -> None:
    known = Experience()
    asker, other = Asker("a", 1), Asker("b", 1)
    assert known.lane(asker) is Lane.SHORT
    known.note(Asker("a", 2), 0.1)
    known.note(asker, 1.5)
    assert known.lane(asker) is known.lane(other) is Lane.LONG
    assert known.lane(Asker("a", 3)) is Lane.LONG
    assert known.lane(Asker("a", 2)) is Lane.SHORT
    assert known.lane(Asker("b", 3)) is Lane.SHORT
    known.note(asker, 0.1)
    assert known.lane(other) is Lane.SHORT


def test_a_client_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Experience()
    known.suspect(Asker("a", 1))
    assert known.lane(Asker("a", 2)) is Lane.LONG
    monkeypatch.setattr(fairness, "MEMORY", 0.0)
    assert known.lane(Asker("a", 2)) is Lane.SHORT


def test_little_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "KNOWN", 3)
    known = Experience()
    for number in range(5):
        known.note(Asker("a", number), 9)
    assert [known.lane(Asker("b", number)) for number in range(5)] == [Lane.SHORT] * 2 + [Lane.LONG] * 3


def test_long_queries_leave_the_room_of_short_ones_alone() -> None:
    async def work() -> None:
        known = Experience()
        known.suspect(Asker("bad", 0))
        found = rooms(known)
        assert await found.enter(Asker("bad", 1)) is Lane.LONG
        second = asyncio.ensure_future(found.enter(Asker("bad", 2)))
        await asyncio.sleep(0)
        assert not second.done()
        assert await found.enter(Asker("good", 3)) is Lane.SHORT
        found.leave(Lane.SHORT)
        await asyncio.sleep(0)
        assert not second.done()
        found.leave(Lane.LONG)
        assert await second is Lane.LONG

    run(work())


def test_short_queries_use_what_no_long_one_wants() -> None:
    async def work() -> None:
        found = rooms(Experience())
        assert [await found.enter(Asker("a", n)) for n in range(2)] == [Lane.SHORT, Lane.LONG]
        third = asyncio.ensure_future(found.enter(Asker("a", 3)))
        await asyncio.sleep(0)
        assert found.crowded()
        found.leave(Lane.LONG)
        assert await third is Lane.LONG

    run(work())


def test_who_waits_with_what_turns_out_to_be_long_waits_with_the_long_ones() -> None:
    async def work() -> None:
        known = Experience()
        found = rooms(known)
        for _ in range(2):
            await found.enter(Asker("a", 1))
        waiting = [asyncio.ensure_future(found.enter(Asker("a", 1))) for _ in range(3)]
        await asyncio.sleep(0)
        assert found.crowded()
        known.note(Asker("a", 1), 2)
        assert not found.crowded()
        found.leave(Lane.SHORT)
        await asyncio.sleep(0)
        assert [each.done() for each in waiting] == [False] * 3
        for each in waiting:
            each.cancel()

    run(work())


def test_clients_take_turns() -> None:
    async def work() -> None:
        found = rooms(Experience())
        for _ in range(2):
            await found.enter(Asker("greedy", 1))
        order: list[str] = []

        async def wait(client: str) -> None:
            lane = await found.enter(Asker(client, 1))
            order.append(client)
            found.leave(lane)

        waiting = [asyncio.ensure_future(wait(client)) for client in ("greedy", "greedy", "modest")]
        await asyncio.sleep(0)
        found.leave(Lane.SHORT)
        await asyncio.gather(*waiting)
        assert order[0] == "modest"

    run(work())


def test_the_queue_is_bounded_and_who_goes_away_leaves_it() -> None:
    async def work() -> None:
        found = rooms(Experience(), waiting=1)
        for _ in range(2):
            await found.enter(Asker("a", 1))
        gone = asyncio.ensure_future(found.enter(Asker("a", 1)))
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await found.enter(Asker("a", 1))
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        assert not found.crowded()
        # One who goes at the very moment of being let in gives the room to the next.
        late, last = (asyncio.ensure_future(found.enter(Asker("a", 1))) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await last
        found.leave(Lane.SHORT)
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
        assert await found.enter(Asker("a", 1)) is Lane.SHORT

    run(work())
