"""What waits for a person: tasks, and messages in quarantine. No personal data is in either."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row

from streams.statements import reading_statement
from streams.store.connection import Connection
from streams.store.seal import NONCE_BYTES, Seal, quarantine_cell

#: AES-GCM adds its nonce and a tag of sixteen bytes.
_SEALING_BYTES: Final = NONCE_BYTES + 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a person; `hub tasks resolve` closes it."""

    id: UUID
    kind: str
    source: str
    record_no: str
    detail: str
    subject: UUID | None
    directive: UUID | None
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """One message that could not be read; its bytes are kept encrypted and are not shown here."""

    topic: str
    partition: int
    offset: int
    appended_at: datetime
    code: str
    hint: str
    state: str
    size_bytes: int
    entry: int


def open_tasks(connection: Connection, kind: str = "", limit: int | None = None) -> list[Task]:
    """Tasks that are open, of one kind or of all (""), the oldest first; all without a `limit`."""
    with connection.cursor(row_factory=class_row(Task)) as cursor:
        return cursor.execute(
            reading_statement("open_tasks"), {"kind": kind, "limit": limit}
        ).fetchall()


def open_task_count(connection: Connection, kind: str = "") -> int:
    """How many tasks are open, of one kind or of all ("")."""
    return _count(connection, "count_open_tasks", kind=kind)


def is_open_task(connection: Connection, task: UUID) -> bool:
    """Whether a task has this id and is open."""
    return (
        connection.execute(reading_statement("task_is_open"), {"id": task}).fetchone() is not None
    )


def quarantined(
    connection: Connection,
    state: str = "OPEN",
    limit: int | None = None,
    place: tuple[str, int, int] | None = None,
) -> list[Quarantined]:
    """
    Messages in quarantine, in the order they were decided; all without a `limit`.

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
    with connection.cursor(row_factory=class_row(Quarantined)) as cursor:
        found = cursor.execute(reading_statement("quarantined"), given)
        return [replace(each, size_bytes=each.size_bytes - _SEALING_BYTES) for each in found]


def quarantined_count(connection: Connection, state: str = "OPEN") -> int:
    """How many messages are in quarantine; `state`: "" for all that ever were."""
    return _count(connection, "count_quarantined", state=state)


def quarantined_bytes(
    connection: Connection, seal: Seal, topic: str, partition: int, offset: int
) -> bytes | None:
    """A quarantined message as it came, None if there is none; it may hold personal data."""
    given = {"topic": topic, "partition": partition, "offset": offset}
    row = connection.execute(reading_statement("quarantined_bytes"), given).fetchone()
    if row is None:
        return None
    topic_no, key_version, payload = row
    return seal.open(payload, quarantine_cell(topic_no, partition, offset), key_version)


def _count(connection: Connection, name: str, **given: object) -> int:
    row = connection.execute(reading_statement(name), given).fetchone()
    assert row is not None
    return int(row[0])
