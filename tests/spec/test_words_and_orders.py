"""Words that a load mends, and orders, which have the edition of their own day (R6, R8)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import BAN, YEAR, edition, law
from scenario.expect import in_force, on, terms, until
from scenario.message import continuation, freeze, wage


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
