"""R8 as amended: what a load may change of decisions that were made before it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, BODIES, LND_04, PRC_01_WAGE, A, B, P, catalogue
from scenario.drivers import MakeHub
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub
from scenario.message import Value, continuation, freeze, judgment, mark, wage
from scenario.orders import every_order

from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection, TargetRole

BAN, BAN_B = on(A, "PRC-01"), on(B, "PRC-01")
FROZEN = on(A, "BNK-02", "court|12|")


def edition(
    name: str,
    since: str,
    till: str | None = None,
    *,
    of: MeasureRow = PRC_01_WAGE,
    **changes: Value,
) -> MeasureRow:
    """Return an edition of a row, the wage arrears' unless said; `till` is its last day."""
    last = None if till is None else day(till)
    return replace(of, list_version=name, valid_from=day(since), valid_until=last, **changes)


def year(name: str, since: str, till: str | None = None, **changes: Value) -> MeasureRow:
    """Return an edition whose measures last a year."""
    return edition(name, since, till, **{"term_months": 12, **changes})


def load(hub: Hub, on_day: str, *rows: MeasureRow) -> None:
    """Load these rows on a day."""
    hub.tick(day(on_day))
    hub.load_catalogue(catalogue(rows))


def last_day(hub: Hub) -> date | None:
    """Return the last day of A's ban, None if there is none."""
    return until(hub, BAN) if BAN in hub.in_force() else None


def codes(hub: Hub) -> set[str]:
    """Return under which codes measures did not follow."""
    return {refusal.code for refusal in hub.refusals()}


OPEN = year("1", "2020-01-01")
ENDED = year("1", "2020-01-01", "04-30")


def test_w4_a_stricter_edition_dated_in_the_past_begins_on_its_load_day(make_hub: MakeHub) -> None:
    """The one before counts until 06-09: decided until then a year, from 06-10 on three (R8)."""
    hub = make_hub(catalogue((OPEN,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", ENDED, edition("2", "05-01"))
    assert (last_day(hub), terms(hub, BAN).list_version) == (day("2027-05-15"), "1")
    hub.tick(day("06-12"))
    for number, decided, last, version in (
        ("W2", "06-09", "2027-06-09", "1"),
        ("W3", "06-10", "2029-06-10", "2"),
        ("W4", "06-11", "2029-06-11", "2"),
    ):
        fresh = make_hub(catalogue((OPEN,)))
        load(fresh, "06-10", ENDED, edition("2", "05-01"))
        fresh.tick(day("06-12"))
        fresh.publish(wage(number, decided=decided))
        assert (last_day(fresh), terms(fresh, BAN).list_version) == (day(last), version)


def test_w4_a_milder_one_counts_from_its_own_day(make_hub: MakeHub) -> None:
    """Six months instead of a year: for what was decided from 05-01 on or stood then (R8)."""
    hub = make_hub(catalogue((OPEN,)))
    hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="04-15"))
    load(hub, "06-10", ENDED, edition("2", "05-01", term_months=6))
    assert until(hub, BAN) == day("2026-11-15")
    assert until(hub, BAN_B) == day("2026-10-15")


def test_w4_what_an_earlier_load_had_ended_stays_ended(make_hub: MakeHub) -> None:
    """Ended on 04-30 by the load before, edition 1 counts until then only: 05-15 had none, and an
    edition that is loaded on 06-10 reaches it by no date, whether stricter or milder (R8)."""
    for months in (36, 6):
        hub = make_hub(catalogue((OPEN,)), on=day("04-20"))
        load(hub, "04-25", ENDED)
        hub.tick(day("05-20"))
        hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="04-15"))
        assert (in_force(hub), codes(hub)) == (set(), {"D2001"})
        load(hub, "06-10", ENDED, edition("2", "05-01", term_months=months))
        assert in_force(hub) == {BAN_B}
        assert until(hub, BAN_B) == day("2027-04-15" if months == 36 else "2026-10-15")


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
    first = replace(OPEN, on_objection=OnObjection.SUSPEND, release="市信用办")
    hub = make_hub(catalogue((first, LND_04)))
    hub.publish(wage("W1", decided="05-15"), judgment("J1"))
    before = dict(hub.in_force())
    load(hub, "06-10", replace(first, **stricter))
    assert dict(hub.in_force()) == before
    hub.publish(wage("W2", about=B, decided="06-09"))
    assert until(hub, BAN_B) == day("2027-06-09")


