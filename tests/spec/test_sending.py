"""Chapter 4, sending: what a partner is told, and what it is spared, whatever breaks between."""

from pathlib import Path
from uuid import UUID

import pytest
from scenario.calendar import day
from scenario.cast import PRC_01_WAGE, A, catalogue, row
from scenario.drivers import MakeLine
from scenario.expect import on
from scenario.hub import Sent, Shown
from scenario.message import repair, wage
from scenario.partner import (
    EXECUTED,
    SUPERSEDED,
    ToldPartner,
    exchange,
    send_unanswered,
)

from connectors.channels.port import Meaning
from connectors.channels.reply import meaning_of
from connectors.partners.desk import Desk
from connectors.partners.directive import from_topic
from streams.track.answer import ONCE_TAKEN

SHORT, LONG = "2027-01-01", "2028-01-01"
EXCLUDED = on(A, "PRC-01")


def test_c40_what_ended_unclaimed_is_never_told(make_line: MakeLine) -> None:
    """IMPOSE and LIFT decided before anything was claimed: both SUPERSEDED, nothing seen (R12)."""
    line, partner, w = make_line(), ToldPartner("procurement"), wage("W1")
    line.publish(w)
    line.publish(w.ended(2, on="06-01"))
    assert not exchange(line, partner)
    assert [d.state for d in line.decided("procurement")] == ["SUPERSEDED", "SUPERSEDED"]


def test_c41_a_claimed_impose_that_never_left_is_lifted(make_line: MakeLine) -> None:
    """Claimed and killed before sending; the ground ends; after the restart the LIFT goes with
    sequence 2 and nothing surely delivered before it. The partner holds nothing and remembers;
    the IMPOSE turning up late is not applied (R12, R13)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1")
    line.publish(w)
    (lost,) = line.claim("bank")
    line.publish(w.ended(2, on="06-01"))
    (lift,) = exchange(line, bank)
    assert (lift.action, lift.sequence, lift.previous_sequence) == ("LIFT", 2, 0)
    assert lost.sequence == 1
    assert bank.replies[lift.directive_id] == EXECUTED
    assert bank.receive(lost) == SUPERSEDED
    assert not bank.holds


def test_c42_only_the_lift_goes_after_an_outage(make_line: MakeLine) -> None:
    """IMPOSE sent, then AMEND and LIFT decided while the partner is down: the LIFT alone (R12)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    (imposed,) = send_unanswered(line, bank)
    line.publish(w.corrected(2, until=SHORT))
    line.publish(w.revoked(3))
    (lift,) = exchange(line, bank)
    assert lift.action == "LIFT"
    assert lift.supersedes == imposed.directive_id
    assert not bank.holds


def test_c43_the_amendment_goes_complete(make_line: MakeLine) -> None:
    """IMPOSE claimed and lost, AMEND decided: it says everything, and the partner holds it."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    line.claim("bank")
    line.publish(w.corrected(2, until=SHORT))
    (sent,) = exchange(line, bank)
    assert sent.action == "AMEND"
    (held,) = bank.holds.values()
    assert held.valid_until == day(SHORT)


def test_c44_after_a_refused_impose_an_equal_one_is_an_impose(make_line: MakeLine) -> None:
    """IMPOSE answered NOT_EXECUTED; LIFT, then an equal IMPOSE while down: it goes as IMPOSE."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1")
    line.publish(w)
    (refused,) = line.claim("bank")
    line.mark_sent(refused)
    line.answer("bank", refused.directive_id, "NOT_EXECUTED", reason_code="R3004")
    line.publish(w.ended(2, on="06-01"))
    line.publish(w.asserted(3))
    (sent,) = exchange(line, bank)
    assert sent.action == "IMPOSE"
    assert sent.directive_id != refused.directive_id


