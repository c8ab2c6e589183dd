"""How a partner's channel fares: served, failing, or paused until an operator mends it (R14)."""

from dataclasses import dataclass
from datetime import datetime

from streams.send.retry import has_come
from streams.wiring.database.acts import ActName, OperatorAct, add_act
from streams.wiring.database.connection import Connection
from streams.wiring.sending.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """`failures` in a row; nothing is tried before `next_attempt_at`, nor while it is paused."""

    failures: int = 0
    next_attempt_at: datetime | None = None
    paused_because: str | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether something may be tried now."""
        if self.paused_because is not None:
            return False
        return self.next_attempt_at is None or has_come(self.next_attempt_at, now)


def channel_of(connection: Connection, partner: str) -> Channel:
    """The channel of a partner; one that was never used is fine."""
    row = connection.execute(statement("read_channel"), {"partner": partner}).fetchone()
    if row is None:
        return Channel()
    return Channel(failures=row[0], next_attempt_at=row[1], paused_because=row[2])


def channel_served(connection: Connection, partner: str, now: datetime) -> None:
    """It works: failures are forgotten."""
    connection.execute(statement("channel_served"), {"partner": partner, "now": now})


def channel_failed(
    connection: Connection, partner: str, failures: int, next_attempt_at: datetime
) -> None:
    """It failed `failures` times in a row; nothing is tried before `next_attempt_at`."""
    given = {"partner": partner, "failures": failures, "next_attempt_at": next_attempt_at}
    connection.execute(statement("channel_failed"), given)


def pause_channel(connection: Connection, partner: str, because: str, now: datetime) -> None:
    """It is broken: nothing is sent until an operator resumes it."""
    given = {"partner": partner, "because": because, "now": now}
    connection.execute(statement("pause_channel"), given)


def resume_channel(connection: Connection, partner: str, by: str, because: str) -> bool:
    """An operator says that it works again. False if it was not paused."""
    act = OperatorAct(name=ActName.RESUME, about=partner, by=by, because=because)
    with connection.transaction():
        resumed = connection.execute(statement("resume_channel"), {"partner": partner}).rowcount
        if resumed:
            add_act(connection, act)
    return resumed == 1
