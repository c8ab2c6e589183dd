"""How a partner's channel fares: served, failing, or paused until an operator mends it (R14)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from streams.send.retry import Schedule, has_come
from streams.statements import sending_statement
from streams.store.acts import ActName, OperatorAct, add_act
from streams.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """
    Nothing is sent to the partner before `next_attempt_at`, nor while it is paused.

    `unreached`: the directive with which nobody was reached last; None once there was a reply to
    any. `failures`: in a row, since the channel waits as a whole; 0 while each directive waits by
    itself.
    """

    failures: int = 0
    next_attempt_at: datetime | None = None
    paused_because: str | None = None
    unreached: UUID | None = None

    @property
    def waits(self) -> bool:
        """Whether one attempt must first succeed before others are made."""
        return self.failures > 0

    def open_at(self, now: datetime) -> bool:
        """Whether something may be tried now."""
        if self.paused_because is not None:
            return False
        return self.next_attempt_at is None or has_come(self.next_attempt_at, now)

    def served(self) -> "ChannelState":
        """There was a reply: failures are forgotten."""
        return replace(self, failures=0, next_attempt_at=None, unreached=None)

    def missed(
        self, directive: UUID, now: datetime, schedule: Schedule, chance: float, asked_s: float
    ) -> "ChannelState":
        """
        Nobody was reached with a directive.

        From the second different directive in a row on the channel waits as a whole. The partner
        may ask for `asked_s` seconds; what it asks with one directive alone holds the others no
        longer than a schedule's longest wait: its server may be unable to take just that one.
        """
        if self.waits or self.unreached not in (None, directive):
            failures = self.failures + 1
            wait_s = max(asked_s, schedule.wait_s(failures, chance))
        else:
            failures, wait_s = 0, min(asked_s, schedule.longest_s)
        again = now + timedelta(seconds=wait_s) if wait_s else self.next_attempt_at
        return replace(self, failures=failures, next_attempt_at=again, unreached=directive)


def channel_state(connection: Connection, partner: str) -> ChannelState:
    """The state of a partner's channel; one that was never used is fine."""
    row = connection.execute(sending_statement("read_channel"), {"partner": partner}).fetchone()
    if row is None:
        return ChannelState()
    failures, next_attempt_at, paused_because, unreached = row
    return ChannelState(
        failures=failures,
        next_attempt_at=next_attempt_at,
        paused_because=paused_because,
        unreached=unreached,
    )


def keep_channel(
    connection: Connection, partner: str, channel: ChannelState, served_at: datetime | None
) -> None:
    """
    Save the state, but not whether the channel is paused; `served_at`: when there was a reply.
    """
    given = {
        "partner": partner,
        "failures": channel.failures,
        "next_attempt_at": channel.next_attempt_at,
        "unreached": channel.unreached,
        "served_at": served_at,
    }
    connection.execute(sending_statement("keep_channel"), given)


def pause_channel(connection: Connection, partner: str, because: str, now: datetime) -> None:
    """It is broken: nothing is sent until an operator resumes it."""
    given = {"partner": partner, "because": because, "now": now}
    connection.execute(sending_statement("pause_channel"), given)


def resume_channel(connection: Connection, partner: str, by: str, because: str) -> bool:
    """An operator says that it works again. False if it was not paused."""
    act = OperatorAct(name=ActName.RESUME, about=partner, by=by, because=because)
    with connection.transaction():
        resumed = connection.execute(
            sending_statement("resume_channel"), {"partner": partner}
        ).rowcount
        if resumed:
            add_act(connection, act)
    return resumed == 1
