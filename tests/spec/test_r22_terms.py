"""R22: the last day, by the decision's own, by the usual and by the longest term."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BNK_07, A, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.lasting import (
    ABLE,
    BAN,
    KEPT,
    LISTED,
    NO_HOMES,
    UNREPORTED,
    by_tax,
    defaulted,
    two_terms,
)
from scenario.laws import law
from scenario.message import mark, penalty, related, wage
from scenario.orders import every_order

B22 = {"decided": "2024-06-20", "related": [related("LEGAL_REPRESENTATIVE", P)]}


def test_b22_two_years_for_the_debtor_and_who_stands_behind(make_hub: MakeHub) -> None:
    """Listed on 2024-06-20 for an unreported property: A and P are bound through 2026-06-20, and
    free by the tick for the day after."""
    hub = make_hub(law(LISTED))
    hub.publish(defaulted("1", UNREPORTED, **B22))
    for when in ("06-01", "06-20"):
        hub.tick(day(when))
        assert in_force(hub) == {NO_HOMES, on(P, "LND-04")}
        assert until(hub, NO_HOMES) == until(hub, on(P, "LND-04")) == day("06-20")
    hub.tick(day("06-21"))
    assert in_force(hub) == set()


def test_b22_the_court_may_prolong(make_hub: MakeHub) -> None:
    """The same with a last day of its own, 2028-06-20: that one."""
    hub = make_hub(law(LISTED))
    hub.publish(defaulted("2", UNREPORTED, until="2028-06-20", **B22))
    hub.tick(day("06-21"))
    assert until(hub, NO_HOMES) == until(hub, on(P, "LND-04")) == day("2028-06-20")


def test_b22_who_can_pay_and_will_not_stays_until_ended(make_hub: MakeHub) -> None:
    """The same for ground 1: without a last day, until the court ends it."""
    listed = defaulted("3", "有履行能力而拒不履行", **B22)
    for hub in every_order(lambda: make_hub(law(LISTED)), listed, listed.ended(2, on="06-25")):
        hub.tick(day("06-24"))
        assert until(hub, NO_HOMES) is None
        assert until(hub, on(P, "LND-04")) is None
        hub.tick(day("06-25"))
        assert in_force(hub) == set()


def test_b22_the_tick_of_the_day_after_sends_the_lift(make_line: MakeLine) -> None:
    """One burden for each, told with its last day; nothing more until the lift."""
    line = make_line(law(LISTED))
    line.publish(defaulted("1", UNREPORTED, **B22))
    line.tick(day("06-20"))
    told = line.decided("land")
    assert [d.action for d in told] == ["IMPOSE", "IMPOSE"]
    assert {d.terms.valid_until for d in told if d.terms} == {day("06-20")}
    line.tick(day("06-21"))
    assert [d.action for d in line.decided("land")][2:] == ["LIFT", "LIFT"]


@pytest.mark.parametrize(
    ("longest", "usual", "own", "last"),
    [
        (36, 12, None, "2027-06-01"),
        (36, 12, "12-01", "2026-12-01"),  # before the end of the usual term
        (36, 12, "2028-01-01", "2028-01-01"),  # after it
        (36, 12, "2029-06-01", "2029-06-01"),
        (36, 12, "2029-06-02", "2029-06-01"),  # the longest term cuts it
        (36, 36, None, "2029-06-01"),
        (36, None, None, "2029-06-01"),
        (36, None, "2028-01-01", "2028-01-01"),
        (36, None, "2030-01-01", "2029-06-01"),
        (None, 12, None, "2027-06-01"),
        (None, 12, "2040-01-01", "2040-01-01"),
        (None, None, None, None),
        (None, None, "2040-01-01", "2040-01-01"),
    ],
)
def test_the_last_day(
    make_hub: MakeHub, longest: int | None, usual: int | None, own: str | None, last: str | None
) -> None:
    """The decision's own, at most the longest term's; else the usual term's, else the longest's."""
    hub = make_hub(law(two_terms(longest, usual)))
    hub.publish(wage("W1", until=own))
    assert until(hub, BAN) == (None if last is None else day(last))


@pytest.mark.parametrize(
    ("longest", "own", "last"),
    [
        (None, None, None),
        (60, None, "2031-06-01"),
        (60, "2027-01-01", "2027-01-01"),
        (60, "2032-01-01", "2031-06-01"),
        (None, "2026-12-01", "2026-12-01"),
    ],
)
def test_the_last_day_of_a_decision_without_a_term(
    make_hub: MakeHub, longest: int | None, own: str | None, last: str | None
) -> None:
    """Ground 1: the court's own last day, at most the longest term's; else the longest's alone."""
    hub = make_hub(law(replace(LISTED, term_months=longest)))
    hub.publish(defaulted("1", ABLE, until=own))
    assert until(hub, NO_HOMES) == (None if last is None else day(last))


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        ("2024-02-29", 24, "2026-02-28"),  # the month's last day
        ("2024-08-31", 18, "2026-02-28"),
        ("2024-02-28", 24, "2026-02-28"),
        ("2025-03-31", 11, "2026-02-28"),
    ],
)
def test_both_days_of_a_usual_term_count(
    make_hub: MakeHub, decided: str, months: int, last: str
) -> None:
    """It ends on the day with the same number, or on the month's last one, that day included."""
    hub = make_hub(law(two_terms(36, months)), on=day("2026-02-27"))
    hub.publish(wage("W1", decided=decided))
    assert until(hub, BAN) == day(last)
    hub.tick(day("02-28"))
    assert in_force(hub) == {BAN}
    hub.tick(day("03-01"))
    assert in_force(hub) == set()


