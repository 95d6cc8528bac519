"""What can go wrong between here and a server: what passes with time, and what does not."""

from __future__ import annotations

import http.client
import re
import ssl
import urllib.error
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

__all__ = ["PassingError", "RefusedError", "excerpt", "fault_of_status", "transport_fault"]

#: Statuses after which the same request may succeed.
_PASSING = frozenset({429, 502, 503, 504})
#: Likewise where the request writes: Virtuoso answers 500 to the loser of a deadlock, but also to a query
#: that it cannot run.
_PASSING_FOR_WRITERS = _PASSING | {500}
_HINTS = {
    401: "give the right name with --user and its password in SMEKG_PASSWORD",
    403: "this user may not do that there",
    404: "there is nothing at this address",
    405: "this address takes no such request",
    413: "the request is too large; give a smaller --batch",
    507: "the server has no room",
}
_TAG = re.compile(r"<style.*?</style>|<script.*?</script>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class RefusedError(Exception):
    """A fault that the same request would meet again."""


class PassingError(Exception):
    """A fault that may be gone when the request is sent again.

    Attributes:
        wait: Seconds that the server asks to wait, if it does.
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _Headers(Protocol):
    def get(self, name: str, /) -> str | None:
        """The value of a header."""


def excerpt(body: bytes) -> str:
    """Make what a server says fit to be shown: one short line without markup or control characters."""
    text = _TAG.sub(" ", body[:20_000].decode("utf-8", "replace"))
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:300]


def fault_of_status(
    status: int, body: bytes, headers: _Headers, *, writing: bool
) -> PassingError | RefusedError:
    """Judge an answer whose status is an error.

    Args:
        status: The status.
        body: What the server says.
        headers: The headers of the answer.
        writing: Whether the request changes what the server holds.

    Returns:
        The fault.
    """
    said = excerpt(body)
    name = http.client.responses.get(status, "")
    parts = [f"status {status} {name}".strip(), _HINTS.get(status, ""), f"it says: {said}" if said else ""]
    reason = "; ".join(part for part in parts if part)
    if status in (_PASSING_FOR_WRITERS if writing else _PASSING):
        return PassingError(reason, _retry_after(headers.get("Retry-After")))
    return RefusedError(reason)


def transport_fault(error: Exception) -> PassingError | RefusedError:
    """Judge an exception of the transport.

    Args:
        error: What `urllib` raised.

    Returns:
        The fault.
    """
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    reason = " ".join(str(cause).split()) or type(cause).__name__
    if isinstance(cause, TimeoutError):
        return PassingError("no answer in time; --timeout gives it longer")
    if isinstance(cause, ssl.SSLCertVerificationError) or not isinstance(
        cause, OSError | http.client.HTTPException
    ):
        return RefusedError(reason)
    return PassingError(reason)


def _retry_after(header: str | None) -> float | None:
    """Seconds or a date, as RFC 9110 has it."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
