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
from types import FrameType

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


class _Ending:
    """Notes that a signal asked for the end.

    An exception alone would not do: one that comes while Python tidies up is dropped, and a second one would
    leave workers behind.

    Attributes:
        asked: Whether one has come.
        interrupts: Whether the first one raises `KeyboardInterrupt` besides.
    """

    def __init__(self) -> None:
        self.asked = False
        self.interrupts = True

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Take a signal."""
        again, self.asked = self.asked, True
        if self.interrupts and not again:
            raise KeyboardInterrupt


class _Server(uvicorn.Server):
    """A server that ends when it is asked to, and tells the endpoint."""

    def __init__(self, config: uvicorn.Config, endpoint: Endpoint, ending: _Ending) -> None:
        super().__init__(config)
        self.endpoint = endpoint
        self.ending = ending

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # `_signals_end` has done so since before the workers were started.
        yield

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self.ending.asked

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
    with closing(_listen(*address)) as listener, _signals_end() as ending:
        root = _url(address[0], listener)
        with suppress(KeyboardInterrupt), closing(QueryPool(build, limits)) as pool:
            ending.interrupts = False
            endpoint = Endpoint(pool, limits, f"{root}/sparql")
            if not ending.asked:
                _announce(root, listener, tell)
                _Server(_config(site, endpoint, limits), endpoint, ending).run(sockets=[listener])
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
def _signals_end() -> Iterator[_Ending]:
    """Note Ctrl-C and SIGTERM, also where the caller ignores them."""
    ending = _Ending()
    before = {sign: signal.signal(sign, ending) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
