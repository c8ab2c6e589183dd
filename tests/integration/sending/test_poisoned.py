"""A directive that its partner's server cannot take, and a partner that is down (R14, W1)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest
from support.outbox_rows import Outbox
from support.partner_server import RESET, SILENT, TAKEN, Asked, Reply, partner_server
from support.sending_stack import Installation, await_that, push

from connectors.channels.settings import PartnerSettings
from streams.sending.channel_state import channel_state
from streams.sending.partner_settings import write_partner
from streams.sending.side_by_side import APART, SIDE_BY_SIDE

#: Attempts at one directive within the time of a test, by its schedule: after 1, 3, 9, 27 s.
BY_SCHEDULE = 8
POISON = {
    "503": Reply(what=503),
    "503 and Retry-After": Reply(what=503, retry_after_s=2),
    "429": Reply(what=429),
    "429 and Retry-After": Reply(what=429, retry_after_s=2),
    "504": Reply(what=504),
    "reset": Reply(what=RESET),
    "time-out": Reply(what=SILENT),
}
DOWN = {name: POISON[name] for name in ("503", "429 and Retry-After", "reset", "time-out")}


@dataclass(slots=True)
class ChoosyPartner:
    """
    A partner that cannot take some directives, and notes each attempt.

    `replies`: to some directives; all others get `otherwise`.
    """

    replies: dict[UUID, Reply] = field(default_factory=dict)
    otherwise: Reply = TAKEN
    attempts: list[UUID] = field(default_factory=list)

    def tried(self) -> Counter[UUID]:
        """How often each directive was tried."""
        return Counter(list(self.attempts))

    def reply_to(self, asked: Asked) -> Reply:
        """Note an attempt; what is replied to it."""
        directive = UUID(asked.headers["webhook-id"])
        self.attempts.append(directive)
        return self.replies.get(directive, self.otherwise)


@pytest.fixture
def bank(installation: Installation) -> Iterator[ChoosyPartner]:
    """The bank, whose address the hub knows."""
    bank = ChoosyPartner()
    with partner_server(bank.reply_to) as url:
        write_partner(installation.data / "keys", "bank", PartnerSettings({"url": f"{url}/"}))
        yield bank


@pytest.mark.parametrize("reply", POISON.values(), ids=POISON.keys())
def test_w1_one_poisoned_lift_keeps_no_other(
    installation: Installation, outbox: Outbox, bank: ChoosyPartner, reply: Reply
) -> None:
    """A thousand others go, each in one attempt, while the poisoned one goes by its schedule."""
    poisoned = outbox.decide("LIFT", subject=UUID(int=1), unconditional=True).directive_id
    bank.replies[poisoned] = reply
    with push(installation.environment):
        await_that(lambda: bank.tried()[poisoned] > 1)
        with outbox.connection.transaction():
            others = [
                outbox.decide("LIFT", subject=UUID(int=n), unconditional=True)
                if n % 2
                else outbox.decide("IMPOSE", subject=UUID(int=n))
                for n in range(2, 1002)
            ]
            same = outbox.decide("IMPOSE", subject=UUID(int=1), instance="another")
        ids = [one.directive_id for one in (*others, same)]
        await_that(lambda: _sent(outbox) == len(ids), within_s=90)
        tried = bank.tried()
        assert all(tried[one] == 1 for one in ids)
        assert tried[poisoned] <= BY_SCHEDULE
        assert channel_state(outbox.connection, "bank").failures == 0
        assert outbox.column(poisoned, "sent_at") is None
        bank.replies.clear()
        outbox.connection.execute(
            "UPDATE directive SET next_attempt_at = now() WHERE next_attempt_at > now()"
        )
        await_that(lambda: outbox.column(poisoned, "sent_at"))


@pytest.mark.parametrize("reply", DOWN.values(), ids=DOWN.keys())
def test_a_partner_that_is_down_is_tried_by_few(
    installation: Installation, outbox: Outbox, bank: ChoosyPartner, reply: Reply
) -> None:
    """Of a thousand only those under way were tried, then one at a time; back, all go."""
    bank.otherwise = reply
    with outbox.connection.transaction():
        for n in range(1000):
            outbox.decide("IMPOSE", subject=UUID(int=n))
    with push(installation.environment):
        await_that(lambda: channel_state(outbox.connection, "bank").failures > 2, within_s=90)
        failures = channel_state(outbox.connection, "bank").failures
        assert len(bank.attempts) <= SIDE_BY_SIDE + APART + failures
        bank.otherwise = TAKEN
        await_that(lambda: _sent(outbox) == 1000, within_s=90)


def test_as_long_as_it_asks_a_partner_is_not_tried(
    installation: Installation, outbox: Outbox, bank: ChoosyPartner
) -> None:
    """Every directive gets 503 and Retry-After: the channel waits as long, and nobody is tried."""
    bank.otherwise = Reply(what=503, retry_after_s=300)
    with outbox.connection.transaction():
        for n in range(100):
            outbox.decide("IMPOSE", subject=UUID(int=n))
    with push(installation.environment):
        await_that(lambda: channel_state(outbox.connection, "bank").failures)
        again = channel_state(outbox.connection, "bank").next_attempt_at
        assert again is not None
        assert 240 < (again - datetime.now(UTC)).total_seconds() <= 300
        assert len(bank.attempts) <= SIDE_BY_SIDE


def test_several_poisoned_lifts_do_not_take_turns_in_keeping_the_others(
    installation: Installation, outbox: Outbox, bank: ChoosyPartner
) -> None:
    """Once another went, their failures say nothing of the partner: the next goes at once."""
    poisoned = [
        outbox.decide("LIFT", subject=UUID(int=n), unconditional=True).directive_id
        for n in range(6)
    ]
    bank.replies |= dict.fromkeys(poisoned, Reply(what=503))
    with push(installation.environment):
        await_that(lambda: channel_state(outbox.connection, "bank").waits)
        other = outbox.decide("IMPOSE", subject=UUID(int=10)).directive_id
        await_that(lambda: outbox.column(other, "sent_at"))
        for n in range(11, 14):
            await_that(partial(_tried_again, bank, bank.tried(), poisoned))
            assert not channel_state(outbox.connection, "bank").waits
            other = outbox.decide("LIFT", subject=UUID(int=n), unconditional=True).directive_id
            await_that(partial(outbox.column, other, "sent_at"), within_s=5)
            assert bank.tried()[other] == 1


def _tried_again(bank: ChoosyPartner, before: Counter[UUID], wanted: list[UUID]) -> bool:
    return all(bank.tried()[one] > before[one] for one in wanted)


def _sent(outbox: Outbox) -> int:
    found = outbox.connection.execute(
        "SELECT count(*) FROM directive WHERE sent_at IS NOT NULL"
    ).fetchone()
    assert found is not None
    return int(found[0])
