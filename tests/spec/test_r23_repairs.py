"""R23: a repair lifts joint measures, and leaves the penalty itself standing (KEEP)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import (
    BODIES,
    LND_04,
    P2,
    PRC_01_BAN,
    PRC_01_WAGE,
    TAX,
    A,
    B,
    catalogue,
    row,
)
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import codes, edition
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub, Shown
from scenario.message import (
    Message,
    Value,
    judgment,
    mark,
    penalty,
    related,
    repair,
    wage,
)
from scenario.orders import every_order

from schemas.catalogue.model import Catalogue, Effect, MeasureRow, OnObjection, OnRepair

BAN = on(A, "PRC-01")
JOINT = on(A, "BNK-09")

#: The ban that is the penalty itself, and what banks do because the penalty is public.
KEPT = replace(PRC_01_BAN, on_repair=OnRepair.KEEP)
LIFTED = row("BNK-09", "penalty/PROCUREMENT_BAN", "bank")
BOTH = catalogue([KEPT, LIFTED])


def by_tax(number: str, of: Message, **fields: Value) -> Message:
    """Return the tax bureau's repair of what it decided."""
    return repair(number, of=of, by="tax", **fields)


def both(make_hub: MakeHub) -> Callable[[], Hub]:
    """Return how to make a hub with a row of each sort."""
    return lambda: make_hub(BOTH)


def kept(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the ban that a repair leaves standing, unless said."""
    return edition(name, since, till, of=KEPT, **more)


def lifting(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the ban that a repair lifts."""
    return edition(name, since, till, of=PRC_01_BAN, **more)


def law(*rows: MeasureRow) -> Catalogue:
    """Return a catalogue of these rows alone."""
    return catalogue(rows)


def test_b20_the_ban_outlives_its_repair(make_hub: MakeHub) -> None:
    """Banned until 2027-05-20 and repaired on 2026-09-01: the fact is repaired, the joint measure
    is lifted, and the ban stands on its last day and ends by the tick for 2027-05-21."""
    banned = penalty("N", until="2027-05-20")
    hub = make_hub(BOTH)
    hub.publish(banned)
    hub.tick(day("09-01"))
    assert in_force(hub) == {BAN, JOINT}
    hub.publish(by_tax("R1", banned, decided="09-01"))
    assert hub.fact(banned).repaired
    assert in_force(hub) == {BAN}
    assert until(hub, BAN) == day("2027-05-20")
    assert codes(hub) == {"D2003"}
    hub.tick(day("2027-05-20"))
    assert in_force(hub) == {BAN}
    hub.tick(day("2027-05-21"))
    assert in_force(hub) == set()


def test_b20_a_revoke_lifts_at_once(make_hub: MakeHub) -> None:
    """The decision was wrong: nothing of it stands, in every order."""
    banned = penalty("N", until="2027-05-20")
    for hub in every_order(both(make_hub), banned, by_tax("R1", banned)):
        assert in_force(hub) == {BAN}
    for hub in every_order(both(make_hub), banned, by_tax("R1", banned), banned.revoked(2)):
        assert in_force(hub) == set()


def test_b20_nothing_is_sent_for_what_is_kept(make_line: MakeLine) -> None:
    """The partner of the ban hears nothing of the repair, nor of its REVOKE; the bank is told to
    lift and to impose again, under another id; at the decision's REVOKE both are told."""
    line = make_line(BOTH)
    line.publish(banned := penalty("N", until="2027-05-20"))
    line.publish(repaired := by_tax("R1", banned))
    assert line.shown(repaired) == Shown("REPAIRED")
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "LIFT"]
    assert line.held_up_by(BAN) == ("N",)
    line.publish(repaired.revoked(2))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    told = line.decided("bank")
    assert [d.action for d in told] == ["IMPOSE", "LIFT", "IMPOSE"]
    assert told[0].directive_id != told[2].directive_id
    line.publish(banned.revoked(2))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "LIFT"]


def test_a_repair_lifts_from_its_first_day_on_and_that_day_included(make_hub: MakeHub) -> None:
    """Decided on 06-01 with effect from 06-10: both stand through 06-09, the ban alone from then
    on."""
    banned = penalty("N")
    for hub in every_order(
        both(make_hub), banned, by_tax("R1", banned, effective_from=day("06-10"))
    ):
        hub.tick(day("06-09"))
        assert in_force(hub) == {BAN, JOINT}
        hub.tick(day("06-10"))
        assert in_force(hub) == {BAN}


def test_what_is_repaired_before_it_begins(make_hub: MakeHub) -> None:
    """Decided today with effect from 06-15 and repaired today: the ban begins on its day, the joint
    measure never does."""
    banned = penalty("N", starts="06-15")
    for hub in every_order(both(make_hub), banned, by_tax("R1", banned)):
        hub.tick(day("06-14"))
        assert in_force(hub) == set()
        hub.tick(day("06-15"))
        assert in_force(hub) == {BAN}


