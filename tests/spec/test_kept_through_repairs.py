"""R23: what a repair lifts, and what it leaves standing because it is the penalty itself (B20)."""

from dataclasses import replace
from functools import partial

from scenario.calendar import day
from scenario.cast import PRC_01_BAN, PRC_01_WAGE, TAX, A, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import edition, load
from scenario.expect import in_force, on, terms, until
from scenario.hub import Shown
from scenario.message import mark, penalty, related, repair, wage
from scenario.orders import every_order
from scenario.partner import VirtualPartner, exchange

from schemas.catalogue.model import OnObjection, OnRepair, TargetRole

KEPT = replace(PRC_01_BAN, on_repair=OnRepair.KEEP)
#: On the same fact: the ban itself, which stands, and a measure that follows it, which does not.
FOLLOWS = replace(PRC_01_BAN, measure="BNK-09", partner="bank")
LAW = catalogue((KEPT, FOLLOWS, PRC_01_WAGE))
BAN, FOLLOWING = on(A, "PRC-01"), on(A, "BNK-09")

N = penalty("N", decided="05-20", until="2027-05-20")
REPAIRED = repair("R1", of=N, by="tax", decided="06-01")


def test_b20_a_ban_that_is_the_penalty_outlives_its_repair(make_hub: MakeHub) -> None:
    """Repaired on 09-01 the fact is REPAIRED, and what followed it is lifted; the ban stands as it
    was to 2027-05-20, and ends by the tick of the day after."""
    later = repair("R1", of=N, by="tax", effective_from=day("09-01"))
    for hub in every_order(lambda: make_hub(LAW), N, later):
        assert in_force(hub) == {BAN, FOLLOWING}
        before = terms(hub, BAN)
        hub.tick(day("09-01"))
        assert hub.fact(N).repaired
        assert in_force(hub) == {BAN}
        assert terms(hub, BAN) == before
        hub.tick(day("2027-05-20"))
        assert in_force(hub) == {BAN}
        hub.tick(day("2027-05-21"))
        assert in_force(hub) == set()


def test_b20_revoking_the_penalty_lifts_the_ban_at_once(make_hub: MakeHub) -> None:
    """The decision was wrong; repaired or not, nothing grounds it any more."""
    for hub in every_order(lambda: make_hub(LAW), N, REPAIRED, N.revoked(2)):
        assert in_force(hub) == set()


