"""R8: of the editions that count for a decision each respect is taken where it is mildest."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import LND_04, PRC_01_BAN, A, P
from scenario.drivers import MakeHub
from scenario.editions import codes, edition
from scenario.expect import in_force, on, terms, until
from scenario.lasting import BAN, KEPT, by_tax
from scenario.laws import law
from scenario.message import Message, Value, judgment, mark, penalty, related, repair, wage

from schemas.catalogue.model import Effect, MeasureRow, OnObjection, OnRepair, TargetRole

LIFTED = edition("1", "2020-01-01", "06-04", of=PRC_01_BAN, term_months=36)
#: Shorter, and kept through a repair.
SHORTER = edition("2", "06-05", of=KEPT, term_months=24)


def test_what_a_repair_lifted_is_not_burdened_again_by_a_shorter_edition(
    make_hub: MakeHub,
) -> None:
    """Three years that a repair lifts, from 06-05 two that it does not: who was free stays free,
    and who is not repaired has the two years (R8, R23)."""
    repaired, other = penalty("N1"), penalty("N2", about=P)
    hub = make_hub(
        law(*(replace(each, targets=frozenset(TargetRole)) for each in (LIFTED, SHORTER)))
    )
    hub.publish(repaired, other, by_tax("R1", repaired, decided="06-01"))
    for when in ("06-02", "06-05", "06-30"):
        hub.tick(day(when))
        assert in_force(hub) == {on(P, "PRC-01")}
    assert codes(hub) == {"D2003"}
    assert until(hub, on(P, "PRC-01")) == day("2028-06-01")


def test_what_is_decided_under_the_edition_that_keeps_is_kept(make_hub: MakeHub) -> None:
    """Only editions of its own days count: what is decided on 06-05 is not lifted (R8, R23)."""
    n = penalty("N", decided="06-05")
    hub = make_hub(law(LIFTED, SHORTER), on=day("06-05"))
    hub.publish(n, by_tax("R1", n, decided="06-05"))
    assert (in_force(hub), until(hub, BAN)) == ({BAN}, day("2028-06-05"))


@pytest.mark.parametrize(
    ("first", "second", "effect", "ends", "version"),
    [
        (
            {"effect": Effect.CAUTION, "term_months": None},
            {"term_months": 12},
            Effect.CAUTION,
            "2027-06-01",
            "1",
        ),
        (
            {"term_months": 12},
            {"effect": Effect.REPORT, "term_months": 36},
            Effect.REPORT,
            "2027-06-01",
            "2",
        ),
        ({"usual_months": 6}, {"term_months": 12}, Effect.REFUSE, "2026-12-01", "1"),
        ({"term_months": 12}, {"term_months": None}, Effect.REFUSE, "2027-06-01", "1"),
    ],
    ids=str,
)
def test_the_last_day_is_the_earliest_and_the_effect_the_mildest(
    make_hub: MakeHub,
    first: dict[str, Value],
    second: dict[str, Value],
    effect: Effect,
    ends: str,
    version: str,
) -> None:
    """Each from its own edition; the list version is that of the mildest effect, then term (R8)."""
    hub = make_hub(
        law(edition("1", "2020-01-01", "06-04", **first), edition("2", "06-05", **second))
    )
    hub.publish(wage("W1"))
    hub.tick(day("06-05"))
    says = terms(hub, BAN)
    assert (says.effect, says.valid_until, says.list_version) == (effect, day(ends), version)


@pytest.mark.parametrize("suspending", ["1", "2"])
def test_an_objection_suspends_where_one_edition_says_so(
    make_hub: MakeHub, suspending: str
) -> None:
    """Also where that edition is harder in effect and term than the one that rules (R8, R5)."""
    hard: dict[str, Value] = {"effect": Effect.CONTROL, "term_months": None}
    mild: dict[str, Value] = {"effect": Effect.CAUTION, "term_months": 12}
    of_first, of_second = (hard, mild) if suspending == "1" else (mild, hard)
    (of_first if suspending == "1" else of_second)["on_objection"] = OnObjection.SUSPEND
    hub = make_hub(
        law(edition("1", "2020-01-01", "06-04", **of_first), edition("2", "06-05", **of_second))
    )
    hub.publish(listed := wage("W1"))
    hub.tick(day("06-05"))
    assert terms(hub, BAN).effect is Effect.CAUTION
    hub.publish(mark("M1", of=listed, decided="06-05"))
    assert (in_force(hub), codes(hub)) == (set(), {"D2003"})


def test_a_load_that_leaves_out_what_lifted_keeps_nobody(make_hub: MakeHub) -> None:
    """An edition of two days lets a repair lift, and goes with a load: what was decided before it
    stays lifted (R8)."""
    first = edition("1", "2020-01-01", "06-02", of=KEPT)
    two_days = edition("2", "06-03", "06-04", of=PRC_01_BAN)
    last = edition("3", "06-05", of=KEPT)
    hub = make_hub(law(first, two_days, last))
    hub.publish(n := penalty("N"), by_tax("R1", n, decided="06-01"))
    assert in_force(hub) == {BAN}
    hub.tick(day("06-05"))
    assert in_force(hub) == set()
    hub.load_catalogue(law(first, last))
    assert (in_force(hub), codes(hub)) == (set(), {"D2003"})


def test_an_edition_dated_back_is_milder_only_if_it_is_harder_in_no_respect(
    make_hub: MakeHub,
) -> None:
    """Two years kept, dated 05-01 and loaded on 06-05 over three years lifted: it counts from the
    load on, so that what was decided on 05-15 has the two years and is lifted by a repair (R8)."""
    before = replace(LIFTED, valid_until=None)
    hub = make_hub(law(before))
    n = penalty("N", decided="05-15")
    hub.publish(n)
    hub.tick(day("06-05"))
    hub.load_catalogue(
        law(replace(before, valid_until=day("04-30")), replace(SHORTER, valid_from=day("05-01")))
    )
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2028-05-15"), "2")
    hub.publish(by_tax("R1", n, decided="06-05"))
    assert in_force(hub) == set()


def of_listing(name: str, since: str, till: str | None = None, **more: Value) -> MeasureRow:
    """Return an edition of the row of judgment debtors with a term of two years."""
    return edition(name, since, till, of=LND_04, **{"term_months": 24, **more})


def test_of_two_roles_that_end_on_one_day_the_milder_effect_speaks(make_hub: MakeHub) -> None:
    """Caution reached principals alone for two days: who is principal and legal representative has
    it; a longer term of the other role would outlast it (R8)."""
    principals = frozenset({TargetRole.PRINCIPAL})
    both = [related("LEGAL_REPRESENTATIVE", P), related("PRINCIPAL", P)]
    for months, effect in ((24, Effect.CAUTION), (12, Effect.REFUSE)):
        careful = {"effect": Effect.CAUTION, "term_months": months, "targets": principals}
        hub = make_hub(
            law(
                of_listing("1", "2020-01-01", "06-02"),
                of_listing("2", "06-03", "06-04", **careful),
                of_listing("3", "06-05"),
            )
        )
        hub.publish(judgment("1", about=A, related=both))
        hub.tick(day("06-05"))
        assert terms(hub, on(P, "LND-04")).effect is effect
        assert until(hub, on(P, "LND-04")) == day("2028-06-01")


def test_a_repair_is_asked_of_each_role(make_hub: MakeHub) -> None:
    """LIFT reached principals alone for two days: the repair frees the principal, and the legal
    representative stays (R8, R23)."""
    kept = {"on_repair": OnRepair.KEEP}
    lifting = {"targets": frozenset({TargetRole.PRINCIPAL})}
    hub = make_hub(
        law(
            of_listing("1", "2020-01-01", "06-02", **kept),
            of_listing("2", "06-03", "06-04", **lifting),
            of_listing("3", "06-05", **kept),
        )
    )
    told = judgment("1", related=[related("PRINCIPAL", P)])
    hub.publish(told, by_court := judgment("2", related=[related("LEGAL_REPRESENTATIVE", P)]))
    hub.tick(day("06-05"))
    hub.publish(repaired("R1", told))
    assert on(P, "LND-04") in in_force(hub)
    hub.publish(by_court.ended(2, "06-05"))
    assert on(P, "LND-04") not in in_force(hub)
    assert on(A, "LND-04") in in_force(hub)


def repaired(number: str, of: Message) -> Message:
    """Return the court's repair of what it listed."""
    return repair(number, of=of, by="court", decided="06-05")
