"""R8 as amended: of all editions from the decision on the mildest rules; orders keep their own."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, BODIES, LND_04, A, B, P, catalogue
from scenario.drivers import MakeHub
from scenario.editions import codes, edition, load
from scenario.expect import in_force, on, terms, until
from scenario.message import Value, continuation, freeze, judgment, mark, wage
from scenario.orders import every_order

from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection

BAN = on(A, "PRC-01")
FROZEN = on(A, "BNK-02", "court|12|")


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
        told.append((str(until(hub, BAN)), terms(hub, BAN).list_version))
    assert told == [("2029-06-01", "1"), *[("2028-06-01", "2")] * 3]
    hub = make_hub(catalogue(three(24, 36, 24)))
    hub.publish(wage("W1"))
    hub.tick(day("2027-01-01"))
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2028-06-01"), "1")


def test_w6_also_where_a_load_sets_the_milder_edition_aside(make_hub: MakeHub) -> None:
    """What had counted from July on stays the mildest for what was decided before the load, whether
    another edition has its days by then or none; a decision of then gets what is loaded (R8)."""
    before, milder, after = three(36, 24, 36)
    for loaded in (
        (replace(before, valid_until=None),),
        (before, replace(after, valid_from=day("07-10"))),
    ):
        hub = make_hub(catalogue((before, milder)))
        hub.publish(wage("W1"))
        load(hub, "07-10", *loaded)
        hub.publish(wage("W2", about=B, decided="07-10"))
        assert until(hub, BAN) == day("2028-06-01")
        assert until(hub, on(B, "PRC-01")) == day("2029-07-10")


@pytest.mark.parametrize(
    ("middle", "ruling"),
    [
        ({"effect": Effect.CAUTION, "term_months": None}, "2"),  # effect before term
        ({"effect": Effect.CONTROL, "term_months": 12}, "1"),
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
