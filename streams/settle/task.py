"""What waits for a person (待办)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from streams.merge.keys import key_from
from streams.merge.record import Record


class TaskKind(StrEnum):
    """
    What there is for a person to do, the most urgent first.

    docs/howto/operator.md says what each asks of the person.
    """

    LIFT_NOT_EXECUTED = "LIFT_NOT_EXECUTED"  #: 未执行解除 (a partner did not lift: R12, R14)
    RETURNED = "RETURNED"  #: 执行单位退回 (a partner could not take a directive: R14)
    MASS_EFFECT = "MASS_EFFECT"  #: 熔断 (a source imposes far more than usual: R32)
    CONFLICT = "CONFLICT"  #: one version number came with two contents (R2)
    DOUBLE = "DOUBLE"  #: two records of one department tell of one decision (R3)
    SUBJECT_CHANGED = "SUBJECT_CHANGED"  #: a correction names somebody else (R2)
    WRONG_TARGET = "WRONG_TARGET"  #: a repair or a mark of a record that is hardly meant (R4, R5)
    KIND_CHANGED = "KIND_CHANGED"  #: versions of one record came as two kinds
    NO_ROW = "NO_ROW"  #: no row of the catalogue has a court's order carried out (R6)
    RELEASE_IN_DOUBT = "RELEASE_IN_DOUBT"  #: a release fits no order of its court, or several (R6)
    OBJECT_UNKNOWN = "OBJECT_UNKNOWN"  #: an order names an object that its original does not (R6)
    MISFIT = "MISFIT"  #: what an order, a repair or a mark is about does not fit it (R6)
    #: A judgment debtor has the usual term for want of a ground that is known (R22).
    GROUND_UNKNOWN = "GROUND_UNKNOWN"
    PARKED = "PARKED"  #: a record has waited too long for what it lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a person; the same matter has the same id."""

    id: UUID
    kind: TaskKind
    source: str
    record_no: str
    detail: str
    subject: UUID | None = None
    directive: UUID | None = None


def task_about(kind: TaskKind, record: Record, detail: str, *matter: str) -> Task:
    """A task about a record; the same `matter`, else the version whose content rules, is one."""
    told = matter or (str(record.event.version),)
    return Task(
        id=key_from(kind, record.source, record.record_no, *told),
        kind=kind,
        source=record.source,
        record_no=record.record_no,
        detail=detail,
        subject=record.subject,
    )
