"""What waits for a person (待办)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from streams.merge.keys import digest
from streams.merge.record import Record

#: What there is for a person to do, the most urgent first; docs/howto/operator.md has a line each.
KINDS: Final = (
    "LIFT_NOT_EXECUTED",
    "RETURNED",
    "CONFLICT",
    "DOUBLE",
    "SUBJECT_CHANGED",
    "WRONG_TARGET",
    "KIND_CHANGED",
    "NO_ROW",
    "RELEASE_IN_DOUBT",
    "OBJECT_UNKNOWN",
    "MISFIT",
    "PARKED",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a person; the same matter has the same id."""

    id: UUID
    kind: str
    source: str
    record_no: str
    detail: str
    subject: UUID | None = None
    directive: UUID | None = None


def task_about(kind: str, record: Record, detail: str, *matter: str) -> Task:
    """A task about a record; the same `matter`, else the version whose content rules, is one."""
    told = matter or (str(record.event.version),)
    return Task(
        id=digest(kind, record.source, record.record_no, *told),
        kind=kind,
        source=record.source,
        record_no=record.record_no,
        detail=detail,
        subject=record.subject,
    )
