"""What a load makes of decisions of before it (R8): nothing stricter; what is milder, at once."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, P2, A, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.laws import BAN, CLOSED, MILDER, STRICTER, YEAR, edition, law, rules
from scenario.message import judgment, mark, related, wage

from schemas.catalogue.model import (
    Binding,
    Effect,
    OnObjection,
    TargetRole,
)


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


STRICTER_IN_PLACE = {
    "targets": replace(YEAR, targets=YEAR.targets | {TargetRole.PERSON}),
    "effect": replace(YEAR, effect=Effect.CONTROL),
    "term_months": replace(YEAR, term_months=36),
    "term_months: none": replace(YEAR, term_months=None),
    "released": replace(YEAR, released=YEAR.released | {"amount"}),
    "binding": replace(YEAR, binding=Binding.MANDATORY),
    "on_objection": replace(YEAR, on_objection=OnObjection.KEEP),
    "release": replace(YEAR, release=""),
    # The same burden elsewhere, or another number of burdens, is none that was decided.
    "partner": replace(YEAR, partner="telecom"),
    "partner, by a new edition": replace(YEAR, partner="telecom", list_version="2"),
    "per_object": replace(YEAR, per_object=True),
    # Milder in one thing does not make up for stricter in another.
    "term_months, though milder": replace(YEAR, term_months=13, effect=Effect.REPORT),
}


@pytest.mark.parametrize("what", STRICTER_IN_PLACE)
def test_w5_an_edition_in_force_is_not_made_stricter_in_its_place(
    make_hub: MakeHub, what: str
) -> None:
    """The whole load is refused: what was loaded before it goes on to rule (R8)."""
    first = law(replace(YEAR, on_objection=OnObjection.SUSPEND, release="市信用办"))
    stricter = replace(STRICTER_IN_PLACE[what])
    if what != "on_objection":
        stricter = replace(stricter, on_objection=OnObjection.SUSPEND)
    if what != "release":
        stricter = replace(stricter, release="市信用办")
    person = wage("W2", about=P, decided="05-15")
    hub = make_hub(first)
    hub.publish(w1 := wage("W1", decided="05-15"), person)
    hub.tick(day("06-10"))
    before = dict(hub.in_force())
    hub.load_catalogue(law(stricter))
    assert dict(hub.in_force()) == before
    hub.tick(day("06-12"))
    hub.publish(wage("W3", about=B, decided="06-11"), mark("M1", w1))
    assert until(hub, on(B, "PRC-01")) == day("2027-06-11")
    assert in_force(hub) == {on(B, "PRC-01")}


def test_w5_the_refusal_names_row_edition_field_and_the_way(make_line: MakeLine) -> None:
    """An officer is told what is stricter and to give it a new edition; nothing is decided (R8)."""
    line = make_line(law(YEAR))
    line.publish(wage("W1", decided="05-15"))
    line.load_catalogue(law(replace(YEAR, term_months=36)))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    said = line.results()[-1]
    for word in ("PRC-01 list/WAGE_ARREARS 1", "term_months", "12", "36", "a new edition"):
        assert word in said


def test_w5_an_edition_that_ended_is_not_made_stricter_either(make_hub: MakeHub) -> None:
    """Edition 1 ended in May and rules what was decided in its time: three years in its place are
    refused, with the milder edition that the same load brings (R8)."""
    hub = make_hub(law(edition("1", "2020-01-01", "05-31", term_months=12), edition("2", "06-01")))
    hub.publish(wage("W1", decided="05-15"))
    hub.load_catalogue(
        law(edition("1", "2020-01-01", "05-31"), edition("2", "06-01", term_months=6))
    )
    assert rules(hub) == ("2027-05-15", "1")


def test_w5_milder_in_its_place_counts_at_once(make_line: MakeLine) -> None:
    """Half a year instead of a year in edition 1: the decision of 05-15 has half a year (R8)."""
    line = make_line(law(YEAR))
    line.publish(wage("W1", decided="05-15"))
    line.load_catalogue(law(replace(YEAR, term_months=6)))
    assert rules(line) == ("2026-11-15", "1")
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]
    line.load_catalogue(law(YEAR))
    assert rules(line) == ("2026-11-15", "1")
    assert len(line.decided("procurement")) == 2


def test_w5_a_target_less_is_milder(make_hub: MakeHub) -> None:
    """Whoever is left out of an edition in its place is free from the load; a later load that names
    him again is refused: that takes a new edition, which reaches decisions of its time (R8)."""
    whole = edition("1", "2020-01-01", of=LND_04)
    fewer = replace(whole, targets=BODIES)
    listed = judgment("1", related=[related("PRINCIPAL", P2)], decided="05-15")
    hub = make_hub(law(whole))
    hub.publish(listed)
    assert in_force(hub) == {on(A, "LND-04"), on(P2, "LND-04")}
    hub.load_catalogue(law(fewer))
    assert in_force(hub) == {on(A, "LND-04")}
    hub.tick(day("06-05"))
    hub.load_catalogue(law(whole))
    assert in_force(hub) == {on(A, "LND-04")}
    hub.load_catalogue(
        law(replace(fewer, valid_until=day("05-10")), edition("2", "05-11", of=LND_04))
    )
    assert in_force(hub) == {on(A, "LND-04")}
    hub.publish(judgment("2", about=B, related=[related("PRINCIPAL", P2)], decided="06-05"))
    assert in_force(hub) == {on(A, "LND-04"), on(B, "LND-04"), on(P2, "LND-04")}


def test_w5_what_is_not_in_force_yet_may_be_changed(make_hub: MakeHub) -> None:
    """An edition of July is made stricter in June, and made to begin sooner; on its first day that
    is over (R8)."""
    june, july = edition("1", "2020-01-01", "06-30", term_months=12), edition("2", "07-01")
    hub = make_hub(law(june, replace(july, term_months=24)))
    hub.publish(wage("W1"))
    hub.load_catalogue(law(june, july))
    hub.tick(day("06-20"))
    hub.load_catalogue(
        law(replace(june, valid_until=day("06-24")), replace(july, valid_from=day("06-25")))
    )
    hub.tick(day("06-25"))
    hub.publish(wage("W2", about=B, decided="06-25"))
    assert until(hub, on(B, "PRC-01")) == day("2029-06-25")
    assert rules(hub) == ("2027-06-01", "1")
    closed = replace(june, valid_until=day("06-24"))
    hub.load_catalogue(law(closed, replace(july, valid_from=day("06-25"), term_months=48)))
    hub.publish(wage("W3", about=B, decided="06-25", until="2030-06-25"))
    assert until(hub, on(B, "PRC-01")) == day("2029-06-25")


def test_w5_two_loads_of_one_day(make_hub: MakeHub) -> None:
    """What the first load of a day put in force, the second may not make stricter (R8)."""
    hub = make_hub(law(YEAR))
    hub.publish(wage("W1"))
    may = edition("1", "2020-01-01", "05-31", term_months=12)
    hub.load_catalogue(law(may, edition("2", "06-01", term_months=6)))
    assert rules(hub) == ("2026-12-01", "2")
    hub.load_catalogue(law(may, edition("2", "06-01", term_months=24)))
    assert rules(hub) == ("2026-12-01", "2")


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
