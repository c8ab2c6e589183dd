"""Chapter 3, due: which measure follows from a fact, on which day, and which does not."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import (
    BEHIND,
    BNK_02,
    BODIES,
    LND_04,
    P2,
    PRC_01_WAGE,
    ROWS,
    A,
    B,
    P,
    Q,
    catalogue,
)
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until, wage_measures
from scenario.message import freeze, judgment, penalty, related, wage
from scenario.orders import every_order

from schemas.catalogue.model import Catalogue, MeasureRow

PROCUREMENT_ONLY = (on(A, "PRC-01"),)


def editions(*rows: MeasureRow) -> Catalogue:
    """Return a catalogue with these rows alone."""
    return catalogue(rows)


def year(edition: str, **changes: object) -> MeasureRow:
    """Return an edition of the procurement row: 2025 to the end of June, 2026 from July."""
    return of_year(PRC_01_WAGE, edition, **changes)


def of_year(row: MeasureRow, edition: str, **changes: object) -> MeasureRow:
    """Return an edition of any row, with these bounds."""
    bounds = {
        "2025": {"valid_from": day("2025-01-01"), "valid_until": day("06-30")},
        "2026": {"valid_from": day("07-01"), "valid_until": None},
    }
    return replace(row, list_version=edition, **bounds[edition], **changes)  # type: ignore[arg-type]


def test_c31_no_edition_no_measure(make_hub: MakeHub) -> None:
    """A fact decided the day before the row's first edition grounds nothing, ever (R8)."""
    first = editions(replace(PRC_01_WAGE, valid_from=day("05-01")))
    early, later = wage("W1", decided="04-30"), wage("W2", about=B, decided="05-01")
    hub = make_hub(first)
    hub.publish(early, later)
    assert in_force(hub) == {on(B, "PRC-01")}
    assert {(r.record_no, r.measure, r.code) for r in hub.refusals()} == {("W1", "PRC-01", "D2001")}
    hub.tick(day("06-20"))
    assert in_force(hub) == {on(B, "PRC-01")}
    closed = replace(PRC_01_WAGE, valid_from=day("05-01"), valid_until=day("06-30"))
    hub.load_catalogue(editions(closed, year("2026")))
    hub.tick(day("07-02"))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_c32_a_new_edition_alone_sends_nothing(make_line: MakeLine) -> None:
    """The edition changes on 07-01 and the row stays the same: no directive (R8)."""
    line = make_line(editions(year("2025"), year("2026")))
    line.publish(wage("W1"))
    line.tick(day("07-01"))
    (imposed,) = line.decided("procurement")
    assert imposed.action == "IMPOSE"
    assert terms(line, on(A, "PRC-01")).list_version == "2025"


def test_c32_the_edition_of_the_decision_rules_on_a_tie(make_hub: MakeHub) -> None:
    """Basis and list version stay those of the decision's day (R8)."""
    hub = make_hub(editions(year("2025"), year("2026")))
    hub.publish(wage("W1"))
    before = dict(hub.in_force())
    hub.tick(day("07-01"))
    assert dict(hub.in_force()) == before
    assert terms(hub, on(A, "PRC-01")).list_version == "2025"


def test_c33_an_edition_without_the_row_lifts(make_hub: MakeHub) -> None:
    """The edition of 2026 lacks the row: nothing is due from 07-01, for want of a basis (R8)."""
    hub = make_hub(editions(year("2025")))
    hub.publish(wage("W1"))
    hub.tick(day("06-30"))
    assert in_force(hub) == set(PROCUREMENT_ONLY)
    hub.tick(day("07-01"))
    assert in_force(hub) == set()
    assert {(r.record_no, r.code) for r in hub.refusals()} == {("W1", "D2001")}


def test_c33_a_milder_edition_amends(make_hub: MakeHub) -> None:
    """The edition of 2026 has a shorter term: it rules from 07-01 (R8)."""
    hub = make_hub(editions(year("2025"), year("2026", term_months=12)))
    hub.publish(wage("W1"))
    assert until(hub, on(A, "PRC-01")) == day("2029-06-01")
    hub.tick(day("07-01"))
    assert until(hub, on(A, "PRC-01")) == day("2027-06-01")


