"""查封: seals of real estate, their renewal, their release (C82 to C86)."""

from scenario.calendar import day
from scenario.cast import A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub, Shown
from scenario.message import freeze, renewal, seal, unfreeze, unseal
from scenario.orders import every_order
from scenario.partner import NOT_HELD, ToldPartner, exchange

SEALED = on(A, "LND-01", "court|22|")
HOME = {"kind": "REAL_ESTATE_UNIT", "type": "", "number": "320400-1"}
LAND = {"kind": "REAL_ESTATE_UNIT", "type": "", "number": "320400-2"}


def test_c82_a_seal_renewed_before_its_end_goes_on(make_hub: MakeHub) -> None:
    """Renewed by its last day a seal lasts to the new end, three years at most, with the
    documents of both (R4, R6)."""
    s = seal("22", until="06-10")
    r = renewal("23", of="22", decided="06-10", until="2030-01-01")
    for hub in every_order(lambda: make_hub(on=day("06-10")), s, r):
        assert until(hub, SEALED) == day("2029-06-10")
        assert [d.name for d in terms(hub, SEALED).documents] == ["裁定书22", "裁定书23"]
        hub.tick(day("06-11"))
        assert in_force(hub) == {SEALED}


def test_c82_the_registry_gets_an_amendment_and_a_lift(make_line: MakeLine) -> None:
    """IMPOSE, AMEND with the new end, and the LIFT on the day after it (R6)."""
    line, land = make_line(), ToldPartner("land")
    line.publish(seal("22", until="06-10"))
    exchange(line, land)
    line.publish(renewal("23", of="22", until="06-20"))
    exchange(line, land)
    (held,) = land.holds.values()
    assert held.valid_until == day("06-20")
    line.tick(day("06-20"))
    exchange(line, land)
    line.tick(day("06-21"))
    exchange(line, land)
    assert land.actions() == ["IMPOSE", "AMEND", "LIFT"]


def test_c83_a_renewal_after_the_end_does_not_count(make_hub: MakeHub) -> None:
    """Decided after the last day it does nothing (D2005), also when a timely one would have been
    late by its message only: that one seals anew (R6)."""
    s = seal("22", until="06-10")
    late, timely = (renewal(n, of="22", decided=d, until="12-01") for n, d in RENEWALS)

    def hubs() -> Hub:
        return make_hub(on=day("06-25"))

    for hub in every_order(hubs, s, late):
        assert hub.without_effect(late) == "D2005"
        assert in_force(hub) == set()
    for hub in every_order(hubs, s, timely):
        assert hub.without_effect(timely) == ""
        assert in_force(hub) == {SEALED}


#: Number and day of decision, of a renewal too late and of one in time.
RENEWALS = (("24", "06-11"), ("23", "06-10"))


def test_c83_the_court_is_told_and_the_registry_is_not(make_line: MakeLine) -> None:
    """Too late: the seal was lifted and stays so; in time: IMPOSE with the next n (R6)."""
    late, timely = (renewal(n, of="22", decided=d, until="12-01") for n, d in RENEWALS)
    line = make_line()
    line.publish(seal("22", until="06-10"))
    line.tick(day("06-25"))
    line.publish(late)
    assert line.shown(late) == Shown("STORED", "D2005")
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "LIFT"]
    line.publish(timely)
    decided = [(d.action, d.n) for d in line.decided("land")]
    assert decided == [("IMPOSE", 0), ("LIFT", 1), ("IMPOSE", 2)]
    assert line.shown(late) == Shown("ACCEPTED")


def test_c83_a_renewal_waits_for_its_seal_and_renews_no_freeze(make_hub: MakeHub) -> None:
    """Parked while the number is nobody's, a freeze's or another subject's seal's (R6)."""
    r = renewal("23", of="22", until="2027-12-01")
    for original in (None, freeze("22"), seal("22", about=B)):
        given = (r,) if original is None else (r, original)
        for hub in every_order(make_hub, *given):
            assert hub.waits(r)
            assert SEALED not in in_force(hub)
    for hub in every_order(make_hub, seal("22", until="12-01"), r):
        assert not hub.waits(r)
        assert until(hub, SEALED) == day("2027-12-01")


def test_c84_a_seal_is_released_by_an_unseal_alone(make_hub: MakeHub) -> None:
    """UNSEAL ends the seal in any order; an UNFREEZE of its number waits and ends nothing (R6)."""
    s, u = seal("22"), unseal("25", of="22")
    for hub in every_order(make_hub, s, u):
        assert in_force(hub) == set()
        assert hub.released() == {SEALED}
    wrong = unfreeze("26", of="22")
    for hub in every_order(make_hub, s, wrong):
        assert hub.waits(wrong)
        assert in_force(hub) == {SEALED}
        assert hub.released() == set()


def test_c84_one_unit_of_two_is_released(make_hub: MakeHub) -> None:
    """An UNSEAL that names one unit leaves the other sealed; one that names none ends both (R6)."""
    s = seal("22", objects=[HOME, LAND])
    one, all_units = unseal("25", of="22", objects=[HOME]), unseal("26", of="22")
    home, land = (on(A, "LND-01", f"court|22|{u['kind']}:{u['number']}") for u in (HOME, LAND))
    for hub in every_order(make_hub, s, one):
        assert in_force(hub) == {land}
        assert hub.released() == {home}
    for hub in every_order(make_hub, s, all_units):
        assert in_force(hub) == set()
        assert hub.released() == {home, land}


def test_c84_the_renewal_ends_with_its_seal(make_line: MakeLine) -> None:
    """Sealed, renewed, unsealed: the registry holds nothing, and a late renewal seals no more."""
    line, land = make_line(), ToldPartner("land")
    line.publish(seal("22", until="06-10"))
    line.publish(renewal("23", of="22", until="12-01"))
    exchange(line, land)
    line.publish(unseal("25", of="22"))
    line.publish(renewal("24", of="22", until="2027-06-01"))
    exchange(line, land)
    assert land.actions() == ["IMPOSE", "LIFT"]
    assert not land.holds
    assert in_force(line) == set()


def test_c85_the_unseal_of_what_was_never_sealed(make_line: MakeLine) -> None:
    """One unconditional LIFT goes out; the registry never sealed it and says so (R3005), which
    settles it: no task, no second LIFT, and the seal that comes late is born ended (R6, R12)."""
    line, land = make_line(), ToldPartner("land")
    u = unseal("25", of="22")
    line.publish(u)
    assert line.shown(u) == Shown("ACCEPTED")
    (sent,) = exchange(line, land)
    assert sent.action == "LIFT"
    assert land.replies[sent.directive_id] == NOT_HELD
    line.publish(seal("22"))
    exchange(line, land)
    assert land.actions() == ["LIFT"]
    assert not line.tasks()
    assert in_force(line) == set()


def test_c86_a_revoked_unseal_seals_again(make_line: MakeLine) -> None:
    """Revoked after its LIFT was executed: the seal goes out as IMPOSE (R6, R12)."""
    line, land = make_line(), ToldPartner("land")
    u = unseal("25", of="22")
    line.publish(seal("22"))
    exchange(line, land)
    line.publish(u)
    exchange(line, land)
    line.publish(u.revoked(2))
    exchange(line, land)
    assert land.actions() == ["IMPOSE", "LIFT", "IMPOSE"]
    assert {sent.held for sent in land.holds.values()} == {SEALED}
