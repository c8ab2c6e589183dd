"""R8: of all editions that count each respect is taken where it is mildest, and the rest is that of
the ruling one."""

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, A, B, C
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import codes, edition
from scenario.expect import in_force, on, terms, until
from scenario.lasting import BAN, by_tax, of_ban
from scenario.laws import law
from scenario.message import Value, freeze, mark, penalty

from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection, OnRepair

KEEP, LIFT = OnRepair.KEEP, OnRepair.LIFT
SUSPEND = OnObjection.SUSPEND
CAUTION = Effect.CAUTION


def two(first: dict[str, Value], second: dict[str, Value]) -> tuple[MeasureRow, MeasureRow]:
    """Return an edition until June and one from July."""
    return of_ban("1", "2020-01-01", "06-30", **first), of_ban("2", "07-01", **second)


#: Three years that a repair lifts, then two that it does not.
LIFTED_THEN_KEPT = two({}, {"term_months": 24, "on_repair": KEEP})
#: The same with an objection that suspends.
SUSPENDED_THEN_KEPT = two({"on_objection": SUSPEND}, {"term_months": 24})
#: Two years of refusal, then three of caution.
REFUSED_THEN_CAUTIONED = two({"term_months": 24}, {"effect": CAUTION})


def test_who_was_freed_by_a_repair_is_not_banned_by_the_next_edition(make_hub: MakeHub) -> None:
    """Repaired on 06-10 under 36 months and LIFT; the edition of July has 24 months and KEEP: the
    ban does not come back (R8, R23)."""
    hub = make_hub(law(*LIFTED_THEN_KEPT))
    hub.publish(n := penalty("N"))
    hub.tick(day("06-10"))
    hub.publish(by_tax("R1", n, decided="06-10"))
    for when in ("06-10", "06-30", "07-01", "07-02", "2027-07-01"):
        hub.tick(day(when))
        assert (in_force(hub), codes(hub)) == (set(), {"D2003"})


def test_a_repair_frees_also_where_the_ruling_edition_keeps(make_hub: MakeHub) -> None:
    """From July on the 24 months rule; a repair of 07-05 lifts, since June's edition said so. What
    is decided in July has KEEP alone (R8, R23)."""
    june, july = penalty("N1"), penalty("N2", about=B, decided="07-01")
    hub = make_hub(law(*LIFTED_THEN_KEPT))
    hub.publish(june)
    hub.tick(day("07-05"))
    hub.publish(july)
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2028-06-01"), "2")
    hub.publish(*(by_tax(f"R{n}", of, decided="07-05") for n, of in enumerate((june, july))))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_the_partner_hears_nothing_of_the_next_edition(make_line: MakeLine) -> None:
    """IMPOSE, LIFT by the repair, and nothing more: not on the day of the next edition either; who
    was not repaired has one AMEND to the earlier day (R8)."""
    repaired, other = penalty("N1"), penalty("N2", about=B)
    line = make_line(law(*LIFTED_THEN_KEPT))
    line.publish(repaired, other)
    line.publish(by_tax("R1", repaired))
    line.tick(day("07-03"))
    told = [(d.held, d.action) for d in line.decided("procurement")]
    assert [action for held, action in told if held == BAN] == ["IMPOSE", "LIFT"]
    assert [action for held, action in told if held != BAN] == ["IMPOSE", "AMEND"]


def test_who_was_spared_by_an_objection_stays_spared(make_hub: MakeHub) -> None:
    """36 months and SUSPEND, then 24 months and KEEP: the mark of 06-10 suspends in July too, and
    the measure comes back with 24 months when it is closed (R5, R8)."""
    hub = make_hub(law(*SUSPENDED_THEN_KEPT))
    hub.publish(n := penalty("N"))
    hub.tick(day("06-10"))
    hub.publish(m := mark("M1", of=n, by="tax", decided="06-10"))
    for when in ("06-10", "06-30", "07-01", "08-01"):
        hub.tick(day(when))
        assert (in_force(hub), codes(hub)) == (set(), {"D2003"})
    hub.publish(m.ended(2, on="08-01"))
    assert until(hub, BAN) == day("2028-06-01")


def test_an_objection_of_july_suspends_what_june_suspended(make_hub: MakeHub) -> None:
    """What is decided in July under KEEP alone is kept (R5, R8)."""
    june, july = penalty("N1"), penalty("N2", about=B, decided="07-01")
    hub = make_hub(law(*SUSPENDED_THEN_KEPT))
    hub.publish(june)
    hub.tick(day("07-05"))
    hub.publish(july)
    assert in_force(hub) == {BAN, on(B, "PRC-01")}
    marks = (mark(f"M{n}", of, by="tax", decided="07-05") for n, of in enumerate((june, july)))
    hub.publish(*marks)
    assert in_force(hub) == {on(B, "PRC-01")}


