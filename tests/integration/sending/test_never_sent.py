"""The hub's word that a court's burden came to nothing before it left, over a real broker."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.accepting import reference
from support.outbox_rows import Outbox, terms
from support.sending_stack import (
    Installation,
    Read,
    SamplePartner,
    TopicReader,
    await_that,
    push,
    relay,
)

from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.send.directive import Directive
from streams.send.signature import SIGNATURE, public_key
from streams.sending.channel_state import ChannelState, channel_state, keep_channel
from streams.track.answer import AnswerArrived
from streams.wiring.keys import load_keys

COURT_ORDERED = replace(terms(), original_order_no="12")


@pytest.fixture
def said(installation: Installation) -> Iterator[TopicReader]:
    """Reads what is said in the place of a partner with a topic."""
    reader = TopicReader(installation.bootstrap, "feedback.procurement")
    yield reader
    reader.close()


def decided_and_lifted(outbox: Outbox, partner: str) -> Directive:
    """A freeze that is lifted while nothing of it has left."""
    ordered = {"partner": partner, "instance": "court|12|"}
    burden = outbox.decide("IMPOSE", said=COURT_ORDERED, **ordered)  # type: ignore[arg-type]
    outbox.decide("LIFT", said=COURT_ORDERED, **ordered)  # type: ignore[arg-type]
    return burden


def read_by_the_line(message: Read, partner: str, installation: Installation) -> AnswerArrived:
    """The message as the deciding worker takes it in."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    key = PseudonymKey(version=1, secret=bytes(32))
    read = Reader(reference=reference(), key=key, own_keys=(public_key(seed),)).read(
        Message(
            topic=f"feedback.{partner}",
            partition=0,
            offset=0,
            appended_at_ms=0,
            payload=message.value,
            signature=message.headers.get(SIGNATURE, ""),
        )
    )
    assert isinstance(read, AnswerArrived)
    return read


def test_the_push_connector_says_so(
    installation: Installation,
    outbox: Outbox,
    partners: Callable[[str], SamplePartner],
    feedback: TopicReader,
) -> None:
    """Nothing goes to the bank; on its feedback topic stands the hub's word, signed, once."""
    partners("bank")
    burden = decided_and_lifted(outbox, "bank")
    with push(installation.environment):
        await_that(lambda: outbox.column(burden.directive_id, "unsent_said_at"))
    (message,) = feedback.read(1)
    read = read_by_the_line(message, "bank", installation)
    assert read.by_hub
    assert read.answer.never_sent
    assert read.answer.directive_id == burden.directive_id
    assert outbox.column(burden.directive_id, "sequence") is None
    with push(installation.environment):
        second = outbox.decide("IMPOSE", said=COURT_ORDERED, instance="court|13|")
        outbox.decide("LIFT", said=COURT_ORDERED, instance="court|13|")
        await_that(lambda: outbox.column(second.directive_id, "unsent_said_at"))
    assert [message.key for message in feedback.read(1)] == [str(second.directive_id)]


def test_it_is_said_also_while_the_channel_is_paused(
    installation: Installation,
    outbox: Outbox,
    partners: Callable[[str], SamplePartner],
    feedback: TopicReader,
) -> None:
    """The court need not wait for an operator, since nothing of it goes to the bank."""
    bank = partners("bank")
    bank.start()
    with push(installation.environment):
        bank.behave("gone")
        outbox.decide("IMPOSE")
        await_that(lambda: channel_state(outbox.connection, "bank").paused_because)
        burden = decided_and_lifted(outbox, "bank")
        await_that(lambda: outbox.column(burden.directive_id, "unsent_said_at"))
        assert channel_state(outbox.connection, "bank").paused_because
    assert str(burden.directive_id) in [message.key for message in feedback.read(1)]


def test_it_is_said_also_for_a_partner_that_is_not_connected_yet(
    installation: Installation, outbox: Outbox, feedback: TopicReader
) -> None:
    """No address of the bank is known to the hub; the court hears all the same."""
    burden = decided_and_lifted(outbox, "bank")
    with push(installation.environment):
        await_that(lambda: outbox.column(burden.directive_id, "unsent_said_at"))
    assert [message.key for message in feedback.read(1)] == [str(burden.directive_id)]


def test_the_court_hears_while_the_channel_waits(
    installation: Installation, outbox: Outbox, partners: Callable[[str], SamplePartner]
) -> None:
    """The bank was not reached and is not tried again yet: its courts hear at once."""
    partners("bank")
    waits = ChannelState(failures=2, next_attempt_at=datetime.now(UTC) + timedelta(minutes=30))
    keep_channel(outbox.connection, "bank", waits, None)
    burden = decided_and_lifted(outbox, "bank")
    with push(installation.environment):
        await_that(lambda: outbox.column(burden.directive_id, "unsent_said_at"))


def test_killed_beside_the_word(
    installation: Installation, outbox: Outbox, said: TopicReader
) -> None:
    """A relay that dies before it says so says it later; one that dies after, once more, with the
    same bytes and the same signature."""
    burden = decided_and_lifted(outbox, "procurement")
    for when in ("before:feedback.", "after:feedback."):
        with relay(installation.environment, when) as process:
            assert process.wait(30) == -signal.SIGKILL
        assert outbox.column(burden.directive_id, "unsent_said_at") is None
    with relay(installation.environment):
        await_that(lambda: outbox.column(burden.directive_id, "unsent_said_at"))
    first, second = said.read(2)
    assert first == second
    assert read_by_the_line(first, "procurement", installation).by_hub
