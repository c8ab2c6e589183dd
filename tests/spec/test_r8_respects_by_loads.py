"""R8: loads of editions that are milder in one respect and harder in another."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import B, C
from scenario.drivers import MakeHub
from scenario.editions import load
from scenario.expect import in_force, on, terms, until
from scenario.lasting import BAN, by_tax, of_ban
from scenario.laws import law
from scenario.message import Value, mark, penalty

from schemas.catalogue.model import Effect, OnObjection, OnRepair

KEEP, LIFT = OnRepair.KEEP, OnRepair.LIFT
SUSPEND = OnObjection.SUSPEND
CAUTION = Effect.CAUTION


OLD = of_ban("1", "2020-01-01", usual_months=24)

#: In each respect what is milder than `OLD` and what is harder.
MILDER: dict[str, dict[str, Value]] = {
    "effect": {"effect": CAUTION},
    "longest": {"term_months": 30},
    "usual": {"usual_months": 12},
    "objection": {"on_objection": SUSPEND},
}
HARDER: dict[str, dict[str, Value]] = {
    "effect": {"effect": Effect.CONTROL},
    "longest": {"term_months": 48},
    "usual": {"usual_months": 30},
    "repair": {"on_repair": KEEP},
}


@pytest.mark.parametrize(
    ("better", "worse"), [(b, w) for b in MILDER for w in HARDER if b != w], ids=str
)
def test_a_load_of_an_edition_that_is_harder_in_one_respect(
    make_hub: MakeHub, better: str, worse: str
) -> None:
    """Loaded on 06-10 and dated 05-01: it takes over on the day of the load, so that a decision of
    05-15 has the milder of both in each respect (R8)."""
    hub = make_hub(law(OLD))
    usual = penalty("N1", decided="05-15")
    own = penalty("N2", decided="05-15", about=B, until="2031-01-01")
    repaired = penalty("N3", decided="05-15", about=C)
    hub.publish(usual, own, repaired)
    ended = replace(OLD, valid_until=day("04-30"))
    more = {**HARDER[worse], **MILDER[better]}
    load(hub, "06-10", ended, of_ban("2", "05-01", **{"usual_months": 24, **more}))
    hub.publish(by_tax("R", repaired, decided="06-10"))
    assert in_force(hub) == {BAN, on(B, "PRC-01")}
    effect = CAUTION if better == "effect" else Effect.REFUSE
    assert {terms(hub, held).effect for held in in_force(hub)} == {effect}
    assert until(hub, BAN) == day("2027-05-15" if better == "usual" else "2028-05-15")
    last = "2028-11-15" if better == "longest" else "2029-05-15"
    assert until(hub, on(B, "PRC-01")) == day(last)
    hub.publish(mark("M", usual, by="tax", decided="06-10"))
    assert (BAN in in_force(hub)) is (better != "objection")


@pytest.mark.parametrize("better", [*MILDER, "repair"])
def test_a_load_of_an_edition_that_is_milder_counts_from_its_own_day(
    make_hub: MakeHub, better: str
) -> None:
    """Milder in one respect and harder in none, dated 05-01: also its words are those of what was
    decided on 05-15, whichever sort of decision that is (R8)."""
    old = replace(OLD, on_repair=KEEP)
    more = {"on_repair": LIFT} if better == "repair" else {**MILDER[better], "on_repair": KEEP}
    hub = make_hub(law(old))
    hub.publish(
        penalty("N1", decided="05-15"),
        penalty("N2", decided="05-15", about=B, until="2031-01-01"),
    )
    ended = replace(old, valid_until=day("04-30"))
    load(hub, "06-10", ended, of_ban("2", "05-01", **{"usual_months": 24, **more}))
    assert {said.list_version for said in hub.in_force().values()} == {"2"}


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
