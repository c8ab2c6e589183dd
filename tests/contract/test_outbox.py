"""Every outbox claims and marks alike: what goes, once, in which order, with which bytes."""

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

from contract.outboxes import OutboxUnderTest
from support.outbox_rows import A, B, terms

from schemas.codec import Decoded, decode_known
from streams.line.leaving import OpenWith

YEAR_END = date(2026, 12, 31)
COURT_ORDERED = replace(terms(), original_order_no="12")


def test_a_first_claim_fixes_sequence_and_body(outbox: OutboxUnderTest) -> None:
    """An IMPOSE gets sequence 1 and a complete body (R13)."""
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


def test_a_topic_partner_gets_avro(outbox: OutboxUnderTest) -> None:
    """The body for a topic is the framed record of the contract."""
    outbox.decide("IMPOSE", partner="procurement")
    (sent,) = outbox.claim("procurement")
    decoded = decode_known(sent.body)
    assert isinstance(decoded, Decoded)
    assert decoded.contract.subject == "credit.directives.Directive"
    assert decoded.record["measure"] == "PRC-01"


def test_what_is_claimed_and_unsent_goes_again_byte_equal(outbox: OutboxUnderTest) -> None:
    """Killed between claim and send: the same bytes under the same sequence."""
    outbox.decide("IMPOSE")
    first = outbox.claim()
    outbox.later(seconds=5)
    assert outbox.claim() == first


def test_sent_is_not_sent_again_until_its_answer_is_missed(outbox: OutboxUnderTest) -> None:
    """After `answer_by` the same bytes go again, and each miss is counted once (R14)."""
    imposed = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    outbox.sent(first)
    assert outbox.claim() == ()
    outbox.later(days=1)
    (second,) = outbox.claim()
    assert second.body == first.body
    assert outbox.seen(imposed).misses == 1
    outbox.claim()
    assert outbox.seen(imposed).misses == 1
    outbox.sent(second)
    assert outbox.claim() == ()
    outbox.later(days=1)
    assert [again.body for again in outbox.claim()] == [first.body]
    assert outbox.seen(imposed).misses == 2


def test_c40_what_ended_unclaimed_is_superseded(outbox: OutboxUnderTest) -> None:
    """IMPOSE and LIFT decided before any claim: nothing goes, both rows say so."""
    rows = [outbox.decide("IMPOSE"), outbox.decide("LIFT")]
    assert outbox.claim() == ()
    assert all(outbox.seen(row).superseded for row in rows)
    assert outbox.claim() == ()


def test_c41_a_lost_impose_is_followed_by_its_lift(outbox: OutboxUnderTest) -> None:
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


def test_c43_an_amend_of_a_lost_impose_is_complete(outbox: OutboxUnderTest) -> None:
    """The AMEND supersedes the lost IMPOSE and says everything."""
    imposed = outbox.decide("IMPOSE")
    outbox.claim()
    outbox.decide("AMEND", said=terms(YEAR_END))
    (sent,) = outbox.claim()
    data = json.loads(sent.body)["data"]
    assert (data["action"], data["supersedes"]) == ("AMEND", str(imposed.directive_id))
    assert (data["valid_until"], data["effect"]) == ("2026-12-31", "CAUTION")


def test_c49_an_answer_may_overtake_the_mark(outbox: OutboxUnderTest) -> None:
    """Answered before it was marked sent: the answer stays and nothing goes again."""
    imposed = outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    outbox.answer(imposed.directive_id, "EXECUTED")
    outbox.sent(sent)
    outbox.later(days=2)
    assert outbox.claim() == ()
    assert outbox.seen(imposed).answer == "EXECUTED"


def test_c73_a_second_answer_brings_back_what_was_superseded(outbox: OutboxUnderTest) -> None:
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
    assert outbox.seen(x).superseded
    outbox.answer(y.directive_id, "EXECUTED", number=2)
    (sent,) = outbox.claim()
    assert (sent.id, sent.sequence) == (x.directive_id, 3)
    assert json.loads(sent.body)["data"]["supersedes"] == str(y.directive_id)


def test_lifts_of_a_partner_go_first(outbox: OutboxUnderTest) -> None:
    """Many burdens wait; the lift of another subject decided after them leads the next claim."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide_many((UUID(int=100 + i) for i in range(300)), "bank")
    outbox.decide("LIFT", subject=B)
    first, *_ = outbox.claim()
    assert (first.lifts, first.subject) == (True, B)


def test_of_what_is_claimed_together_lifts_go_first(outbox: OutboxUnderTest) -> None:
    """The lift of one subject leaves before the burden of another whose key is lower."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide("IMPOSE", subject=A)
    outbox.decide("LIFT", subject=B)
    assert [(one.lifts, one.subject) for one in outbox.claim()] == [(True, B), (False, A)]


def test_c54_held_waits_and_stops_no_other(outbox: OutboxUnderTest) -> None:
    """A HELD measure is not claimed; its end supersedes it."""
    held = outbox.decide("IMPOSE", held=True)
    other = outbox.decide("IMPOSE", instance="other")
    assert [sent.id for sent in outbox.claim()] == [other.directive_id]
    outbox.decide("LIFT")
    outbox.claim()
    assert outbox.seen(held).superseded


