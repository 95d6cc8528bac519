"""Clients of `smekg serve` that mean harm, each doing again and again what it does.

    PYTHONPATH=tests python -m faults.attack PORT CLIENTS

runs until it is ended.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from urllib.parse import urlencode

__all__ = ["HOSTILE", "post"]

#: Seconds between two requests of a client.
PAUSE = 0.1
#: Answers that take several megabytes, so that they do not fit into what the system keeps for a reader.
_LARGE = "SELECT * { ?s ?p ?o } LIMIT 40000"


def post(query: str, length: int | None = None) -> bytes:
    """A request with a query; it may announce another length than it has."""
    body = urlencode({"query": query}).encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body


def _texts(number: int) -> Iterator[str]:
    """Queries that are never the same twice, so that none is known before."""
    for turn in itertools.count():
        yield f"#{number}-{turn}\n"


async def _send(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


def _asking(query: str) -> Callable[[int, int], Awaitable[None]]:
    async def ask(port: int, number: int) -> None:
        for text in _texts(number):
            await _quietly(_send(port, post(text + query)))

    return ask


async def _slow_reader(port: int, number: int) -> None:
    """Asks for much and reads a byte a second."""
    for text in _texts(number):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        writer.write(post(text + _LARGE))
        while await _quietly(reader.read(1)):
            await asyncio.sleep(1)
        writer.close()


async def _endless_head(port: int, _number: int) -> None:
    """Sends a request's head letter by letter and never its end."""
    while True:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nX-Long: ")
        while not writer.transport.is_closing():
            writer.write(b"x")
            await asyncio.sleep(1)


async def _endless_body(port: int, _number: int) -> None:
    """Announces more than it sends."""
    while True:
        await _quietly(_send(port, post("ASK {}", length=50_000)))


async def _quietly(work: Awaitable[bytes]) -> bytes:
    await asyncio.sleep(PAUSE)
    try:
        return await work
    except OSError:
        return b""


_NUMBERS = " ".join(map(str, range(15_000)))
_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
#: What a client does, by name.
HOSTILE: dict[str, Callable[[int, int], Awaitable[None]]] = {
    "cross product": _asking("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "cross product kept in memory": _asking("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"),
    "call of a server": _asking("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
    "huge VALUES": _asking(f"SELECT * {{ VALUES ?v {{ {_NUMBERS} }} ?s ?p ?v }}"),
    "megabyte of text": _asking(f"ASK {{}} # {'x' * 1_000_000}"),
    "huge literal": _asking(f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("xxxxxxxx" AS ?x0) {_DOUBLED} }}'),
    "deep nesting": _asking("SELECT * " + "{" * 40_000),
    "large answer": _asking(_LARGE),
    "slow reader": _slow_reader,
    "endless head": _endless_head,
    "endless body": _endless_body,
}


async def _attack(port: int, clients: int) -> None:
    kinds = itertools.islice(itertools.cycle(HOSTILE.values()), clients)
    await asyncio.gather(*(kind(port, number) for number, kind in enumerate(kinds)))


def main() -> None:
    """Attack, as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("clients", type=int)
    arguments = parser.parse_args()
    asyncio.run(_attack(arguments.port, arguments.clients))


if __name__ == "__main__":
    main()