def test_a_repair_does_not_suspend_and_an_objection_does_not_lift(make_hub: MakeHub) -> None:
    """The two are asked apart: one edition says LIFT, the other SUSPEND, and each of the two acts;
    where no edition says it, neither does (R8)."""
    marked, repaired = penalty("N1"), penalty("N2", about=B)
    further = (mark("M", marked, by="tax", decided="07-05"), by_tax("R", repaired, decided="07-05"))
    none = {"on_repair": KEEP}
    for first, second, left in (
        ({}, {**none, "on_objection": SUSPEND}, set()),
        (none, {"on_objection": SUSPEND}, set()),
        (none, {}, {BAN}),
        (none, {**none, "on_objection": SUSPEND}, {on(B, "PRC-01")}),
        (none, none, {BAN, on(B, "PRC-01")}),
    ):
        hub = make_hub(law(*two(first, second)))
        hub.publish(marked, repaired)
        hub.tick(day("07-05"))
        hub.publish(*further)
        assert in_force(hub) == left


def test_nobody_is_burdened_again_when_the_shorter_term_is_over(make_hub: MakeHub) -> None:
    """Refusal for 24 months, caution for 36 from July on: caution, and until the end of the 24
    months; on the day after it is over for good (R8, R22)."""
    hub = make_hub(law(*REFUSED_THEN_CAUTIONED))
    hub.publish(penalty("N"))
    assert (until(hub, BAN), terms(hub, BAN).effect) == (day("2028-06-01"), Effect.REFUSE)
    hub.tick(day("07-01"))
    assert (until(hub, BAN), terms(hub, BAN).effect) == (day("2028-06-01"), CAUTION)
    assert terms(hub, BAN).list_version == "2"
    for when, stands in (("2028-06-01", True), ("2028-06-02", False), ("2029-05-31", False)):
        hub.tick(day(when))
        assert (BAN in in_force(hub)) is stands


def test_an_edition_that_comes_when_the_measure_is_over_brings_nothing_back(
    make_hub: MakeHub,
) -> None:
    """The caution for 36 months begins on 2028-07-01, a month after the 24 were over (R8)."""
    hub = make_hub(
        law(
            of_ban("1", "2020-01-01", "2028-06-30", term_months=24),
            of_ban("2", "2028-07-01", effect=CAUTION),
        )
    )
    hub.publish(penalty("N"))
    for when, stands in (("2028-06-01", True), ("2028-06-02", False), ("2028-07-01", False)):
        hub.tick(day(when))
        assert (BAN in in_force(hub)) is stands


def test_three_editions_give_what_each_is_mildest_in(make_hub: MakeHub) -> None:
    """A year refused and kept; three years of caution, suspended by an objection; three years
    refused, lifted by a repair: in the end a year of caution that both end (R8)."""
    hub = make_hub(
        law(
            of_ban("1", "2020-01-01", "06-02", term_months=12, on_repair=KEEP),
            of_ban("2", "06-03", "06-04", effect=CAUTION, on_repair=KEEP, on_objection=SUSPEND),
            of_ban("3", "06-05"),
        )
    )
    marked, repaired = penalty("N1"), penalty("N2", about=B)
    hub.publish(marked, repaired)
    m, r = mark("M", marked, by="tax"), by_tax("R", repaired)
    hub.publish(m, r)
    said = []
    for when in ("06-02", "06-03", "06-05"):
        hub.tick(day(when))
        said.append(in_force(hub))
    assert said == [{BAN, on(B, "PRC-01")}, {on(B, "PRC-01")}, set()]
    hub.publish(m.revoked(2), r.revoked(2))
    for held in (BAN, on(B, "PRC-01")):
        assert until(hub, held) == day("2027-06-01")
        assert (terms(hub, held).effect, terms(hub, held).list_version) == (CAUTION, "2")


def test_the_rest_is_that_of_the_ruling_edition(make_hub: MakeHub) -> None:
    """Basis, list version, fields released, binding and approval are those of the edition with the
    mildest effect, though the last day is another's (R8)."""
    ruling: dict[str, Value] = {
        "effect": CAUTION,
        "legal_basis": ("新法 第一条",),
        "released": frozenset({"subject_name"}),
        "binding": Binding.ADVISORY,
        "release": "market-320412",
    }
    hub = make_hub(law(*two({"term_months": 12}, ruling)))
    hub.publish(penalty("N"))
    hub.tick(day("07-01"))
    found = terms(hub, BAN)
    assert found.valid_until == day("2027-06-01")
    assert (found.effect, found.list_version, found.reason) == (CAUTION, "2", "")
    assert (found.legal_basis, found.binding) == (("新法 第一条",), Binding.ADVISORY)
    assert found.release == "market-320412"


