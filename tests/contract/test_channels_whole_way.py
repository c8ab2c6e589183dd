"""
The suite of every channel, on the whole way: a department's event, the hub's own processes, a
partner as a process of its own, and its answer. Whatever dies, everything is applied once.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import pytest
from support.hub_with_partners import BY_CHANNEL, HubWithPartners, held, hub_with_partners
from support.own_senders import Deliveries, own_sender, stopped, without_senders
from support.sending_stack import await_that
from support.wage_entries import NUMBERS, ended, entry

from connectors.channels.kinds import KINDS
from schemas.catalogue.model import Channel

BURDENS = 3
#: Claimed and committed with a sequence; nothing is known of their way.
CLAIMED: LiteralString = "sequence IS NOT NULL AND sent_at IS NULL"


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """
    One hub for all of these tests; each leaves it well, and at the end all ledgers agree.

    Its senders are each test's own: one that is killed is started again by the hub ever later.
    """
    with hub_with_partners(KINDS) as made, without_senders(made):
        yield made
        with sending(made):
            made.agree()


@contextmanager
def sending(hub: HubWithPartners) -> Iterator[None]:
    """Senders that nothing happens to; at the end of the block every answer is there."""
    with (
        own_sender(hub, BY_CHANNEL[Channel.TOPIC], "never"),
        own_sender(hub, BY_CHANNEL[Channel.WEBHOOK], "never"),
    ):
        yield
        hub.await_executed()


@pytest.fixture
def deliveries(hub: HubWithPartners) -> Iterator[Deliveries]:
    """What comes to the partners, on whatever way."""
    found = Deliveries(hub=hub)
    yield found
    found.close()


def test_every_channel_has_its_partner() -> None:
    """Whoever adds a channel gives it one: then all that is claimed here is claimed of it too."""
    assert BY_CHANNEL.keys() == KINDS.keys()


@pytest.mark.parametrize("channel", KINDS)
def test_a_partner_that_was_away_comes_to_hold_it_once(
    hub: HubWithPartners, channel: Channel
) -> None:
    """
    An order sent while its partner is down is applied when it is back, once; its answer settles
    it, and so does the answer to the lift.
    """
    name, number = BY_CHANNEL[channel], next(NUMBERS)
    partner = hub.partners[name]
    known, applied = hub.ids(name), partner.ledger().applied
    partner.stop()
    with sending(hub):
        hub.publish(entry(number))
        (imposed,) = hub.await_new(name, known)
        await_that(lambda: imposed in hub.ids(name, "sent_at IS NOT NULL OR failures > 0"))
        assert hub.ids(name, "answer IS NULL") == [imposed]
        partner.start()
        hub.await_executed()
        assert str(imposed) in held(partner)
        assert partner.ledger().applied == applied + 1
        hub.publish(ended(number))
        hub.await_new(name, [*known, imposed])
    assert str(imposed) not in held(partner)
    assert partner.ledger().applied == applied + 2


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("channel", KINDS)
def test_a_sender_killed_beside_the_hand_over_loses_and_doubles_nothing(
    hub: HubWithPartners, deliveries: Deliveries, channel: Channel, when: str
) -> None:
    """
    Killed between claim and hand-over, or between hand-over and mark: the next one tells what was
    claimed in the same bytes, a lift among it, and the partner applies each once.
    """
    name, standing = BY_CHANNEL[channel], next(NUMBERS)
    partner, known = hub.partners[name], hub.ids(name)
    with sending(hub):
        hub.publish(entry(standing))
        (imposed,) = hub.await_new(name, known)
    applied = partner.ledger().applied
    hub.publish(*(entry(next(NUMBERS)) for _ in range(BURDENS)), ended(standing))
    told = hub.await_new(name, [*known, imposed], BURDENS + 1)
    # While the worker sleeps no answer is taken, so that nothing but a mark stops a sender.
    with stopped(hub.pid("worker")):
        beside = when if channel is Channel.TOPIC else f"{when}@{channel}"
        with own_sender(hub, name, beside) as sender:
            assert sender.wait(30) == -signal.SIGKILL
        assert hub.ids(name, CLAIMED) == told
        came = deliveries.of(name).keys() & {str(one) for one in told}
        assert bool(came) == (when == "after")
        with own_sender(hub, name, "never"):
            await_that(lambda: not hub.ids(name, CLAIMED))
    with sending(hub):
        pass
    assert all(len(set(deliveries.of(name)[str(one)])) == 1 for one in told)
    assert partner.ledger().applied == applied + BURDENS + 1
    assert str(imposed) not in held(partner)
