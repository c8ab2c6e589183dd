"""
One decider at a time (R20): a session lock in PostgreSQL, held on the connection that decides.

The holder beats every second on a second connection. A standby that sees the beat over eight
seconds old by PostgreSQL's clock ends the holder's backend, then takes the lock: so a stopped
process loses its session, and its next transaction fails.
"""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from streams.wiring.failures import CannotRun

#: Advisory lock of the decider, by shard (design §11: lock key = shard).
LOCK_SPACE: Final = 0x4855_4201
STALE_AFTER_S: Final = 8
BEAT_EVERY_S: Final = 1.0

Connection = psycopg.Connection[Any]


class MastershipLost(CannotRun):
    """The session that held the lock is gone; this process must not decide any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who decides, as `hub status` shows it."""

    name: str
    backend_pid: int
    age_s: float


def try_lock(connection: Connection, shard: int = 0) -> bool:
    """Take the decider's lock on this session if it is free; it stays until the session ends."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (LOCK_SPACE, shard)).fetchone()
    return bool(row and row[0])


def beat(connection: Connection, backend_pid: int, shard: int = 0) -> None:
    """Say that the holder, whose deciding session is `backend_pid`, is alive."""
    connection.execute(
        "INSERT INTO heartbeat (shard, holder, backend_pid, beaten_at)"
        " VALUES (%s, %s, %s, clock_timestamp())"
        " ON CONFLICT (shard) DO UPDATE SET holder = excluded.holder,"
        " backend_pid = excluded.backend_pid, beaten_at = excluded.beaten_at",
        (shard, f"{socket.gethostname()}:{os.getpid()}", backend_pid),
    )


def holder(connection: Connection, shard: int = 0) -> Holder | None:
    """Who beat last, and how long ago by PostgreSQL's clock."""
    row = connection.execute(
        "SELECT holder, backend_pid, extract(epoch FROM clock_timestamp() - beaten_at)"
        " FROM heartbeat WHERE shard = %s",
        (shard,),
    ).fetchone()
    return None if row is None else Holder(name=row[0], backend_pid=row[1], age_s=float(row[2]))


def end_stale_holder(connection: Connection, shard: int = 0) -> bool:
    """End the backend that holds the lock if its process no longer beats; whether it was ended."""
    seen = holder(connection, shard)
    if seen is not None and seen.age_s <= STALE_AFTER_S:
        return False
    row = connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        (LOCK_SPACE, shard),
    ).fetchone()
    return bool(row and row[0])


def stand_by(
    connection: Connection, should_stop: Callable[[], bool], started: Callable[[], None]
) -> bool:
    """
    Wait until this session holds the lock; False if told to stop first.

    `started` is called once it waits as standby or holds the lock.
    """
    ready = False
    while not should_stop():
        if try_lock(connection):
            return True
        if not ready:
            started()
            ready = True
        end_stale_holder(connection)
        time.sleep(0.5)
    return False
