"""Senders killed with real directives on their hands, and slow partners: all ledgers agree."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from typing import LiteralString
from uuid import UUID

import pytest
from support.hub_with_partners import HubWithPartners, hub_with_partners, misbehaving
from support.own_senders import SENDERS, Deliveries, own_senders, stopped, without_senders
from support.sending_stack import await_that
from support.wage_entries import NUMBERS, ended, entry

BURDENS = 5
#: Claimed and committed with a sequence; nothing is known of their way.
CLAIMED: LiteralString = "sequence IS NOT NULL AND sent_at IS NULL"
#: So short is the patience of a push connector here, and so much longer is the slow bank's pause.
TIMEOUT_S, SLOW_S = 0.5, 2.0


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """One hub for all of these tests; each leaves it well."""
    with hub_with_partners() as made:
        yield made


@pytest.fixture
def deliveries(hub: HubWithPartners) -> Iterator[Deliveries]:
    """What comes to the partners, on whatever way."""
    found = Deliveries(hub=hub)
    yield found
    found.close()


def _decide(hub: HubWithPartners, standing: int) -> dict[str, list[UUID]]:
    """Some burdens and the lift of one that stands are decided for both partners."""
    known = {name: hub.ids(name) for name in SENDERS}
    hub.publish(*(entry(next(NUMBERS)) for _ in range(BURDENS)), ended(standing))
    return {name: hub.await_new(name, known[name], BURDENS + 1) for name in SENDERS}


def _standing(hub: HubWithPartners) -> int:
    """An entry that both partners hold a measure for."""
    known = {name: hub.ids(name) for name in SENDERS}
    hub.publish(entry(number := next(NUMBERS)))
    for name in SENDERS:
        hub.await_new(name, known[name])
    hub.await_executed()
    return number


@pytest.mark.parametrize(("when", "times"), [("before", 1), ("after", 2)])
def test_senders_killed_beside_the_send(
    hub: HubWithPartners, deliveries: Deliveries, when: str, times: int
) -> None:
    """
    Relay and push connector killed between claim and send, or between send and mark, lose and
    double nothing: the next ones tell what was claimed, once or the same bytes once more.
    """
    standing = _standing(hub)
    for name in SENDERS:
        assert len(deliveries.of(name)) == 1
    with ExitStack() as undecided:
        with without_senders(hub):
            decided = _decide(hub, standing)
            # While the worker sleeps no answer is taken, so that nothing but a mark stops a sender.
            undecided.enter_context(stopped(hub.pid("worker")))
            with own_senders(hub, relay=when, push=when) as senders:
                assert [one.wait(30) for one in senders] == [-signal.SIGKILL] * len(SENDERS)
            for name, ids in decided.items():
                assert hub.ids(name, CLAIMED) == ids
                told = deliveries.of(name).keys() & {str(one) for one in ids}
                assert bool(told) == (when == "after")
        await_that(lambda: not any(hub.ids(name, CLAIMED) for name in SENDERS))
    hub.await_executed()
    for name, ids in decided.items():
        bodies = [deliveries.of(name)[str(one)] for one in ids]
        assert max(map(len, bodies)) == times
        assert all(len(set(same)) == 1 for same in bodies)
    hub.agree()


def test_slow_partners_are_told_again_and_apply_once(
    hub: HubWithPartners, deliveries: Deliveries
) -> None:
    """
    A bank that replies after the time-out and a procurement centre that reads once its answer was
    due are told the same bytes again and apply them once; neither waits for the other.
    """
    bank, procurement = hub.partners["bank"], hub.partners["procurement"]
    known = {name: hub.ids(name) for name in SENDERS}
    with misbehaving(procurement, "down"), without_senders(hub):
        bank.behave("slow", SLOW_S)
        with own_senders(hub, relay="never", push=f"never:{TIMEOUT_S}"):
            hub.publish(entry(next(NUMBERS)))
            told = {name: str(*hub.await_new(name, known[name])) for name in SENDERS}
            await_that(lambda: deliveries.of("procurement")[told["procurement"]])
            await_that(lambda: not hub.ids("procurement", CLAIMED))
            hub.change(
                "UPDATE directive SET answer_by = now() - interval '1 second'"
                " WHERE directive_id = %s",
                told["procurement"],
            )
            for name in SENDERS:
                await_that(lambda name=name: len(deliveries.of(name)[told[name]]) > 1)  # type: ignore[misc]
            assert not procurement.ledger().answers.keys() & {UUID(told["procurement"])}
            bank.behave("well")
            await_that(lambda: hub.ids("bank") == hub.ids("bank", "answer = 'EXECUTED'"))
    hub.await_executed()
    for name in SENDERS:
        assert len(set(deliveries.of(name)[told[name]])) == 1
    hub.agree()