@pytest.mark.parametrize(
    ("result", "reason"),
    [("NOT_EXECUTED", "R3007"), ("RETURNED", "R3007"), ("RETURNED", ONCE_TAKEN)],
)
def test_c45_a_lift_not_executed_waits_for_a_person(
    make_line: MakeLine, result: str, reason: str
) -> None:
    """It is on a person's list, and a command writes a new LIFT with the next n (R12)."""
    line, w = make_line(), wage("W1")
    line.publish(w)
    exchange(line, ToldPartner("bank"))
    line.publish(w.ended(2, on="06-01"))
    (lift,) = line.claim("bank")
    line.mark_sent(lift)
    line.answer("bank", lift.directive_id, result, reason_code=reason)
    assert line.tasks() == [{"NOT_EXECUTED": "LIFT_NOT_EXECUTED"}.get(result, result)]
    line.lift_again(lift.directive_id)
    last = line.decided("bank")[-1]
    assert (last.action, last.n) == ("LIFT", 2)
    (sent,) = line.claim("bank")
    assert sent.directive_id == last.directive_id != lift.directive_id


def test_c46_a_second_time_is_another_directive(make_line: MakeLine) -> None:
    """W1 repaired and lifted, later W2: the IMPOSE has another id and is applied (R11)."""
    line, bank, w1 = make_line(), ToldPartner("bank"), wage("W1")
    line.publish(w1)
    (first,) = exchange(line, bank)
    line.publish(repair("R1", of=w1))
    (lift,) = exchange(line, bank)
    line.publish(wage("W2"))
    (second,) = exchange(line, bank)
    assert [s.action for s in (first, lift, second)] == ["IMPOSE", "LIFT", "IMPOSE"]
    assert first.measure_id == second.measure_id
    assert first.directive_id != second.directive_id
    assert bank.replies[second.directive_id] == EXECUTED
    assert len(bank.holds) == 1


