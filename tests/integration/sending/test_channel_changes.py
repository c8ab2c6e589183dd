"""A partner that a load gives another channel is told by that channel alone (ADR 0012, 0333)."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from uuid import UUID

import pytest
from support.in_force import put_in_force
from support.outbox_rows import A, Outbox
from support.sending_stack import Installation, SamplePartner, TopicReader, await_that, push, relay

from schemas.catalogue.model import Catalogue, Channel
from schemas.codec import Decoded, decode_known
from streams.wiring.topics import make_topics, topics_of

MANY = 40


def told_by(channel: Channel, outbox: Outbox) -> Catalogue:
    """The loaded catalogue, in which the bank has this channel."""
    bank = replace(outbox.catalogue.partners["bank"], channel=channel)
    return replace(outbox.catalogue, partners={**outbox.catalogue.partners, "bank": bank})


def load(outbox: Outbox, channel: Channel | None) -> None:
    """A load is committed that gives the bank this channel, or takes leave of it."""
    new = told_by(channel or Channel.CHECK, outbox)
    if channel is None:
        left = {name: each for name, each in new.partners.items() if name != "bank"}
        new = replace(new, partners=left)
    put_in_force(outbox.connection, new)


def at_work(outbox: Outbox, sender: str) -> bool:
    """Whether a sender has a session for the bank."""
    named = (
        "SELECT FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    )
    return outbox.connection.execute(named, (f"hub {sender}",)).fetchone() is not None


@pytest.fixture
def topic(installation: Installation, outbox: Outbox) -> Iterator[TopicReader]:
    """The bank's topic, from now on."""
    make_topics(installation.bootstrap, topics_of(told_by(Channel.TOPIC, outbox)))
    with closing(TopicReader(installation.bootstrap, "sanctions.bank")) as reader:
        yield reader


def test_from_a_webhook_to_a_topic_and_back(
    installation: Installation,
    outbox: Outbox,
    partners: Callable[[str], SamplePartner],
    topic: TopicReader,
) -> None:
    """The sender that has to do with it no more ends its session, and the other one begins."""
    bank = partners("bank")
    bank.start()
    with relay(installation.environment), push(installation.environment):
        outbox.decide("IMPOSE", subject=A)
        await_that(bank.holds)
        load(outbox, Channel.TOPIC)
        outbox.decide_many((UUID(int=1000 + n) for n in range(MANY)), "bank")
        read = [decode_known(message.value) for message in topic.read(MANY + 1)]
        assert all(isinstance(one, Decoded) for one in read)
        assert len(bank.seen()) == 1
        await_that(lambda: not at_work(outbox, "push bank"))
        load(outbox, Channel.WEBHOOK)
        await_that(lambda: not at_work(outbox, "relay sanctions.bank"))
        outbox.decide("IMPOSE", subject=UUID(int=2000))
        await_that(lambda: len(bank.seen()) == 2)
    assert len(bank.holds()) == 2


@pytest.mark.parametrize("channel", [Channel.CHECK, None])
def test_nobody_serves_a_partner_without_a_channel(
    installation: Installation,
    outbox: Outbox,
    partners: Callable[[str], SamplePartner],
    channel: Channel | None,
) -> None:
    """Made CHECK, or gone from the catalogue: its task ends, and what is decided stays."""
    bank = partners("bank")
    bank.start()
    with push(installation.environment):
        await_that(lambda: at_work(outbox, "push bank"))
        load(outbox, channel)
        await_that(lambda: not at_work(outbox, "push bank"))
        imposed = outbox.decide("IMPOSE")
        land = partners("land")
        land.start()
        outbox.decide("IMPOSE", partner="land")
        await_that(land.holds)
    assert outbox.column(imposed.directive_id, "sequence") is None
    assert bank.seen() == []
