"""
PostgreSQL's store of the line's state: the port `streams.line.store.Store` over one session.

It is synchronous: the line decides entry by entry, and whoever runs it in an event loop puts each
call into a thread. Rows of decisions are added and never changed; nothing is ever deleted.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from streams.accept.layout import Layout
from streams.accept.outcome import Quarantined
from streams.kinds.event import Origin
from streams.line.agenda import AgendaKind
from streams.line.changes import Changes
from streams.line.store import Due, Need, Snapshot
from streams.merge.record import Version
from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.keys import teach_keys
from streams.store.loading import load
from streams.store.rows import RowReader, VersionRow
from streams.store.saving import Where, Writer
from streams.store.seal import Seal, quarantine_cell
from streams.store.topics import KnownTopic, Place, known_topics

NO_MOVES: Final[Mapping[Place, tuple[int, int]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreMeans:
    """What the store needs besides a session: keys, schemas, and what is written beside rows."""

    seal: Seal
    hmac_version: int
    layouts: Mapping[int, Layout | None]
    code_version: str


class PostgresStore:
    """The line's state in PostgreSQL."""

    def __init__(self, connection: Connection, means: StoreMeans) -> None:
        self.connection = connection
        self._means = means
        teach_keys(connection)
        self._topics: Mapping[str, KnownTopic] = {}
        self._writer = Writer(
            connection=connection,
            seal=means.seal,
            hmac_version=means.hmac_version,
            code_version=means.code_version,
        )
        self.reread_topics()

    def reread_topics(self) -> None:
        """Learn topics that were registered after this store was made."""
        self._topics = {topic.name: topic for topic in known_topics(self.connection)}
        self._numbers = {name: topic.number for name, topic in self._topics.items()}
        self._reader = RowReader(
            seal=self._means.seal,
            layouts=self._means.layouts,
            topics={topic.number: topic for topic in self._topics.values()},
        )

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        return load(self.connection, self._reader, need)

    def save(
        self,
        changes: Changes,
        moves: Mapping[Place, tuple[int, int]] = NO_MOVES,
    ) -> None:
        """
        Write all of it, in the caller's transaction: see `transaction.commit_entry`.

        `moves` are input positions, (from, to). Raises `EntryMoved` or `PositionsMoved` if somebody
        else decided meanwhile.
        """
        self._writer.write(changes, moves, self._numbers)

    def due(self, day: date, limit: int) -> Due:
        """Whose day has come, up to `limit` of each kind: earliest days first, then lowest keys."""
        given = {"kinds": list(AgendaKind), "day": day, "limit": limit}
        found: dict[str, set[UUID]] = defaultdict(set)
        for what, key in self.connection.execute(store_statement("due"), given):
            found[what].add(key)
        return Due(
            subjects=frozenset(found[AgendaKind.SUBJECT]),
            records=frozenset(found[AgendaKind.RECORD]),
            waiting=frozenset(found[AgendaKind.WAITING]),
        )

    def unnumbered(self, limit: int) -> tuple[Version, ...]:
        """Up to `limit` versions that were stored before orders' numbers were kept (R6)."""
        found = self.connection.execute(
            store_statement("unnumbered"), {"limit": limit}, binary=True
        )
        return tuple(self._reader.version(VersionRow(*row)) for row in found)

    def where(self) -> Where:
        """Where the line stands."""
        row = self.connection.execute(store_statement("line")).fetchone()
        assert row is not None
        return Where(entry=row[0], day=row[1], catalogue=row[2])

    def quarantined(self, topic: str, partition: int, offset: int) -> Quarantined | None:
        """The message that lies in quarantine there, its bytes as they came; None if none does."""
        known = self._topics.get(topic)
        if known is None:
            return None
        place = (known.number, partition, offset)
        given = dict(zip(("topic", "partition", "offset"), place, strict=True))
        row = self.connection.execute(store_statement("in_quarantine"), given).fetchone()
        if row is None:
            return None
        appended_at, code, hint, key_version, payload = row
        return Quarantined(
            origin=Origin(topic=topic, partition=partition, offset=offset, appended_at=appended_at),
            source=known.source,
            code=code,
            hint=hint,
            payload=self._means.seal.open(payload, quarantine_cell(*place), key_version),
        )
