"""Chapter 5, court orders: a release acts whenever it arrives, and only on its own freeze."""

from scenario.calendar import day
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force
from scenario.frozen import FROZEN, FROZEN_BY_COURT2
from scenario.message import freeze, unfreeze
from scenario.orders import every_order
from scenario.partner import NOT_HELD, SUPERSEDED, ToldPartner, exchange, send_unanswered


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
        line, bank = make_line(), ToldPartner("bank")
        for entry in entries:
            line.publish(*entry)
        (sent,) = exchange(line, bank)
        assert sent.action == "LIFT"
        assert bank.replies[sent.directive_id] == NOT_HELD
        assert not bank.holds
        assert not line.tasks()


def test_c58_a_lift_already_sent_covers_a_late_freeze(make_line: MakeLine) -> None:
    """The release went out before its freeze is known: the freeze never leaves (R6, R12)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(unfreeze("13", of="12"))
    exchange(line, bank)
    line.publish(freeze("12"))
    exchange(line, bank)
    assert bank.actions() == ["LIFT"]


def test_c63_a_revoked_release_freezes_again(make_hub: MakeHub) -> None:
    """The court revokes its release: the freeze is in force (R6)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    for hub in every_order(make_hub, f, u, u.revoked(2)):
        assert in_force(hub) == {FROZEN}
        assert hub.released() == set()


def test_c63_the_freeze_is_imposed_anew(make_line: MakeLine) -> None:
    """The LIFT overtook the freeze on its way to the bank, which answered R3005 to the LIFT and
    superseded to the freeze. After the release is revoked the bank holds the freeze (R6, R12)."""
    line, bank = make_line(), ToldPartner("bank")
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
    line, bank = make_line(), ToldPartner("bank")
    line.publish(freeze("12"))
    line.publish(unfreeze("13", of="12", by="court2"))
    exchange(line, bank)
    assert {sent.held for sent in bank.holds.values()} == {FROZEN}
    assert [sent.held for sent in bank.saw if sent.action == "LIFT"] == [FROZEN_BY_COURT2]


def test_w7_the_end_of_a_release_freezes_nobody_again(make_hub: MakeHub) -> None:
    """An END says that the release was right until then (办结): what it lifted stays lifted, on
    that day and after; its REVOKE imposes again (R4, R6)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    for hub in every_order(make_hub, f, u, u.ended(2, on="06-05")):
        for on in ("06-04", "06-05", "06-06"):
            hub.tick(day(on))
            assert in_force(hub) == set()
            assert hub.released() == {FROZEN}
    for hub in every_order(make_hub, f, u, u.ended(2, on="06-05"), u.revoked(3)):
        hub.tick(day("06-06"))
        assert in_force(hub) == {FROZEN}


def test_w7_nothing_goes_to_the_bank(make_line: MakeLine) -> None:
    """Its lift was executed: neither the END nor its day sends anything (R6)."""
    line, bank, u = make_line(), ToldPartner("bank"), unfreeze("13", of="12")
    line.publish(freeze("12"))
    exchange(line, bank)
    line.publish(u)
    exchange(line, bank)
    line.publish(u.ended(2, on="06-05"))
    line.tick(day("06-06"))
    assert exchange(line, bank) == []
    assert not bank.holds
