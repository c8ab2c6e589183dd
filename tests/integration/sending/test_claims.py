"""The claim transaction on a real database: what goes, once, in which order, with which bytes."""

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from support.outbox_rows import SEAL, A, B, Outbox, terms

from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known
from streams.reading.acts import acts
from streams.reading.deliveries import deliveries
from streams.sending.claims import Claims
from streams.sending.marks import send_again
from streams.store.connection import connect
from streams.store.seal import body_cell

YEAR_END = date(2026, 12, 31)


def test_a_first_claim_fixes_sequence_and_body(outbox: Outbox) -> None:
    """An IMPOSE gets sequence 1 and a complete body, encrypted in the row (R13)."""
    imposed = outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    assert (sent.sequence, sent.lifts, sent.subject) == (1, False, A)
    message = json.loads(sent.body)
    assert message["type"] == "directive.impose"
    assert message["timestamp"] == "2026-06-01T04:00:00.000Z"
    data = message["data"]
    assert data["directive_id"] == str(imposed.directive_id)
    assert (data["sequence"], data["previous_sequence"]) == (1, 0)
    assert data["subject"]["uscc"] == "91999900MA0000007U"
    assert data["answer_by"] == "2026-06-02T04:00:00.000Z"
    stored = outbox.column(imposed.directive_id, "body")
    assert isinstance(stored, bytes)
    assert b"91999900MA0000007U" not in stored


def test_a_topic_partner_gets_avro(outbox: Outbox) -> None:
    """The body for a topic is the framed record of the contract."""
    outbox.decide("IMPOSE", partner="procurement")
    (sent,) = outbox.claim("procurement")
    decoded = decode_known(sent.body)
    assert isinstance(decoded, Decoded)
    assert decoded.contract.subject == "credit.directives.Directive"
    assert decoded.record["measure"] == "PRC-01"


def test_what_is_claimed_and_unsent_goes_again_byte_equal(outbox: Outbox) -> None:
    """Killed between claim and send: the same bytes under the same sequence."""
    outbox.decide("IMPOSE")
    first = outbox.claim()
    outbox.later(seconds=5)
    assert outbox.claim() == first


def test_a_body_claimed_by_a_hub_before_goes_again_byte_equal(outbox: Outbox) -> None:
    """A body that does not name its partner yet goes as it lies there (R13)."""
    imposed = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    message = json.loads(first.body)
    assert message["data"].pop("partner") == "bank"
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    outbox.connection.execute(
        "UPDATE directive SET body = %s WHERE directive_id = %s",
        (SEAL.close(body, body_cell(imposed.directive_id)), imposed.directive_id),
    )
    outbox.later(seconds=5)
    assert outbox.claim() == (replace(first, body=body),)


def test_sent_is_not_sent_again_until_its_answer_is_missed(outbox: Outbox) -> None:
    """After `answer_by` the same bytes go again, and each miss is counted once (R14)."""
    imposed = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    outbox.sent(first)
    assert outbox.claim() == ()
    outbox.later(days=1)
    (second,) = outbox.claim()
    assert second.body == first.body
    assert outbox.column(imposed.directive_id, "misses") == 1
    outbox.claim()
    assert outbox.column(imposed.directive_id, "misses") == 1
    outbox.sent(second)
    assert outbox.claim() == ()
    outbox.later(days=1)
    assert [again.body for again in outbox.claim()] == [first.body]
    assert outbox.column(imposed.directive_id, "misses") == 2


def test_c40_what_ended_unclaimed_is_superseded(outbox: Outbox) -> None:
    """IMPOSE and LIFT decided before any claim: nothing goes, both rows say so."""
    rows = [outbox.decide("IMPOSE"), outbox.decide("LIFT")]
    assert outbox.claim() == ()
    assert all(outbox.column(row.directive_id, "superseded_at") for row in rows)
    assert outbox.claim() == ()


def test_c41_a_lost_impose_is_followed_by_its_lift(outbox: Outbox) -> None:
    """Claimed, killed, ended: the LIFT goes with sequence 2 and previous_sequence 0."""
    outbox.decide("IMPOSE")
    outbox.claim()
    outbox.decide("LIFT")
    (lift,) = outbox.claim()
    data = json.loads(lift.body)["data"]
    assert (data["action"], data["sequence"], data["previous_sequence"]) == ("LIFT", 2, 0)
    outbox.sent(lift)
    outbox.answer(lift.id, "EXECUTED")
    outbox.later(days=3)
    assert outbox.claim() == ()


def test_c43_an_amend_of_a_lost_impose_is_complete(outbox: Outbox) -> None:
    """The AMEND supersedes the lost IMPOSE and says everything."""
    imposed = outbox.decide("IMPOSE")
    outbox.claim()
    outbox.decide("AMEND", said=terms(YEAR_END))
    (sent,) = outbox.claim()
    data = json.loads(sent.body)["data"]
    assert (data["action"], data["supersedes"]) == ("AMEND", str(imposed.directive_id))
    assert (data["valid_until"], data["effect"]) == ("2026-12-31", "CAUTION")


def test_c49_an_answer_may_overtake_the_mark(outbox: Outbox) -> None:
    """Answered before it was marked sent: the answer stays and nothing goes again."""
    imposed = outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    outbox.answer(imposed.directive_id, "EXECUTED")
    outbox.sent(sent)
    outbox.later(days=2)
    assert outbox.claim() == ()
    assert outbox.column(imposed.directive_id, "answer") == "EXECUTED"


