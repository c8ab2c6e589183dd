"""What waits for a person (待办)."""

from dataclasses import dataclass
from uuid import UUID


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
