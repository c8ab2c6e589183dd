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
from typing import Final

from streams.deciding.line_store import MastershipLost
from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.holder import LOCK_SPACE, STALE_AFTER_S

BEAT_EVERY_S: Final = 1.0
ASK_EVERY_S: Final = 0.5


def try_lock(connection: Connection) -> bool:
    """
    Take the decider's lock on this session if it is free, and beat for the first time.

    The lock stays until the session ends.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"
    given = {"space": LOCK_SPACE, "name": name}
    return connection.execute(store_statement("take_lock"), given).fetchone() is not None


def beat(connection: Connection, backend_pid: int, stands_still: str = "") -> None:
    """
    Say that the holder, whose deciding session is `backend_pid`, is alive.

    `stands_still`: why it decides nothing for now, blank while it does. Raises `MastershipLost`
    when another one holds the lock by now.
    """
    given = {"backend_pid": backend_pid, "stands_still": stands_still}
    if connection.execute(store_statement("beat"), given).rowcount == 0:
        raise MastershipLost(
            "Another worker decides by now: this one did not beat for too long. It ends, and "
            "nothing of what it had begun has an effect."
        )


def end_stale_holder(connection: Connection) -> bool:
    """End the backend that holds the lock if its process no longer beats; whether it was ended."""
    given = {"space": LOCK_SPACE, "stale_after_s": STALE_AFTER_S}
    row = connection.execute(store_statement("end_stale_holder"), given).fetchone()
    return bool(row and row[0])


def stand_by(
    connection: Connection, should_stop: Callable[[], bool], started: Callable[[], None]
) -> bool:
    """
    Wait until this session holds the lock; False if told to stop first.

    `started` is called once it waits for another one to end; not when the lock is free.
    """
    ready = False
    while not should_stop():
        if try_lock(connection):
            return True
        if not ready:
            started()
            ready = True
        end_stale_holder(connection)
        time.sleep(ASK_EVERY_S)
    return False
