"""One sender at a time for each channel, by a session lock of the database (R13)."""

import asyncio
from typing import Final

from streams.statements import sending_statement
from streams.store.connection import Connection
from streams.store.schema_version import require_known

#: The space of advisory locks that belongs to senders.
SENDERS: Final = 0x5345_4E44
#: How often a sender that stands by asks for the lock.
STAND_BY_S: Final = 0.5


def alone(connection: Connection, channel: str) -> bool:
    """
    Take the lock of a channel for as long as the session lasts; False while another has it.

    A sender whose session is lost has lost the lock; what it still sends late to a partner does no
    harm (R13), and to the pool's topic it can send nothing more (`fence`).
    """
    row = connection.execute(
        sending_statement("alone"), {"space": SENDERS, "name": channel}
    ).fetchone()
    return row is not None and bool(row[0])


async def until_alone(connection: Connection, channel: str) -> None:
    """
    Stand by until the lock of a channel is had; raises `psycopg.OperationalError`.

    Raises `CannotRun` where a newer release has migrated the database: its rows are not told by
    this one.
    """
    while True:
        if await asyncio.to_thread(alone, connection, channel):
            await asyncio.to_thread(require_known, connection)
            return
        await asyncio.sleep(STAND_BY_S)


def fence(connection: Connection, channel: str) -> str:
    """
    The name under which the holder of a channel's lock keeps out those that held it before.

    For topics on which a late send would do harm: see `fenced_publisher.py`.
    """
    row = connection.execute(sending_statement("fence")).fetchone()
    assert row is not None
    return f"{row[0]}-{channel}"
