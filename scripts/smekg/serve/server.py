"""Starting and ending the server."""

from __future__ import annotations

import errno
import ipaddress
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import uvicorn

from smekg.errors import UsageError
from smekg.serve.app import make_app
from smekg.serve.connection import PatientProtocol
from smekg.serve.endpoint import Endpoint
from smekg.serve.model import Limits
from smekg.serve.pool import QueryPool

__all__ = ["run_server"]

#: Connections open at a time.
MAX_CONNECTIONS = 100
#: Seconds that a response under way has when the server ends.
FAREWELL = 2


class _Server(uvicorn.Server):
    """A server that tells the endpoint when it ends."""

    def __init__(self, config: uvicorn.Config, endpoint: Endpoint) -> None:
        super().__init__(config)
        self.endpoint = endpoint

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.endpoint.stop()
        await super().shutdown(sockets)


def run_server(
    site: Path, build: Path, address: tuple[str, int], limits: Limits, tell: Callable[[str], None]
) -> None:
    """Serve until a signal ends it.

    Args:
        site: The folder that `smekg site` wrote.
        build: The folder that `smekg build` wrote.
        address: Host and port to listen on; port 0 takes any free one.
        limits: The bounds of a query.
        tell: Called with each line for the user.

    Raises:
        UsageError: There is no site or no build, or the address cannot be used.
    """
    if not (site / "index.html").is_file():
        raise UsageError(f"there is no site in {site}; run `smekg site --out {site}` first")
    with closing(_listen(*address)) as listener, _signals_end():
        root = _url(address[0], listener)
        # A signal that the caller ignores ends the server, too, but raises nothing.
        with suppress(KeyboardInterrupt), _workers(build, limits) as pool:
            endpoint = Endpoint(pool, limits, f"{root}/sparql")
            server = _Server(_config(site, endpoint, limits), endpoint)
            _announce(root, listener, tell)
            server.run(sockets=[listener])
        tell("stopped")


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise UsageError(f"--host {host} is no address of this machine") from error
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port} on {host} is in use; choose another with --port, or --port 0 for a free one"
            ) from error
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise UsageError(f"cannot listen on port {port} of {host}: {reason}") from error


def _url(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _announce(root: str, listener: socket.socket, tell: Callable[[str], None]) -> None:
    tell(f"site:     {root}/")
    tell(f"endpoint: {root}/sparql")
    if not ipaddress.ip_address(listener.getsockname()[0]).is_loopback:
        tell("warning: other machines can reach this server")


def _config(site: Path, endpoint: Endpoint, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        make_app(site, endpoint),
        http=PatientProtocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=FAREWELL,
        # A query in the address is as long as the endpoint says, not as the parser happens to allow.
        h11_max_incomplete_event_size=4 * limits.query,
    )


@contextmanager
def _signals_end() -> Iterator[None]:
    """Let SIGTERM end the server as Ctrl-C does."""
    before = signal.getsignal(signal.SIGINT), signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])


@contextmanager
def _workers(build: Path, limits: Limits) -> Iterator[QueryPool]:
    pool = QueryPool(build, limits)
    try:
        yield pool
    finally:
        # An impatient second Ctrl-C must not leave workers behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pool.close()
