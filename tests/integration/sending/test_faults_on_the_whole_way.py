"""What goes wrong between a hub that is up and its partners: it shows, alarms, and is mended."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import LiteralString
from uuid import UUID

import pytest
from support.hub_with_partners import BY, HubWithPartners, held, hub_with_partners, misbehaving
from support.sending_stack import await_that
from support.wage_entries import NUMBERS, ended, entry

from streams.send.retry import ALARM_AFTER


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """One hub for all of these tests; each leaves it well."""
    with hub_with_partners() as made:
        yield made


def test_nothing_goes_wrong(hub: HubWithPartners) -> None:
    """A hub that has told its partners what there is to tell raises no alert."""
    hub.publish(entry(next(NUMBERS)))
    for name in hub.partners:
        hub.await_new(name, [])
    hub.await_executed()
    hub.await_quiet()


def test_a_bank_that_is_down_shows_and_delays_nobody(hub: HubWithPartners) -> None:
    """A bank that is down shows, and alarms at the tenth failure; procurement is told meanwhile."""
    bank, procurement = hub.partners["bank"], hub.partners["procurement"]
    with misbehaving(bank, "down"):
        # One alone says nothing of the channel: two different ones in a row do (R14).
        for _ in range(2):
            hub.publish(entry(next(NUMBERS)))
        await_that(lambda: len(procurement.holds()) == 3)
        hub.await_above(0, "hub_unsent_directives", partner="bank")
        _try_until(hub, lambda failures: 0 < failures < ALARM_AFTER)
        assert hub.alerts(hub.scrape()) == {}
        _try_until(hub, lambda failures: failures >= ALARM_AFTER)
        hub.await_alert("HubChannelFails", partner="bank")
        assert len(bank.holds()) == 1
    _try_until(hub, lambda failures: failures == 0)
    hub.await_executed()
    assert len(bank.holds()) == len(procurement.holds()) == 3
    hub.await_quiet()
    hub.verify()


def _try_until(hub: HubWithPartners, holds: Callable[[float], bool]) -> None:
    """Let the bank be tried again without a wait, until this holds of its failures in a row."""

    def tried() -> bool:
        hub.change("UPDATE channel SET next_attempt_at = now() WHERE partner = 'bank'")
        hub.change(
            "UPDATE directive SET next_attempt_at = now()"
            " WHERE partner = 'bank' AND next_attempt_at > now()"
        )
        return holds(hub.shown("hub_channel_failures", partner="bank"))

    await_that(tried)


def test_a_lost_reply_doubles_nothing(hub: HubWithPartners) -> None:
    """A bank that applies a directive and loses its reply is told again, and applies it once."""
    bank = hub.partners["bank"]
    known, applied = hub.ids("bank"), bank.ledger().applied
    with misbehaving(bank, "cut"):
        hub.publish(entry(next(NUMBERS)))
        (told,) = hub.await_new("bank", known)
        await_that(lambda: [one["id"] for one in bank.seen()].count(str(told)) > 1)
        assert hub.ids("bank", "answer IS NULL") == [told]
    hub.await_executed()
    assert bank.ledger().applied == applied + 1
    assert str(told) in held(bank)
    hub.verify()


def test_what_a_bank_forgot_is_sent_again(hub: HubWithPartners) -> None:
    """A bank that says 200 and forgets is sent the same bytes at each missed answer; it shows."""
    bank = hub.partners["bank"]
    known = hub.ids("bank")
    with misbehaving(bank, "forget"):
        hub.publish(entry(next(NUMBERS)))
        (told,) = hub.await_new("bank", known)
        for misses in ("1", "2"):
            _let_the_answer_be_due(hub, told)
            hub.await_shown(1, "hub_answer_misses", partner="bank", misses=misses)
            assert ("HubAnswersMissed" in hub.alerts(hub.scrape())) == (misses == "2")
        await_that(lambda: _awaited(hub, told))
        assert str(told) not in held(bank)
    _let_the_answer_be_due(hub, told)
    hub.await_executed()
    bodies = [one["body"] for one in bank.seen() if one["id"] == str(told)]
    assert (len(bodies), len(set(bodies))) == (4, 1)
    assert str(told) in held(bank)
    hub.await_shown(0, "hub_answer_misses", partner="bank")
    hub.await_quiet()
    hub.verify()


def _awaited(hub: HubWithPartners, told: UUID) -> bool:
    """Whether it was sent, and its answer is not due yet."""
    return told in hub.ids("bank", "next_attempt_at IS NULL AND answer_by > now()")


def _let_the_answer_be_due(hub: HubWithPartners, told: UUID) -> None:
    """Once it was sent, let the time for its answer be over."""
    await_that(lambda: _awaited(hub, told))
    hub.change(
        "UPDATE directive SET answer_by = now() - interval '1 second' WHERE directive_id = %s", told
    )


def test_a_lift_goes_first_when_a_channel_is_resumed(hub: HubWithPartners) -> None:
    """An address that is another's pauses the bank; resumed, a lift goes before older burdens."""
    bank = hub.partners["bank"]
    ending, refused, waiting = (next(NUMBERS) for _ in range(3))
    known = hub.ids("bank")
    hub.publish(entry(ending))
    (imposed,) = hub.await_new("bank", known)
    hub.await_executed()
    with misbehaving(bank, "gone"):
        known = hub.ids("bank")
        hub.publish(entry(refused))
        hub.await_alert("HubChannelBroken", partner="bank")
        hub.publish(entry(waiting), ended(ending))
        hub.await_new("bank", known, 3)
        (lift,) = hub.ids("bank", "action = 'LIFT'")
        with _waiting_since_yesterday(hub):
            for alert in ("HubLiftUnsent", "HubLiftOpen", "HubBurdenUnsent"):
                hub.await_alert(alert, partner="bank")
        before = len(bank.seen())
        assert str(imposed) in held(bank)
    assert len(bank.seen()) == before
    hub.do("partner", "resume", "bank", *BY)
    hub.await_executed()
    came = [one["id"] for one in bank.seen()[before:]]
    assert (came[0], len(came)) == (str(lift), 3)
    assert str(imposed) not in held(bank)
    hub.await_quiet()
    hub.verify()