@pytest.mark.parametrize(
    ("first", "second", "ruling"),
    [
        ({"term_months": 12}, {"effect": CAUTION, "on_repair": KEEP}, "2"),
        ({"effect": CAUTION, "term_months": None, "on_repair": KEEP}, {"term_months": 1}, "1"),
        ({}, {"term_months": 24, "on_repair": KEEP}, "2"),
        ({"on_objection": SUSPEND}, {"usual_months": 24, "on_repair": KEEP}, "2"),
        ({"on_repair": KEEP, "on_objection": SUSPEND}, {}, "2"),
        ({}, {"on_repair": KEEP, "on_objection": SUSPEND}, "1"),
        ({}, {"on_objection": SUSPEND}, "2"),
        ({}, {"binding": Binding.ADVISORY, "released": frozenset()}, "1"),
        ({}, {}, "1"),
    ],
    ids=str,
)
def test_the_order_by_which_an_edition_rules(
    make_hub: MakeHub, first: dict[str, Value], second: dict[str, Value], ruling: str
) -> None:
    """Mildest effect, shortest term that bears, LIFT, SUSPEND, earliest (R8)."""
    hub = make_hub(law(*two(first, second)))
    hub.publish(penalty("N"))
    hub.tick(day("07-01"))
    assert terms(hub, BAN).list_version == ruling


def test_the_last_day_is_the_earliest_of_each_editions_own_reckoning(make_hub: MakeHub) -> None:
    """Five years, usually four; then three without a usual term: a decision with the usual term has
    three, one with a far last day of its own three, one with an early day its own (R22)."""
    hub = make_hub(law(*two({"term_months": 60, "usual_months": 48}, {})))
    hub.publish(
        penalty("N1"),
        penalty("N2", about=B, until="2032-01-01"),
        penalty("N3", about=C, until="2027-02-01"),
    )
    before, after = ("2030-06-01", "2031-06-01"), ("2029-06-01", "2029-06-01")
    for when, (usual, far) in (("06-30", before), ("07-01", after)):
        hub.tick(day(when))
        last_days = [until(hub, on(each, "PRC-01")) for each in (A, B, C)]
        assert last_days == [day(usual), day(far), day("2027-02-01")]


def test_what_was_milder_before_the_decision_does_not_count(make_hub: MakeHub) -> None:
    """An edition that ended on the eve of the decision gives nothing (R8)."""
    hub = make_hub(
        law(
            of_ban("1", "2020-01-01", "05-31", effect=CAUTION, term_months=1, on_objection=SUSPEND),
            of_ban("2", "06-01", on_repair=KEEP),
        )
    )
    hub.publish(n := penalty("N"))
    hub.publish(mark("M", n, by="tax"), by_tax("R", n))
    assert (until(hub, BAN), terms(hub, BAN).effect) == (day("2029-06-01"), Effect.REFUSE)


def test_days_without_an_edition_are_free_and_the_respects_hold_after_them(
    make_hub: MakeHub,
) -> None:
    """Three years and LIFT until 06-02, two years and KEEP from 06-05 on, nothing between: free on
    the days between; afterwards two years, and a repair lifts. What is decided on a day between is
    free for good (R8)."""
    hub = make_hub(
        law(
            of_ban("1", "2020-01-01", "06-02"),
            of_ban("2", "06-05", term_months=24, on_repair=KEEP),
        )
    )
    plain, repaired = penalty("N1"), penalty("N2", about=B)
    hub.publish(plain, repaired)
    for when, stands in (("06-02", True), ("06-03", False), ("06-04", False), ("06-05", True)):
        hub.tick(day(when))
        assert (BAN in in_force(hub)) is stands
        if when == "06-04":
            hub.publish(penalty("N3", about=C, decided="06-04"))
    assert until(hub, BAN) == day("2028-06-01")
    hub.publish(by_tax("R", repaired, decided="06-05"))
    assert in_force(hub) == {BAN}


def test_a_courts_order_has_all_of_the_edition_of_its_own_day(make_hub: MakeHub) -> None:
    """A year's control until June 2nd, half a year of refusal from the 3rd: a freeze of 06-01 keeps
    both, the term and the effect (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", of=BNK_02),
            edition("2", "06-03", of=BNK_02, term_months=6, effect=Effect.REFUSE),
        )
    )
    frozen = on(A, "BNK-02", "court|12|")
    hub.publish(freeze("12"))
    hub.tick(day("06-05"))
    assert (until(hub, frozen), terms(hub, frozen).effect) == (day("2027-06-01"), Effect.CONTROL)
    assert terms(hub, frozen).list_version == "1"


def test_a_courts_order_is_suspended_by_no_objection(make_hub: MakeHub) -> None:
    """Whatever an edition says: it is always kept (R5)."""
    hub = make_hub(law(edition("1", "2020-01-01", of=BNK_02, on_objection=SUSPEND)))
    hub.publish(f := freeze("12"), mark("M", f, by="court"))
    assert in_force(hub) == {on(A, "BNK-02", "court|12|")}
