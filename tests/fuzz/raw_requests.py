"""Raw requests at the server: each gets a whole response or a closed connection, none a status of 500."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

import pyoxigraph as ox
import uvicorn
from hypothesis import strategies as st

from fuzz.harness import Target, scratch
from fuzz.mutations import NASTY, anything
from serve.running import make_site
from smekg.namespaces import graph_iri
from smekg.serve import worker
from smekg.serve.app import make_app
from smekg.serve.endpoint import Endpoint
from smekg.serve.model import Limits, Outcome

_Result = TypeVar("_Result")

_QUERIES = (
    *(
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "ASK {}",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE <http://a.example/s>",
    ),
    *(
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "",
        "SELECT",
    ),
    *(
        "SELECT * FROM <a:g> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { }",
        "SELECT ?x { BIND(1/0 AS ?x) }",
    ),
)
_GRAPH = str(graph_iri("tiny"))
_PATHS = (
    "/",
    "/sparql",
    "/ontology",
    "/id/claim/x",
    "/section/",
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/link.txt",
    "/%00",
    "/a%00b",
    "/%ff",
    "/%C4%B1",
    "/" + "a" * 5000,
    "/" + "a/" * 2000,
    "//",
    "/.hidden",
    "*",
    "http://b.example/",
)
_FORM = "application/x-www-form-urlencoded"
_TYPES = (
    _FORM,
    "application/sparql-query",
    "application/sparql-update",
    "text/plain",
    f"{_FORM}; charset=latin-1",
)
_ACCEPTS = (
    "*/*",
    "text/csv",
    "text/turtle",
    "application/ld+json",
    "application/sparql-results+xml;q=0.1, */*;q=0",
)
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW", "get", "")
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")


class _HerePool:
    """Answers in this process, where a case can be watched; `serve.pool` has tests of its own."""

    async def run(self, task: Callable[..., Outcome], *arguments: object) -> Outcome:
        """Do the task at once."""
        return task(*arguments)


class _Server:
    """The application behind uvicorn on a socket, in this thread: it runs while a case waits for it."""

    def __init__(self) -> None:
        limits = Limits(timeout=60.0, result=1)
        store = ox.Store()
        node = ox.NamedNode("http://a.example/s")
        store.add(ox.Quad(node, node, ox.Literal("ö"), ox.NamedNode(_GRAPH)))
        worker._state = worker._State(store, limits, None)
        site = make_site(scratch("served") / "site")
        self.loop = asyncio.new_event_loop()
        endpoint = Endpoint(_HerePool(), limits, "http://127.0.0.1/sparql")  # type: ignore[arg-type]
        config = uvicorn.Config(
            make_app(site, endpoint),
            **{"http": "h11", "ws": "none", "lifespan": "off", "log_config": None, "log_level": "critical"},  # type: ignore[arg-type]
            timeout_keep_alive=1,
            h11_max_incomplete_event_size=4 * limits.query,
        )
        config.load()
        self.server = uvicorn.Server(config)
        self.server.lifespan = config.lifespan_class(config)
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        # In a thread of its own: a browser test of this process may have left its event loop running in ours.
        self.thread = ThreadPoolExecutor(1)
        self._run(self.server.startup(sockets=[listener]))

    def ask(self, request: bytes) -> bytes:
        """Send a request, close the sending side, and read all that comes back."""
        return self._run(_exchange(self.port, request))

    def _run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return self.thread.submit(self.loop.run_until_complete, work).result()


async def _exchange(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        writer.write_eof()
        return await asyncio.wait_for(reader.read(), timeout=60)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@cache
def _server() -> _Server:
    return _Server()


def assert_answered(response: bytes) -> None:
    """Check that each response is one, that none is a failure of the server or shows a hidden file."""
    if response:
        assert _STATUS.match(response), response[:200]
    for status in _STATUS.findall(response):
        assert status not in (b"500", b"502"), response[:2000]
    assert b"Traceback" not in response
    assert b"a secret" not in response
    assert b"not to be seen" not in response


def _check(case: bytes) -> None:
    assert_answered(_server().ask(case))


@st.composite
def _requests(draw: st.DrawFn) -> bytes:
    """A request that is mostly right, with a letter or a part of it wrong."""
    pick = st.sampled_from
    method, path = draw(pick(_METHODS[:3] + _METHODS)), draw(pick(_PATHS + ("/sparql",) * 8))
    query = draw(
        st.one_of(pick(_QUERIES), st.tuples(pick(_QUERIES), anything, anything).map(lambda t: t[1].join(t)))
    )
    parameters = [
        (draw(pick(["query", "query", "update", "default-graph-uri", "named-graph-uri", "x"])), query)
    ]
    for _ in range(draw(st.integers(0, 2))):
        parameters.append(
            (draw(pick(["default-graph-uri", "named-graph-uri", "query"])), draw(pick([_GRAPH, *NASTY])))
        )
    encoded = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in parameters
    ).encode()
    kind = draw(pick(_TYPES + _TYPES[:2]))
    body = b""
    if method == "POST":
        body = encoded if kind.startswith(_FORM) else query.encode("utf-8", "surrogatepass")
    target = path.encode() + (b"?" + encoded if draw(st.booleans()) or not body else b"")
    length = len(body) + draw(pick([0] * 12 + [-1, 1, 10**9]))
    head = [b"%s %s HTTP/1.1" % (method.encode(), target), b"Host: 127.0.0.1", b"Connection: close"]
    head += [
        b"Accept: " + (draw(pick(_ACCEPTS)) + draw(pick(["", "", *NASTY]))).encode("utf-8", "surrogatepass")
    ]
    head += [b"Content-Type: " + kind.encode(), b"Content-Length: %d" % length] if body else []
    head += draw(
        st.lists(
            pick(
                [
                    b"Range: bytes=9-1",
                    b"If-None-Match: *",
                    b"Accept-Encoding: gzip;q=x",
                    b"Origin: null",
                    b"Transfer-Encoding: chunked",
                    b"Expect: 100-continue",
                    b"Upgrade: websocket",
                    b"X",
                ]
            ),
            max_size=1,
        )
    )
    request = b"\r\n".join([*head, b"", body])
    if draw(st.integers(0, 3)) == 0:
        start = draw(st.integers(0, 9999)) * len(request) // 10000
        request = request[:start] + draw(st.binary(max_size=4)) + request[start + draw(st.integers(0, 4)) :]
    return request


def _get(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()


CASES = st.one_of(_requests(), _requests(), _requests(), st.binary(max_size=100))
TARGETS = (Target("requests", tuple(map(_get, _QUERIES[:6])), CASES, _check, 60),)
