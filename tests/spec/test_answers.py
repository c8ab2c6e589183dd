"""Which answers count: the highest, and none that came before the directive was claimed (R14)."""

import pytest
from scenario.cast import A
from scenario.drivers import MakeLine
from scenario.expect import on
from scenario.message import wage
from scenario.partner import ToldPartner, exchange


def test_w14_a_late_lower_answer_is_no_task(make_line: MakeLine) -> None:
    """EXECUTED with number 2, then the NOT_EXECUTED or RETURNED with number 1 that came late: the
    lift is executed, and nobody is asked to look (R14)."""
    for result in ("NOT_EXECUTED", "RETURNED"):
        line, w = make_line(), wage("W1")
        line.publish(w)
        exchange(line, ToldPartner("bank"))
        line.publish(w.ended(2, on="06-01"))
        (lift,) = line.claim("bank")
        line.mark_sent(lift)
        line.answer("bank", lift.directive_id, "EXECUTED", answer_no=2)
        line.answer("bank", lift.directive_id, result, reason_code="R3007")
        assert line.tasks() == []
        assert line.decided("bank")[-1].state == "EXECUTED"


def test_w14_a_refusal_that_is_not_lower_asks_for_a_person(make_line: MakeLine) -> None:
    """NOT_EXECUTED is a task also after EXECUTED, with a higher or the same number (R14)."""
    for first, second in ((1, 2), (1, 1)):
        line, w = make_line(), wage("W1")
        line.publish(w)
        exchange(line, ToldPartner("bank"))
        line.publish(w.ended(2, on="06-01"))
        (lift,) = line.claim("bank")
        line.mark_sent(lift)
        line.answer("bank", lift.directive_id, "EXECUTED", answer_no=first)
        line.answer("bank", lift.directive_id, "NOT_EXECUTED", answer_no=second)
        assert line.tasks() == ["LIFT_NOT_EXECUTED"]


@pytest.mark.parametrize("early", ["EXECUTED", "NOT_EXECUTED", "RETURNED"])
def test_w14_an_answer_before_the_claim_is_none(make_line: MakeLine, early: str) -> None:
    """
    Answered before it was claimed, whatever the number: the lift is sent all the same, again where
    no answer comes, and the answer that comes then counts (R14).
    """
    line, w = make_line(), wage("W1")
    line.publish(w)
    exchange(line, ToldPartner("bank"))
    line.publish(w.ended(2, on="06-01"))
    lift = line.decided("bank")[-1]
    line.answer("bank", lift.directive_id, early, reason_code="R3007", answer_no=1)
    assert line.decided("bank")[-1].state == "DECIDED"
    (sent,) = line.claim("bank")
    assert sent.directive_id == lift.directive_id
    assert line.claim("bank") == [sent], "the first attempt was lost"
    line.mark_sent(sent)
    line.answers_missed("bank")
    assert line.claim("bank") == [sent]
    line.mark_sent(sent)
    line.answer("bank", lift.directive_id, "EXECUTED", answer_no=1)
    assert line.decided("bank")[-1].state == "EXECUTED"
    line.answers_missed("bank")
    assert not line.claim("bank")
    assert on(A, "BNK-07") not in line.believed_held("bank")


def test_w14_what_was_executed_before_it_was_told_is_not_believed(make_line: MakeLine) -> None:
    """EXECUTED for a burden that is claimed only afterwards: the partner is not taken to hold it
    until it answers what it was sent (R14)."""
    line = make_line()
    line.publish(wage("W1"))
    line.answer("bank", line.decided("bank")[-1].directive_id, "EXECUTED")
    (sent,) = line.claim("bank")
    line.mark_sent(sent)
    assert line.believed_held("bank") == set()
    line.answer("bank", sent.directive_id, "EXECUTED")
    assert line.believed_held("bank") == {on(A, "BNK-07")}
