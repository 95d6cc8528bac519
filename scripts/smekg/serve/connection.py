"""A connection that is given up when its client does not go on."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["PatientProtocol"]

#: Seconds that a client may take for the head of a request, and for each piece of a response.
PATIENCE = 20.0


class PatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but nobody keeps a connection by saying nothing or by not listening.

    There are only so many connections: who keeps them keeps others out.
    """

    _head: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop(self._head)
        self._stop(self._reading)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; a whole head ends the waiting for it."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop(self._head)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, and for the end of the response to arrive."""
        before = self.cycle
        super().on_response_complete()
        # The next one may have come already.
        if self.cycle is before:
            self._expect_head()

    def pause_writing(self) -> None:
        """The client lags behind."""
        super().pause_writing()
        self._reading = self.loop.call_later(PATIENCE, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._stop(self._reading)
        super().resume_writing()

    def _expect_head(self) -> None:
        self._stop(self._head)
        self._head = self.loop.call_later(PATIENCE, self.transport.abort)

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
