"""What an operator set aside: it is tried no more, and all that is decided else goes (R12, R14)."""

from datetime import timedelta

from support.outbox_rows import A, B, Outbox, terms

from streams.send.directive import Directive
from streams.sending.marks import mark_failed, mark_returned, send_again, set_aside
from streams.sending.outgoing import Outgoing

WHO = ("Wang", "their server cannot take it")


def failed(outbox: Outbox, one: Outgoing) -> None:
    """An attempt came to nothing; it is due again in a second."""
    again = outbox.now + timedelta(seconds=1)
    mark_failed(outbox.connection, one.id, "HTTP 503", outbox.now, again)


def aside(outbox: Outbox, directive: Directive) -> bool:
    """Set a directive aside; whether there was anything to set aside."""
    return set_aside(outbox.connection, directive.directive_id, *WHO, outbox.now)


def is_aside(outbox: Outbox, directive: Directive) -> bool:
    """Whether it is set aside now."""
    return outbox.column(directive.directive_id, "aside_at") is not None


def test_it_is_tried_no_more_until_it_is_put_back(outbox: Outbox) -> None:
    """However much time goes by; put back, the same bytes go with the same sequence."""
    poisoned = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    failed(outbox, first)
    assert aside(outbox, poisoned)
    outbox.later(days=3)
    assert outbox.claim() == ()
    assert not aside(outbox, poisoned)
    assert send_again(outbox.connection, poisoned.directive_id, *WHO, outbox.now)
    (again,) = outbox.claim()
    assert (again.body, again.sequence, again.failures) == (first.body, first.sequence, 1)
    assert not is_aside(outbox, poisoned)


def test_what_is_decided_next_goes_by_the_table(outbox: Outbox) -> None:
    """Its LIFT replaces it; another measure of its subject knows nothing of it."""
    poisoned = outbox.decide("IMPOSE", said=terms(reason="first"))
    failed(outbox, *outbox.claim())
    assert aside(outbox, poisoned)
    other = outbox.decide("IMPOSE", subject=A, instance="another")
    (claimed,) = outbox.claim()
    assert claimed.id == other.directive_id
    outbox.sent(claimed)
    lift = outbox.decide("LIFT")
    (claimed,) = outbox.claim()
    assert claimed.id == lift.directive_id
    assert outbox.column(lift.directive_id, "supersedes") == poisoned.directive_id
    assert not is_aside(outbox, poisoned)
    assert outbox.column(poisoned.directive_id, "next_attempt_at") is None


def test_a_lift_that_is_set_aside_stops_no_new_burden(outbox: Outbox) -> None:
    """The next IMPOSE has a higher sequence, and the partner holds what it says."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    lift = outbox.decide("LIFT")
    failed(outbox, *outbox.claim())
    assert aside(outbox, lift)
    imposed = outbox.decide("IMPOSE")
    assert [one.id for one in outbox.claim()] == [imposed.directive_id]
    assert not is_aside(outbox, lift)


def test_an_answer_counts_all_the_same(outbox: Outbox) -> None:
    """The partner had applied it: it is set aside no longer, and a lift follows as ever."""
    poisoned = outbox.decide("IMPOSE")
    failed(outbox, *outbox.claim())
    assert aside(outbox, poisoned)
    outbox.answer(poisoned.directive_id, "EXECUTED")
    assert outbox.claim() == ()
    assert not is_aside(outbox, poisoned)
    assert not aside(outbox, poisoned)


def test_an_attempt_under_way_is_the_last(outbox: Outbox) -> None:
    """Set aside while it is tried: failed, it stays so; taken or returned, it has gone."""
    for number, what in enumerate(("failed", "taken", "returned")):
        directive = outbox.decide("IMPOSE", instance=what)
        (one,) = outbox.claim()
        assert aside(outbox, directive)
        if what == "failed":
            failed(outbox, one)
        elif what == "taken":
            outbox.sent(one)
        else:
            mark_returned(outbox.connection, one.id, "HTTP 422", outbox.now)
        outbox.later(seconds=10)
        assert outbox.claim() == ()
        assert is_aside(outbox, directive) == (number == 0)


def test_only_what_is_to_be_sent_or_answered_can_be_set_aside(outbox: Outbox) -> None:
    """Not what was never claimed, nor what came back; what was sent and not answered can."""
    directive = outbox.decide("IMPOSE")
    assert not aside(outbox, directive)
    outbox.sent(*outbox.claim())
    assert aside(outbox, directive)
    outbox.later(days=30)
    assert outbox.claim() == ()
    other = outbox.decide("IMPOSE", subject=B)
    (one,) = outbox.claim()
    mark_returned(outbox.connection, one.id, "HTTP 422", outbox.now)
    assert not aside(outbox, other)


def test_a_claim_that_read_it_before_does_not_put_it_back(outbox: Outbox) -> None:
    """An attempt that a claim had begun meanwhile is made, and is the last one."""
    directive = outbox.decide("IMPOSE")
    failed(outbox, *outbox.claim())
    outbox.later(seconds=2)
    (one,) = outbox.claim()
    assert aside(outbox, directive)
    failed(outbox, one)
    outbox.later(seconds=600)
    assert outbox.claim() == ()
    assert is_aside(outbox, directive)