def test_a_usual_term_is_counted_from_the_later_day(make_hub: MakeHub) -> None:
    """Decided on 05-15 with effect from 06-10: a year from then, whenever it was served or
    published."""
    hub = make_hub(law(two_terms(36, 12)))
    hub.publish(
        wage("W1", decided="05-15", starts="06-10", served_on=day("05-20")),
        wage("W2", about=B, decided="05-15", starts="05-01", published_on=day("05-20")),
    )
    hub.tick(day("06-10"))
    assert until(hub, BAN) == day("2027-06-10")
    assert until(hub, on(B, "PRC-01")) == day("2027-05-15")


def test_an_end_a_mark_and_its_closing_move_no_last_day(make_hub: MakeHub) -> None:
    """An END lifts on its day and not before; who objected for two weeks is bound to the same day
    as before (R4, R5)."""
    listed = wage("W1")
    marked = mark("M1", of=listed, decided="06-05")
    careful = on(A, "BNK-07")
    hub = make_hub(law(replace(BNK_07, usual_months=12)))
    hub.publish(listed)
    hub.tick(day("06-05"))
    hub.publish(marked)
    assert in_force(hub) == set()
    hub.tick(day("06-20"))
    hub.publish(marked.ended(2, on="06-20"))
    assert until(hub, careful) == day("2027-06-01")
    hub.publish(listed.ended(2, on="06-30"))
    assert until(hub, careful) == day("2027-06-01")
    hub.tick(day("06-30"))
    assert in_force(hub) == set()


def test_a_correction_adds_a_last_day_or_takes_it_away(make_hub: MakeHub) -> None:
    """The highest content says it, in every order."""
    listed = defaulted("1", UNREPORTED)
    longer = listed.corrected(2, until="2030-06-01")
    for hub in every_order(lambda: make_hub(law(LISTED)), listed, longer):
        assert until(hub, NO_HOMES) == day("2030-06-01")
    for hub in every_order(
        lambda: make_hub(law(LISTED)), listed, longer, listed.corrected(3, until=None)
    ):
        assert until(hub, NO_HOMES) == day("2028-06-01")


def test_corrections_are_told(make_line: MakeLine) -> None:
    """Another last day is an AMEND, one that is over a LIFT; another ground under the court's own
    last day is nothing to the partner."""
    line = make_line(law(LISTED))
    line.publish(listed := defaulted("1", UNREPORTED, decided="2024-05-30", until="2027-05-30"))
    line.publish(listed.corrected(2, circumstances=[ABLE]))
    assert [d.action for d in line.decided("land")] == ["IMPOSE"]
    line.publish(listed.corrected(3, circumstances=[ABLE], until=None))
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "AMEND"]
    line.publish(listed.corrected(4, circumstances=[UNREPORTED], until=None))
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "AMEND", "LIFT"]


def test_the_ground_that_lasts_longest_gives_the_last_day(make_hub: MakeHub) -> None:
    """Two listings of A, for ground 4 and for ground 1: no last day; once the second is revoked two
    years; and a last day of its own counts against a usual term (R10)."""
    short, endless = defaulted("1", UNREPORTED), defaulted("2", ABLE)
    for hub in every_order(lambda: make_hub(law(LISTED)), short, endless):
        assert until(hub, NO_HOMES) is None
        assert [g.record_no for g in hub.grounds(NO_HOMES)] == ["1", "2"]
        hub.publish(endless.revoked(2))
        assert until(hub, NO_HOMES) == day("2028-06-01")
    for own, last in (("12-01", "2027-06-01"), ("2028-01-01", "2028-01-01")):
        for hub in every_order(
            lambda: make_hub(law(two_terms(36, 12))), wage("W1"), wage("W2", until=own)
        ):
            assert until(hub, BAN) == day(last)


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