@contextmanager
def _waiting_since_yesterday(hub: HubWithPartners) -> Iterator[None]:
    """Inside the block, what has not been sent was decided a day earlier than it was."""
    unsent = hub.ids("bank", "sent_at IS NULL")
    shift: LiteralString = (
        "UPDATE journal SET judged_at = judged_at + %s"
        " WHERE number IN (SELECT entry FROM directive WHERE directive_id = ANY (%s))"
    )
    hub.change(shift, timedelta(hours=-25), unsent)
    try:
        yield
    finally:
        hub.change(shift, timedelta(hours=25), unsent)


def test_a_killed_relay_goes_on_where_it_was(hub: HubWithPartners) -> None:
    """A relay killed while directives flow is started again; procurement holds what was decided."""
    known, killed = hub.ids("procurement"), hub.pid("relay")
    sent = len(hub.ids("procurement", "sent_at IS NOT NULL"))
    hub.publish(*(entry(next(NUMBERS)) for _ in range(20)))
    await_that(lambda: len(hub.ids("procurement", "sent_at IS NOT NULL")) > sent)
    os.kill(killed, signal.SIGKILL)
    hub.publish(*(entry(next(NUMBERS)) for _ in range(20)))
    hub.await_new("procurement", known, 40)
    hub.await_executed()
    assert hub.pid("relay") != killed
    assert "relay was ended by SIGKILL" in (hub.up.data.parent / "data.stderr").read_text()
    hub.await_shown(0, "hub_unrelayed_pages")
    hub.agree()


def test_a_lift_that_is_sent_back_goes_to_a_person(hub: HubWithPartners) -> None:
    """A lift the bank sends back alarms until somebody has acted; a new lift then goes."""
    bank, number = hub.partners["bank"], next(NUMBERS)
    known = hub.ids("bank")
    hub.publish(entry(number))
    (imposed,) = hub.await_new("bank", known)
    hub.await_executed()
    with misbehaving(bank, "return"):
        hub.publish(ended(number))
        hub.await_alert("HubLiftRefused", kind="RETURNED")
    assert str(imposed) in held(bank)
    (lift,) = hub.ids("bank", "answer = 'RETURNED'")
    hub.do("directive", "lift", str(lift), *BY)
    await_that(lambda: str(imposed) not in held(bank))
    (task,) = json.loads(hub.do("tasks", "list", "--json"))
    hub.do("tasks", "resolve", task["id"], *BY)
    hub.await_quiet()
    hub.verify()