def test_w5_one_that_has_not_begun_may_be_made_stricter(make_hub: MakeHub) -> None:
    """It was never in force on any day: from its first day on it says what was loaded last (R8)."""
    to_be = year("2", "07-01")
    hub = make_hub(catalogue((year("1", "2020-01-01", "06-30"), to_be)))
    load(hub, "06-10", year("1", "2020-01-01", "06-30"), replace(to_be, term_months=36))
    hub.tick(day("07-02"))
    hub.publish(wage("W1", decided="07-01"))
    assert last_day(hub) == day("2029-07-01")


def test_w5_what_becomes_milder_in_place_is_milder_from_its_own_day(make_hub: MakeHub) -> None:
    """A shorter term rules whatever was decided under the edition (R8)."""
    hub = make_hub(catalogue((OPEN,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", replace(OPEN, term_months=6))
    assert last_day(hub) == day("2026-11-15")


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
    hub = make_hub(catalogue((OPEN,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", replace(OPEN, legal_basis=("第二条",), remedy="申请"), LND_04)
    hub.publish(judgment("J1", decided="06-10"))
    assert in_force(hub) == {BAN, on(A, "LND-04")}
    assert last_day(hub) == day("2027-05-15")


def three(*months: int | None, **of_second: Value) -> tuple[MeasureRow, ...]:
    """Return three editions: until 06-30, of July to December, from 2027."""
    first, second, third = months
    return (
        edition("1", "2020-01-01", "06-30", term_months=first),
        edition("2", "07-01", "12-31", **{"term_months": second, **of_second}),
        edition("3", "2027-01-01", term_months=third),
    )


def test_w6_what_was_once_milder_stays_milder(make_hub: MakeHub) -> None:
    """36, 24, 36 months: 24 from July on, also in 2027; of equals the first rules (R8)."""
    hub = make_hub(catalogue(three(36, 24, 36)))
    hub.publish(wage("W1"))
    told = []
    for on_day in ("06-30", "07-01", "12-31", "2027-01-01"):
        hub.tick(day(on_day))
        told.append((str(last_day(hub)), terms(hub, BAN).list_version))
    assert told == [("2029-06-01", "1"), *[("2028-06-01", "2")] * 3]
    hub = make_hub(catalogue(three(24, 36, 24)))
    hub.publish(wage("W1"))
    hub.tick(day("2027-01-01"))
    assert (last_day(hub), terms(hub, BAN).list_version) == (day("2028-06-01"), "1")


@pytest.mark.parametrize(
    ("middle", "ruling"),
    [
        ({"effect": Effect.CAUTION, "term_months": None}, "2"),  # effect before term
        ({"effect": Effect.CONTROL, "term_months": 6}, "1"),
        ({"on_objection": OnObjection.SUSPEND}, "2"),  # then whether an objection suspends
        ({"on_objection": OnObjection.SUSPEND, "term_months": None}, "1"),  # after the term
        ({"released": frozenset(), "binding": Binding.ADVISORY}, "1"),  # no mildness at all
    ],
    ids=str,
)
def test_w6_what_is_milder(make_hub: MakeHub, middle: dict[str, Value], ruling: str) -> None:
    """Effect, then term, then objection; of equals the earliest (R8)."""
    hub = make_hub(catalogue(three(36, 36, 36, **middle)))
    hub.publish(wage("W1"))
    for on_day in ("07-01", "2027-01-01"):
        hub.tick(day(on_day))
        assert terms(hub, BAN).list_version == ruling


def test_w6_an_objection_once_suspends_always(make_hub: MakeHub) -> None:
    """The edition of July suspends on objection: whoever objects in 2027 is spared too (R8)."""
    hub = make_hub(catalogue(three(36, 36, 36, on_objection=OnObjection.SUSPEND)))
    listed = wage("W1")
    hub.publish(listed)
    hub.tick(day("2027-01-05"))
    hub.publish(mark("M1", of=listed, decided="2027-01-05"))
    assert (in_force(hub), codes(hub)) == (set(), {"D2003"})


@pytest.mark.parametrize(
    ("between", "code"),
    [((), "D2001"), ((edition("2", "07-01", "12-31", of=LND_04, targets=BODIES),), "D2002")],
    ids=["no edition", "one for others"],
)
def test_w6_a_day_without_an_edition_is_free_and_no_other(
    make_hub: MakeHub, between: Iterable[MeasureRow], code: str
) -> None:
    """P is free from July to December and carries the measure before and after, unless it was
    decided on such a day (R8)."""
    first, third = (
        edition("1", "2020-01-01", "06-30", of=LND_04),
        edition("3", "2027-01-01", of=LND_04),
    )
    hub = make_hub(catalogue((first, *between, third)))
    hub.publish(judgment("J1", about=P))
    held = on(P, "LND-04")
    for on_day, there in (
        ("06-30", True),
        ("07-01", False),
        ("12-31", False),
        ("2027-01-01", True),
    ):
        hub.tick(day(on_day))
        assert (held in in_force(hub)) is there
        assert codes(hub) == (set() if there else {code})
    hub = make_hub(catalogue((first, *between, third)))
    hub.tick(day("2027-01-01"))
    hub.publish(judgment("J1", about=P, decided="12-31"))
    assert (in_force(hub), codes(hub)) == (set(), {code})


def test_w6_court_orders_know_no_mildness(make_hub: MakeHub) -> None:
    """A freeze keeps the term of its own day, each continuation that of its own: 12 months until
    06-30, 6 from July, 24 from 2027 (R8)."""
    rows = (
        edition("1", "2020-01-01", "06-30", of=BNK_02, term_months=12),
        edition("2", "07-01", "12-31", of=BNK_02, term_months=6),
        edition("3", "2027-01-01", of=BNK_02, term_months=24),
    )
    further = continuation("13", of="12", decided="12-15")
    last = continuation("14", of="12", decided="2027-06-01")
    for told, ends in (((), "2027-06-01"), ((further,), "2027-06-15"), ((last,), "2029-06-01")):
        for hub in every_order(
            lambda: make_hub(catalogue(rows), on=day("2027-06-01")), freeze("12"), *told
        ):
            assert terms(hub, FROZEN).list_version == "1"
            assert until(hub, FROZEN) == day(ends)


def test_w6_a_load_makes_no_order_shorter_by_another_edition(make_hub: MakeHub) -> None:
    """A milder edition of the freezes, dated in the past, begins on its load day (R8)."""
    first = edition("1", "2020-01-01", of=BNK_02)
    hub = make_hub(catalogue((first,)))
    hub.publish(freeze("12", decided="05-15"))
    half = edition("2", "05-01", of=BNK_02, term_months=6)
    load(hub, "06-10", replace(first, valid_until=day("04-30")), half)
    assert until(hub, FROZEN) == day("2027-05-15")
    hub.publish(freeze("15", decided="06-10"))
    assert until(hub, on(A, "BNK-02", "court|15|")) == day("2026-12-10")


def test_a_row_left_out_by_mistake_is_missing_on_those_days_alone(make_hub: MakeHub) -> None:
    """Left out on 06-10 and back on 06-12: free for two days, and for what was decided on them; all
    that was decided before carries its measure again (R8)."""
    hub = make_hub(catalogue((OPEN,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10")
    hub.publish(wage("W2", about=B, decided="06-10"))
    assert in_force(hub) == set()
    load(hub, "06-12", OPEN)
    assert in_force(hub) == {BAN}
    assert last_day(hub) == day("2027-05-15")
