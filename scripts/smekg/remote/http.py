"""One HTTP request: bounded in time and size, tried again where that can help, never led elsewhere."""

from __future__ import annotations

import http.client
import io
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from email.message import Message
from typing import IO, NoReturn, TypeVar
from urllib.parse import urlsplit
from urllib.response import addinfourl

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from smekg.errors import UsageError
from smekg.progress import Progress
from smekg.remote.faults import PassingError, RefusedError, excerpt, fault_of_status, transport_fault
from smekg.remote.login import Login, LoginHandler

__all__ = ["HttpClient", "check_address"]

T = TypeVar("T")

#: Longest pause between two tries, in seconds, whatever the server asks for.
LONGEST_PAUSE = 60
#: Largest answer that is read, in bytes.
LARGEST_ANSWER = 512_000_000
_backoff = wait_random_exponential(multiplier=0.5, max=LONGEST_PAUSE)


class HttpClient:
    """Sends requests to the addresses of one engine."""

    def __init__(
        self,
        addresses: Iterable[str],
        login: Login | None = None,
        *,
        timeout: float,
        tries: int,
        progress: Progress = lambda _step: None,
    ) -> None:
        """Set up.

        Args:
            addresses: Where requests go; nowhere else is the password sent.
            login: Who asks.
            timeout: Seconds that one request may take.
            tries: How often a request is sent before the client gives up.
            progress: Told when a request will be sent again.
        """
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if login is not None:
            handlers.append(LoginHandler(addresses, login))
        self._opener = urllib.request.build_opener(*handlers)
        self._timeout = timeout
        self._tries = tries
        self._progress = progress

    def patiently(self, attempt: Callable[[], T], complaint: str) -> T:
        """Do something that may fail for a while.

        Args:
            attempt: Does it; harmless to repeat.
            complaint: Beginning of the error.

        Returns:
            What `attempt` returns.

        Raises:
            UsageError: It fails for good, or as often as it was tried.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(PassingError),
            stop=stop_after_attempt(self._tries),
            wait=_pause,
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except RefusedError as error:
            raise UsageError(f"{complaint}: {error}") from error
        except PassingError as error:
            times = "" if self._tries == 1 else f" (tried {self._tries} times)"
            raise UsageError(f"{complaint}: {error}{times}") from error

    def once(self, request: urllib.request.Request, *, writing: bool = False) -> addinfourl:
        """Send one request and read the whole answer.

        Args:
            request: The request.
            writing: Whether it changes what the server holds.

        Returns:
            The answer, with its body in memory.

        Raises:
            PassingError: It may succeed when sent again.
            RefusedError: It will not.
        """
        deadline = time.monotonic() + self._timeout
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                body = _read(response, deadline)
                return addinfourl(io.BytesIO(body), response.headers, response.url, response.status)
        except urllib.error.HTTPError as error:
            with error:
                raise fault_of_status(error.code, _said(error), error.headers, writing=writing) from error
        except (OSError, http.client.HTTPException) as error:
            raise transport_fault(error) from error

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0
        self._progress(f"{excerpt(str(error).encode())}: trying again in {wait:.0f} s")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A query or update that follows a redirect arrives as something else, or at somebody else's."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of urllib
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> NoReturn:
        """Refuse, and name the other address."""
        target = excerpt(newurl.partition("?")[0].encode())
        raise RefusedError(f"status {code}, it redirects to {target}; if you trust that, give it instead")


def check_address(address: str, option: str) -> str:
    """Check an address before anything is sent there.

    Args:
        address: The address.
        option: The option that gave it, for the error.

    Returns:
        The address.

    Raises:
        UsageError: It is none that can be asked.
    """
    if "@" in address.partition("//")[2].partition("/")[0]:
        raise UsageError(f"{option}: leave the login out of the address; give --user and SMEKG_PASSWORD")
    try:
        parts = urlsplit(address)
        usable = (
            parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not parts.fragment
        )
    except ValueError:
        usable = False
    if not usable or "#" in address or not re.fullmatch(r"[!-~]+", address):
        raise UsageError(f"{option} is an address such as https://example.org/sparql, not {address!r}")
    return address


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read a body piece by piece: a server that sends a letter now and then must not keep us for ever."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise RefusedError(f"the answer has more than {LARGEST_ANSWER // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise TimeoutError
    # `read1` does not say when the connection ends too soon.
    promised = response.headers.get("Content-Length", "")
    if promised.isdecimal() and size < int(promised):
        raise PassingError(f"the answer was cut off after {size:,} of {int(promised):,} bytes")
    return b"".join(pieces)


def _said(error: urllib.error.HTTPError) -> bytes:
    """What the server says, as far as it arrives at once: enough for a message."""
    try:
        return bytes(error.read1(20_000))
    except (AttributeError, OSError, http.client.HTTPException):
        return b""


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, PassingError) and error.wait is not None:
        return min(error.wait, LONGEST_PAUSE)
    return _backoff(state)
