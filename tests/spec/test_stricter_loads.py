"""A load cannot make an edition stricter that was in force (R8): it is refused."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, P2, A, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import YEAR, edition, law, rules
from scenario.expect import in_force, on, until
from scenario.message import judgment, mark, related, wage

from schemas.catalogue.model import (
    Binding,
    Effect,
    OnObjection,
    TargetRole,
)

#: A year, under objections that suspend and with a signature.
HEARD = replace(YEAR, on_objection=OnObjection.SUSPEND, release="市信用办")
STRICTER_IN_PLACE = {
    "targets": replace(HEARD, targets=HEARD.targets | {TargetRole.PERSON}),
    "effect": replace(HEARD, effect=Effect.CONTROL),
    "term_months": replace(HEARD, term_months=36),
    "no term": replace(HEARD, term_months=None),
    "released": replace(HEARD, released=HEARD.released | {"amount"}),
    "binding": replace(HEARD, binding=Binding.MANDATORY),
    "on_objection": replace(HEARD, on_objection=OnObjection.KEEP),
    # What is milder in one thing does not make up for what is stricter in another.
    "a term for an effect": replace(HEARD, term_months=13, effect=Effect.REPORT),
}


@pytest.mark.parametrize("what", STRICTER_IN_PLACE)
def test_w5_an_edition_in_force_is_not_made_stricter_in_its_place(
    make_hub: MakeHub, what: str
) -> None:
    """The whole load is refused: what was loaded before it goes on to rule (R8)."""
    person = wage("W2", about=P, decided="05-15")
    hub = make_hub(law(HEARD))
    hub.publish(w1 := wage("W1", decided="05-15"), person)
    hub.tick(day("06-10"))
    before = dict(hub.in_force())
    hub.load_catalogue(law(STRICTER_IN_PLACE[what]))
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
