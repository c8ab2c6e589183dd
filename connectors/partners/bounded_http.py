"""
uvicorn's HTTP protocol with a bound on everything that a client can leave undone.

uvicorn itself only bounds the silence between two requests. A head or a body that comes byte by
byte, a connection without any request and a reply that nobody reads would each hold a connection
for ever, and many of them the whole server (slowloris). The ASGI side cannot help: it is asked only
after the head.

For a server on uvicorn: ``uvicorn.run(app, http=BoundedHttp)``.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """
    How long a client may take, in seconds, and how many connections there may be at a time.

    `head_s`: from the connection, or from the first byte of a further request, to the end of the
    request's head. `body_s`: from there to the end of its body. `reply_s`: to read on, or to read
    the rest, when no more of a reply can be sent.
    """

    head_s: float = 10.0
    body_s: float = 60.0
    reply_s: float = 60.0
    connections: int = 512


class _Awaited(Enum):
    HEAD = auto()
    BODY = auto()
    READER = auto()


class BoundedHttp(H11Protocol):
    """
    One connection. Too late with a request, it is answered 408 if nothing was said yet, and closed.

    One connection too many is answered 503 and closed. A subclass may have other `bounds`.
    """

    bounds: ClassVar[Bounds] = Bounds()

    def __init__(self, *given: Any, **named: Any) -> None:
        """As uvicorn makes it, one for each connection."""
        super().__init__(*given, **named)
        self._answered = False
        self._awaited: _Awaited | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time for the first head begins."""
        super().connection_made(transport)
        if len(self.connections) > self.bounds.connections:
            self._turn_away(503, b"Service Unavailable")
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Something came, and what is waited for may be something else now."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """A reply was given; its request need not have come to its end."""
        self._answered = True
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """The client does not read as fast as the reply is written."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """It has read on."""
        super().resume_writing()
        self._watch()

    def timeout_keep_alive_handler(self) -> None:
        """There was no further request; what is left of the last reply may still be read."""
        super().timeout_keep_alive_handler()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        super().connection_lost(exc)
        self._unset_deadline()

    def _watch(self) -> None:
        """A deadline begins when something else is waited for; more of the same moves none."""
        awaited = self._what_is_awaited()
        if awaited is self._awaited:
            return
        self._unset_deadline()
        self._awaited = awaited
        if awaited is not None:
            seconds = {
                _Awaited.HEAD: self.bounds.head_s,
                _Awaited.BODY: self.bounds.body_s,
                _Awaited.READER: self.bounds.reply_s,
            }
            self._deadline = self.loop.call_later(seconds[awaited], self._too_late)

    def _what_is_awaited(self) -> _Awaited | None:
        """What the client owes; None while the application works, and between two requests."""
        if self.transport.is_closing() or self.flow.write_paused:
            return _Awaited.READER
        if self.conn.their_state is h11.SEND_BODY:
            return _Awaited.BODY
        begun = not self._answered or bool(self.conn.trailing_data[0])
        return _Awaited.HEAD if begun and self.conn.their_state is h11.IDLE else None

    def _too_late(self) -> None:
        if self._awaited is _Awaited.READER:
            self.transport.abort()
            return
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._turn_away(408, b"Request Timeout")
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()
        self._watch()

    def _turn_away(self, status: int, reason: bytes) -> None:
        headers = [(b"connection", b"close"), (b"content-length", b"0")]
        said = (
            h11.Response(status_code=status, headers=headers, reason=reason),
            h11.EndOfMessage(),
        )
        self.transport.write(b"".join(self.conn.send(event) or b"" for event in said))
        self.transport.close()

    def _unset_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self._awaited = None
