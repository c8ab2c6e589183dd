"""What waits for a person (待办)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

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