def test_c33_a_stricter_edition_does_not_reach_back(make_hub: MakeHub) -> None:
    """The edition of 2026 has a longer term: what was decided before keeps its own (R8)."""
    hub = make_hub(editions(year("2025", term_months=12), year("2026")))
    hub.publish(wage("W1"))
    hub.tick(day("07-01"))
    assert until(hub, on(A, "PRC-01")) == day("2027-06-01")


def test_c33_lift_and_amend_are_decided_by_the_tick(make_line: MakeLine) -> None:
    """The tick for 07-01 decides the LIFT, or the AMEND (R8)."""
    for rows, actions in (
        ((year("2025"),), ["IMPOSE", "LIFT"]),
        ((year("2025"), year("2026", term_months=12)), ["IMPOSE", "AMEND"]),
    ):
        line = make_line(editions(*rows))
        line.publish(wage("W1"))
        line.tick(day("07-01"))
        assert [d.action for d in line.decided("procurement")] == actions


def test_c88_an_edition_reaches_whom_both_target(make_hub: MakeHub) -> None:
    """The edition of 2026 leaves out who stands behind a debtor, or a frozen person: whom it does
    not name carries nothing from 07-01, and whom the one of the decision did not name carries
    nothing ever; the others keep what they had (R8, R9)."""
    fewer, frozen = LND_04.targets - BEHIND, on(P, "BNK-02", "court|12|")
    rows = [of_year(LND_04, "2025"), of_year(LND_04, "2026", targets=fewer)]
    rows += [of_year(BNK_02, "2025"), of_year(BNK_02, "2026", targets=BODIES)]
    listed = judgment("1", related=[related("PRINCIPAL", P2)])
    for hub in every_order(lambda: make_hub(editions(*rows)), listed, freeze("12", about=P)):
        assert in_force(hub) == {on(A, "LND-04"), on(P2, "LND-04"), frozen}
        hub.tick(day("06-30"))
        assert in_force(hub) == {on(A, "LND-04"), on(P2, "LND-04"), frozen}
        hub.tick(day("07-01"))
        assert in_force(hub) == {on(A, "LND-04")}
        assert terms(hub, on(A, "LND-04")).list_version == "2025"
        assert {r.code for r in hub.refusals()} == {"D2002"}
    rows = [of_year(LND_04, "2025", targets=fewer), of_year(LND_04, "2026")]
    for hub in every_order(lambda: make_hub(editions(*rows)), listed):
        hub.tick(day("07-01"))
        assert in_force(hub) == {on(A, "LND-04")}


def test_c88_the_registry_gets_a_lift_for_one_alone(make_line: MakeLine) -> None:
    """Of debtor and principal the one whom the new edition leaves out is lifted, by the tick of
    the day on which it begins (R7, R8)."""
    fewer = of_year(LND_04, "2026", targets=LND_04.targets - BEHIND)
    line = make_line(editions(of_year(LND_04, "2025"), fewer))
    line.publish(judgment("1", related=[related("PRINCIPAL", P2)]))
    line.tick(day("07-01"))
    lifted = [d.held for d in line.decided("land") if d.action == "LIFT"]
    assert len(line.decided("land")) == 3
    assert lifted == [on(P2, "LND-04")]


def test_c34_a_row_loaded_today_burdens_nobody_backwards(make_hub: MakeHub) -> None:
    """A row valid since 2025 and loaded on 06-01 applies to decisions from 06-01 on (R8)."""
    rest = tuple(r for r in ROWS if r.row != PRC_01_WAGE.row)
    hub = make_hub(editions(*rest))
    hub.publish(wage("W1", decided="05-31"), wage("W2", about=B, decided="06-01"))
    hub.load_catalogue(editions(*rest, replace(PRC_01_WAGE, valid_from=day("2025-01-01"))))
    assert in_force(hub) == {on(A, "BNK-07"), *wage_measures(B)}


