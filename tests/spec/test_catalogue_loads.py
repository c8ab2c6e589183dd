"""What a load makes of decisions of before it (R8): nothing stricter; what is milder, at once."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, BODIES, LND_04, P2, PRC_01_WAGE, A, B, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub
from scenario.message import continuation, freeze, judgment, mark, related, wage

from schemas.catalogue.model import (
    Binding,
    Catalogue,
    Effect,
    MeasureRow,
    OnObjection,
    TargetRole,
)

BAN = on(A, "PRC-01")


def edition(
    name: str, since: str, end: str | None = None, *, of: MeasureRow = PRC_01_WAGE, **more: object
) -> MeasureRow:
    """Return an edition of a row, in force from one day to another."""
    last = None if end is None else day(end)
    bounds = {"list_version": name, "valid_from": day(since), "valid_until": last}
    return replace(of, **bounds, **more)  # type: ignore[arg-type]


def law(*editions: MeasureRow) -> Catalogue:
    """Return a catalogue with these rows alone."""
    return catalogue(editions)


#: A year, until further notice.
YEAR = edition("1", "2020-01-01", term_months=12)
#: The same, which the next list says to have ended in April.
CLOSED = edition("1", "2020-01-01", "04-30", term_months=12)
#: Three years, or half a year, from May.
STRICTER = edition("2", "05-01", term_months=36)
MILDER = edition("2", "05-01", term_months=6)


def rules(hub: Hub) -> tuple[str, str]:
    """Return until when A may not take part in procurement, and by which edition."""
    return str(until(hub, BAN)), terms(hub, BAN).list_version


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
    (said,) = line.results()
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


def test_w6_what_was_once_milder_is_not_made_longer_again(make_line: MakeLine) -> None:
    """36 months on the day of the decision, 24 from July, 36 again from January: one AMEND (R8)."""
    line = make_line(
        law(
            edition("1", "2020-01-01", "06-30"),
            edition("2", "07-01", "12-31", term_months=24),
            edition("3", "2027-01-01"),
        )
    )
    line.publish(wage("W1"))
    line.tick(day("06-30"))
    assert rules(line) == ("2029-06-01", "1")
    line.tick(day("07-01"))
    assert rules(line) == ("2028-06-01", "2")
    line.tick(day("2027-01-02"))
    assert rules(line) == ("2028-06-01", "2")
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]


def test_w6_of_equal_editions_the_earliest_rules(make_hub: MakeHub) -> None:
    """24 months, then 36, then 24 again: basis and list version stay those of the first (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-30", term_months=24),
            edition("2", "07-01", "07-31"),
            edition("3", "08-01", term_months=24),
        )
    )
    hub.publish(wage("W1"))
    for when in ("06-30", "07-01", "08-01", "08-02"):
        hub.tick(day(when))
        assert rules(hub) == ("2028-06-01", "1")


def test_w6_the_effect_comes_before_the_term(make_hub: MakeHub) -> None:
    """Caution without end is milder than refusal for a month; then objections that suspend (R8)."""
    careful = edition("2", "06-03", "06-04", effect=Effect.CAUTION, term_months=None)
    heard = edition("3", "06-05", effect=Effect.CAUTION, on_objection=OnObjection.SUSPEND)
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", term_months=1),
            careful,
            replace(heard, term_months=None),
        )
    )
    hub.publish(w1 := wage("W1"))
    hub.tick(day("06-03"))
    assert (until(hub, BAN), terms(hub, BAN).effect) == (None, Effect.CAUTION)
    hub.tick(day("06-05"))
    assert terms(hub, BAN).list_version == "3"
    hub.publish(mark("M1", w1))
    assert in_force(hub) == set()