def test_c73_a_second_answer_brings_back_what_was_superseded(outbox: Outbox) -> None:
    """x executed, y refused, back to x: superseded; then y executed after all: x goes again."""
    outbox.decide("IMPOSE", said=terms(reason="x"))
    (first,) = outbox.claim()
    outbox.sent(first)
    outbox.answer(first.id, "EXECUTED")
    y = outbox.decide("AMEND", said=terms(reason="y"))
    outbox.sent(*outbox.claim())
    outbox.answer(y.directive_id, "NOT_EXECUTED", code="R3004")
    x = outbox.decide("AMEND", said=terms(reason="x"))
    assert outbox.claim() == ()
    assert outbox.column(x.directive_id, "superseded_at") is not None
    outbox.answer(y.directive_id, "EXECUTED", number=2)
    (sent,) = outbox.claim()
    assert (sent.id, sent.sequence) == (x.directive_id, 3)
    assert json.loads(sent.body)["data"]["supersedes"] == str(y.directive_id)


def test_lifts_of_a_partner_go_first(outbox: Outbox) -> None:
    """Many burdens wait; the lift of another subject decided after them leads the next claim."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide_many((UUID(int=100 + i) for i in range(300)), "bank")
    outbox.decide("LIFT", subject=B)
    first, *_ = outbox.claim()
    assert (first.lifts, first.subject) == (True, B)


def test_of_what_is_claimed_together_lifts_go_first(outbox: Outbox) -> None:
    """The lift of one subject leaves before the burden of another whose key is lower."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide("IMPOSE", subject=A)
    outbox.decide("LIFT", subject=B)
    assert [(one.lifts, one.subject) for one in outbox.claim()] == [(True, B), (False, A)]


def test_a_burden_that_its_lift_overtook_says_so(outbox: Outbox) -> None:
    """Unclaimed when its ground ended, it is D2006; its lift is not, nor what an AMEND replaced."""
    replaced, amended = outbox.decide("IMPOSE"), outbox.decide("AMEND", said=terms(reason="x"))
    outbox.sent(*outbox.claim())
    outbox.answer(amended.directive_id, "EXECUTED")
    lifted = outbox.decide("LIFT")
    outbox.sent(*outbox.claim())
    outbox.answer(lifted.directive_id, "EXECUTED")
    never, overtaken = outbox.decide("IMPOSE"), outbox.decide("LIFT")
    assert outbox.claim() == ()
    ids = [d.directive_id for d in (replaced, amended, lifted, never, overtaken)]
    got = deliveries(outbox.connection, ids)
    assert [got[i].code for i in ids] == ["", "", "", "D2006", ""]
    assert [got[i].state for i in ids][3:] == ["SUPERSEDED", "SUPERSEDED"]
    assert got[replaced.directive_id].state == "SUPERSEDED"


def test_a_resend_says_who_wanted_it(outbox: Outbox) -> None:
    """What was sent goes again, byte-equal, with an act; what is answered does not, without one."""
    outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    outbox.sent(sent)
    assert send_again(outbox.connection, sent.id, "Li", "the bank asked", outbox.now)
    (again,) = outbox.claim()
    assert again.body == sent.body
    outbox.sent(again)
    outbox.answer(sent.id, "EXECUTED")
    assert not send_again(outbox.connection, sent.id, "Li", "once more", outbox.now)
    (act,) = acts(outbox.connection, about=str(sent.id))
    assert (act.name, act.by, act.because) == ("directive.resend", "Li", "the bank asked")


def test_c54_held_waits_and_stops_no_other(outbox: Outbox) -> None:
    """A HELD measure is not claimed; its end supersedes it."""
    held = outbox.decide("IMPOSE", held=True)
    other = outbox.decide("IMPOSE", instance="other")
    assert [sent.id for sent in outbox.claim()] == [other.directive_id]
    outbox.decide("LIFT")
    outbox.claim()
    assert outbox.column(held.directive_id, "superseded_at") is not None


def test_c55_what_is_over_is_not_claimed(outbox: Outbox) -> None:
    """Valid until today: tomorrow it waits for the tick."""
    outbox.decide("IMPOSE", said=terms(until=outbox.today))
    outbox.later(days=1)
    assert outbox.claim() == ()


def test_a_subject_under_way_is_left_alone(outbox: Outbox) -> None:
    """Neither what it was told goes again nor what follows; others are claimed in its place."""
    for subject in (A, B):
        outbox.decide("IMPOSE", subject=subject)
    (first,) = outbox.claim(limit=1)
    lift = outbox.decide("LIFT", subject=A)
    (second,) = outbox.claim(limit=1, under_way=frozenset({A}))
    assert (first.subject, second.subject) == (A, B)
    assert outbox.column(lift.directive_id, "sequence") is None
    outbox.sent(first, second)
    (last,) = outbox.claim()
    assert (last.id, last.sequence) == (lift.directive_id, 2)


def test_two_senders_do_not_claim_one_stream(outbox: Outbox, fresh_database: str) -> None:
    """While one claims a stream the other skips it."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.decide("LIFT")
    with connect(fresh_database, "test other") as other, outbox.connection.transaction():
        assert len(outbox.claim()) == 1
        channel = outbox.catalogue.partners["bank"].channel
        claims = Claims(connection=other, seal=SEAL, partner="bank", channel=channel)
        assert claims.claim(outbox.catalogue, outbox.now, outbox.today) == ()


@pytest.mark.parametrize("other", [Channel.TOPIC, Channel.CHECK])
def test_a_sender_claims_nothing_for_another_channel(outbox: Outbox, other: Channel) -> None:
    """The bank is told by its webhook: whoever sends by another channel leaves it all there."""
    imposed = outbox.decide("IMPOSE")
    assert outbox.claim(channel=other) == ()
    assert outbox.column(imposed.directive_id, "sequence") is None
    (claimed,) = outbox.claim(channel=Channel.WEBHOOK)
    assert claimed.body.startswith(b"{")
