"""Chapter 5, court orders: freezes, their continuation, their release."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, A, B, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Shown
from scenario.message import continuation, freeze, judgment, renewal, seal, unfreeze
from scenario.orders import every_order
from scenario.partner import NOT_HELD, SUPERSEDED, VirtualPartner, exchange, send_unanswered

FROZEN = on(A, "BNK-02", "court|12|")
FROZEN_BY_COURT2 = on(A, "BNK-02", "court2|12|")


def named(*orders: str) -> list[str]:
    """Return the document names of orders."""
    return [f"裁定书{number}" for number in orders]


def test_c56_two_courts_freeze_apart(make_hub: MakeHub) -> None:
    """Freezes of two courts at one bank are two measures; releasing one leaves the other (R6)."""
    f1, f2 = freeze("12"), freeze("12", by="court2")
    for hub in every_order(make_hub, f1, f2):
        assert in_force(hub) == {FROZEN, FROZEN_BY_COURT2}
    for hub in every_order(make_hub, f1, f2, unfreeze("13", of="12")):
        assert in_force(hub) == {FROZEN_BY_COURT2}


def test_c56_two_measures_two_directives(make_line: MakeLine) -> None:
    """The bank gets two directives of two measures (R6, R11)."""
    line = make_line()
    line.publish(freeze("12"))
    line.publish(freeze("12", by="court2"))
    one, other = line.decided("bank")
    assert one.measure_id != other.measure_id
    assert one.directive_id != other.directive_id


def test_c57_a_continuation_extends(make_hub: MakeHub) -> None:
    """Continued before its last day a freeze lasts to the new end, with both documents (R6)."""
    f = freeze("12", until="06-10")
    c = continuation("13", of="12", decided="06-05", until="09-05")
    for hub in every_order(lambda: make_hub(on=day("06-05")), f, c):
        assert until(hub, FROZEN) == day("09-05")
        assert [d.name for d in terms(hub, FROZEN).documents] == named("12", "13")
        hub.tick(day("09-05"))
        assert in_force(hub) == {FROZEN}
        hub.tick(day("09-06"))
        assert in_force(hub) == set()


def test_c57_the_bank_gets_an_amendment_and_a_lift(make_line: MakeLine) -> None:
    """IMPOSE, AMEND with the new end, and the LIFT on the day after it (R6)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    line.tick(day("06-05"))
    line.publish(continuation("13", of="12", decided="06-05", until="09-05"))
    line.tick(day("09-05"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "AMEND"]
    line.tick(day("09-06"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "AMEND", "LIFT"]


def test_c58_a_release_acts_whenever_it_arrives(make_hub: MakeHub) -> None:
    """Release and freeze in any order: nothing is frozen, and the release is ordered (R6)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    early = make_hub()
    early.publish(u)
    assert not early.waits(u)
    assert early.released() == {FROZEN}
    for hub in every_order(make_hub, f, u):
        assert in_force(hub) == set()
        assert hub.released() == {FROZEN}


def test_c58_one_unconditional_lift_goes_out(make_line: MakeLine) -> None:
    """Before, with, or after its unclaimed freeze: the bank sees one LIFT and answers that it
    holds no such freeze; the freeze never leaves (R6, R12)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    for entries in ([[u], [f]], [[f, u]], [[u, f]], [[f], [u]]):
        line, bank = make_line(), VirtualPartner("bank")
        for entry in entries:
            line.publish(*entry)
        (sent,) = exchange(line, bank)
        assert sent.action == "LIFT"
        assert bank.replies[sent.directive_id] == NOT_HELD
        assert not bank.holds
        assert not line.tasks()


def test_c58_a_lift_already_sent_covers_a_late_freeze(make_line: MakeLine) -> None:
    """The release went out before its freeze is known: the freeze never leaves (R6, R12)."""
    line, bank = make_line(), VirtualPartner("bank")
    line.publish(unfreeze("13", of="12"))
    exchange(line, bank)
    line.publish(freeze("12"))
    exchange(line, bank)
    assert bank.actions() == ["LIFT"]


def test_c59_a_continuation_waits_for_its_freeze(make_hub: MakeHub) -> None:
    """Of an unknown freeze nothing can be continued: parked until it is known (R6)."""
    hub = make_hub()
    c = continuation("13", of="12", until="09-05")
    hub.publish(c)
    assert hub.waits(c)
    assert in_force(hub) == set()
    hub.publish(freeze("12", until="06-10"))
    assert not hub.waits(c)
    assert until(hub, FROZEN) == day("09-05")


def test_c60_a_late_message_of_a_timely_continuation_counts(make_hub: MakeHub) -> None:
    """Decided by the last day and arriving after it, a continuation imposes anew (R6)."""
    hub = make_hub()
    hub.publish(freeze("12", until="06-10"))
    hub.tick(day("06-15"))
    assert in_force(hub) == set()
    hub.publish(continuation("13", of="12", decided="06-10", until="09-05"))
    assert in_force(hub) == {FROZEN}


def test_c60_a_continuation_decided_too_late_does_not_count(make_hub: MakeHub) -> None:
    """Decided after the last day it does nothing, until another closes the gap (R6)."""
    f = freeze("12", until="06-10")
    late = continuation("14", of="12", decided="06-20", until="09-20")
    bridge = continuation("13", of="12", decided="06-10", until="06-20")
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late):
        assert hub.without_effect(late) == "D2005"
        assert in_force(hub) == set()
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late, bridge):
        assert hub.without_effect(late) == ""
        assert until(hub, FROZEN) == day("09-20")
        assert [d.name for d in terms(hub, FROZEN).documents] == named("12", "13", "14")
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late, bridge, bridge.revoked(2)):
        assert hub.without_effect(late) == "D2005"
        assert in_force(hub) == set()