@pytest.mark.parametrize("how", ["revoked", "ended"])
def test_a_repair_that_is_taken_back(make_hub: MakeHub, how: str) -> None:
    """What it lifted is due again, to the same last day as before; what it kept was never gone."""
    banned = penalty("N", until="2027-05-20")
    repaired = by_tax("R1", banned)
    back = repaired.revoked(2) if how == "revoked" else repaired.ended(2, on="06-01")
    for hub in every_order(both(make_hub), banned, repaired, back):
        assert not hub.fact(banned).repaired
        assert in_force(hub) == {BAN, JOINT}
        assert until(hub, BAN) == until(hub, JOINT) == day("2027-05-20")


def test_a_repair_that_ends_later(make_hub: MakeHub) -> None:
    """Ended with effect from 06-10: the joint measure is free through 06-09."""
    banned = penalty("N")
    repaired = by_tax("R1", banned)
    for hub in every_order(both(make_hub), banned, repaired, repaired.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == {BAN}
        hub.tick(day("06-10"))
        assert in_force(hub) == {BAN, JOINT}


def test_an_end_of_the_decision_ends_what_was_kept(make_hub: MakeHub) -> None:
    """Who imposed the ban may end it, on the day that the END names; until then it has its last
    day."""
    banned = penalty("N")
    for hub in every_order(
        both(make_hub), banned, by_tax("R1", banned), banned.ended(2, on="06-10")
    ):
        hub.tick(day("06-09"))
        assert in_force(hub) == {BAN}
        assert until(hub, BAN) == day("2029-06-01")
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_a_correction_reaches_what_was_kept(make_hub: MakeHub) -> None:
    """It is judged as if there were no repair: another last day, or a clause that no longer is."""
    banned = penalty("N")
    repaired = by_tax("R1", banned)
    for hub in every_order(
        both(make_hub), banned, repaired, banned.corrected(2, until="2027-01-01")
    ):
        assert in_force(hub) == {BAN}
        assert until(hub, BAN) == day("2027-01-01")
    for hub in every_order(both(make_hub), banned, repaired, banned.corrected(2, clauses=[])):
        assert in_force(hub) == set()


def test_what_is_kept_ends_with_its_usual_term(make_hub: MakeHub) -> None:
    """Usually three months: the last day of a decision that names none, repaired or not (R22)."""
    banned = penalty("N")
    hub = make_hub(law(replace(KEPT, usual_months=3)))
    hub.publish(banned, by_tax("R1", banned))
    assert until(hub, BAN) == day("09-01")
    hub.tick(day("09-01"))
    assert in_force(hub) == {BAN}
    hub.tick(day("09-02"))
    assert in_force(hub) == set()


@pytest.mark.parametrize("suspends", [True, False])
def test_an_objection_to_what_a_repair_kept(make_hub: MakeHub, suspends: bool) -> None:
    """Where the row waits for the objection the ban is off while a mark is open, and back
    afterwards; where it does not, it stands (R5)."""
    on_objection = OnObjection.SUSPEND if suspends else OnObjection.KEEP
    rows = law(replace(KEPT, on_objection=on_objection))
    banned = penalty("N")
    repaired, marked = by_tax("R1", banned), mark("M1", of=banned, by="tax")
    for hub in every_order(lambda: make_hub(rows), banned, repaired, marked):
        assert hub.fact(banned).repaired
        assert hub.fact(banned).marked
        assert in_force(hub) == (set() if suspends else {BAN})
    for hub in every_order(
        lambda: make_hub(rows), banned, repaired, marked, marked.ended(2, on="06-01")
    ):
        assert in_force(hub) == {BAN}


def test_a_repair_without_effect_lifts_nothing(make_hub: MakeHub) -> None:
    """The labour bureau may not repair the tax bureau's penalty: E1305 (R4)."""
    banned = penalty("N")
    for hub in every_order(both(make_hub), banned, foreign := repair("R1", of=banned)):
        assert hub.without_effect(foreign) == "E1305"
        assert in_force(hub) == {BAN, JOINT}


def test_a_relayers_repair_of_its_own_copy_keeps_nothing(make_hub: MakeHub) -> None:
    """It is no repair of the fact: with the only copy nothing grounds the ban, and beside the
    decider's record nothing changes (R4)."""
    own = penalty("N")
    copy = penalty("C", by="nation", authority=TAX, document_no=own.record["document_no"])
    withdrawn = repair("R1", of=copy, by="nation")
    for hub in every_order(both(make_hub), copy, withdrawn):
        assert in_force(hub) == set()
    for hub in every_order(both(make_hub), own, copy, withdrawn):
        assert not hub.fact(own).repaired
        assert in_force(hub) == {BAN, JOINT}


def test_a_copy_of_another_relayer_goes_on(make_hub: MakeHub) -> None:
    """Nation repairs its copy, province's holds the ban and the joint measure up, with province's
    last day (R4)."""
    copies = [
        penalty("C", by=by, authority=TAX, document_no="税罚〔2026〕9号", until=last)
        for by, last in (("nation", "2027-06-01"), ("province", "2028-06-01"))
    ]
    for hub in every_order(both(make_hub), *copies, repair("R1", of=copies[0], by="nation")):
        assert in_force(hub) == {BAN, JOINT}
        assert until(hub, BAN) == until(hub, JOINT) == day("2028-06-01")


#: One measure on two grounds, of which the penalty's row alone keeps it.
TWO_GROUNDS = catalogue([KEPT, PRC_01_WAGE])
LISTED = wage("W", until="2028-01-01")
BANNED = penalty("N", until="2027-01-01")


def test_of_two_grounds_the_kept_one_alone_goes_on(make_hub: MakeHub) -> None:
    """Both repaired: the ban stands by the penalty, with the penalty's last day; the entry repaired
    alone: the same; the penalty repaired alone: both hold it up (R10)."""

    def hubs() -> Hub:
        return make_hub(TWO_GROUNDS)

    of_list, of_ban = repair("R1", of=LISTED), by_tax("R2", BANNED)
    for told, grounds, last in (
        ((), ["N", "W"], "2028-01-01"),
        ((of_ban,), ["N", "W"], "2028-01-01"),
        ((of_list,), ["N"], "2027-01-01"),
        ((of_list, of_ban), ["N"], "2027-01-01"),
    ):
        for hub in every_order(hubs, LISTED, BANNED, *told):
            assert sorted(g.record_no for g in hub.grounds(BAN)) == grounds
            assert until(hub, BAN) == day(last)


def test_a_ground_whose_row_lifts_keeps_nothing(make_hub: MakeHub) -> None:
    """The list entry alone, repaired: the same measure is lifted, for its own row says LIFT."""
    for hub in every_order(lambda: make_hub(TWO_GROUNDS), LISTED, repair("R1", of=LISTED)):
        assert in_force(hub) == set()


def test_two_clauses_of_one_penalty(make_hub: MakeHub) -> None:
    """One clause's row keeps the ban, the other's lifts it and lasts longer: repaired, the ban has
    the term of the clause that keeps it."""
    joint = replace(PRC_01_BAN, trigger="penalty/TAX_FRAUD", term_months=60)
    rows = law(replace(KEPT, term_months=24), joint)
    banned = penalty("N", clauses=["PROCUREMENT_BAN", "TAX_FRAUD"])
    for hub in every_order(lambda: make_hub(rows), banned):
        assert until(hub, BAN) == day("2031-06-01")
        assert len(hub.grounds(BAN)) == 2
    for hub in every_order(lambda: make_hub(rows), banned, by_tax("R1", banned)):
        assert until(hub, BAN) == day("2028-06-01")
        assert [g.trigger for g in hub.grounds(BAN)] == ["penalty/PROCUREMENT_BAN"]


def test_the_partner_is_told_of_the_terms_that_are_left(make_line: MakeLine) -> None:
    """Of two grounds the longer one is repaired and lifts: one AMEND to the last day of the one
    that is kept; when that one is repaired too, nothing; when its decider revokes it, a LIFT."""
    line = make_line(TWO_GROUNDS)
    line.publish(LISTED, BANNED)
    line.publish(repair("R1", of=LISTED))
    line.publish(by_tax("R2", BANNED))
    told = line.decided("procurement")
    assert [d.action for d in told] == ["IMPOSE", "AMEND"]
    assert told[1].terms is not None
    assert told[1].terms.valid_until == day("2027-01-01")
    line.publish(BANNED.revoked(2))
    assert [d.action for d in line.decided("procurement")][2:] == ["LIFT"]


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


def test_what_a_repair_lifted_is_refused_and_what_it_kept_is_not(make_hub: MakeHub) -> None:
    """A measure that a repair lifted is refused with D2003; one that it kept is not refused."""
    banned = penalty("N")
    hub = make_hub(BOTH)
    hub.publish(banned, by_tax("R1", banned))
    assert {(r.measure, r.code) for r in hub.refusals()} == {("BNK-09", "D2003")}


def test_a_repair_that_names_what_it_repairs_first(make_line: MakeLine) -> None:
    """The repair waits for its decision; once that comes the ban alone is imposed, and the bank is
    told nothing, ever."""
    line = make_line(BOTH)
    line.publish(by_tax("R1", banned := penalty("N")))
    line.publish(banned)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    assert not line.decided("bank")
