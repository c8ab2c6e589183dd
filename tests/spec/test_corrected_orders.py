"""Chapter 5, court orders: a corrected order is the same freeze, with what was corrected."""

from scenario.cast import B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms
from scenario.frozen import FROZEN
from scenario.message import freeze
from scenario.orders import every_order
from scenario.partner import ToldPartner, exchange, send_unanswered


def test_c61_a_corrected_document_number_amends(make_line: MakeLine) -> None:
    """The instance is the order's own number: a corrected document is an AMEND (R6)."""
    line, f = make_line(), freeze("12")
    line.publish(f)
    line.publish(f.corrected(2, documents=[{"name": "裁定书12之一", "sha256": ""}]))
    first, second = line.decided("bank")
    assert (first.action, second.action) == ("IMPOSE", "AMEND")
    assert first.measure_id == second.measure_id


def test_c61_state_has_the_corrected_document(make_hub: MakeHub) -> None:
    """One freeze, with the document as corrected (R6)."""
    f = freeze("12")
    for hub in every_order(make_hub, f, f.corrected(2, document_no="（2026）苏04执77号之一")):
        assert in_force(hub) == {FROZEN}


def test_c62_a_freeze_corrected_to_another_subject(make_hub: MakeHub) -> None:
    """Version 2 names B: B is frozen and A is not (R2, R6)."""
    f = freeze("12")
    for hub in every_order(make_hub, f, f.corrected(2, about=B)):
        assert in_force(hub) == {on(B, "BNK-02", "court|12|")}


def test_c62_the_old_subjects_stream_stays_silent(make_line: MakeLine) -> None:
    """Corrected while unclaimed: nothing about A ever leaves, IMPOSE for B does (R12)."""
    line, bank, f = make_line(), ToldPartner("bank"), freeze("12")
    line.publish(f)
    line.publish(f.corrected(2, about=B))
    (sent,) = exchange(line, bank)
    assert (sent.action, sent.held) == ("IMPOSE", on(B, "BNK-02", "court|12|"))


def test_c73_what_a_refused_amendment_may_have_done_is_undone(make_line: MakeLine) -> None:
    """IMPOSE(x) is executed, AMEND(y) refused, the fact returns to x; then a second answer says
    that y was executed after all: x is sent again and the bank ends with x (R12)."""
    line, bank = make_line(), ToldPartner("bank")
    x = freeze("12", amount_fen=100)
    line.publish(x)
    (first,) = exchange(line, bank)
    line.publish(x.corrected(2, amount_fen=200))
    (amended,) = send_unanswered(line, bank)
    line.answer("bank", amended.directive_id, "NOT_EXECUTED", reason_code="R3007")
    line.publish(x.corrected(3, amount_fen=100))
    exchange(line, bank)
    line.answer("bank", amended.directive_id, "EXECUTED", answer_no=2)
    exchange(line, bank)
    (held,) = bank.holds.values()
    assert held.sequence > amended.sequence
    assert terms(line, FROZEN).amount_fen == 100
    assert first.directive_id != held.directive_id
