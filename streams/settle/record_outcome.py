"""
What a department is told about a record as it now stands among all others (回执 of R3 to R6, R19).

The outcome of a record's content is derived, so it can change when somebody else's record comes:
then its department hears of it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, assert_never
from uuid import UUID

from schemas.catalogue.calendar import loaded_working_days
from streams.accept.outcome import Outcome
from streams.kinds.event import Action
from streams.kinds.kind import Nature
from streams.merge.attach import AttachmentEffect, attach
from streams.merge.facts import Fact
from streams.merge.meant import nature_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.measure import WhyNotDue
from streams.rule.order_status import status_of
from streams.rule.orders import OrderStatus
from streams.settle.lateness import reported_late


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """The outcome of a record's content, with who brought it about if somebody else did."""

    outcome: Outcome
    code: str = ""
    caused_by: tuple[str, str] | None = None


PARKED = RecordOutcome(outcome=Outcome.PARKED, code="E1403")
UNIDENTIFIED = RecordOutcome(outcome=Outcome.PARKED, code="E1001")
MISFIT = RecordOutcome(outcome=Outcome.PARKED, code="E1405")
TOO_LATE = RecordOutcome(outcome=Outcome.STORED, code=WhyNotDue.OVER.value)
ACCEPTED = RecordOutcome(outcome=Outcome.ACCEPTED)
OF_EFFECT: Final[Mapping[AttachmentEffect, RecordOutcome]] = MappingProxyType(
    {
        AttachmentEffect.REPAIRS: RecordOutcome(outcome=Outcome.REPAIRED),
        AttachmentEffect.WITHDRAWS: RecordOutcome(outcome=Outcome.REPAIRED),
        AttachmentEffect.MARKS: ACCEPTED,
        AttachmentEffect.NOT_ENTITLED: RecordOutcome(outcome=Outcome.STORED, code="E1305"),
        AttachmentEffect.OF_NO_DECISION: RecordOutcome(outcome=Outcome.STORED, code="E1405"),
    }
)


class RecordOutcomes:
    """What every department is told of its records in one view; each worked out once, if asked."""

    def __init__(self, view: View, rows: Rows) -> None:
        self.view = view
        self.rows = rows
        self._known: dict[UUID, RecordOutcome] = {}
        self._working_days: tuple[date, ...] | None = None

    def of(self, record: Record) -> RecordOutcome:
        """What the department is told; ACCEPTED also stands for its own corrections."""
        found = self._known.get(record.key)
        if found is None:
            found = self._known[record.key] = _outcome_of(self.view, record, self.rows)
        return found

    def late(self, record: Record) -> bool:
        """Whether a record that stands was reported later than it had to be (E1204)."""
        if self._working_days is None:
            years = self.view.catalogue.working_years.values()
            self._working_days = loaded_working_days(tuple(years))
        return reported_late(record, self.view.catalogue, self._working_days)


def _outcome_of(view: View, record: Record, rows: Rows) -> RecordOutcome:
    if not record.stands:
        return UNIDENTIFIED if record.asserted else PARKED
    match nature_of(record):
        case Nature.ATTACHMENT:
            return _attachment(view, record)
        case Nature.ORDER:
            return _order(view, record, rows)
        case Nature.FACT | None:
            return _among_others(view, record)
        case never:
            assert_never(never)


def _attachment(view: View, record: Record) -> RecordOutcome:
    meant = view.meant(record)
    if meant.several:
        return MISFIT
    fact = view.fact_of(meant.records[0]) if meant.records else None
    if fact is None:
        return PARKED
    (attached,) = attach(fact, [(record, meant.records[0])], view.catalogue)
    if attached.effect is AttachmentEffect.WITHDRAWS and _stands_without(view, fact):
        return ACCEPTED
    return OF_EFFECT[attached.effect]


def _stands_without(view: View, fact: Fact) -> bool:
    """Whether it is its decider's to repair, or another copy still holds it up."""
    return fact.decided is not None or view.standing_of(fact).ruling is not None


def _order(view: View, record: Record, rows: Rows) -> RecordOutcome:
    match status_of(record, view, rows):
        case OrderStatus.WAITS:
            return PARKED
        case OrderStatus.MISFIT:
            return MISFIT
        case OrderStatus.TOO_LATE:
            return TOO_LATE
        case _:
            fact = view.fact_of(record)
            by_other = fact and _repaired_by_other(view, fact, record)
            return by_other or ACCEPTED


def _among_others(view: View, record: Record) -> RecordOutcome:
    fact = view.fact_of(record)
    if fact is None:
        return PARKED
    ended = _ended_by_decider(fact, record, view.day)
    if ended is not None:
        return ended
    repaired = _repaired_by_other(view, fact, record)
    if repaired is not None:
        return repaired
    speaks = view.standing_of(fact).ruling
    if speaks is None:
        return ACCEPTED
    # A copy above the one that speaks was withdrawn or ended by its own department.
    above = fact.records[: fact.records.index(speaks) + 1]
    if any(told.key == record.key for told in above):
        return ACCEPTED
    return RecordOutcome(outcome=Outcome.MERGED, caused_by=(speaks.source, speaks.record_no))


def _ended_by_decider(fact: Fact, record: Record, day: date) -> RecordOutcome | None:
    decided = fact.decided
    if decided is None or decided.key == record.key:
        return None
    cause = (decided.source, decided.record_no)
    if decided.revoked:
        return RecordOutcome(outcome=Outcome.REVOKED, caused_by=cause)
    if decided.ended(day):
        return RecordOutcome(outcome=Outcome.ENDED, caused_by=cause)
    return None


def _repaired_by_other(view: View, fact: Fact, record: Record) -> RecordOutcome | None:
    """Repaired by the repair that began first, ties by source and number; not by its own."""
    repairs = [
        attachment.record
        for attachment in view.attachments(fact)
        if attachment.effect is AttachmentEffect.REPAIRS
        and attachment.open(view.day)
        and attachment.record.source != record.source
    ]
    if not repairs:
        return None
    first = min(repairs, key=lambda r: (r.event.begins_on, r.source, r.record_no))
    return RecordOutcome(outcome=Outcome.REPAIRED, caused_by=(first.source, first.record_no))


def at_rest(record: Record) -> Outcome:
    """What ACCEPTED means for the record's own content version: asserted or corrected."""
    corrected = record.content is not None and record.content.event.action is Action.CORRECT
    return Outcome.CORRECTED if corrected else Outcome.ACCEPTED
