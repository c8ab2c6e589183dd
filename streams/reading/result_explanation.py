"""All that led to a court's result: its order, the answer it passes on, and how far it got."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from psycopg.rows import class_row

from streams.reading.acts import ActTold, acts
from streams.reading.explanation import Decision
from streams.reading.opened import Opened
from streams.statements import reading_statement
from streams.store.forms import order_result_of
from streams.track.order_result import OrderResult


class ResultState(StrEnum):
    """How far a result got; nobody answers one, so that what is sent is done."""

    UNSENT = "UNSENT"
    SENT = "SENT"
    RETURNED = "RETURNED"  #: refused by the court's channel
    ASIDE = "ASIDE"  #: set aside by an operator


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDelivery:
    """
    Where a result is told. `partner` and `channel`: None until it is claimed.

    `failures`: attempts that failed in a row, the last for `last_error`.
    """

    partner: str | None
    channel: str | None
    sequence: int | None
    previous_sequence: int | None
    sent_at: datetime | None
    returned_at: datetime | None
    aside_at: datetime | None
    failures: int
    last_error: str

    @property
    def state(self) -> ResultState:
        """Its state, which follows from the last thing that happened to it."""
        if self.sent_at is not None:
            return ResultState.SENT
        if self.aside_at is not None:
            return ResultState.ASIDE
        return ResultState.UNSENT if self.returned_at is None else ResultState.RETURNED


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultExplanation:
    """
    What a court is told of one order, and why.

    `result.directive_id`: the directive whose answer it passes on, which explains itself; None
    where the order did not count and nothing was sent.
    """

    result: OrderResult
    state: ResultState
    delivery: ResultDelivery
    decision: Decision
    acts: tuple[ActTold, ...]


def explain_result(opened: Opened, result_id: UUID) -> ResultExplanation | None:
    """The explanation of a result, None if there is none of that id."""
    wanted = {"result": result_id}
    found = opened.connection.execute(reading_statement("result_fields"), wanted).fetchone()
    if found is None:
        return None
    with opened.connection.cursor(row_factory=class_row(ResultDelivery)) as cursor:
        (delivery,) = cursor.execute(reading_statement("result_delivery"), wanted)
    with opened.connection.cursor(row_factory=class_row(Decision)) as cursor:
        (decision,) = cursor.execute(reading_statement("result_decided"), wanted)
    return ResultExplanation(
        result=order_result_of(found[0]),
        state=delivery.state,
        delivery=delivery,
        decision=decision,
        acts=tuple(acts(opened.connection, str(result_id))),
    )
