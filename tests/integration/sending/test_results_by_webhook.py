"""A court with a web address hears there what became of its orders, over real HTTP (R13, R14)."""

import json
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from integration.sending.test_order_results import freeze_and_answer
from scenario.message import freeze
from support.in_force import put_in_force
from support.outbox_rows import Outbox
from support.sending_stack import (
    PUSH,
    Installation,
    SamplePartner,
    TopicReader,
    await_that,
    free_port,
    process,
    push,
    relay,
)

from connectors.channels.settings import PartnerSettings
from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known
from streams.sending.channel_state import channel_state, resume_channel
from streams.sending.marks import send_again, set_aside
from streams.sending.order_results import ResultClaims
from streams.sending.partner_settings import write_partner
from streams.store.seal import result_cell
from streams.track.answer import HUB_ANSWER_NO, NEVER_SENT, Answer, AnswerArrived, AnswerResult


def load(outbox: Outbox, channel: Channel) -> None:
    """A load gives the court this channel."""
    court = replace(outbox.catalogue.partners["court"], channel=channel)
    partners = {**outbox.catalogue.partners, "court": court}
    put_in_force(outbox.connection, replace(outbox.catalogue, partners=partners))


@pytest.fixture
def court(installation: Installation, outbox: Outbox) -> Iterator[SamplePartner]:
    """The court, with a web address by now; it serves once a test starts it."""
    load(outbox, Channel.WEBHOOK)
    court = SamplePartner(installation, "court", free_port(), by="webhook")
    settings = PartnerSettings({"url": f"{court.url}/directives"})
    write_partner(installation.data / "keys", "court", settings)
    yield court
    court.stop()


def heard(court: SamplePartner) -> list[str]:
    """The numbers of the orders of which it keeps a result, in the order in which they came."""
    return [str(one["record_no"]) for one in court.order_results()]


def column(outbox: Outbox, name: str) -> list[object]:
    """One column of all results, in the order in which they were decided."""
    asked = f"SELECT {name} FROM order_result ORDER BY entry, ordinal".encode()
    return [value for (value,) in outbox.connection.execute(asked)]


def test_each_result_comes_once_and_in_order(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: SamplePartner
) -> None:
    """Signed, under its own id, numbered in the court's stream; nothing goes to its topic."""
    court.start()
    with closing(TopicReader(installation.bootstrap, "sanctions.court")) as topic:
        for number in ("F1", "F2", "F3"):
            freeze_and_answer(line, number, AnswerResult.EXECUTED)
        with push(installation.environment), relay(installation.environment):
            await_that(lambda: all(column(outbox, "sent_at")))
            freeze_and_answer(line, "F4", AnswerResult.PARTIAL)
            await_that(lambda: all(column(outbox, "sent_at")))
        assert topic.read(0) == []
    assert heard(court) == ["F1", "F2", "F3", "F4"]
    assert [one["sequence"] for one in court.order_results()] == [1, 2, 3, 4]
    assert {one["recipient"] for one in court.order_results()} == {"court"}
    messages = court.seen()
    assert [one["id"] for one in messages] == [str(one) for one in column(outbox, "result_id")]
    assert {json.loads(one["body"])["type"] for one in messages} == {"order.result"}
    assert column(outbox, "attempts") == [1, 1, 1, 1]
    assert list(court.ledger().streams.values()) == [4]
    assert not court.ledger().gap


def test_what_is_answered_503_comes_later_in_order(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: SamplePartner
) -> None:
    """The same bytes again by the schedule; behind it waits what is about the same subject."""
    court.start()
    court.behave("down")
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with push(installation.environment):
        await_that(lambda: column(outbox, "failures") != [0])
        freeze_and_answer(line, "F2", AnswerResult.EXECUTED)
        assert column(outbox, "sent_at") == [None, None]
        court.behave("well")
        await_that(lambda: all(column(outbox, "sent_at")))
    assert heard(court) == ["F1", "F2"]
    assert len({(one["id"], one["body"]) for one in court.seen()}) == 2
    tried = [json.loads(one["body"])["data"]["sequence"] for one in court.seen()]
    assert all(before <= after for before, after in pairwise(tried))
    assert column(outbox, "failures") == [0, 0]


@pytest.mark.parametrize(("when", "times"), [("before", 1), ("after", 2)])
def test_killed_at_any_moment_a_result_has_one_effect(
    installation: Installation,
    line: LineOnStore,
    outbox: Outbox,
    court: SamplePartner,
    when: str,
    times: int,
) -> None:
    """Before it left, or taken and not marked: it goes with its id and bytes, and is kept once."""
    court.start()
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with process(installation.environment, str(PUSH), when) as dying:
        assert dying.wait(30) == -signal.SIGKILL
    assert column(outbox, "sent_at") == [None]
    with push(installation.environment):
        await_that(lambda: all(column(outbox, "sent_at")))
    assert heard(court) == ["F1"]
    assert len(court.seen()) == times
    assert len({(one["id"], one["body"]) for one in court.seen()}) == 1


