"""限制消费: orders restricting spending, imposed, ended and told twice (C78 to C81)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import (
    COURT,
    DEPARTMENTS,
    LND_04_RESTRICTED,
    ROWS,
    A,
    P,
    Q,
    catalogue,
)
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub, Shown
from scenario.message import Message, Value, judgment, related, restriction
from scenario.orders import every_order
from scenario.partner import ToldPartner, exchange

#: The district court passes on what the city's court orders.
RESTRICTING = catalogue(
    (*ROWS, LND_04_RESTRICTED),
    [
        replace(d, relays_for=frozenset({COURT.uscc})) if d.id == "court2" else d
        for d in DEPARTMENTS
    ],
)
NO_HOMES = on(A, "LND-04")


def copied(number: str, **fields: Value) -> Message:
    """Return the district court's copy of an order of the city's court."""
    order = restriction(number, **fields)
    return restriction(f"copy {number}", by="court2", authority=COURT, **fields).again(
        case_no=order.record["case"]["case_no"]
    )


def test_c78_an_order_restricting_spending_stands_until_it_ends(make_hub: MakeHub) -> None:
    """Without a term it binds the debtor and who stands behind it until the day of its END (R4)."""
    s = restriction("S1", related=[related("PRINCIPAL", P), related("CONTROLLER", Q)])

    def hubs() -> Hub:
        return make_hub(RESTRICTING)

    for hub in every_order(hubs, s):
        assert in_force(hub) == {NO_HOMES, on(P, "LND-04")}
        assert until(hub, NO_HOMES) is None
        hub.tick(day("06-20"))
        assert in_force(hub) == {NO_HOMES, on(P, "LND-04")}
    for hub in every_order(hubs, s, s.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == {NO_HOMES, on(P, "LND-04")}
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_c78_the_registry_is_told_twice(make_line: MakeLine) -> None:
    """One IMPOSE, and the LIFT by the tick of the day of the END (R4, R7)."""
    line, land, s = make_line(RESTRICTING), ToldPartner("land"), restriction("S1")
    line.publish(s)
    line.publish(s.ended(2, on="06-10"))
    exchange(line, land)
    line.tick(day("06-09"))
    exchange(line, land)
    assert land.actions() == ["IMPOSE"]
    line.tick(day("06-10"))
    exchange(line, land)
    assert land.actions() == ["IMPOSE", "LIFT"]
    assert not land.holds


def test_c79_an_order_told_by_another_court_is_one_order(make_hub: MakeHub) -> None:
    """Case, authority and subject make it the same fact; a copy gives no content, and its END
    takes back the copy alone; the deciding court's END lifts (R3, R4)."""
    s, copy = restriction("S1", until="2027-06-01"), copied("S1", until="2026-12-01")

    def hubs() -> Hub:
        return make_hub(RESTRICTING)

    for hub in every_order(hubs, s, copy):
        assert hub.facts() == 1
        assert hub.fact(s).provenances == {s.id, copy.id}
        assert until(hub, NO_HOMES) == day("2027-06-01")
    for hub in every_order(hubs, s, copy, copy.ended(2, on="06-01")):
        assert in_force(hub) == {NO_HOMES}
    for hub in every_order(hubs, s, copy, s.ended(2, on="06-01")):
        assert in_force(hub) == set()


def test_c79_the_repetition_sends_nothing(make_line: MakeLine) -> None:
    """The copy is MERGED, or becomes so, and the registry is told once (R3, R10)."""
    for first, second in ((0, 1), (1, 0)):
        line = make_line(RESTRICTING)
        told = restriction("S1"), copied("S1")
        line.publish(told[first])
        line.publish(told[second])
        assert line.shown(told[0]) == Shown("ACCEPTED")
        assert line.shown(told[1]) == Shown("MERGED")
        assert [d.action for d in line.decided("land")] == ["IMPOSE"]


def test_c80_two_courts_restrict_apart(make_hub: MakeHub) -> None:
    """Orders of two courts are two grounds of one measure, which ends with the second (R3, R10)."""
    s, other = restriction("S1", until="2027-06-01"), restriction("S2", by="court2")

    def hubs() -> Hub:
        return make_hub(RESTRICTING)

    for hub in every_order(hubs, s, other):
        assert hub.facts() == 2
        assert in_force(hub) == {NO_HOMES}
        assert {g.record_no for g in terms(hub, NO_HOMES).grounds} >= {"S2"}
        assert until(hub, NO_HOMES) is None
    for hub in every_order(hubs, s, other, other.revoked(2)):
        assert in_force(hub) == {NO_HOMES}
        assert until(hub, NO_HOMES) == day("2027-06-01")
    for hub in every_order(hubs, s, other, other.revoked(2), s.revoked(2)):
        assert in_force(hub) == set()


def test_c81_a_listed_debtor_stays_bound_when_the_restriction_ends(make_line: MakeLine) -> None:
    """Listing and restriction ground one measure, here of the same content: nothing is sent when
    the first of them ends, the LIFT when the second does (R10)."""
    line = make_line(RESTRICTING)
    s, listed = restriction("S1"), judgment("J1", duty="")
    line.publish(s)
    line.publish(listed)
    line.publish(s.ended(2, on="06-01"))
    assert [d.action for d in line.decided("land")] == ["IMPOSE"]
    assert in_force(line) == {NO_HOMES}
    line.publish(listed.ended(2, on="06-01"))
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "LIFT"]
