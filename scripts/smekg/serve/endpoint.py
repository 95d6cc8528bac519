"""The SPARQL 1.1 Protocol: requests become queries, outcomes become responses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from smekg.serve.model import Limits, Outcome, QueryRequest, refusal
from smekg.serve.pool import QueryPool
from smekg.serve.worker import answer, describe

__all__ = ["Endpoint"]

#: Seconds that a client may take to send its request.
BODY_TIMEOUT = 10.0
#: Most parameters of a request: one query and names of graphs.
MAX_PARAMETERS = 1000
#: Results of the largest size that may wait in memory for clients to take them.
UNSENT = 10
#: Bytes that are sent at a time.
PIECE = 65536
_READ_ONLY = "This endpoint is read-only: it answers queries and takes no updates."


class _RefusedError(Exception):
    """The request is not one that the protocol knows, or is too large.

    Attributes:
        outcome: What to answer.
    """

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = refusal(status, sentence)


class Endpoint:
    """The ASGI application behind `/sparql`."""

    def __init__(self, pool: QueryPool, limits: Limits, address: str) -> None:
        """Make the endpoint.

        Args:
            pool: The workers.
            limits: The bounds of a query.
            address: The endpoint's own address.
        """
        self._pool, self._limits, self._address = pool, limits, address
        self._stopping = asyncio.Event()
        self._unsent = 0

    def stop(self) -> None:
        """Answer at once whoever still waits, because the server ends."""
        self._stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            outcome = await self._outcome(request)
        except _RefusedError as refused:
            outcome = refused.outcome
        except ClientDisconnect:
            return
        await self._send(outcome, scope, receive, send)

    async def _send(self, outcome: Outcome, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a result, unless too much waits already for clients that are slow to take it."""
        size = len(outcome.body)
        if size > PIECE and self._unsent + size > UNSENT * self._limits.result_bytes:
            outcome = refusal(503, "Too many large results are being sent; try again in a moment.", busy=True)
            size = len(outcome.body)
        self._unsent += size
        try:
            await _response(outcome)(scope, receive, send)
        finally:
            self._unsent -= size

    async def _outcome(self, request: Request) -> Outcome:
        client = request.client.host if request.client else ""
        if request.method == "POST":
            query = await self._posted(request)
        else:
            parameters = _parameters(request.scope["query_string"])
            if not any(name in ("query", "update") for name, _ in parameters):
                return await self._until_gone(
                    request, self._pool.run(client, describe, self._address, _accept(request))
                )
            query = self._query(request, parameters)
        return await self._until_gone(request, self._pool.run(client, answer, query))

    async def _posted(self, request: Request) -> QueryRequest:
        media_type, _, rest = request.headers.get("content-type", "").partition(";")
        charset = rest.lower().replace(" ", "").replace('"', "")
        if charset.startswith("charset=") and charset not in ("charset=utf-8", "charset=utf8"):
            raise _RefusedError(415, "Send the query in UTF-8.")
        match media_type.strip().lower():
            case "application/sparql-query":
                parameters = _parameters(request.scope["query_string"])
                text = await self._body(request, self._limits.query)
                return self._query(request, [*parameters, ("query", _decoded(text))])
            case "application/x-www-form-urlencoded":
                # Each byte of the query may be written as three.
                body = await self._body(request, 4 * self._limits.query)
                return self._query(request, [*_parameters(request.scope["query_string"]), *_parameters(body)])
            case "application/sparql-update":
                raise _RefusedError(403, _READ_ONLY)
            case _:
                raise _RefusedError(
                    415, "Post a query as application/sparql-query or application/x-www-form-urlencoded."
                )

    def _query(self, request: Request, parameters: list[tuple[str, str]]) -> QueryRequest:
        values = {
            name: tuple(value for key, value in parameters if key == name)
            for name in ("query", "update", "default-graph-uri", "named-graph-uri")
        }
        if values["update"]:
            raise _RefusedError(403, _READ_ONLY)
        if len(values["query"]) != 1:
            raise _RefusedError(400, f"Send one query; this request has {len(values['query'])}.")
        (text,) = values["query"]
        if len(text.encode()) > self._limits.query:
            raise self._too_long()
        return QueryRequest(text, values["default-graph-uri"], values["named-graph-uri"], _accept(request))

    async def _body(self, request: Request, limit: int) -> bytes:
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise self._too_long()
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_TIMEOUT):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limit:
                        raise self._too_long()
        except TimeoutError:
            raise _RefusedError(408, f"The request did not arrive within {BODY_TIMEOUT:g} s.") from None
        return bytes(body)

    def _too_long(self) -> _RefusedError:
        return _RefusedError(413, f"A query may have at most {self._limits.query:,} bytes.")

    async def _until_gone(self, request: Request, work: Awaitable[Outcome]) -> Outcome:
        """Wait for a result as long as there is a client to take it and a server to give it."""
        result = asyncio.ensure_future(work)
        others = [asyncio.ensure_future(_gone(request)), asyncio.ensure_future(self._stopping.wait())]
        try:
            await asyncio.wait([result, *others], return_when=asyncio.FIRST_COMPLETED)
            if result.done():
                return result.result()
        finally:
            for task in (result, *others):
                task.cancel()
            await asyncio.gather(result, *others, return_exceptions=True)
        return refusal(503, "The server is being stopped.")


async def _gone(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _parameters(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
    except ValueError as error:
        raise _RefusedError(400, f"The parameters of the request cannot be read: {error}") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise _RefusedError(400, f"The query is not in UTF-8: {error}") from error


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _response(outcome: Outcome) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if outcome.busy:
        headers["Retry-After"] = "1"
    headers["Content-Length"] = str(len(outcome.body))
    # In pieces, each sent when the client has taken the one before: what waits for it in the connection is
    # no second copy, and it shows whether the client listens.
    return StreamingResponse(_pieces(outcome.body), outcome.status, headers, outcome.media_type)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, max(len(body), 1), PIECE):
        yield body[start : start + PIECE]
