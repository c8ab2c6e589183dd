"""The push connector against sample partners as processes of their own, well and badly behaved."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from scenario.outbox import fields_of
from support.outbox_rows import A, B, Outbox
from support.sending_stack import Installation, SamplePartner, TopicReader, await_that, push

from streams.sending.channel_state import channel_state, resume_channel
from streams.sending.side_by_side import SIDE_BY_SIDE
from streams.track.answer import ONCE_TAKEN

MakePartner = Callable[[str], SamplePartner]

C = UUID(int=0xC)


def test_a_partner_that_is_down_delays_nobody(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """The bank is away: the land registry is served; back, the bank gets only what holds now."""
    bank, land = partners("bank"), partners("land")
    land.start()
    first, other = (outbox.decide("IMPOSE", subject=subject) for subject in (A, C))
    outbox.decide("IMPOSE", partner="land")
    with push(installation.environment):
        await_that(lambda: channel_state(outbox.connection, "bank").failures > 1)
        await_that(land.holds)
        assert outbox.column(first.directive_id, "sent_at") is None
        outbox.decide("LIFT", subject=A)
        second = outbox.decide("IMPOSE", subject=B)
        bank.start()
        told = [one.directive_id for one in (other, second)]
        await_that(lambda: all(outbox.column(one, "sent_at") for one in told))
    assert {held["directive_id"] for held in bank.holds()} == {str(one) for one in told}
    assert str(first.directive_id) not in [one["id"] for one in bank.seen()]
    assert channel_state(outbox.connection, "bank").failures == 0


def test_a_slow_partner_delays_nobody(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """While the bank takes its time over one message the land registry has had its own."""
    bank, land = partners("bank"), partners("land")
    bank.start()
    land.start()
    bank.behave("slow", 5)
    slow = outbox.decide("IMPOSE")
    with push(installation.environment):
        await_that(bank.seen)
        outbox.decide("IMPOSE", partner="land")
        await_that(land.holds)
        assert outbox.column(slow.directive_id, "sent_at") is None
        await_that(lambda: outbox.column(slow.directive_id, "sent_at"))


def test_200_and_forgotten_comes_again(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """No answer by `answer_by`: the same id and the same bytes again (C48)."""
    bank = partners("bank")
    bank.start()
    bank.behave("forget")
    imposed = outbox.decide("IMPOSE")
    with push(installation.environment):
        await_that(lambda: outbox.column(imposed.directive_id, "sent_at"))
        assert not bank.holds()
        bank.behave("well")
        outbox.connection.execute("UPDATE directive SET answer_by = now()")
        await_that(bank.holds)
        await_that(lambda: outbox.column(imposed.directive_id, "misses") == 1)
    first, second = bank.seen()
    assert first == second


def test_applied_and_cut_is_applied_once(
    installation: Installation, outbox: Outbox, partners: MakePartner, feedback: TopicReader
) -> None:
    """It applies, then the connection breaks: the same again, applied once, answered."""
    bank = partners("bank")
    bank.start()
    bank.behave("cut")
    imposed = outbox.decide("IMPOSE")
    with push(installation.environment):
        await_that(lambda: outbox.column(imposed.directive_id, "failures"))
        assert outbox.column(imposed.directive_id, "sent_at") is None
        assert bank.ledger().applied == 1
        bank.behave("well")
        (answer,) = feedback.read(1)
    assert answer.key == str(imposed.directive_id)
    assert bank.ledger().applied == 1
    assert len({(one["id"], one["body"]) for one in bank.seen()}) == 1


def test_c47_422_is_returned_and_the_stream_goes_on(
    installation: Installation, outbox: Outbox, partners: MakePartner, feedback: TopicReader
) -> None:
    """RETURNED is told on the feedback topic, for the line to journal; the lift goes out."""
    bank = partners("bank")
    bank.start()
    bank.behave("return")
    imposed = outbox.decide("IMPOSE")
    with push(installation.environment):
        (told,) = feedback.read(1)
        await_that(lambda: outbox.column(imposed.directive_id, "returned_at"))
        bank.behave("well")
        lift = outbox.decide("LIFT")
        await_that(lambda: outbox.column(lift.directive_id, "sent_at"))
    said = fields_of(told.value)
    assert (said["result"], said["answer_no"]) == ("RETURNED", 0)
    assert (said["reason_code"], said["reason"]) == ("R3007", "HTTP 422")


def test_c98_422_after_a_200_is_told_as_such(
    installation: Installation, outbox: Outbox, partners: MakePartner, feedback: TopicReader
) -> None:
    """Taken, not answered and returned when told again: the code says that it may be done."""
    bank = partners("bank")
    bank.start()
    bank.behave("forget")
    imposed = outbox.decide("IMPOSE")
    with push(installation.environment):
        await_that(lambda: outbox.column(imposed.directive_id, "sent_at"))
        bank.behave("return")
        outbox.connection.execute("UPDATE directive SET answer_by = now()")
        (told,) = feedback.read(1)
        await_that(lambda: outbox.column(imposed.directive_id, "returned_at"))
    said = fields_of(told.value)
    assert (said["result"], said["reason_code"]) == ("RETURNED", ONCE_TAKEN)


def test_c53_404_pauses_the_partner(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """Nothing is RETURNED, nothing is tried; resumed, the lift goes first."""
    bank = partners("bank")
    bank.start()
    held = outbox.decide("IMPOSE", subject=B)
    with push(installation.environment):
        await_that(lambda: outbox.column(held.directive_id, "sent_at"))
        bank.behave("gone")
        unsent = outbox.decide("IMPOSE", subject=A)
        await_that(lambda: channel_state(outbox.connection, "bank").paused_because)
        assert outbox.column(unsent.directive_id, "returned_at") is None
        outbox.decide("LIFT", subject=B)
        bank.behave("well")
        resume_channel(outbox.connection, "bank", "operator", "address mended")
        await_that(lambda: outbox.column(unsent.directive_id, "sent_at"))
    assert ["LIFT" in one["body"] for one in bank.seen()][-2:] == [True, False]


def test_a_broken_channel_is_tried_by_few(
    installation: Installation, outbox: Outbox, partners: MakePartner
) -> None:
    """Of many directives to a partner that is no longer there, only those under way have left."""
    bank = partners("bank")
    bank.start()
    with push(installation.environment):
        for many in (16, 32):  # a quick partner is told of more at a time
            told = [outbox.decide("IMPOSE", subject=UUID(int=1000 * many + n)) for n in range(many)]
            await_that(partial(outbox.column, told[-1].directive_id, "sent_at"))
        bank.behave("gone")
        before = len(bank.seen())
        with outbox.connection.transaction():
            for n in range(64):
                outbox.decide("IMPOSE", subject=UUID(int=n))
        await_that(lambda: channel_state(outbox.connection, "bank").paused_because)
    assert 0 < len(bank.seen()) - before <= SIDE_BY_SIDE
