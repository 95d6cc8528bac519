"""What the parts of the server hand to each other; everything can be sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLAIN_TEXT", "Limits", "Outcome", "QueryRequest", "refusal"]

PLAIN_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Limits:
    """How much one query may take.

    Attributes:
        timeout: Seconds that a query may run, and that it may wait for a free worker.
        workers: Processes that answer queries, each with the graph in its memory.
        memory: Megabytes that a worker may hold, graph included.
        result: Megabytes of a result.
        waiting: Short queries that may wait for a worker, and as many long ones.
        query: Bytes of the text of a query.
    """

    timeout: float = 10.0
    workers: int = 2
    memory: int = 1024
    result: int = 20
    waiting: int = 16
    query: int = 100_000

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes."""
        return self.memory * 1_000_000

    @property
    def result_bytes(self) -> int:
        """The limit of a result in bytes."""
        return self.result * 1_000_000


@dataclass(frozen=True)
class QueryRequest:
    """A query as the SPARQL 1.1 Protocol carries it.

    Attributes:
        text: The query.
        default_graphs: IRIs of the graphs that make up the default graph.
        named_graphs: IRIs of the graphs that `GRAPH` reaches.
        accept: The media types that the client takes, as in the HTTP header.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    accept: str = "*/*"


@dataclass(frozen=True)
class Outcome:
    """An answer, ready to be sent.

    Attributes:
        status: HTTP status.
        media_type: Media type of the body.
        body: The result, or a sentence that says why there is none.
        busy: Whether the same request may well succeed a little later.
        costly: Whether it took all the time that there is, or a worker.
        seconds: How long it was worked on, where that is known.
    """

    status: int
    media_type: str
    body: bytes
    busy: bool = False
    costly: bool = False
    seconds: float = 0.0


def refusal(status: int, sentence: str, *, busy: bool = False, costly: bool = False) -> Outcome:
    """Say why there is no answer.

    Args:
        status: HTTP status.
        sentence: What is wrong and what to do about it.
        busy: Whether the same request may well succeed a little later.
        costly: Whether it took all the time that there is, or a worker.

    Returns:
        The outcome.
    """
    return Outcome(status, PLAIN_TEXT, f"{sentence}\n".encode(), busy=busy, costly=costly)