def test_c35_a_minor_is_spared(make_hub: MakeHub) -> None:
    """A judgment on a fourteen-year-old grounds nothing, then or at eighteen (R9)."""
    hub = make_hub()
    hub.publish(judgment("1", about=Q))
    assert in_force(hub) == set()
    assert {(r.measure, r.record_no, r.code) for r in hub.refusals()} == {("LND-04", "1", "D2004")}
    hub.tick(day("2030-05-02"))
    assert in_force(hub) == set()


def test_c35_nobody_is_told(make_line: MakeLine) -> None:
    """No directive is ever decided about a minor (R9)."""
    line = make_line()
    line.publish(judgment("1", about=Q))
    assert not line.decided("land")


def test_c36_a_person_follows_only_where_named(make_hub: MakeHub) -> None:
    """J names P, who may buy no real estate while it does; a penalty that names another does not
    make J reach that other person (R9)."""
    j = judgment("1", related=[related("PRINCIPAL", P)])
    other = penalty("N", related=[related("PRINCIPAL", P2)])
    for hub in every_order(make_hub, j, other):
        assert in_force(hub) == {on(A, "LND-04"), on(P, "LND-04"), on(A, "PRC-01")}
    for hub in every_order(make_hub, j, other, j.corrected(2, related=[])):
        assert in_force(hub) == {on(A, "LND-04"), on(A, "PRC-01")}


def test_c36_a_role_has_its_time(make_hub: MakeHub) -> None:
    """P follows from the first to the last day in the role, both included (R7, R9)."""
    hub = make_hub()
    hub.publish(judgment("1", related=[related("PRINCIPAL", P, since="06-10", until="06-20")]))
    for when, follows in (("06-09", False), ("06-10", True), ("06-20", True), ("06-21", False)):
        hub.tick(day(when))
        assert (on(P, "LND-04") in in_force(hub)) is follows


def test_c37_the_last_day_is_inclusive(make_hub: MakeHub) -> None:
    """Until 2029-06-01 means in force on that day and not on the next (R4)."""
    hub = make_hub()
    hub.publish(wage("W1", until="2029-06-01"))
    hub.tick(day("2029-06-01"))
    assert in_force(hub) == wage_measures(A)
    hub.tick(day("2029-06-02"))
    assert in_force(hub) == set()


def test_c37_what_comes_on_its_last_day_is_in_force(make_hub: MakeHub) -> None:
    """Judged on the very last day, a measure is due on it and not on the next (R4)."""
    hub = make_hub()
    hub.publish(wage("W1", decided="05-01", until="06-01"))
    assert in_force(hub) == wage_measures(A)
    hub.tick(day("06-02"))
    assert in_force(hub) == set()


def test_c37_the_tick_of_the_next_day_lifts(make_line: MakeLine) -> None:
    """The LIFT is decided by the tick for the day after the last (R4)."""
    line = make_line(on=day("2029-05-30"))
    line.publish(wage("W1", decided="06-01", until="2029-06-01"))
    line.tick(day("2029-06-01"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE"]
    line.tick(day("2029-06-02"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "LIFT"]


def test_c38_a_term_ends_on_the_day_number_or_at_month_end(make_hub: MakeHub) -> None:
    """Three years from 29 February 2024 end on 28 February 2027, inclusive (R4)."""
    hub = make_hub()
    hub.publish(wage("W1", decided="2024-02-29"))
    assert until(hub, on(A, "PRC-01")) == day("2027-02-28")


def test_c39_nothing_before_it_takes_effect(make_hub: MakeHub) -> None:
    """Decided today, effective on 06-15: in force from 06-15 on (R7)."""
    hub = make_hub()
    hub.publish(wage("W1", starts="06-15"))
    assert in_force(hub) == set()
    hub.tick(day("06-14"))
    assert in_force(hub) == set()
    hub.tick(day("06-15"))
    assert in_force(hub) == wage_measures(A)
    assert terms(hub, on(A, "PRC-01")).valid_from == day("06-15")


def test_c39_the_tick_imposes(make_line: MakeLine) -> None:
    """The IMPOSE is decided by the tick for 06-15 and not before (R7)."""
    line = make_line()
    line.publish(wage("W1", starts="06-15"))
    line.tick(day("06-14"))
    assert not line.decided("procurement")
    line.tick(day("06-15"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
