"""How far directives got: claimed, sent, answered (R13, R14)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from psycopg.rows import class_row

from streams.statements import reading_statement
from streams.store.connection import Connection


class DeliveryState(StrEnum):
    """The one word for how far a directive got; where its partner answered, the answer's word."""

    HELD = "HELD"  #: waits for an approval
    WAITING = "WAITING"  #: decided, not claimed
    CHECK = "CHECK"  #: its partner is sent nothing; officials ask at the counter
    SUPERSEDED = "SUPERSEDED"  #: another went in its place, or it came to nothing
    CLAIMED = "CLAIMED"  #: a sender has it
    SENT = "SENT"  #: taken, not answered
    ASIDE = "ASIDE"  #: tried no more, until an operator sends it again
    RETURNED = "RETURNED"  #: refused as it stands
    ACCEPTED = "ACCEPTED"  #: received; what was done is not said yet
    EXECUTED = "EXECUTED"
    PARTIAL = "PARTIAL"
    NOT_EXECUTED = "NOT_EXECUTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    How far one directive got.

    `failures`: attempts in a row that came to nothing, the last for `last_error`. `aside_at`: since
    when an operator has it tried no more.
    """

    directive_id: UUID
    sequence: int | None
    previous_sequence: int | None
    sent_as: str | None
    held: bool
    superseded_at: datetime | None
    claimed_at: datetime | None
    sent_at: datetime | None
    answer_by: datetime | None
    returned_at: datetime | None
    answer: str | None
    answer_code: str | None
    answered_at: datetime | None
    failures: int
    last_error: str
    aside_at: datetime | None
    lifted_unsent: bool

    @property
    def code(self) -> str:
        """Why it was not executed: the partner's code, D2006 where its lift came first, or ""."""
        return "D2006" if self.lifted_unsent else self.answer_code or ""

    @property
    def state(self) -> DeliveryState:
        """How far it got; ACCEPTED says no more once it came back or was set aside."""
        if self.answer in (None, DeliveryState.ACCEPTED):
            if self.returned_at is not None:
                return DeliveryState.RETURNED
            if self.aside_at is not None:
                return DeliveryState.ASIDE
        if self.answer is not None:
            return DeliveryState(self.answer)
        if self.superseded_at is not None:
            return DeliveryState.SUPERSEDED
        if self.sent_at is not None:
            return DeliveryState.SENT
        if self.claimed_at is not None:
            return DeliveryState.CLAIMED
        return DeliveryState.HELD if self.held else DeliveryState.WAITING


def deliveries(connection: Connection, directives: Collection[UUID]) -> Mapping[UUID, Delivery]:
    """How far each of these directives got."""
    with connection.cursor(row_factory=class_row(Delivery)) as cursor:
        rows = cursor.execute(reading_statement("deliveries"), {"directives": sorted(directives)})
        return {row.directive_id: row for row in rows}