def test_what_never_left_is_told_once_the_paused_channel_works_again(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: SamplePartner
) -> None:
    """404: the court's channel is paused, also for what was decided later; nothing is lost."""
    court.start()
    court.behave("gone")
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with push(installation.environment):
        await_that(lambda: channel_state(outbox.connection, "court").paused_because)
        (never,) = line.publish(freeze("F2")).issued.directives
        said = Answer(
            directive_id=never.directive_id,
            answer_no=HUB_ANSWER_NO,
            result=AnswerResult.NOT_EXECUTED,
            reason_code=NEVER_SENT,
        )
        origin = line.origin("feedback.bank", never.decided_on)
        line.decide([AnswerArrived(origin=origin, partner="bank", answer=said, by_hub=True)])
        assert len(column(outbox, "sent_at")) == 2
        court.behave("well")
        assert column(outbox, "sent_at") == [None, None]
        resume_channel(outbox.connection, "court", "Wang", "mended")
        await_that(lambda: all(column(outbox, "sent_at")))
    assert heard(court) == ["F1", "F2"]
    assert [one["reason_code"] for one in court.order_results()] == ["", NEVER_SENT]


def test_a_result_that_is_refused_waits_for_a_person_and_keeps_no_other(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: SamplePartner
) -> None:
    """422: it is not tried again until an operator wants it; no task of the line is made of it."""
    court.start()
    court.behave("return")
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with closing(TopicReader(installation.bootstrap, "feedback.court")) as feedback:
        with push(installation.environment):
            await_that(lambda: all(column(outbox, "returned_at")))
            court.behave("well")
            freeze_and_answer(line, "F2", AnswerResult.EXECUTED)
            await_that(lambda: any(column(outbox, "sent_at")))
            assert heard(court) == ["F2"]
            refused = column(outbox, "result_id")[0]
            assert isinstance(refused, UUID)
            connection, now = outbox.connection, outbox.now
            assert set_aside(connection, refused, "Wang", "the court was called", now)
            assert not set_aside(connection, refused, "Wang", "once more", now)
            assert send_again(connection, refused, "Wang", "its server was mended", now)
            await_that(lambda: all(column(outbox, "sent_at")))
        assert feedback.read(0) == []
    assert heard(court) == ["F2", "F1"]
    assert not send_again(outbox.connection, refused, "Wang", "once more", outbox.now)


def test_a_load_between_claim_and_sending_loses_nothing(
    installation: Installation, line: LineOnStore, outbox: Outbox, court: SamplePartner
) -> None:
    """Claimed for the topic it goes to the address, and back: its id and number, in new bytes."""
    court.start()
    load(outbox, Channel.TOPIC)
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    with relay(installation.environment, "before") as dying:
        assert dying.wait(30) == -signal.SIGKILL
    assert column(outbox, "channel") == ["TOPIC"]
    load(outbox, Channel.WEBHOOK)
    freeze_and_answer(line, "F2", AnswerResult.EXECUTED)
    with push(installation.environment):
        await_that(lambda: all(column(outbox, "sent_at")))
    assert [one["sequence"] for one in court.order_results()] == [1, 2]
    freeze_and_answer(line, "F3", AnswerResult.EXECUTED)
    with process(installation.environment, str(PUSH), "before") as dying:
        assert dying.wait(30) == -signal.SIGKILL
    load(outbox, Channel.TOPIC)
    reader = TopicReader(installation.bootstrap, "sanctions.court")
    with closing(reader) as topic, relay(installation.environment):
        (told,) = topic.read(1)
        await_that(lambda: all(column(outbox, "sent_at")))
    decoded = decode_known(told.value)
    assert isinstance(decoded, Decoded)
    assert (decoded.record["record_no"], decoded.record["sequence"]) == ("F3", 3)
    assert told.headers["webhook-id"] == decoded.record["result_id"]
    assert heard(court) == ["F1", "F2"]


def test_a_court_that_is_a_partner_is_told_there_whatever_channel_it_has(
    line: LineOnStore, outbox: Outbox
) -> None:
    """By the partner `court` hear only those that have no channel of their own."""
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    outbox.connection.execute("UPDATE order_result SET court = 'court2'")
    whole = outbox.catalogue
    for channel, hears in ((Channel.WEBHOOK, False), (Channel.TOPIC, False), (Channel.CHECK, True)):
        own = replace(whole.partners["court"], id="court2", channel=channel)
        given = replace(whole, partners={**whole.partners, "court2": own})
        claims = ResultClaims(
            connection=outbox.connection,
            seal=outbox.seal,
            partner="court",
            channel=Channel.TOPIC,
        )
        assert bool(claims.claim(given, outbox.now)) is hears
    assert column(outbox, "partner") == ["court"]
    ((result_id, body),) = outbox.connection.execute("SELECT result_id, body FROM order_result")
    assert isinstance(decode_known(outbox.seal.open(body, result_cell(result_id), 1)), Decoded)
