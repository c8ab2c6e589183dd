"""What waits for a person: tasks, and messages in quarantine. No personal data is in either."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row

from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import NONCE_BYTES, Seal, quarantine_cell
from streams.wiring.reading.statements import statement

#: AES-GCM adds its nonce and a tag of sixteen bytes.
_SEALING_BYTES: Final = NONCE_BYTES + 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """Something that waits for a person."""

    id: UUID
    kind: str
    source: str
    record_no: str
    detail: str
    subject: UUID | None
    directive: UUID | None
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedMessage:
    """A message in quarantine without its bytes; `state`: OPEN, REPLAYED, DROPPED."""

    topic: str
    partition: int
    offset: int
    appended_at: datetime
    code: str
    hint: str
    state: str
    size_bytes: int
    entry: int


def open_tasks(connection: Connection, kind: str = "", limit: int = 1000) -> list[OpenTask]:
    """Tasks that are open, of one kind or of all (""), the oldest first."""
    with connection.cursor(row_factory=class_row(OpenTask)) as cursor:
        return cursor.execute(statement("open_tasks"), {"kind": kind, "limit": limit}).fetchall()


def quarantined(
    connection: Connection,
    state: str = "OPEN",
    limit: int = 1000,
    place: tuple[str, int, int] | None = None,
) -> list[QuarantinedMessage]:
    """
    Messages in quarantine, in the order they were decided.

    `state`: "" for all. `place`: only the one from this topic, partition and offset.
    """
    topic, partition, offset = place or (None, None, None)
    given = {
        "state": state,
        "limit": limit,
        "topic": topic,
        "partition": partition,
        "offset": offset,
    }
    with connection.cursor(row_factory=class_row(QuarantinedMessage)) as cursor:
        found = cursor.execute(statement("quarantined"), given)
        return [replace(each, size_bytes=each.size_bytes - _SEALING_BYTES) for each in found]


def quarantined_bytes(
    connection: Connection, seal: Seal, topic: str, partition: int, offset: int
) -> bytes | None:
    """A quarantined message as it came, None if there is none; it may hold personal data."""
    given = {"topic": topic, "partition": partition, "offset": offset}
    row = connection.execute(statement("quarantined_bytes"), given).fetchone()
    if row is None:
        return None
    topic_no, key_version, payload = row
    return seal.open(payload, quarantine_cell(topic_no, partition, offset), key_version)
