"""R8 as amended: an edition that is loaded with a day in the past, and one that a load lost."""

from scenario.calendar import day
from scenario.cast import A, B, catalogue
from scenario.drivers import MakeHub
from scenario.editions import A_YEAR, A_YEAR_ENDED, codes, edition, load
from scenario.expect import in_force, on, terms, until
from scenario.message import wage

BAN, BAN_B = on(A, "PRC-01"), on(B, "PRC-01")


def test_w4_a_stricter_edition_dated_in_the_past_begins_on_its_load_day(make_hub: MakeHub) -> None:
    """The one before counts until 06-09: decided until then a year, from 06-10 on three (R8)."""
    hub = make_hub(catalogue((A_YEAR,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10", A_YEAR_ENDED, edition("2", "05-01"))
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2027-05-15"), "1")
    for decided, last, version in (
        ("06-09", "2027-06-09", "1"),
        ("06-10", "2029-06-10", "2"),
        ("06-11", "2029-06-11", "2"),
    ):
        hub = make_hub(catalogue((A_YEAR,)))
        load(hub, "06-10", A_YEAR_ENDED, edition("2", "05-01"))
        hub.tick(day("06-12"))
        hub.publish(wage("W1", decided=decided))
        assert (until(hub, BAN), terms(hub, BAN).list_version) == (day(last), version)


def test_w4_a_milder_one_counts_from_its_own_day(make_hub: MakeHub) -> None:
    """Six months instead of a year: for what was decided from 05-01 on or stood then (R8)."""
    hub = make_hub(catalogue((A_YEAR,)))
    hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="04-15"))
    load(hub, "06-10", A_YEAR_ENDED, edition("2", "05-01", term_months=6))
    assert until(hub, BAN) == day("2026-11-15")
    assert until(hub, BAN_B) == day("2026-10-15")


def test_w4_what_an_earlier_load_had_ended_stays_ended(make_hub: MakeHub) -> None:
    """Ended on 04-30 by the load before, edition 1 counts until then only: 05-15 had none, and an
    edition that is loaded on 06-10 reaches it by no date, whether stricter or milder (R8)."""
    for months in (36, 6):
        hub = make_hub(catalogue((A_YEAR,)), on=day("04-20"))
        load(hub, "04-25", A_YEAR_ENDED)
        hub.tick(day("05-20"))
        hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="04-15"))
        assert (in_force(hub), codes(hub)) == (set(), {"D2001"})
        load(hub, "06-10", A_YEAR_ENDED, edition("2", "05-01", term_months=months))
        assert in_force(hub) == {BAN_B}
        assert until(hub, BAN_B) == day("2027-04-15" if months == 36 else "2026-10-15")


def test_a_row_left_out_by_mistake_is_missing_on_those_days_alone(make_hub: MakeHub) -> None:
    """Left out on 06-10 and back on 06-12: free for two days, and for what was decided on them; all
    that was decided before carries its measure again (R8)."""
    hub = make_hub(catalogue((A_YEAR,)))
    hub.publish(wage("W1", decided="05-15"))
    load(hub, "06-10")
    hub.publish(wage("W2", about=B, decided="06-10"))
    assert in_force(hub) == set()
    load(hub, "06-12", A_YEAR)
    assert in_force(hub) == {BAN}
    assert until(hub, BAN) == day("2027-05-15")


def test_days_set_aside_by_mistake_come_back_with_their_own_edition_alone(
    make_hub: MakeHub,
) -> None:
    """An end moved back to 04-30 frees who was decided after it; moved on again it burdens them as
    before. Another edition does not, whatever its days, not even a milder one (R8)."""
    for mended, back in (
        ((A_YEAR,), {BAN, BAN_B}),
        ((A_YEAR_ENDED, edition("2", "05-01", term_months=6)), {BAN_B}),
        ((edition("2", "2020-01-01", term_months=6),), {BAN_B}),
    ):
        hub = make_hub(catalogue((A_YEAR,)))
        hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="04-15"))
        load(hub, "06-10", A_YEAR_ENDED)
        assert in_force(hub) == set()
        load(hub, "06-12", *mended)
        assert in_force(hub) == back
