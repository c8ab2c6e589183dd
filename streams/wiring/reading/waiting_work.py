"""What waits for a person: tasks, and messages in quarantine. No personal data is in either."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import NONCE_BYTES, Seal, quarantine_cell
from streams.wiring.reading.statements import statement

#: AES-GCM adds its nonce and a tag of sixteen bytes.
_SEALING_BYTES: Final = NONCE_BYTES + 16


class OpenTask(NamedTuple):
    """One row of `open_tasks.sql`."""

    id: UUID
    kind: str
    source: str
    record_no: str
    detail: str
    subject: UUID | None
    directive: UUID | None
    opened_at: datetime


class QuarantinedMessage(NamedTuple):
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
    given = {"kind": kind, "limit": limit}
    return [OpenTask._make(row) for row in connection.execute(statement("open_tasks"), given)]


def quarantined(
    connection: Connection, state: str = "OPEN", limit: int = 1000
) -> list[QuarantinedMessage]:
    """Messages in quarantine by state, of all states with "", in the order they were decided."""
    rows = connection.execute(statement("quarantined"), {"state": state, "limit": limit})
    found = [QuarantinedMessage._make(row) for row in rows]
    return [each._replace(size_bytes=each.size_bytes - _SEALING_BYTES) for each in found]


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
