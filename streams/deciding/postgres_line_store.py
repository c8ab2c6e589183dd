"""The deciding process's view of PostgreSQL: store, journal, commands and quarantine."""

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import from_json
from streams.deciding.line_store import BadValue, LineState, MastershipLost, Ranges
from streams.deciding.message import Message
from streams.line.changes import Changes
from streams.line.command import Command
from streams.line.leaving import OpenWith
from streams.line.store import Due, Need, Snapshot
from streams.statements import store_statement
from streams.store import transaction
from streams.store.commands import UnknownCommand, command_of
from streams.store.open_with import open_with
from streams.store.saving import EntryMoved
from streams.store.store import PostgresStore
from streams.store.topics import Place, PositionsMoved, positions
from streams.wiring.failures import CannotRun

#: How often an entry is written anew when another session is in the way; each waits for a lock
#: as long as `connection.DECIDING` says.
ATTEMPTS: Final = 6
#: A full disk is waited for so often, each time so long; longer than after which the supervisor
#: takes a process for well, so that it never gives up because of it.
ROOM_ATTEMPTS: Final = 90
ROOM_EVERY_S: Final = 1.0

_LOST: Final = (
    "Another worker decided meanwhile, or the session with the database was lost in COMMIT; the "
    "lock went with it. This process ends, and whoever takes the lock goes on from the stored "
    "positions."
)

log = logging.getLogger(__name__)


class Hindered(CannotRun):
    """Another session's transaction does not end, and an entry cannot be written."""


class DiskFull(CannotRun):
    """The database has had no room for an entry for too long."""


class PostgresLineStore:
    """`LineStore` over the one session that holds the decider's lock."""

    def __init__(self, store: PostgresStore) -> None:
        self._store = store

    def state(self) -> LineState:
        """Where the line stands, as last committed."""
        where = self._store.where()
        number = where.catalogue
        return LineState(
            day=where.day,
            entry=where.entry,
            positions=positions(self._store.connection),
            catalogue=None if number is None else self._catalogue(number),
            previous=self._catalogue(number - 1) if number and self._load_unfinished() else None,
            generations=self._generations(),
        )

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        return self._store.load(need)

    def due(self, day: date, limit: int) -> Due:
        """Whose day has come, up to `limit` of each kind, the earliest first."""
        return self._store.due(day, limit)

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """What is open with these partners, by partner; without those with whom nothing is."""
        return open_with(self._store.connection, partners)

    def quarantined(self, place: tuple[str, int, int]) -> Message | None:
        """The message in open quarantine at an offset, with the bytes it came as."""
        found = self._store.quarantined(*place)
        if found is None:
            return None
        return Message(
            topic=found.origin.topic,
            partition=found.origin.partition,
            offset=found.origin.offset,
            appended_at_ms=int(found.origin.appended_at.timestamp() * 1000),
            payload=found.payload,
        )

    def messages_before(self, place: Place, before: int, limit: int) -> Sequence[int]:
        """The offsets of the last messages decided before an offset, `limit` at most, ascending."""
        topic, partition = place
        given = {"topic": topic, "partition": partition, "before": before, "limit": limit}
        found = self._store.connection.execute(store_statement("messages_before"), given)
        return sorted(offset for (offset,) in found)

    def faults(self, place: Place, since: int, before: int) -> Sequence[int]:
        """The offsets in open quarantine that failed at the hub itself, from one to below one."""
        topic, partition = place
        given = {"topic": topic, "partition": partition, "since": since, "before": before}
        return [
            offset for (offset,) in self._store.connection.execute(store_statement("faults"), given)
        ]

    def let_go(self, place: Place) -> int:
        """Up to which offset an officer let messages go into quarantine; -1 if nobody did."""
        row = self._one("let_go", topic=place[0], partition=place[1])
        return -1 if row is None or row[0] is None else int(row[0])

    def next_command(self) -> Command | None:
        """
        The command that was asked for first and has not been taken yet.

        A row that is no command of this version is refused, so that it is nobody's first again.
        """
        while (row := self._one("next_command")) is not None:
            try:
                return command_of(row)
            except UnknownCommand as unknown:
                refused = {"id": row[0], "result": str(unknown)}
                self._store.connection.execute(store_statement("refuse_command"), refused)
        return None

    def advanced_through(self) -> date | None:
        """The latest day through which a taken command let the line advance (R16)."""
        row = self._one("advanced_through")
        return None if row is None or row[0] is None else date.fromisoformat(row[0])

    def now(self) -> datetime:
        """PostgreSQL's clock."""
        row = self._one("database_now")
        assert row is not None
        moment: datetime = row[0]
        return moment

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """
        Write an entry with its positions in one transaction.

        A session lost in COMMIT ends this process in any case, since the lock went with it; the
        next holder goes on from the line and the positions that it finds, with this entry or
        without it. Somebody in the way, and room on a full disk, are waited for a while.
        """
        for attempt in range(1, ROOM_ATTEMPTS + 1):
            try:
                self._commit(changes, ranges)
            except transaction.NoRoom as full:
                log.error("the database's disk is full: an entry waits", extra={"code": "S2002"})  # noqa: TRY400
                if attempt == ROOM_ATTEMPTS:
                    raise DiskFull(
                        "The database's disk is full, and nothing can be decided. Make room: the "
                        "next worker goes on where this one stopped, and nothing is lost."
                    ) from full
                time.sleep(ROOM_EVERY_S)
            else:
                return

    def _commit(self, changes: Changes, ranges: Ranges) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                transaction.commit_entry(self._store, changes, moves=ranges)
            except transaction.Busy as busy:
                log.warning("another session is in the way of an entry", extra={"state": str(busy)})
                if attempt == ATTEMPTS:
                    raise Hindered(
                        f"Another session kept the hub from writing an entry {ATTEMPTS} times. "
                        "pg_stat_activity shows who holds locks on the hub's tables."
                    ) from busy
            except transaction.ValueRefused as bad:
                raise BadValue(str(bad)) from bad
            except (transaction.CommitUnknown, EntryMoved, PositionsMoved) as lost:
                raise MastershipLost(_LOST) from lost
            else:
                return

    def _catalogue(self, number: int) -> Catalogue | None:
        row = self._one("catalogue_numbered", number=number)
        return None if row is None else from_json(row[0])

    def _generations(self) -> tuple[tuple[int, int], ...]:
        found = self._store.connection.execute(store_statement("generations"))
        return tuple((after_entry, number) for after_entry, number in found)

    def _load_unfinished(self) -> bool:
        """Whether a catalogue load was the last to call everybody, and not all were judged yet."""
        row = self._one("load_unfinished")
        return bool(row and row[0])

    def _one(self, name: str, **given: object) -> tuple[Any, ...] | None:
        return self._store.connection.execute(store_statement(name), given).fetchone()
