"""Results that slow clients do not take fill the memory up to a bound; short answers pass all the same."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from starlette.types import Message, Scope

from smekg.serve.endpoint import PIECE, UNSENT, Endpoint
from smekg.serve.model import Limits, Outcome
from smekg.serve.pool import QueryPool

LIMITS = Limits(result=1)


class Answers:
    """Gives results of a size, in place of workers."""

    def __init__(self) -> None:
        self.size = 0

    async def run(self, *_arguments: object) -> Outcome:
        """Give a result."""
        return Outcome(200, "text/plain", b"x" * self.size)


class Client:
    """Asks, and takes nothing beyond the head of the answer before it is told to."""

    def __init__(self, *, listens: bool) -> None:
        self.listens, self.status, self.body = asyncio.Event(), 0, bytearray()
        if listens:
            self.listens.set()

    async def ask(self, endpoint: Endpoint) -> int:
        """Send a query; give the status."""
        scope: Scope = {"type": "http", "method": "GET", "query_string": b"query=ASK", "headers": []}
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
            else:
                await self.listens.wait()
                self.body += message.get("body", b"")

        await endpoint(scope, receive, send)
        return self.status


def test_what_is_not_taken_is_bounded() -> None:
    async def work() -> None:
        answers = Answers()
        endpoint = Endpoint(cast(QueryPool, answers), LIMITS, "http://127.0.0.1/sparql")
        answers.size = LIMITS.result_bytes
        slow = [Client(listens=False) for _ in range(UNSENT)]
        waiting = [asyncio.ensure_future(client.ask(endpoint)) for client in slow]
        while not all(client.status for client in slow):
            await asyncio.sleep(0)
        late = Client(listens=True)
        assert await late.ask(endpoint) == 503
        assert b"Too many large results" in late.body
        answers.size = PIECE
        assert await Client(listens=True).ask(endpoint) == 200
        for client in slow:
            client.listens.set()
        assert await asyncio.gather(*waiting) == [200] * UNSENT
        assert {len(client.body) for client in slow} == {LIMITS.result_bytes}
        answers.size = LIMITS.result_bytes
        assert await Client(listens=True).ask(endpoint) == 200

    # A browser test in the same process may have left its event loop running in this thread.

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(work(), 30)).result()
