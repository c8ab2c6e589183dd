"""One entry, one transaction: state, outgoing rows and input positions together, or nothing."""

import struct
from collections.abc import Mapping

import psycopg

from streams.line.changes import Changes
from streams.store.store import NO_MOVES, PostgresStore
from streams.store.topics import Place


class ValueRefused(Exception):
    """
    The database takes no such value: one message of the batch is to be found and quarantined.

    The text names the kind of fault and shows no value.
    """


class Busy(Exception):
    """Another session was in the way; nothing was written, and the same entry may come again."""


class NoRoom(Exception):
    """The database's disk is full; nothing was written, and the same entry may come again."""


class CommitUnknown(Exception):
    """
    The session was lost during COMMIT, and the lock with it: this process cannot tell.

    Whoever decides next goes on from where the database says the line stands.
    """


#: Classes of SQLSTATE that say a value is bad: data exception, program limit exceeded.
_BAD_VALUE = ("22", "54")
#: Deadlock, serialisation failure, lock not given in time.
_BUSY = ("40P01", "40001", "55P03")
_DISK_FULL = "53100"


def commit_entry(
    store: PostgresStore,
    changes: Changes,
    *,
    moves: Mapping[Place, tuple[int, int]] = NO_MOVES,
) -> None:
    """
    Write an entry and commit it.

    After the call it is on disk. Raises `ValueRefused`, `Busy`, `NoRoom`, `EntryMoved` or
    `PositionsMoved` when nothing was written and the session is as before, `CommitUnknown` when the
    session was lost in COMMIT. A session lost before (`psycopg.OperationalError`) wrote nothing;
    any other error is a bug.
    """
    written = False
    try:
        with store.connection.transaction():
            store.save(changes, moves)
            written = True
    except psycopg.Error as error:
        state = error.sqlstate or ""
        if state in _BUSY:
            raise Busy(state) from None
        if state == _DISK_FULL and not store.connection.closed:
            raise NoRoom from None
        if state.startswith(_BAD_VALUE) or _is_bad_value(error):
            raise ValueRefused(state or type(error).__name__) from None
        if written and store.connection.closed:
            raise CommitUnknown from error
        raise
    except (struct.error, UnicodeEncodeError) as error:
        # A number wider than its column, half a character: not even written to the server.
        raise ValueRefused(type(error).__name__) from None


def _is_bad_value(error: psycopg.Error) -> bool:
    """Whether the driver itself refused a value, for example a text with a NUL."""
    return error.sqlstate is None and isinstance(error, psycopg.DataError)
