"""Ledgers and senders with a mistake that a fault brings to light."""

from dataclasses import replace
from typing import ClassVar

from connectors.channels.publisher import Publishes
from faults.senders import Senders
from streams.deciding.line_store import LineState, MastershipLost, Ranges
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.line.changes import Changes
from streams.sending import receipts
from streams.sending.relay import Relay
from streams.store.connection import Connection
from streams.store.topics import move_positions
from streams.store.transaction import commit_entry


class Acknowledges(PostgresLineStore):
    """Says that messages are decided, then decides."""

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Two transactions, where one would do."""
        with self._store.connection.transaction():
            move_positions(self._store.connection, self._store._numbers, ranges)
        super().commit(changes, {})


class WritesAgain(PostgresLineStore):
    """Takes an entry whose commit was never heard of for one that was not committed."""

    unheard: ClassVar[Changes | None] = None

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Remember the entry if its fate is unknown."""
        try:
            super().commit(changes, ranges)
        except MastershipLost:
            WritesAgain.unheard = changes
            raise

    def state(self) -> LineState:
        """Write it once more, then go on from there."""
        changes, WritesAgain.unheard = WritesAgain.unheard, None
        if changes is not None:
            number = self._store.where().entry + 1
            commit_entry(self._store, replace(changes, entry=replace(changes.entry, number=number)))
        return super().state()


class MarksFirst(Senders):
    """Marks receipts as told, then tells them."""

    async def receipts(self) -> None:
        """The other way round."""
        await self.relay("receipts", _marked_first)


async def _marked_first(relay: Relay, connection: Connection, to: Publishes) -> int:
    pages = receipts.unsent_pages(connection)
    receipts.pages_sent(connection, pages, relay.clock.now())
    await to.publish(receipts.page_receipts(pages))
    return len(pages)