def test_w6_days_that_do_not_reach_somebody_are_free_alone(make_hub: MakeHub) -> None:
    """An edition of June 3 to 5 leaves principals out, and is milder: the principal is free on
    those days alone, then has the terms of before; the debtor has the milder for good (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", of=LND_04, term_months=24),
            edition("2", "06-03", "06-05", of=LND_04, term_months=12, targets=BODIES),
            edition("3", "06-06", of=LND_04, term_months=24),
        )
    )
    hub.publish(judgment("1", related=[related("PRINCIPAL", P2)]))
    debtor, principal = on(A, "LND-04"), on(P2, "LND-04")
    for when, held in (("06-02", 2), ("06-03", 1), ("06-05", 1), ("06-06", 2)):
        hub.tick(day(when))
        assert len(in_force(hub)) == held
    assert until(hub, debtor) == day("2027-06-01")
    assert until(hub, principal) == day("2028-06-01")
    hub.publish(
        judgment("2", about=B, related=[related("PRINCIPAL", P)], decided="06-04"),
        judgment("3", about=P, decided="06-05"),
    )
    assert in_force(hub) == {debtor, principal, on(B, "LND-04")}


def test_w6_a_gap_is_free_for_its_days(make_hub: MakeHub) -> None:
    """No edition from 06-03 to 06-04: free then, and what is decided then stays free (R8)."""
    hub = make_hub(law(edition("1", "2020-01-01", "06-02"), edition("2", "06-05")))
    hub.publish(wage("W1"))
    for when, held in (("06-02", True), ("06-03", False), ("06-04", False), ("06-05", True)):
        hub.tick(day(when))
        assert (BAN in in_force(hub)) is held
    hub.publish(wage("W2", about=B, decided="06-04"))
    assert in_force(hub) == {BAN}


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


def test_w6_a_load_without_the_milder_edition_makes_nothing_longer(make_hub: MakeHub) -> None:
    """Half a year from 06-03 to 06-04, a year before and after: the load of 06-06 leaves the half
    year out. What was decided before keeps it; what was decided on those two days is free (R8)."""
    before, after = edition("1", "2020-01-01", "06-02"), edition("3", "06-05")
    hub = make_hub(law(before, edition("2", "06-03", "06-04", term_months=6), after))
    hub.publish(wage("W1", decided="05-15"))
    hub.tick(day("06-06"))
    hub.publish(wage("W2", about=B, decided="06-04"))
    assert rules(hub) == ("2026-11-15", "2")
    assert until(hub, on(B, "PRC-01")) == day("2026-12-04")
    hub.load_catalogue(law(before, after))
    assert rules(hub) == ("2026-11-15", "2")
    assert in_force(hub) == {BAN}
    hub.tick(day("06-08"))
    hub.load_catalogue(
        law(replace(before, valid_until=day("06-03")), replace(after, valid_from=day("06-04")))
    )
    assert rules(hub) == ("2026-11-15", "2")
    assert in_force(hub) == {BAN}


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


def test_r8_words_are_mended_in_place(make_line: MakeLine) -> None:
    """Another name, basis, remedy and contact for an edition in force: nothing is sent; what is
    decided later has the mended basis (R8)."""
    mended = {
        "name": "限制参加政府采购",
        "legal_basis": ("PRC-01 第一条第二款",),
        "remedy": "向认定机关申请",
        "contact": "12345",
    }
    line = make_line(law(YEAR))
    line.publish(w1 := wage("W1", decided="05-15"))
    line.load_catalogue(law(replace(YEAR, **mended)))  # type: ignore[arg-type]
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    line.publish(wage("W2", about=B, decided="05-16"))
    assert terms(line, on(B, "PRC-01")).legal_basis == ("PRC-01 第一条第二款",)
    line.publish(w1.corrected(2, decided="05-20"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "IMPOSE", "AMEND"]
    assert terms(line, BAN).legal_basis == ("PRC-01 第一条第二款",)


def test_r8_another_basis_by_a_new_edition_sends_nothing(make_line: MakeLine) -> None:
    """The edition of July says the same on another basis: the one of the decision rules (R8)."""
    june = edition("1", "2020-01-01", "06-30")
    line = make_line(law(june, edition("2", "07-01", legal_basis=("新法 第一条",))))
    line.publish(wage("W1"))
    line.tick(day("07-02"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]


FROZEN = on(A, "BNK-02", "court|12|")


def test_r8_an_order_has_the_term_of_its_own_day(make_hub: MakeHub) -> None:
    """A freeze of 06-01 under twelve months keeps them when six come on 06-03; its continuation of
    06-05 has six, from its own day, which the freeze outlasts (R6, R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", of=BNK_02),
            edition("2", "06-03", of=BNK_02, term_months=6),
        )
    )
    hub.publish(freeze("12"))
    hub.tick(day("06-05"))
    assert until(hub, FROZEN) == day("2027-06-01")
    hub.publish(freeze("13", decided="06-05"), c := continuation("C1", of="12", decided="06-05"))
    assert until(hub, FROZEN) == day("2027-06-01")
    assert until(hub, on(A, "BNK-02", "court|13|")) == day("2026-12-05")
    hub.publish(c.corrected(2, starts="2027-01-05"))
    assert until(hub, FROZEN) == day("2027-07-05")


def test_r8_no_load_changes_the_term_of_an_order(make_hub: MakeHub) -> None:
    """A milder edition of the past, loaded on 06-05, reaches the orders of 06-05 and later (R8)."""
    hub = make_hub(law(edition("1", "2020-01-01", of=BNK_02)))
    hub.publish(freeze("12"))
    hub.tick(day("06-05"))
    hub.load_catalogue(
        law(
            edition("1", "2020-01-01", "05-10", of=BNK_02),
            edition("2", "05-11", of=BNK_02, term_months=6),
        )
    )
    assert until(hub, FROZEN) == day("2027-06-01")
    hub.publish(freeze("13", decided="06-05"))
    assert until(hub, on(A, "BNK-02", "court|13|")) == day("2026-12-05")


def test_r8_an_order_needs_an_edition_on_its_day_and_today(make_hub: MakeHub) -> None:
    """Without an edition on the day a freeze is lifted, and back with the next one; a freeze of the
    days between freezes nothing; a continuation of them does not count (R6, R8)."""
    hub = make_hub(
        law(edition("1", "2020-01-01", "06-02", of=BNK_02), edition("2", "06-05", of=BNK_02))
    )
    hub.publish(freeze("12"))
    hub.tick(day("06-03"))
    assert in_force(hub) == set()
    hub.publish(freeze("13", decided="06-03"))
    hub.publish(continuation("C1", of="12", decided="06-03", starts="2027-01-05"))
    hub.tick(day("06-05"))
    assert in_force(hub) == {FROZEN}
    assert until(hub, FROZEN) == day("2027-06-01")
