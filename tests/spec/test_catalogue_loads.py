"""What a load makes of decisions of before it (R8): nothing stricter; what is milder, at once."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import P2, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import BAN, YEAR, edition, law, rules
from scenario.expect import in_force, on, terms, until
from scenario.message import wage

#: The same, which the next list says to have ended in April.
CLOSED = edition("1", "2020-01-01", "04-30", term_months=12)
#: Three years, or half a year, from May.
STRICTER = edition("2", "05-01", term_months=36)
MILDER = edition("2", "05-01", term_months=6)


def test_w4_a_stricter_edition_of_the_past_takes_over_on_its_load_day(make_hub: MakeHub) -> None:
    """Loaded on 06-10 with three years from 05-01: the decision of 05-15 keeps its year, and so
    does one of the day before the load; from the load day on it is three years (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-10"))
    hub.load_catalogue(law(CLOSED, STRICTER))
    assert rules(hub) == ("2027-05-15", "1")
    hub.tick(day("06-11"))
    hub.publish(wage("W2", about=B, decided="06-09"), wage("W3", about=P2, decided="06-11"))
    assert until(hub, on(B, "PRC-01")) == day("2027-06-09")
    hub.publish(wage("W2", 2, about=B, decided="06-11"))
    assert until(hub, on(B, "PRC-01")) == day("2029-06-11")
    assert rules(hub) == ("2027-05-15", "1")


def test_w4_a_milder_edition_of_the_past_rules_at_its_load(make_line: MakeLine) -> None:
    """Loaded on 06-10 with half a year from 05-01: one AMEND that day, and no other (R8)."""
    line = make_line(law(YEAR))
    line.publish(wage("W1", decided="05-15"))
    line.tick(day("06-10"))
    line.load_catalogue(law(CLOSED, MILDER))
    line.tick(day("06-12"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]
    assert rules(line) == ("2026-11-15", "2")


def test_w4_a_stricter_edition_of_the_past_sends_nothing(make_line: MakeLine) -> None:
    """Neither the load nor the days after it decide anything for what was decided before (R8)."""
    line = make_line(law(YEAR))
    line.publish(wage("W1", decided="05-15"))
    line.tick(day("06-10"))
    line.load_catalogue(law(CLOSED, STRICTER))
    line.tick(day("06-12"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]


def test_w4_what_an_earlier_load_ended_does_not_count_on(make_hub: MakeHub) -> None:
    """Edition 1 was ended on 04-30 by a load of 06-05: the days of May had no edition, so the
    decision of 05-15 grounds nothing; that of 04-15 does again from the load on, for its year
    (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="04-15"), wage("W2", about=B, decided="05-15"))
    hub.tick(day("06-05"))
    hub.load_catalogue(law(CLOSED))
    assert in_force(hub) == set()
    hub.tick(day("06-10"))
    hub.load_catalogue(law(CLOSED, STRICTER))
    assert in_force(hub) == {BAN}
    assert rules(hub) == ("2027-04-15", "1")


def test_w4_what_is_milder_and_over_counts_from_its_own_day(make_hub: MakeHub) -> None:
    """Half a year in May, three years from June, both loaded on 06-10: half a year for what was
    decided in May; a year, by the edition that counted then, for what was decided in June before
    the load (R8)."""
    hub = make_hub(law(YEAR))
    hub.tick(day("06-10"))
    hub.publish(wage("W1", decided="05-15"), wage("W2", about=B, decided="06-03"))
    hub.load_catalogue(
        law(
            CLOSED,
            edition("2", "05-01", "05-31", term_months=6),
            edition("3", "06-01", term_months=36),
        )
    )
    assert rules(hub) == ("2026-11-15", "2")
    assert until(hub, on(B, "PRC-01")) == day("2027-06-03")


def test_w4_what_counted_is_remembered_through_later_loads(make_hub: MakeHub) -> None:
    """Three loads: a year, then half a year from May, then three years from May under a new name,
    with the half year gone from the file: the decision of 05-15 keeps half a year; one of the last
    load's day has three years (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-03"))
    hub.load_catalogue(law(CLOSED, MILDER))
    assert rules(hub) == ("2026-11-15", "2")
    hub.tick(day("06-05"))
    hub.load_catalogue(law(CLOSED, edition("3", "05-01")))
    assert rules(hub) == ("2026-11-15", "2")
    hub.publish(wage("W2", about=B, decided="06-05"), wage("W3", about=P, decided="06-05"))
    assert until(hub, on(B, "PRC-01")) == day("2029-06-05")
    hub.load_catalogue(law(YEAR))
    assert rules(hub) == ("2026-11-15", "2")


def test_w4_an_edition_out_and_in_again(make_hub: MakeHub) -> None:
    """A load without the row lifts, one with it imposes anew under the same terms; what was decided
    on the days between has no edition, for good (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-03"))
    hub.load_catalogue(law())
    assert in_force(hub) == set()
    hub.tick(day("06-05"))
    hub.publish(wage("W2", about=B, decided="06-04"))
    hub.load_catalogue(law(YEAR))
    assert rules(hub) == ("2027-05-15", "1")
    assert in_force(hub) == {BAN}
    hub.load_catalogue(law(replace(YEAR, term_months=36)))
    assert rules(hub) == ("2027-05-15", "1")


def test_w4_a_row_out_and_in_again_stricter(make_hub: MakeHub) -> None:
    """Leaving an edition out in between is no way to make it stricter: the load that brings it
    back with three years is refused (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.load_catalogue(law())
    hub.tick(day("06-05"))
    hub.load_catalogue(law(replace(YEAR, term_months=36)))
    assert in_force(hub) == set()


def test_w4_an_edition_under_another_name(make_hub: MakeHub) -> None:
    """An edition that is only called otherwise is a new one from its load day: what was decided
    before keeps the name of then (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-03"))
    hub.load_catalogue(law(replace(YEAR, list_version="1a")))
    assert rules(hub) == ("2027-05-15", "1")
    hub.publish(wage("W2", about=B, decided="06-03"))
    assert terms(hub, on(B, "PRC-01")).list_version == "1a"


def test_w4_a_row_under_another_code_is_a_new_row(make_hub: MakeHub) -> None:
    """A measure that is only called otherwise applies from its load day: nobody is burdened
    backwards (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-03"))
    hub.publish(wage("W2", about=B, decided="06-03"))
    hub.load_catalogue(law(replace(YEAR, measure="PRC-02")))
    assert in_force(hub) == {on(B, "PRC-02")}


def test_w4_a_begin_moved_back_reaches_nobody(make_hub: MakeHub) -> None:
    """Edition 1 was loaded from 2020 on; saying from 2015 reaches no decision of before (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1", decided="2019-12-31", until="2030-01-01"))
    hub.load_catalogue(law(edition("1", "2015-01-01", term_months=None)))
    hub.load_catalogue(law(edition("1", "2015-01-01", term_months=12)))
    assert in_force(hub) == set()


def test_w4_an_end_moved_on_leaves_the_days_before_free(make_hub: MakeHub) -> None:
    """Ended on 06-02 and, by a load of 06-05, not ended after all: the days between stay without an
    edition (R8)."""
    hub = make_hub(law(edition("1", "2020-01-01", "06-02", term_months=12)))
    hub.publish(wage("W1"))
    hub.tick(day("06-05"))
    assert in_force(hub) == set()
    hub.publish(wage("W2", about=B, decided="06-03"))
    hub.load_catalogue(law(YEAR))
    assert rules(hub) == ("2027-06-01", "1")
    assert in_force(hub) == {BAN}