def test_c47_a_returned_impose_stops_nothing(make_line: MakeLine) -> None:
    """RETURNED it is a task; the AMEND goes as IMPOSE, and the LIFT goes (R12, R14)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    (imposed,) = line.claim("bank")
    line.answer("bank", imposed.directive_id, "RETURNED")
    assert line.decided("bank")[0].state == "RETURNED"
    assert "RETURNED" in line.tasks()
    line.publish(w.corrected(2, until=SHORT))
    (second,) = exchange(line, bank)
    assert second.action == "IMPOSE"
    line.publish(w.revoked(3))
    (third,) = exchange(line, bank)
    assert third.action == "LIFT"
    assert not bank.holds


def test_c48_a_missing_answer_brings_the_same_bytes(make_line: MakeLine) -> None:
    """200 and no answer by `answer_by`: the same directive goes again (R14)."""
    line = make_line()
    line.publish(wage("W1"))
    (first,) = line.claim("bank")
    line.mark_sent(first)
    assert not line.claim("bank")
    line.answers_missed("bank")
    (second,) = line.claim("bank")
    assert second == first
    line.mark_sent(second)
    line.answers_missed("bank")
    (third,) = line.claim("bank")
    assert third == first


def test_c49_an_answer_may_overtake_the_mark(make_line: MakeLine) -> None:
    """Answered before it was marked sent: EXECUTED stays, and it is not sent again (R14)."""
    line = make_line()
    line.publish(wage("W1"))
    (sent,) = line.claim("bank")
    line.answer("bank", sent.directive_id, "EXECUTED")
    line.mark_sent(sent)
    assert line.decided("bank")[0].state == "EXECUTED"
    line.answers_missed("bank")
    assert not line.claim("bank")


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_c50_the_highest_answer_wins(make_line: MakeLine, numbers: tuple[int, int]) -> None:
    """Answer 1 EXECUTED and answer 2 NOT_EXECUTED, in either order: NOT_EXECUTED (R14)."""
    line = make_line()
    line.publish(wage("W1"))
    (sent,) = line.claim("bank")
    line.mark_sent(sent)
    for number in numbers:
        result = {1: "EXECUTED", 2: "NOT_EXECUTED"}[number]
        line.answer("bank", sent.directive_id, result, reason_code="R3004", answer_no=number)
    assert line.decided("bank")[0].state == "NOT_EXECUTED"


def test_c51_nobody_answers_for_another(make_line: MakeLine) -> None:
    """land answers a directive of bank: E1602, and nothing changes."""
    line = make_line()
    line.publish(wage("W1"))
    (sent,) = line.claim("bank")
    line.mark_sent(sent)
    before = line.decided("bank")
    assert line.answer("land", sent.directive_id, "EXECUTED") == Shown("REFUSED", "E1602")
    assert line.decided("bank") == before


def test_c51_nobody_answers_to_nothing(make_line: MakeLine) -> None:
    """An answer about a directive that was never decided: E1601, a row, and no effect (R14)."""
    line = make_line()
    line.publish(wage("W1"))
    before = line.decided("bank")
    assert line.answer("bank", UUID(int=1), "EXECUTED") == Shown("REFUSED", "E1601")
    assert line.decided("bank") == before


def test_c52_a_partner_back_at_its_topic_applies_the_last_state(
    make_line: MakeLine, tmp_path: Path
) -> None:
    """Its topic holds IMPOSE, AMEND and LIFT of one measure: the SDK applies the LIFT and answers
    the other two NOT_EXECUTED(superseded) (R15)."""
    line, w = make_line(), wage("W1", until=LONG)
    topic: list[Sent] = []
    for message in (w, w.corrected(2, until=SHORT), w.revoked(3)):
        line.publish(message)
        (sent,) = line.claim("procurement")
        line.mark_sent(sent)
        topic.append(sent)
    assert [sent.action for sent in topic] == ["IMPOSE", "AMEND", "LIFT"]
    desk = Desk("procurement", tmp_path / "ledger.json")
    outcomes = desk.catch_up([from_topic(sent.body) for sent in topic])
    said = [(o.answer.result.value, o.answer.reason_code) for o in outcomes]
    assert said == [SUPERSEDED, SUPERSEDED, EXECUTED]
    assert not list(desk.ledger.held())
    for sent, (result, why) in zip(topic, said, strict=True):
        line.answer("procurement", sent.directive_id, result, reason_code=why)
    assert line.believed_held("procurement") == set()
    assert not line.claim("procurement")


@pytest.mark.parametrize("status", [401, 403, 404, 405, 410, 301])
def test_c53_a_broken_channel_returns_nothing(status: int) -> None:
    """Such a reply says that the channel is broken, not that a directive was refused (R14).

    That the partner is then paused and its lifts go first on return is shown over real HTTP in
    `tests/integration/sending/test_push.py`.
    """
    assert meaning_of(status) is Meaning.BROKEN


def test_c54_a_held_impose_dies_with_its_ground(make_line: MakeLine) -> None:
    """HELD until somebody signs; its ground ends: SUPERSEDED, nothing sent. Meanwhile another
    measure of the subject goes out (R12)."""
    rows = (PRC_01_WAGE, row("PRC-09", "list/WAGE_ARREARS", "procurement", release="市信用办"))
    line, partner = make_line(catalogue(rows)), ToldPartner("procurement")
    w = wage("W1")
    line.publish(w)
    assert [s.held.measure for s in exchange(line, partner)] == ["PRC-01"]
    assert "HELD" in [d.state for d in line.decided("procurement")]
    line.publish(w.ended(2, on="06-01"))
    exchange(line, partner)
    assert [s.held.measure for s in partner.saw] == ["PRC-01", "PRC-01"]
    assert {d.state for d in line.decided("procurement") if d.held.measure == "PRC-09"} == {
        "SUPERSEDED"
    }


def test_c55_what_is_over_is_not_claimed(make_line: MakeLine) -> None:
    """Valid until today, the bank down until tomorrow, the tick late: not claimed; the tick
    lifts, and both are SUPERSEDED (R12)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(wage("W1", until="06-01"))
    line.clock(day("06-02"))
    assert not line.claim("bank")
    line.tick(day("06-02"))
    assert not exchange(line, bank)
    assert [(d.action, d.state) for d in line.decided("bank")] == [
        ("IMPOSE", "SUPERSEDED"),
        ("LIFT", "SUPERSEDED"),
    ]