def test_c60_the_court_is_told(make_line: MakeLine) -> None:
    """Timely: IMPOSE with the next n. Too late: nothing is sent and the court is told D2005.
    The gap closed: both count, and the court is told again (R6)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    line.tick(day("06-25"))
    late = continuation("14", of="12", decided="06-20", until="09-20")
    line.publish(late)
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "LIFT"]
    assert line.shown(late) == Shown("STORED", "D2005")
    line.publish(continuation("13", of="12", decided="06-10", until="06-20"))
    assert [(d.action, d.n) for d in line.decided("bank")] == [
        ("IMPOSE", 0),
        ("LIFT", 1),
        ("IMPOSE", 2),
    ]
    assert line.shown(late) == Shown("ACCEPTED")


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
    line, bank, f = make_line(), VirtualPartner("bank"), freeze("12")
    line.publish(f)
    line.publish(f.corrected(2, about=B))
    (sent,) = exchange(line, bank)
    assert (sent.action, sent.held) == ("IMPOSE", on(B, "BNK-02", "court|12|"))


def test_c63_a_revoked_release_freezes_again(make_hub: MakeHub) -> None:
    """The court revokes its release: the freeze is in force (R6)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    for hub in every_order(make_hub, f, u, u.revoked(2)):
        assert in_force(hub) == {FROZEN}
        assert hub.released() == set()


def test_c63_the_freeze_is_imposed_anew(make_line: MakeLine) -> None:
    """The LIFT overtook the freeze on its way to the bank, which answered R3005 to the LIFT and
    superseded to the freeze. After the release is revoked the bank holds the freeze (R6, R12)."""
    line, bank = make_line(), VirtualPartner("bank")
    u = unfreeze("13", of="12")
    line.publish(freeze("12"))
    (imposed,) = line.claim("bank")
    line.publish(u)
    (lift,) = send_unanswered(line, bank)
    assert bank.replies[lift.directive_id] == NOT_HELD
    assert bank.receive(imposed) == SUPERSEDED
    line.answer("bank", lift.directive_id, "NOT_EXECUTED", reason_code="R3005")
    line.answer("bank", imposed.directive_id, "NOT_EXECUTED", reason_code="superseded")
    line.publish(u.revoked(2))
    (again,) = exchange(line, bank)
    assert again.action == "IMPOSE"
    assert {sent.held for sent in bank.holds.values()} == {FROZEN}


