"""What became of an attempt, kept apart from claims and answers (R14)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from streams.wiring.database.acts import ActName, OperatorAct, add_act
from streams.wiring.database.connection import Connection
from streams.wiring.sending.statements import statement


def mark_sent(connection: Connection, directives: Iterable[UUID], now: datetime) -> None:
    """A transport took them. Answers that came before stay, and stop the waiting for one."""
    ids = list(directives)
    if ids:
        connection.execute(statement("mark_sent"), {"directives": ids, "now": now})


def mark_failed(
    connection: Connection, directive: UUID, error: str, now: datetime, next_attempt_at: datetime
) -> None:
    """One attempt failed; the same bytes go again at `next_attempt_at`, if they still may."""
    given = {"directive": directive, "error": error, "now": now, "next_attempt_at": next_attempt_at}
    connection.execute(statement("mark_failed"), given)


def mark_returned(connection: Connection, directive: UUID, error: str, now: datetime) -> None:
    """The transport refused it for good: it is not sent again."""
    given = {"directive": directive, "error": error, "now": now}
    connection.execute(statement("mark_returned"), given)


def send_again(
    connection: Connection, directive: UUID, by: str, because: str, now: datetime
) -> bool:
    """
    An operator wants the same bytes to go again, also where they were set aside.

    False if they are answered or never went.
    """
    act = OperatorAct(name=ActName.RESEND, about=str(directive), by=by, because=because)
    given = {"directive": directive, "now": now}
    with connection.transaction():
        again = connection.execute(statement("resend"), given).rowcount
        if again:
            add_act(connection, act)
    return again == 1


def was_sent_as(connection: Connection, directive: UUID) -> str | None:
    """As what a directive was claimed: IMPOSE, AMEND or LIFT; None where none was."""
    row = connection.execute(statement("sent_as"), {"directive": directive}).fetchone()
    return None if row is None else row[0]


def set_aside(
    connection: Connection, directive: UUID, by: str, because: str, now: datetime
) -> bool:
    """
    An operator wants it to be tried no more: it stands as it is until it is sent again by an act.

    To the table of R12 it is what it was, claimed and not answered. False if nothing of it is to be
    sent or awaited.
    """
    act = OperatorAct(name=ActName.ASIDE, about=str(directive), by=by, because=because)
    given = {"directive": directive, "now": now}
    with connection.transaction():
        aside = connection.execute(statement("set_aside"), given).rowcount
        if aside:
            add_act(connection, act)
    return aside == 1
