"""R8 as amended: no load makes stricter what was in force; what it makes milder counts at once."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, PRC_01_WAGE, A, B, P, catalogue
from scenario.drivers import MakeHub
from scenario.editions import A_YEAR, edition, load
from scenario.expect import in_force, on, until
from scenario.message import Value, judgment, wage

from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection, TargetRole

BAN, BAN_B = on(A, "PRC-01"), on(B, "PRC-01")


@pytest.mark.parametrize(
    "stricter",
    [
        {"term_months": 36},
        {"term_months": None},
        {"effect": Effect.CONTROL},
        {"targets": BODIES | {TargetRole.PERSON}},
        {"released": PRC_01_WAGE.released | {"amount"}},
        {"binding": Binding.MANDATORY},
        {"on_objection": OnObjection.KEEP},
        {"release": ""},
        {"term_months": 36, "effect": Effect.CAUTION},
    ],
    ids=str,
)
def test_w5_a_load_that_makes_an_edition_in_force_stricter_is_refused(
    make_hub: MakeHub, stricter: dict[str, Value]
) -> None:
    """Nothing of it is loaded, also nothing that would be milder (R8)."""
    first = replace(A_YEAR, on_objection=OnObjection.SUSPEND, release="市信用办")
    hub = make_hub(catalogue((first, LND_04)))
    hub.publish(wage("W1", decided="05-15"), judgment("J1"))
    before = dict(hub.in_force())
    load(hub, "06-10", replace(first, **stricter))
    assert dict(hub.in_force()) == before
    hub.publish(wage("W2", about=B, decided="06-09"))
    assert until(hub, BAN_B) == day("2027-06-09")


def test_w5_one_that_has_not_begun_may_be_made_stricter(make_hub: MakeHub) -> None:
    """It was never in force on any day: from its first day on it says what was loaded last (R8)."""
    now, to_be = replace(A_YEAR, valid_until=day("06-30")), edition("2", "07-01", term_months=12)
    hub = make_hub(catalogue((now, to_be)))
    load(hub, "06-10", now, replace(to_be, term_months=36))
    hub.tick(day("07-02"))
    hub.publish(wage("W1", decided="07-01"))
    assert until(hub, BAN) == day("2029-07-01")


@pytest.mark.parametrize("before", [A_YEAR, LND_04], ids=["loaded that day", "left out before"])
def test_w5_an_edition_is_what_it_was_loaded_as_last(make_hub: MakeHub, before: MeasureRow) -> None:
    """It cannot come back stricter by a load that left it out, nor by two loads of one day (R8)."""
    hub = make_hub(catalogue((A_YEAR if before is LND_04 else LND_04,)))
    load(hub, "06-10", before)
    load(hub, "06-10", replace(A_YEAR, term_months=36))
    hub.publish(wage("W1", decided="06-10"), judgment("J1", decided="06-10"))
    assert in_force(hub) == ({BAN} if before is A_YEAR else {on(A, "LND-04")})
    load(hub, "06-12", replace(A_YEAR, term_months=6))
    hub.publish(wage("W2", about=B, decided="06-12"))
    assert until(hub, BAN_B) == day("2026-12-12")


def test_w5_what_becomes_milder_in_place_is_milder_from_its_own_day(make_hub: MakeHub) -> None:
    """A shorter term rules whatever was decided under the edition (R8)."""
    hub = make_hub(catalogue((A_YEAR,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", replace(A_YEAR, term_months=6))
    assert until(hub, BAN) == day("2026-11-15")


def test_w5_whom_an_edition_no_longer_names_it_never_named(make_hub: MakeHub) -> None:
    """A target taken out in place frees at once, and the next edition does not bring it back to
    decisions of before (R8)."""
    everybody = edition("1", "2020-01-01", of=LND_04)
    bodies = replace(everybody, targets=BODIES)
    hub = make_hub(catalogue((everybody,)))
    hub.publish(judgment("J1", about=P), judgment("J2"))
    load(hub, "06-10", bodies)
    assert in_force(hub) == {on(A, "LND-04")}
    load(hub, "06-20", replace(bodies, valid_until=day("06-19")), edition("2", "06-20", of=LND_04))
    assert in_force(hub) == {on(A, "LND-04")}
    hub.publish(judgment("J3", about=P, decided="06-20"))
    assert in_force(hub) == {on(A, "LND-04"), on(P, "LND-04")}


def test_w5_a_target_that_lacked_is_a_new_edition_from_its_load_day(make_hub: MakeHub) -> None:
    """Dated back to the beginning it burdens nobody for what was decided before the load (R8)."""
    bodies = edition("1", "2020-01-01", of=LND_04, targets=BODIES)
    hub = make_hub(catalogue((bodies,)))
    hub.publish(judgment("J1", about=P), judgment("J2"))
    load(hub, "06-10", replace(bodies, valid_until=day("04-30")), edition("2", "05-01", of=LND_04))
    assert in_force(hub) == {on(A, "LND-04")}
    hub.publish(judgment("J3", about=P, decided="06-10"))
    assert in_force(hub) == {on(A, "LND-04"), on(P, "LND-04")}


def test_w5_words_are_mended_in_place(make_hub: MakeHub) -> None:
    """Another basis under the same list version is no other measure, and is not refused (R8)."""
    hub = make_hub(catalogue((A_YEAR,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", replace(A_YEAR, legal_basis=("第二条",), remedy="申请"), LND_04)
    hub.publish(judgment("J1", decided="06-10"))
    assert in_force(hub) == {BAN, on(A, "LND-04")}
    assert until(hub, BAN) == day("2027-05-15")
