"""
Commands: every act of an officer or operator, with who and why, taken in order (R17).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.rule.measure import MeasureKey, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCatalogue:
    """A checked catalogue takes effect; every subject is judged again."""

    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """The credit office approves (审批): a held directive may leave."""

    directive_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveBraked:
    """The credit office lets all go that the brake holds of a source and a day (R32)."""

    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftAgain:
    """A new LIFT for a measure that is not in force but whose lift a partner refused (R12)."""

    directive_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRecords:
    """Two records of one decider are the same decision: the second becomes provenance (R3)."""

    kept: UUID
    merged: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayQuarantined:
    """A quarantined message is decoded again (R19)."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DropQuarantined:
    """A quarantined message is given up (R19)."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineThrough:
    """
    Messages of a partition up to an offset may go into quarantine, however many fail at the hub.
    """

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveTask:
    """A person closes a task."""

    task_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """The day may advance to `through`: on a manual clock, or after a long stop (R16)."""

    through: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A measure a partner was told of that this hub never decided, and what it was told."""

    key: MeasureKey
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAnew:
    """
    After a restore: partners are told where these measures stand, whatever they were told before.

    `measures`: their ids; `subjects`: whom they are about. `strays` are taken back. `generation`:
    that of the restore; what was decided in it and will be told is not decided once more. `older`:
    an older version of the hub told the pool's readers of what is silent by now, too (R30).
    """

    generation: int
    subjects: frozenset[UUID]
    measures: frozenset[UUID]
    strays: tuple[Stray, ...] = ()
    older: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOriginals:
    """
    After an upgrade: what is stored about these subjects is looked at again, now that numbers of
    orders are compared as folded (R6).
    """

    subjects: frozenset[UUID]


Doing = (
    LoadCatalogue
    | Approve
    | ApproveBraked
    | LiftAgain
    | MergeRecords
    | ReplayQuarantined
    | DropQuarantined
    | QuarantineThrough
    | ResolveTask
    | Advance
    | TellAnew
    | FindOriginals
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One row of the command table: `by` whom, `because` of what, asked when."""

    id: UUID
    by: str
    because: str
    asked_at: datetime
    doing: Doing
