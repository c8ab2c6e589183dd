"""
Sessions with the database whose N-th call fails: the socket is cut, the driver says what it says.

Counted are the opening of a session, every statement, every COPY, BEGIN and COMMIT. Before: the
socket is shut before the call, so that the server never hears of it. After: once the server has
done it; a COMMIT is done then, and nobody was told.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final
from unittest.mock import patch

import psycopg

from faults.calls import Calls, When
from streams.statements import sending_statement, statements_in, store_statement
from streams.store.session import Session

FOLDERS: Final = (store_statement.folder, sending_statement.folder)


class CountedCursor(psycopg.Cursor[Any]):
    """Counts statements and copies."""

    def execute(self, query: Any, *given: Any, **named: Any) -> "CountedCursor":
        """Execute, unless this is the call that fails."""
        with _connection(self).counted(name_of(query)):
            super().execute(query, *given, **named)
        return self

    @contextmanager
    def copy(self, statement: Any, *given: Any, **named: Any) -> Iterator[psycopg.Copy]:
        """Copy, unless this is the call that fails; it takes effect when the block ends."""
        with (
            _connection(self).counted(name_of(statement)),
            super().copy(statement, *given, **named) as copy,
        ):
            yield copy


class CountedConnection(Session):
    """A session of one component, whose calls are counted with those of all others."""

    calls: Calls
    component: str

    @classmethod
    def opened(cls, url: str, **named: Any) -> "CountedConnection":
        """A session as the driver opens it, whatever stands in its place for the hub."""
        return super(Session, cls).connect(url, cursor_factory=CountedCursor, **named)

    @contextmanager
    def counted(self, name: str) -> Iterator[None]:
        """Around one call."""
        when = self.calls.next(f"{self.component}: {name}")
        if when is When.BEFORE:
            self.cut()
        yield
        if when is When.AFTER:
            self.cut()
            # The driver finds out by itself, and says so in its own words.
            psycopg.Cursor(self).execute(b"SELECT 1")
            raise AssertionError("the session outlived its socket")

    def cut(self) -> None:
        """The network is gone: both ends notice at their next word."""
        with socket.socket(fileno=socket.dup(self.fileno())) as there:
            there.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def transaction(self, *given: Any, **named: Any) -> Iterator[psycopg.Transaction]:
        """A transaction whose BEGIN and COMMIT are calls too; ROLLBACK has nothing to lose."""
        block = super().transaction(*given, **named)
        with self.counted("BEGIN"):
            transaction = block.__enter__()
        try:
            yield transaction
        except BaseException as error:
            if not block.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            with self.counted("COMMIT"):
                block.__exit__(None, None, None)


@contextmanager
def counted_sessions(calls: Calls) -> Iterator[None]:
    """Within the block every session that the hub opens is counted."""

    def connect(url: str, **named: Any) -> CountedConnection:
        component = str(named["application_name"])
        when = calls.next(f"{component}: CONNECT")
        if when is When.BEFORE:
            raise psycopg.OperationalError("connection refused")
        opened = CountedConnection.opened(url, **named)
        opened.calls, opened.component = calls, component
        if when is When.AFTER:
            opened.close()
            raise psycopg.OperationalError("the connection was lost")
        return opened

    with patch.object(Session, "connect", connect):
        yield


def name_of(query: object) -> str:
    """A statement's folder and name, or its beginning where it has none."""
    text = query if isinstance(query, bytes) else str(query).encode()
    return statement_names().get(text) or text.decode().strip()[:60]


@cache
def statement_names() -> dict[bytes, str]:
    """The statements of line, relay and push connector, each with its folder and name."""
    return {
        text: f"{folder.parent.name}/{name}"
        for folder in FOLDERS
        for name, text in statements_in(folder).items()
        if not name.startswith("digest_")  # asked by a replay alone
    }


def _connection(cursor: CountedCursor) -> CountedConnection:
    connection = cursor.connection
    assert isinstance(connection, CountedConnection)
    return connection
