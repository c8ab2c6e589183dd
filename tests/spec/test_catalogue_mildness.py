"""Of the editions of a time the mildest rules; words, and orders, under several editions (R8)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, BODIES, LND_04, P2, A, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.laws import BAN, YEAR, edition, law, rules
from scenario.message import continuation, freeze, judgment, mark, related, wage

from schemas.catalogue.model import (
    Effect,
    OnObjection,
)


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
    """Caution without end is milder than refusal for a month, whose end it keeps; then objections
    that suspend (R8)."""
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
    assert (until(hub, BAN), terms(hub, BAN).effect) == (day("07-01"), Effect.CAUTION)
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
