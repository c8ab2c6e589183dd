"""A clock that is wrong for a while keeps nobody waiting for longer, least of all a lift."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from integration.sending.test_ahead import Bank, pushing_to
from support.outbox_rows import TODAY, B, Outbox, terms

from connectors.channels.webhook import Webhook
from streams.reading.catching_up import observe
from streams.sending.day import Day, apart
from streams.statements import store_statement
from streams.wiring.clock import Clock

#: Nobody listens there.
NO_BROKER = "127.0.0.1:9"
NOWHERE = "http://127.0.0.1:9/directives"


def ahead(*, days: int = 0, seconds: int = 0) -> Clock:
    """A machine's clock that is so far ahead of the right time."""
    return Clock(now=lambda: datetime.now(UTC) + timedelta(days=days, seconds=seconds))


def test_nothing_is_claimed_while_the_clocks_are_apart(outbox: Outbox) -> None:
    """More than five seconds, whichever is ahead, and there is no day to claim by."""
    for apart_s in (-6, 6):
        assert Day().today(outbox.connection, ahead(seconds=apart_s)) is None
    assert Day().today(outbox.connection, ahead(seconds=3)) is not None


def test_the_log_says_once_a_minute_that_the_clocks_are_apart(
    outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever looks for why partners hear nothing finds it, with what to do."""
    clock, day = ahead(days=300), Day()
    for _ in range(3):
        assert day.today(outbox.connection, clock) is None
    (said,) = caplog.messages
    assert said.startswith("This machine's clock and the database's are 25920000 s apart")
    assert f"hub tick --through {clock.today().isoformat()}" in said


def test_an_operator_may_let_partners_be_told_as_the_clocks_are(outbox: Outbox) -> None:
    """The command that covers a skew for the line covers it for the senders, up to its day."""
    clock = ahead(seconds=60)
    through = (clock.today() + timedelta(days=1)).isoformat()
    asked = {
        "id": uuid4(),
        "asked_by": "Wang",
        "because": "the database is elsewhere",
        "name": "day.advance",
        "arguments": json.dumps({"through": through}),
    }
    outbox.connection.execute(store_statement("ask"), asked)
    assert Day().today(outbox.connection, clock) is None
    assert apart(outbox.connection, clock) is not None
    outbox.connection.execute("UPDATE command SET entry = 1")
    assert Day().today(outbox.connection, clock) == clock.today()
    assert apart(outbox.connection, clock) is None


def test_status_says_that_the_clocks_are_apart(outbox: Outbox) -> None:
    """An hour wrong: whoever asks how the hub is hears why partners are told nothing."""
    found = observe(outbox.connection, NO_BROKER, ahead(seconds=3600))
    (said,) = [each for each in found.concerns if "clock" in each]
    assert said.startswith("this machine's clock and the database's are 3600 s apart, and partners")
    assert "clock" not in "".join(observe(outbox.connection, NO_BROKER, ahead()).concerns)


def test_a_channel_that_failed_by_a_wrong_clock_is_tried_when_it_is_right_again(
    with_rules: Outbox, fresh_database: str
) -> None:
    """One failed attempt 300 days ahead does not keep a lift back for 300 days."""
    outbox = with_rules

    async def run() -> None:
        bank = Bank()
        async with pushing_to(bank, outbox, fresh_database) as pushing:
            works = pushing.carrier
            imposed = outbox.decide("IMPOSE")
            await pushing.step()
            outbox.answer(imposed.directive_id, "EXECUTED")
            outbox.decide("LIFT")
            outbox.later(days=300)
            assert isinstance(works, Webhook)
            pushing.carrier = replace(works, url=NOWHERE)
            await pushing.step()
            outbox.later(days=-300, seconds=600)
            pushing.carrier = works
            await pushing.step()
            assert [told["action"] for told in bank.told] == ["IMPOSE", "LIFT"]

    asyncio.run(run())


def test_what_was_claimed_by_a_wrong_clock_goes_when_it_is_right_again(outbox: Outbox) -> None:
    """Claimed 300 days ahead and killed before it was sent: the lift goes after a restart."""
    imposed = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.answer(imposed.directive_id, "EXECUTED")
    outbox.decide("LIFT")
    outbox.later(days=300)
    (claimed,) = outbox.claim()
    outbox.later(days=-300, seconds=600)
    assert outbox.claim() == (claimed,)


def test_a_burden_that_was_not_sent_is_given_up_by_no_clock(outbox: Outbox) -> None:
    """By a clock 300 days ahead it is over and waits, with another measure's lift or without."""
    outbox.decide("IMPOSE", said=terms(TODAY + timedelta(days=100)))
    other = outbox.decide("IMPOSE", instance="other")
    claimed = {one.id: one for one in outbox.claim()}
    outbox.sent(claimed.pop(other.directive_id))
    outbox.later(days=300)
    outbox.decide("LIFT", instance="other")
    assert [one.lifts for one in outbox.claim()] == [True]
    outbox.later(days=-300, seconds=60)
    assert set(claimed.values()) <= set(outbox.claim())


def test_a_burden_that_ended_unsent_keeps_no_other_waiting(outbox: Outbox) -> None:
    """Until the tick's lift it is not even looked at, and its place is another's."""
    outbox.decide("IMPOSE", said=terms(TODAY))
    outbox.claim()
    outbox.later(days=1)
    waits = outbox.decide("IMPOSE", subject=B)
    assert [one.id for one in outbox.claim(limit=1)] == [waits.directive_id]
    lift = outbox.decide("LIFT")
    assert [one.id for one in outbox.claim(limit=1)] == [lift.directive_id]


def test_an_answer_is_awaited_for_no_longer_than_its_time_by_no_clock(outbox: Outbox) -> None:
    """Marked as sent by a clock two years ahead: the same bytes go again once it is right, once."""
    waits = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    outbox.later(days=700)
    outbox.sent(first)
    outbox.later(days=-700, seconds=600)
    (again,) = outbox.claim()
    assert (again.id, again.body) == (waits.directive_id, first.body)
    outbox.sent(again)
    assert outbox.claim() == ()


def test_a_row_that_leaves_longer_to_answer_than_its_partner_is_awaited(outbox: Outbox) -> None:
    """However long a row gives, also one that no catalogue has any more, its time is kept."""
    said = replace(terms(), answer_within_s=100 * 86_400)
    outbox.decide("IMPOSE", said=said)
    outbox.sent(*outbox.claim())
    outbox.later(days=99)
    assert outbox.claim() == ()
    outbox.later(days=1)
    assert len(outbox.claim()) == 1
