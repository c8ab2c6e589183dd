"""R8: loads of editions that are milder in one respect and harder in another."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, B, C, D, P
from scenario.drivers import MakeHub
from scenario.editions import edition, load
from scenario.expect import in_force, on, terms, until
from scenario.lasting import BAN, by_tax, of_ban
from scenario.laws import law
from scenario.message import Value, judgment, mark, penalty

from schemas.catalogue.model import Effect, MeasureRow, OnObjection, OnRepair

KEEP, SUSPEND, CAUTION = OnRepair.KEEP, OnObjection.SUSPEND, Effect.CAUTION

#: In each respect what is mild and what is hard.
MILD: dict[str, dict[str, Value]] = {
    "effect": {"effect": Effect.CAUTION},
    "longest": {"term_months": 30},
    "usual": {"usual_months": 12},
    "repair": {"on_repair": OnRepair.LIFT},
    "objection": {"on_objection": OnObjection.SUSPEND},
}
HARD: dict[str, dict[str, Value]] = {
    "effect": {"effect": Effect.REFUSE},
    "longest": {"term_months": 36},
    "usual": {"usual_months": 24},
    "repair": {"on_repair": OnRepair.KEEP},
    "objection": {"on_objection": OnObjection.KEEP},
}


def hard_in(respects: set[str], name: str, since: str, till: str | None = None) -> MeasureRow:
    """Return an edition that is hard in these respects and mild in all others."""
    said = {key: value for each in MILD for key, value in MILD[each].items()}
    hard = {key: value for each in respects for key, value in HARD[each].items()}
    return of_ban(name, since, till, **said | hard)


#: Of four decisions of 05-15 one has the usual term, one a far last day, two will be changed.
USUAL = penalty("N1", decided="05-15")
FAR = penalty("N2", decided="05-15", about=B, until="2031-01-01")
REPAIRED, MARKED = penalty("N3", decided="05-15", about=C), penalty("N4", decided="05-15", about=D)
OF_FAR = on(B, "PRC-01")


@pytest.mark.parametrize(
    ("before", "after"), [(b, a) for b in MILD for a in MILD if b != a], ids=str
)
def test_a_load_of_an_edition_that_is_harder_in_one_respect(
    make_hub: MakeHub, before: str, after: str
) -> None:
    """Milder in another one, loaded on 06-10 and dated 05-01: it takes over on the day of the load,
    so that a decision of 05-15 has the milder of both in each respect (R8)."""
    hub = make_hub(law(hard_in({before}, "1", "2020-01-01")))
    hub.publish(USUAL, FAR, REPAIRED, MARKED)
    load(
        hub, "06-10", hard_in({before}, "1", "2020-01-01", "04-30"), hard_in({after}, "2", "05-01")
    )
    hub.publish(by_tax("R", REPAIRED, decided="06-10"))
    hub.publish(mark("M", MARKED, by="tax", decided="06-10"))
    assert in_force(hub) == {BAN, OF_FAR}
    assert {said.effect for said in hub.in_force().values()} == {Effect.CAUTION}
    assert (until(hub, BAN), until(hub, OF_FAR)) == (day("2027-05-15"), day("2028-11-15"))


@pytest.mark.parametrize("before", MILD)
def test_a_load_of_an_edition_that_is_milder_counts_from_its_own_day(
    make_hub: MakeHub, before: str
) -> None:
    """Milder in one respect and harder in none, dated 05-01: also its words are those of what was
    decided on 05-15, whichever sort of decision that is (R8)."""
    every = set(MILD)
    hub = make_hub(law(hard_in(every, "1", "2020-01-01")))
    hub.publish(USUAL, FAR)
    load(
        hub,
        "06-10",
        hard_in(every, "1", "2020-01-01", "04-30"),
        hard_in(every - {before}, "2", "05-01"),
    )
    assert {terms(hub, held).list_version for held in (BAN, OF_FAR)} == {"2"}


def test_of_equal_editions_the_one_that_counted_first_rules(make_hub: MakeHub) -> None:
    """The load of 06-10 has in place of the edition of 05-01 one that is as mild, dated 04-01: it
    counts from 06-10 on, and for a decision of 05-15 the list version stays the other's (R8)."""
    hub = make_hub(law(of_ban("0", "2020-01-01", "04-30"), of_ban("1", "05-01")))
    hub.publish(USUAL)
    load(hub, "06-10", of_ban("0", "2020-01-01", "03-31"), of_ban("2", "04-01"))
    hub.publish(penalty("N5", about=B, decided="06-10"))
    assert [terms(hub, held).list_version for held in (BAN, OF_FAR)] == ["1", "2"]


def test_a_load_that_takes_a_role_out_of_the_milder_edition_hardens_nothing(
    make_hub: MakeHub,
) -> None:
    """Two years for everybody on 06-03 and 06-04, three before and after; the load of 06-06 takes
    persons out of the targets of those days: who was decided upon on 06-01 keeps the two (R8)."""
    years = replace(LND_04, term_months=36)
    first, last = edition("1", "2020-01-01", "06-02", of=years), edition("3", "06-05", of=years)
    middle = edition("2", "06-03", "06-04", of=years, term_months=24)
    hub = make_hub(law(first, middle, last))
    hub.publish(judgment("1", about=P))
    held = on(P, "LND-04")
    for when, rows in (
        ("06-06", (first, middle, last)),
        ("06-07", (first, replace(middle, targets=BODIES), last)),
    ):
        load(hub, when, *rows)
        assert until(hub, held) == day("2028-06-01")


def test_a_load_that_leaves_the_milder_edition_out_hardens_no_respect(make_hub: MakeHub) -> None:
    """From 06-03 to 06-05 a year of caution that a repair lifts and an objection suspends; the load
    of 06-08 has but the three years of before: what was decided on 06-01 keeps all four (R8)."""
    before = of_ban("1", "2020-01-01", "06-02", on_repair=KEEP)
    milder = of_ban("2", "06-03", "06-05", effect=CAUTION, term_months=12, on_objection=SUSPEND)
    after = of_ban("3", "06-06", on_repair=KEEP)
    marked, repaired = penalty("N1"), penalty("N2", about=B)
    hub = make_hub(law(before, milder, after))
    hub.publish(marked, repaired)
    load(hub, "06-08", replace(before, valid_until=None))
    for held in (BAN, on(B, "PRC-01")):
        assert (until(hub, held), terms(hub, held).effect) == (day("2027-06-01"), CAUTION)
    hub.publish(mark("M", marked, by="tax", decided="06-08"))
    hub.publish(by_tax("R", repaired, decided="06-08"))
    assert in_force(hub) == set()
