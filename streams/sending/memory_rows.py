"""Outgoing rows in memory: a directive, and a result of an order, each with its way so far."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from streams.send.claim import LIFT, Fate
from streams.send.directive import Directive
from streams.sending.holds import Holds
from streams.sending.stream_rows import StreamRow
from streams.store.forms import content_of
from streams.track.order_result import OrderResult


@dataclass(slots=True)
class MemoryRow:
    """One directive on its way; `state` is what the claim reads of it."""

    directive: Directive
    state: StreamRow
    body: bytes = b""
    sent_as: str = ""
    claimed_at: datetime | None = None
    attempts: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    misses: int = 0
    unsent_said: bool = False

    def put(self, **changes: Any) -> None:
        """Update the row."""
        self.state = self.state._replace(**changes)


@dataclass(slots=True)
class ResultRow:
    """One result of an order on its way."""

    result: OrderResult
    partner: str = ""
    sequence: int = 0
    body: bytes = b""
    sent: bool = False


def new_state(directive: Directive, entry: int) -> StreamRow:
    """A row as it is written when it is decided."""
    return StreamRow(
        directive_id=directive.directive_id,
        subject=directive.key.subject,
        measure_id=directive.measure_id,
        measure=directive.key.measure,
        n=directive.n,
        action=directive.action.value,
        content=content_of(directive.terms),
        valid_until=directive.terms.valid_until,
        held=directive.held,
        unconditional=directive.unconditional,
        superseded=False,
        sequence=None,
        sent_at=None,
        answer=None,
        answer_code=None,
        returned=False,
        answer_no=None,
        weighed_no=None,
        next_attempt_at=None,
        answer_by=None,
        answer_within_s=None,
        entry=entry,
        aside=False,
        milder=None,
        source=directive.terms.source,
    )


def lifts(state: StreamRow) -> bool:
    """Whether it was decided as a lift."""
    return state.action == LIFT.value


def urgency(state: StreamRow, holds: Holds, now: datetime, today: date) -> bool | None:
    """Whether a row makes its subject due: True for a lift, None for not at all."""
    if state.sequence is not None and state.answer_no != state.weighed_no:
        return lifts(state) and (state.due(now) or state.missed(now))
    if state.amends_unclaimed and not state.superseded and state.milder is None:
        over = state.valid_until is not None and state.valid_until < today
        return None if over else False
    if state.held_back and holds.cover(state.measure, state.source):
        return None
    if state.due(now) or state.missed(now):
        return None if state.ended_unsent(today) else lifts(state)
    if state.sequence is not None or state.superseded:
        return None
    over = state.valid_until is not None and state.valid_until < today
    return None if not lifts(state) and (state.held or over) else lifts(state)


def counts(state: StreamRow) -> bool:
    """Whether the partner was told and did not refuse; a lift of what it did not hold is done."""
    return state.sequence is not None and state.fate is not Fate.REFUSED