def test_b20_ending_the_penalty_ends_the_ban_on_its_day(make_hub: MakeHub) -> None:
    """Who imposed the ban may hold it no more: END acts from its day, also on what is repaired."""
    for hub in every_order(lambda: make_hub(LAW), N, REPAIRED, N.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == {BAN}
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_the_partner_hears_nothing_of_the_repair(make_line: MakeLine) -> None:
    """IMPOSE, and after the repair, its end and its return nothing; the other measure comes and
    goes; the department is told REPAIRED."""
    line, office, bank = make_line(LAW), VirtualPartner("procurement"), VirtualPartner("bank")

    def told() -> tuple[list[str], list[str]]:
        exchange(line, office)
        exchange(line, bank)
        return office.actions(), bank.actions()

    line.publish(N)
    assert told() == (["IMPOSE"], ["IMPOSE"])
    line.publish(REPAIRED)
    assert line.shown(REPAIRED) == Shown("REPAIRED")
    assert told() == (["IMPOSE"], ["IMPOSE", "LIFT"])
    line.publish(REPAIRED.revoked(2))
    assert told() == (["IMPOSE"], ["IMPOSE", "LIFT", "IMPOSE"])


def test_one_that_was_repaired_before_it_began_begins(make_hub: MakeHub) -> None:
    """The penalty takes effect on 06-10; its publicity was repaired on 06-01."""
    n = penalty("N", decided="05-20", effective_from=day("06-10"), until="2027-05-20")
    for hub in every_order(lambda: make_hub(LAW), n, repair("R1", of=n, by="tax")):
        hub.tick(day("06-09"))
        assert in_force(hub) == set()
        hub.tick(day("06-10"))
        assert in_force(hub) == {BAN}


def test_an_objection_suspends_what_a_repair_keeps(make_hub: MakeHub) -> None:
    """The two are asked apart: suspended while the mark is open, repaired or not (R5)."""
    law = catalogue((replace(KEPT, on_objection=OnObjection.SUSPEND),))
    m = mark("M1", of=N, by="tax")
    for hub in every_order(lambda: make_hub(law), N, REPAIRED, m):
        assert in_force(hub) == set()
    for hub in every_order(lambda: make_hub(law), N, REPAIRED, m, m.ended(2, on="06-10")):
        hub.tick(day("06-10"))
        assert in_force(hub) == {BAN}


def test_a_relayers_repair_keeps_nothing(make_hub: MakeHub) -> None:
    """It takes back the only copy there is, so that nothing grounds the ban (R4)."""
    copy = penalty("N", by="province", authority=TAX, until="2027-05-20")
    for hub in every_order(lambda: make_hub(LAW), copy, repair("R1", of=copy, by="province")):
        assert in_force(hub) == set()


def test_a_repaired_ground_holds_up_what_its_own_row_keeps(make_hub: MakeHub) -> None:
    """A ban and a wage listing ground one measure: of both repaired the ban alone goes on (R10)."""
    w1 = wage("W1")
    repairs = (REPAIRED, repair("R2", of=w1))
    for hub in every_order(lambda: make_hub(LAW), N, w1):
        assert until(hub, BAN) == day("2029-06-01")
    for hub in every_order(lambda: make_hub(LAW), N, w1, *repairs):
        assert in_force(hub) == {BAN}
        assert until(hub, BAN) == day("2027-05-20")


def test_each_role_has_the_edition_that_reaches_it(make_hub: MakeHub) -> None:
    """From 05-01 the ban reaches principals too, and a repair lifts it for them (R8)."""
    both = KEPT.targets | {TargetRole.PRINCIPAL}
    law = catalogue(
        (
            edition("1", "2020-01-01", "04-30", of=KEPT),
            edition("2", "05-01", of=KEPT, targets=both, on_repair=OnRepair.LIFT),
        )
    )
    early = penalty("E", decided="04-20", until="2027-04-20", related=[related("PRINCIPAL", P)])
    late = penalty("L", decided="05-20", until="2027-05-20", related=[related("PRINCIPAL", P)])
    for hub in every_order(lambda: make_hub(law), late):
        assert in_force(hub) == {BAN, on(P, "PRC-01")}
    for fact in (early, late):
        for hub in every_order(lambda: make_hub(law), fact, repair("R1", of=fact, by="tax")):
            assert in_force(hub) == set()


def test_a_load_that_keeps_what_a_repair_lifted_is_refused(make_hub: MakeHub) -> None:
    """Under its own name an edition that was in force lifts for good (R8)."""
    hub = make_hub(catalogue((edition("1", "2020-01-01", of=PRC_01_BAN),)))
    hub.publish(N)
    load(hub, "06-02", edition("1", "2020-01-01", of=KEPT))
    hub.publish(REPAIRED)
    assert in_force(hub) == set()


def test_a_new_list_version_keeps_what_is_decided_from_its_load_on(make_hub: MakeHub) -> None:
    """Whatever day it bears: what was decided before keeps the milder edition."""
    hub = make_hub(catalogue((edition("1", "2020-01-01", of=PRC_01_BAN),)))
    hub.publish(N)
    load(hub, "06-02", edition("1b", "2020-01-01", of=KEPT))
    assert in_force(hub) == {BAN}
    hub.publish(repair("R1", of=N, by="tax", decided="06-02"))
    assert in_force(hub) == set()
    late = penalty("L", decided="06-02", until="2027-06-02")
    hub.publish(late, repair("R2", of=late, by="tax", decided="06-02"))
    assert in_force(hub) == {BAN}


def test_a_load_that_keeps_no_more_lifts_what_is_repaired(make_hub: MakeHub) -> None:
    """KEEP becomes LIFT in its place: milder, and so at once."""
    hub = make_hub(catalogue((edition("1", "2020-01-01", of=KEPT),)))
    hub.publish(N, REPAIRED)
    assert in_force(hub) == {BAN}
    load(hub, "06-02", edition("1", "2020-01-01", of=PRC_01_BAN))
    assert in_force(hub) == set()


def test_of_equal_terms_the_edition_that_a_repair_lifts_is_the_milder(make_hub: MakeHub) -> None:
    """A year kept in April, three years lifted in May: the year rules; three years kept and three
    years lifted: those of May. A repair lifts both (R8)."""
    year = edition("1", "2020-01-01", "04-30", of=KEPT, term_months=12)
    years = edition("1", "2020-01-01", "04-30", of=KEPT)
    may = edition("2", "05-01", of=PRC_01_BAN)
    n = penalty("N", decided="04-20")
    for april, ruling in ((year, "1"), (years, "2")):
        make = partial(make_hub, catalogue((april, may)))
        for hub in every_order(make, n):
            assert terms(hub, BAN).list_version == ruling
        for hub in every_order(make, n, repair("R", of=n, by="tax")):
            assert in_force(hub) == set()
