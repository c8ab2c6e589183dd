"""
A partner that is away, or forgets, for 76 hours: the push connector as it runs, time let pass.

Time passes by moving every moment of the outbox back: what was due in an hour is due now.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import LiteralString, cast
from uuid import UUID

from support.outbox_rows import A, B, Outbox
from support.sending_stack import Installation, SamplePartner, TopicReader, await_that, push

from streams.send.retry import ALARM_AFTER, Schedule
from streams.sending.channel_state import channel_state

MakePartner = Callable[[str], SamplePartner]

C = UUID(int=0xC)
AWAY = timedelta(hours=76)
STEP = timedelta(hours=4)
#: A step of the clock, beside what really passes while the step is looked at.
SLACK_S = 10.0
MOMENTS: tuple[LiteralString, ...] = (
    """UPDATE directive SET claimed_at = claimed_at - %(by)s, sent_at = sent_at - %(by)s,
              answer_by = answer_by - %(by)s, next_attempt_at = next_attempt_at - %(by)s,
              answered_at = answered_at - %(by)s, failing_since = failing_since - %(by)s""",
    """UPDATE channel SET next_attempt_at = next_attempt_at - %(by)s,
              last_success_at = last_success_at - %(by)s""",
)


def pass_by(outbox: Outbox, by: timedelta) -> timedelta:
    """Let so much time pass, for all that waits for a moment; returns it."""
    with outbox.connection.transaction():
        for statement in MOMENTS:
            outbox.connection.execute(statement, {"by": by})
    return by


def failures(outbox: Outbox, partner: str = "bank") -> int:
    """Attempts in a row that reached nobody."""
    return channel_state(outbox.connection, partner).failures


def test_a_partner_that_is_away_for_76_hours(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """
    Tried ever less often, alarmed at the tenth failure, never given up; nobody else waits for it.

    Back, it hears within four minutes, the lift after one probe at most, and nothing of what was
    lifted meanwhile.
    """
    bank, land = partners("bank"), partners("land")
    land.start()
    outdated, waiting = (outbox.decide("IMPOSE", subject=subject) for subject in (A, C))
    with push(installation.environment):
        passed = timedelta()
        for failed in range(1, ALARM_AFTER + 1):
            _await_failures(outbox, failed)
            wait = _wait(outbox)
            full_s = Schedule().wait_s(failed, 1.0)
            assert full_s / 2 - SLACK_S < wait.total_seconds() <= full_s
            passed += pass_by(outbox, wait)
        passed += _tried(outbox, AWAY // 2)
        lift = outbox.decide("LIFT", subject=A)
        holding = outbox.decide("IMPOSE", subject=B)
        outbox.decide("IMPOSE", partner="land")
        await_that(land.holds)
        passed += _tried(outbox, AWAY - passed)
        assert passed >= AWAY
        assert failures(outbox) > ALARM_AFTER + AWAY // STEP - 1
        assert _wait(outbox).total_seconds() <= Schedule().longest_s < 300
        assert outbox.column(outdated.directive_id, "sent_at") is None
        bank.start()
        pass_by(outbox, timedelta(seconds=Schedule().longest_s))
        for one in (lift, waiting, holding):
            await_that(partial(outbox.column, one.directive_id, "sent_at"))
        await_that(lambda: failures(outbox) == 0)
    held = {str(one.directive_id) for one in (waiting, holding)}
    assert {one["directive_id"] for one in bank.holds()} == held
    seen = [one["id"] for one in bank.seen()]
    assert set(seen) == {*held, str(lift.directive_id)}
    assert str(lift.directive_id) in seen[:2]


def _tried(outbox: Outbox, long: timedelta) -> timedelta:
    """Let at least so much time pass, in steps with an attempt after each; returns it."""
    passed = timedelta()
    while passed < long:
        before = failures(outbox)
        passed += pass_by(outbox, STEP)
        _await_failures(outbox, before + 1)
    return passed


def _await_failures(outbox: Outbox, count: int) -> None:
    await_that(lambda: failures(outbox) >= count)


def _wait(outbox: Outbox) -> timedelta:
    again = channel_state(outbox.connection, "bank").next_attempt_at
    assert again is not None
    return again - datetime.now(UTC)


def test_what_was_forgotten_is_found_within_a_day(
    installation: Installation, outbox: Outbox, partners: MakePartner, feedback: TopicReader
) -> None:
    """Of twenty directives one is said to be taken and forgotten: only that one comes again."""
    bank = partners("bank")
    bank.start()
    subjects = [UUID(int=number) for number in range(100, 120)]
    with push(installation.environment):
        told = [outbox.decide("IMPOSE", subject=subject) for subject in subjects[1:]]
        answers = feedback.read(len(told))
        bank.behave("forget")
        forgotten = outbox.decide("IMPOSE", subject=subjects[0])
        await_that(lambda: outbox.column(forgotten.directive_id, "sent_at"))
        bank.behave("well")
        for answer in answers:
            outbox.answer(UUID(answer.key), "EXECUTED")
        within_s = cast("int", outbox.column(forgotten.directive_id, "answer_within_s"))
        assert within_s <= timedelta(hours=24).total_seconds()
        pass_by(outbox, timedelta(seconds=within_s - 60))
        assert len(bank.holds()) == len(told)
        pass_by(outbox, timedelta(seconds=60))
        await_that(lambda: len(bank.holds()) == len(subjects))
        (late,) = feedback.read(1)
    assert late.key == str(forgotten.directive_id)
    seen = [one["body"] for one in bank.seen() if one["id"] == str(forgotten.directive_id)]
    assert (len(seen), len(set(seen))) == (2, 1)
    assert len(bank.seen()) == len(subjects) + 1
    assert bank.ledger().applied == len(subjects)
