"""A SPARQL engine on loopback that can be told to misbehave: Oxigraph behind a server of ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

JSON_ROWS = "application/sparql-results+json"


@dataclass(frozen=True)
class Fault:
    """What the server answers instead of doing its work, or on top of it.

    Attributes:
        status: Status of the answer.
        body: Its body.
        headers: More headers.
        done: Whether the work is done all the same, and only the answer is lost.
        pause: Seconds before the answer.
        drip: Seconds between the letters of the body.
        cut: Whether the connection ends in the middle of the answer.
    """

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    done: bool = False
    pause: float = 0
    drip: float = 0
    cut: bool = False


#: Given the path and the text of a request, the fault to show, if any.
Plot = Callable[[str, str], Fault | None]


@dataclass
class FakeEngine:
    """A running engine.

    Attributes:
        address: Where it listens.
        store: What it holds.
        plot: Which requests meet which fault.
        requests: Path, text and login of the requests that came.
        limit: Most rows that it gives, without a word.
    """

    address: str
    store: ox.Store = field(default_factory=ox.Store)
    plot: Plot = lambda _path, _text: None
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    limit: int | None = None

    def fail(self, *faults: Fault, path: str = "", text: str = "") -> None:
        """Show these faults, one after the other, to requests of this path and text; then work again."""
        left = list(faults)
        self.plot = lambda asked, body: left.pop(0) if left and path in asked and text in body else None


@contextmanager
def fake_engine() -> Iterator[FakeEngine]:
    """Run an engine: `/query`, `/update` and `/store`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    engine = FakeEngine(f"http://127.0.0.1:{server.server_address[1]}")
    server.engine = engine  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        engine: FakeEngine = self.server.engine  # type: ignore[attr-defined]
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = parse_qs(body) if address.path != "/store" else {"triples": [body]}
        text = next(iter(form.get("query", form.get("update", form.get("triples", [""])))))
        engine.requests.append((address.path, text, self.headers.get("Authorization", "")))
        fault = engine.plot(address.path, text)
        if fault is not None and not fault.done:
            self._answer(fault)
            return
        try:
            answer = _work(engine, address.path, text, parse_qs(address.query))
        except (SyntaxError, ValueError) as error:
            answer = Fault(400, str(error).encode())
        self._answer(fault or answer)

    do_GET = do_POST

    def _answer(self, fault: Fault) -> None:
        time.sleep(fault.pause)
        self.send_response(fault.status)
        for name, value in (*fault.headers, ("Content-Length", str(len(fault.body)))):
            self.send_header(name, value)
        self.end_headers()
        body = fault.body[: len(fault.body) // 2] if fault.cut else fault.body
        try:
            for piece in [body] if not fault.drip else [body[i : i + 1] for i in range(len(body))]:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(fault.drip)
        except OSError:
            pass  # the client has gone, as it should

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def _work(engine: FakeEngine, path: str, text: str, asked: dict[str, list[str]]) -> Fault:
    if path == "/update":
        engine.store.update(text)
        return Fault(204)
    if path == "/store":
        graph = ox.NamedNode(asked["graph"][0])
        engine.store.load(text.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return Fault(204)
    if engine.limit is not None and "COUNT" not in text:
        text += f" LIMIT {engine.limit}"
    rows = engine.store.query(text)
    assert isinstance(rows, ox.QuerySolutions)
    body = rows.serialize(format=ox.QueryResultsFormat.JSON)
    assert body is not None
    return Fault(200, body, (("Content-Type", JSON_ROWS),))
