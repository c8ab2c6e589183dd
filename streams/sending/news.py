"""Notifications of new entries: one session listens for all channels of a sender."""

import asyncio
import time
from contextlib import suppress
from threading import Event
from typing import Final

from streams.statements import sending_statement
from streams.store.announcement import NOTIFICATION, Announcement
from streams.store.connection import Connection

#: How long the session listens before it asks where the line stands, and sees whether to end.
LISTEN_S: Final = 1.0
#: A channel looks after so long in any case: a row's time may have come, or a hold have ended.
LOOK_ANYWAY_S: Final = 1.0


class News:
    """
    The last entry that was notified, and how many notifications concerned each partner.

    What there is to send comes from an entry, bar what time or an operator sets free: a channel
    that found nothing need not ask again before something is said that concerns it.
    """

    def __init__(self) -> None:
        self.entry = 0
        self._said = 0
        self._to_everybody = 0
        self._to: dict[str, int] = {}
        self._another = asyncio.Event()

    def heard(self, partner: str | None = None) -> int:
        """
        A number that changes with each notification; with a partner: with each that concerns it.
        """
        if partner is None:
            return self._said
        return max(self._to_everybody, self._to.get(partner, 0))

    async def listen(self, connection: Connection) -> None:
        """Hear of each entry when it is committed, until an outage."""
        loop, stopped = asyncio.get_running_loop(), Event()

        # In one thread, for a third of what it costs to send each question into another one.
        def hear() -> None:
            connection.execute(f"LISTEN {NOTIFICATION}".encode())
            while not stopped.is_set():
                # What was committed while nobody listened may concern everybody.
                entry = _last_entry(connection)
                if entry != self.entry:
                    loop.call_soon_threadsafe(self._take, Announcement(entry=entry))
                for said in connection.notifies(timeout=LISTEN_S):
                    loop.call_soon_threadsafe(self._take, Announcement.read(said.payload))

        try:
            await asyncio.to_thread(hear)
        finally:
            stopped.set()

    def _take(self, news: Announcement) -> None:
        self.entry = news.entry
        self._said += 1
        if news.partners is None:
            self._to_everybody = self._said
        else:
            self._to |= dict.fromkeys(news.partners, self._said)
        self._another.set()
        self._another = asyncio.Event()

    async def after(
        self, heard: int, partner: str | None = None, longest_s: float = LOOK_ANYWAY_S
    ) -> None:
        """
        Wait until `self.heard(partner)` is another than `heard`, no longer than `longest_s`.

        Who read it before looking for something to send misses nothing committed since.
        """
        end = time.monotonic() + longest_s
        while self.heard(partner) == heard and (left_s := end - time.monotonic()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._another.wait(), left_s)


def _last_entry(connection: Connection) -> int:
    row = connection.execute(sending_statement("last_entry")).fetchone()
    assert row is not None
    return int(row[0])