def test_c72_each_court_has_its_own_numbers(make_hub: MakeHub) -> None:
    """court2 releases its own number 12: the freeze of court under 12 stands (R6)."""
    for hub in every_order(make_hub, freeze("12"), unfreeze("13", of="12", by="court2")):
        assert in_force(hub) == {FROZEN}
        assert hub.released() == {FROZEN_BY_COURT2}


def test_c72_the_lift_names_its_own_instance(make_line: MakeLine) -> None:
    """court2's unconditional LIFT goes out, for its own instance (R6)."""
    line, bank = make_line(), VirtualPartner("bank")
    line.publish(freeze("12"))
    line.publish(unfreeze("13", of="12", by="court2"))
    exchange(line, bank)
    assert {sent.held for sent in bank.holds.values()} == {FROZEN}
    assert [sent.held for sent in bank.saw if sent.action == "LIFT"] == [FROZEN_BY_COURT2]


def test_c73_what_a_refused_amendment_may_have_done_is_undone(make_line: MakeLine) -> None:
    """IMPOSE(x) is executed, AMEND(y) refused, the fact returns to x; then a second answer says
    that y was executed after all: x is sent again and the bank ends with x (R12)."""
    line, bank = make_line(), VirtualPartner("bank")
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


def test_c75_an_order_is_looked_up_among_orders_only(make_hub: MakeHub) -> None:
    """What a judgment default is numbered is no order: a release acts, the rest waits (R6)."""
    listed, freezing = judgment("J1"), freeze("12", until="12-01")
    release, further = unfreeze("13", of="J1"), continuation("14", of="J1")
    for hub in every_order(make_hub, listed, freezing, release, further):
        assert not hub.waits(release)
        assert hub.waits(further)
        assert FROZEN in in_force(hub)
        assert hub.released() == {on(A, "BNK-02", "court|J1|")}


def test_c76_a_continuation_extends_the_objects_it_names(make_hub: MakeHub) -> None:
    """Of two frozen accounts the one the CONTINUE names is held on; the other ends (R6)."""
    one, two = ({"kind": "ACCOUNT", "type": "", "number": n} for n in ("1", "2"))
    freezing = freeze("12", until="06-03", objects=[one, two])
    further = continuation("13", of="12", until="12-01", objects=[one])
    for hub in every_order(make_hub, freezing, further):
        assert hub.without_effect(further) == ""
        hub.tick(day("06-04"))
        assert in_force(hub) == {on(A, "BNK-02", "court|12|ACCOUNT:1")}


def test_c77_an_unregistered_person_carries_nothing(make_hub: MakeHub) -> None:
    """Who is named beside a debtor without being registered gets no measure (R9, C30)."""
    keeper = {"kind": "UNREGISTERED", "name": "某摊主", "registration_no": "T-1"}
    principal = {"role": "PRINCIPAL", "named_by_source": True, "from": None, "to": None}
    for hub in every_order(make_hub, judgment("J1", related=[{**principal, "subject": keeper}])):
        assert in_force(hub) == {on(A, "LND-04")}


def test_c89_an_order_without_a_row_grounds_nothing(make_hub: MakeHub) -> None:
    """Where the catalogue has no row for the partner an order names, or none at all for orders of
    its sort, the order is kept and nothing is due (R6, R8)."""
    to_land, sealed = freeze("12", addressee="land"), seal("22")
    released = unfreeze("13", of="12", addressee="land")
    for hub in every_order(make_hub, to_land, released):
        assert in_force(hub) == hub.released() == set()
    for hub in every_order(lambda: make_hub(catalogue((BNK_02,))), sealed, renewal("23", of="22")):
        assert in_force(hub) == set()
        assert hub.facts() == 2


def test_c89_an_order_decided_before_its_row_says_so(make_hub: MakeHub) -> None:
    """D2001 for a freeze of the day before the first edition, on every later day (R8)."""
    late = catalogue((replace(BNK_02, valid_from=day("06-02")),))
    for hub in every_order(lambda: make_hub(late), freeze("12")):
        hub.tick(day("06-05"))
        assert in_force(hub) == set()
        found = {(r.measure, r.record_no, r.code) for r in hub.refusals()}
        assert found == {("BNK-02", "12", "D2001")}
