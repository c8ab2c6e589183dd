"""Word of a new entry: one question to the database for all channels of the relay."""

import asyncio
from contextlib import suppress
from threading import Event
from typing import Final

from streams.wiring.database.connection import Connection
from streams.wiring.sending.statements import statement

#: How often the line is asked whether it has gone on.
ASK_S: Final = 0.03
#: A channel looks after so long in any case: a row's time may have come, or a hold have ended.
LOOK_ANYWAY_S: Final = 1.0


class News:
    """
    The line's last entry as it was heard of.

    What there is to send comes from an entry, bar what time or an operator sets free: a channel
    that found nothing need not ask again before the next one.
    """

    def __init__(self) -> None:
        self.entry = 0
        self._another = asyncio.Event()

    async def listen(self, connection: Connection) -> None:
        """Hear of each entry soon after it is committed, until an outage."""
        loop, stopped = asyncio.get_running_loop(), Event()

        # In one thread, for a third of what it costs to send each question into another one.
        def ask() -> None:
            while not stopped.wait(ASK_S):
                entry = _last_entry(connection)
                if entry != self.entry:
                    loop.call_soon_threadsafe(self._hear, entry)

        try:
            await asyncio.to_thread(ask)
        finally:
            stopped.set()

    def _hear(self, entry: int) -> None:
        self.entry = entry
        self._another.set()
        self._another = asyncio.Event()

    async def after(self, entry: int) -> None:
        """
        Wait for an entry other than this one, no longer than `LOOK_ANYWAY_S`.

        Who read `self.entry` before looking for something to send misses nothing committed since.
        """
        if entry == self.entry:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._another.wait(), LOOK_ANYWAY_S)


def _last_entry(connection: Connection) -> int:
    row = connection.execute(statement("last_entry")).fetchone()
    assert row is not None
    return int(row[0])
