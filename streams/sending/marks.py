"""What became of an attempt, kept apart from claims and answers (R14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from streams.send.directive import DirectiveAction
from streams.sending.outgoing import Outgoing, OutgoingKind
from streams.statements import sending_statement
from streams.store.acts import ActName, OperatorAct, add_act
from streams.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The statements that mark one sort of message."""

    sent: str
    failed: str
    returned: str
    again: str
    aside: str


MARKS: Final[Mapping[OutgoingKind, Marks]] = {
    OutgoingKind.DIRECTIVE: Marks(
        sent="mark_sent",
        failed="mark_failed",
        returned="mark_returned",
        again="resend",
        aside="set_aside",
    ),
    OutgoingKind.ORDER_RESULT: Marks(
        sent="results_sent",
        failed="result_failed",
        returned="result_returned",
        again="resend_result",
        aside="set_aside_result",
    ),
}


def mark_sent(
    connection: Connection,
    ids: Iterable[UUID],
    now: datetime,
    what: OutgoingKind = OutgoingKind.DIRECTIVE,
) -> None:
    """A transport took them. An answer that came earlier stays, and none is awaited any more."""
    if given := list(ids):
        connection.execute(sending_statement(MARKS[what].sent), {"ids": given, "now": now})


def mark_all_sent(connection: Connection, taken: Iterable[Outgoing], now: datetime) -> None:
    """As `mark_sent`, whatever they are."""
    told = list(taken)
    for what in OutgoingKind:
        mark_sent(connection, [one.id for one in told if one.what is what], now, what)


def mark_failed(
    connection: Connection,
    failed: UUID,
    error: str,
    now: datetime,
    next_attempt_at: datetime,
    what: OutgoingKind = OutgoingKind.DIRECTIVE,
) -> None:
    """One attempt failed; the same bytes go again at `next_attempt_at`, if they still may."""
    given = {"id": failed, "error": error, "now": now, "next_attempt_at": next_attempt_at}
    connection.execute(sending_statement(MARKS[what].failed), given)


def mark_returned(
    connection: Connection,
    refused: UUID,
    error: str,
    now: datetime,
    what: OutgoingKind = OutgoingKind.DIRECTIVE,
) -> None:
    """The transport refused it for good: it is not sent again."""
    given = {"id": refused, "error": error, "now": now}
    connection.execute(sending_statement(MARKS[what].returned), given)


def send_again(connection: Connection, told: UUID, by: str, because: str, now: datetime) -> bool:
    """
    An operator wants the same bytes to go again, also where they were set aside.

    False if they are answered, were never claimed, or are those of a result that was taken.
    """
    act = OperatorAct(name=ActName.RESEND, about=str(told), by=by, because=because)
    return _by_act(connection, [marks.again for marks in MARKS.values()], told, act, now)


def was_sent_as(connection: Connection, directive: UUID) -> DirectiveAction | None:
    """The action a directive was claimed with; None if it was not claimed."""
    row = connection.execute(sending_statement("sent_as"), {"directive": directive}).fetchone()
    return None if row is None or row[0] is None else DirectiveAction(row[0])


def set_aside(connection: Connection, told: UUID, by: str, because: str, now: datetime) -> bool:
    """
    An operator wants no more attempts: it stays as it is until an operator's act sends it again.

    To the table of R12 it is what it was, claimed and not answered. False if nothing of it is to be
    sent or awaited.
    """
    act = OperatorAct(name=ActName.ASIDE, about=str(told), by=by, because=because)
    return _by_act(connection, [marks.aside for marks in MARKS.values()], told, act, now)


def _by_act(
    connection: Connection, names: Iterable[str], told: UUID, act: OperatorAct, now: datetime
) -> bool:
    """Whether one of the statements found it; an id is that of one sort of message alone."""
    given = {"id": told, "now": now}
    with connection.transaction():
        found = any(connection.execute(sending_statement(name), given).rowcount for name in names)
        if found:
            add_act(connection, act)
    return found
