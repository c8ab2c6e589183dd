"""R23 and R8: editions and loads of rows that a repair lifts or leaves standing."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, P2, PRC_01_BAN, A, B
from scenario.drivers import MakeHub
from scenario.editions import edition
from scenario.expect import in_force, on, terms
from scenario.lasting import BAN, KEPT, by_tax
from scenario.laws import law
from scenario.message import Value, judgment, penalty, related, repair

from schemas.catalogue.model import Effect, MeasureRow, OnObjection, OnRepair


def kept(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the ban that a repair leaves standing, unless said."""
    return edition(name, since, till, of=KEPT, **more)


def lifting(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the ban that a repair lifts."""
    return edition(name, since, till, of=PRC_01_BAN, **more)


def test_a_repair_that_lifts_is_milder(make_hub: MakeHub) -> None:
    """LIFT until June, KEEP from July: what was decided in June keeps LIFT, repaired in July; what
    is decided in July is kept (R8)."""
    june, july = penalty("N1"), penalty("N2", about=B, decided="07-01")
    hub = make_hub(law(lifting("1", "2020-01-01", "06-30"), kept("2", "07-01")))
    hub.publish(june)
    hub.tick(day("07-05"))
    hub.publish(july)
    assert terms(hub, BAN).list_version == "1"
    hub.publish(*(by_tax(f"R{n}", of, decided="07-05") for n, of in enumerate((june, july))))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_a_milder_edition_lifts_what_was_kept(make_hub: MakeHub) -> None:
    """KEEP until June, LIFT from July: repaired on 06-10 the ban stands through 06-30, and is free
    by the tick for 07-01, for good, also when KEEP comes back (R8)."""
    banned = penalty("N")
    hub = make_hub(
        law(
            kept("1", "2020-01-01", "06-30"),
            lifting("2", "07-01", "07-10"),
            kept("3", "07-11"),
        )
    )
    hub.publish(banned)
    hub.tick(day("06-10"))
    hub.publish(by_tax("R1", banned, decided="06-10"))
    for when, stands in (("06-30", True), ("07-01", False), ("07-11", False)):
        hub.tick(day(when))
        assert (BAN in in_force(hub)) is stands


@pytest.mark.parametrize(
    ("first", "second", "ruling"),
    [
        # the effect and the term come before the repair
        ({}, {"effect": Effect.CAUTION, "on_repair": OnRepair.KEEP}, "2"),
        ({}, {"term_months": 24, "on_repair": OnRepair.KEEP}, "2"),
        ({}, {"usual_months": 24, "on_repair": OnRepair.KEEP}, "2"),
        ({"on_repair": OnRepair.KEEP}, {"term_months": 48}, "1"),
        # and the repair before the objection
        ({}, {"on_repair": OnRepair.KEEP, "on_objection": OnObjection.SUSPEND}, "1"),
        ({"on_repair": OnRepair.KEEP, "on_objection": OnObjection.SUSPEND}, {}, "2"),
        # of equals the earliest
        ({"on_repair": OnRepair.KEEP}, {"on_repair": OnRepair.KEEP}, "1"),
    ],
    ids=str,
)
def test_the_place_of_the_repair_in_mildness(
    make_hub: MakeHub, first: dict[str, Value], second: dict[str, Value], ruling: str
) -> None:
    """Effect, then term, then whether a repair lifts, then whether an objection suspends (R8)."""
    hub = make_hub(
        law(lifting("1", "2020-01-01", "06-30", **first), lifting("2", "07-01", **second))
    )
    hub.publish(penalty("N"))
    hub.tick(day("07-01"))
    assert terms(hub, BAN).list_version == ruling


def test_each_role_is_asked_by_itself(make_hub: MakeHub) -> None:
    """KEEP for everybody but from 06-03 to 06-04, when LIFT reaches companies alone: the repair of
    06-05 frees the company, and its principal stays bound (R8)."""
    listing = replace(LND_04, on_repair=OnRepair.KEEP)
    debtor, principal = on(A, "LND-04"), on(P2, "LND-04")
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", of=listing),
            edition("2", "06-03", "06-04", of=LND_04, targets=BODIES),
            edition("3", "06-05", of=listing),
        )
    )
    hub.publish(told := judgment("1", related=[related("PRINCIPAL", P2, until="06-10")]))
    hub.tick(day("06-05"))
    assert in_force(hub) == {debtor, principal}
    hub.publish(repair("R1", of=told, by="court", decided="06-05"))
    assert in_force(hub) == {principal}
    hub.tick(day("06-10"))
    assert in_force(hub) == {principal}
    hub.tick(day("06-11"))
    assert in_force(hub) == set()


def test_a_load_of_lift_in_place_frees_what_is_repaired(make_hub: MakeHub) -> None:
    """From the load on, and under the same list version; what is not repaired stands (R8)."""
    repaired, other = penalty("N1"), penalty("N2", about=B)
    hub = make_hub(law(KEPT))
    hub.publish(repaired, other, by_tax("R1", repaired))
    hub.tick(day("06-10"))
    assert in_force(hub) == {BAN, on(B, "PRC-01")}
    hub.load_catalogue(law(PRC_01_BAN))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_a_load_of_keep_in_place_is_refused(make_hub: MakeHub) -> None:
    """An edition that was in force keeps LIFT; one that has yet to begin may become KEEP (R8)."""
    first = law(PRC_01_BAN)
    hub = make_hub(first)
    hub.tick(day("06-10"))
    hub.load_catalogue(law(KEPT))
    assert hub.version() == first.version
    now = lifting("1", "2020-01-01", "06-30")
    hub = make_hub(law(now, lifting("2", "07-01")))
    hub.load_catalogue(changed := law(now, kept("2", "07-01")))
    assert hub.version() == changed.version


def test_keep_under_a_new_list_version_reaches_its_own_days(make_hub: MakeHub) -> None:
    """Loaded on 06-10 and dated 05-01: what was decided before the load is lifted by its repair,
    what is decided from then on is not (R8)."""
    old = lifting("1", "2020-01-01")
    before, after = penalty("N1", decided="05-15"), penalty("N2", about=B, decided="06-10")
    hub = make_hub(law(old))
    hub.publish(before)
    hub.tick(day("06-10"))
    hub.load_catalogue(law(replace(old, valid_until=day("04-30")), kept("2", "05-01")))
    hub.publish(after)
    hub.publish(*(by_tax(f"R{n}", of, decided="06-10") for n, of in enumerate((before, after))))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_lift_under_a_new_list_version_counts_from_its_own_day(make_hub: MakeHub) -> None:
    """Loaded on 06-10 and dated 05-01, it is milder: what was decided on 05-15 and repaired is free
    from the load on, under the new list version (R8)."""
    old = kept("1", "2020-01-01")
    repaired, other = penalty("N1", decided="05-15"), penalty("N2", about=B, decided="05-15")
    hub = make_hub(law(old))
    hub.publish(repaired, other, by_tax("R1", repaired))
    hub.tick(day("06-10"))
    assert in_force(hub) == {BAN, on(B, "PRC-01")}
    hub.load_catalogue(law(replace(old, valid_until=day("04-30")), lifting("2", "05-01")))
    assert in_force(hub) == {on(B, "PRC-01")}
    assert terms(hub, on(B, "PRC-01")).list_version == "2"