def test_c55_what_is_over_is_not_claimed(outbox: OutboxUnderTest) -> None:
    """Valid until today: tomorrow it waits for the tick."""
    outbox.decide("IMPOSE", said=terms(until=outbox.today))
    outbox.later(days=1)
    assert outbox.claim() == ()


def test_a_subject_under_way_is_left_alone(outbox: OutboxUnderTest) -> None:
    """Neither what it was told goes again nor what follows; others are claimed in its place."""
    for subject in (A, B):
        outbox.decide("IMPOSE", subject=subject)
    (first,) = outbox.claim(limit=1)
    lift = outbox.decide("LIFT", subject=A)
    (second,) = outbox.claim(limit=1, under_way=frozenset({A}))
    assert (first.subject, second.subject) == (A, B)
    assert outbox.seen(lift).sequence is None
    outbox.sent(first, second)
    (last,) = outbox.claim()
    assert (last.id, last.sequence) == (lift.directive_id, 2)


def test_what_failed_goes_again_when_its_wait_is_over(outbox: OutboxUnderTest) -> None:
    """The same bytes, not before, with its failures counted (R14)."""
    imposed = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    outbox.failed(first, 60)
    outbox.later(seconds=59)
    assert outbox.claim() == ()
    outbox.later(seconds=1)
    (again,) = outbox.claim()
    assert (again.body, again.failures, again.attempts) == (first.body, 1, 1)
    outbox.sent(again)
    assert outbox.seen(imposed).attempts == 2
    assert outbox.claim() == ()


def test_what_was_returned_goes_no_more(outbox: OutboxUnderTest) -> None:
    """Refused by its transport for good, it is not sent again, and not in force there."""
    outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    outbox.returned(first)
    outbox.later(days=3)
    assert outbox.claim() == ()
    assert outbox.in_force() == {}


def test_a_hold_lets_lifts_go(outbox: OutboxUnderTest) -> None:
    """While an operator holds burdens back, what is lifted goes (R14)."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.hold_everything()
    outbox.decide("IMPOSE", subject=A)
    lift = outbox.decide("LIFT", subject=B)
    assert [one.id for one in outbox.claim()] == [lift.directive_id]


def test_what_a_court_never_got_is_said_once(outbox: OutboxUnderTest) -> None:
    """Its freeze was lifted before it left; nothing is said of what left or waits (R6)."""
    never = outbox.decide("IMPOSE", said=COURT_ORDERED, instance="court|1|")
    outbox.decide("LIFT", said=COURT_ORDERED, instance="court|1|")
    outbox.decide("IMPOSE", said=COURT_ORDERED, instance="court|2|", held=True)
    outbox.decide("IMPOSE", said=COURT_ORDERED, instance="court|3|")
    outbox.decide("IMPOSE", instance="other")
    outbox.decide("LIFT", instance="other")
    outbox.claim()
    outbox.decide("LIFT", said=COURT_ORDERED, instance="court|3|")
    assert outbox.never_sent() == [never.directive_id]
    assert outbox.never_sent() == []


def test_what_is_open_with_a_partner(outbox: OutboxUnderTest) -> None:
    """In force and not sent; sent; done and lifted; the lift refused; the lift done (R17)."""
    outbox.decide("IMPOSE")
    assert outbox.open_with() == OpenWith(measures=1, directives=1)
    outbox.sent(*outbox.claim())
    assert outbox.open_with() == OpenWith(measures=1, directives=1)
    imposed = next(iter(outbox.in_force()))
    outbox.answer(imposed, "EXECUTED")
    assert outbox.open_with() == OpenWith(measures=1, directives=0)
    lift = outbox.decide("LIFT")
    assert outbox.open_with() == OpenWith(measures=1, directives=1)
    outbox.sent(*outbox.claim())
    outbox.answer(lift.directive_id, "NOT_EXECUTED", code="R3004")
    assert outbox.open_with() == OpenWith(measures=1, directives=0)
    outbox.answer(lift.directive_id, "EXECUTED", number=2)
    assert outbox.open_with() is None


def test_what_a_partner_should_hold(outbox: OutboxUnderTest) -> None:
    """Of each measure the last that was claimed and not refused, if that is no lift (R13)."""
    first = outbox.decide("IMPOSE")
    assert outbox.in_force() == {}
    outbox.sent(*outbox.claim())
    outbox.answer(first.directive_id, "EXECUTED", number=2)
    second = outbox.decide("AMEND", said=terms(YEAR_END))
    outbox.sent(*outbox.claim())
    assert outbox.in_force() == {second.directive_id: 0}
    outbox.answer(second.directive_id, "NOT_EXECUTED", code="R3004")
    assert outbox.in_force() == {first.directive_id: 2}
    outbox.decide("LIFT")
    outbox.claim()
    assert outbox.in_force() == {}


def test_an_answer_to_what_was_not_claimed_is_none(outbox: OutboxUnderTest) -> None:
    """What is answered before it was told counts for nothing, and it goes (R14)."""
    imposed = outbox.decide("IMPOSE")
    outbox.answer(imposed.directive_id, "EXECUTED")
    assert outbox.seen(imposed).answer is None
    assert [one.id for one in outbox.claim()] == [imposed.directive_id]
