"""
A session with the database on which nobody is waited for without end.

TCP tells that the other machine is gone. It does not tell that nobody behind it answers: something
between the two that acknowledges and forgets, or a server that hangs.
"""

import socket
import time
from contextlib import suppress
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen

RV = TypeVar("RV")

#: How often a wait looks whether a signal has come, as the driver does.
LOOK_EVERY_S: Final = 0.1


class Silent(psycopg.OperationalError):
    """No answer came in time. What was asked may have been done; the session is closed."""


class Session(psycopg.Connection[Any]):
    """
    A connection whose every wait ends; rows are tuples.

    `answer_s`: how long an answer may take before `Silent` is raised; None: as long as it takes,
    so that somebody else must watch, and hang up.
    """

    answer_s: float | None = None

    def wait(
        self, gen: PQGen[RV], interval: float = LOOK_EVERY_S, timeout: float | None = None
    ) -> RV:
        """Wait for the server; `timeout` is of a caller that expects silence."""
        if timeout is not None or self.answer_s is None:
            return super().wait(gen, interval, timeout)
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, self.answer_s)
        except psycopg.OperationalError:
            if time.monotonic() - begun < self.answer_s:
                raise
            answer_s = self.answer_s
            self.close()
            raise Silent(f"no answer from the database for {answer_s:g} s") from None

    def hang_up(self) -> None:
        """Whoever waits for an answer in another thread hears that the session is lost."""
        with (
            suppress(psycopg.OperationalError, OSError),
            socket.socket(fileno=socket.dup(self.fileno())) as way,
        ):
            way.shutdown(socket.SHUT_RDWR)
