"""Chapter 5, court orders: what continues a freeze, and until when."""

from scenario.calendar import day
from scenario.cast import A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.frozen import FROZEN
from scenario.hub import Shown
from scenario.message import continuation, freeze
from scenario.orders import every_order


def named(*orders: str) -> list[str]:
    """Return the document names of orders."""
    return [f"裁定书{number}" for number in orders]


def test_c57_a_continuation_extends(make_hub: MakeHub) -> None:
    """Continued before its last day a freeze lasts to the new end, with both documents (R6)."""
    f = freeze("12", until="06-10")
    c = continuation("13", of="12", decided="06-05", until="09-05")
    for hub in every_order(lambda: make_hub(on=day("06-05")), f, c):
        assert until(hub, FROZEN) == day("09-05")
        assert [d.name for d in terms(hub, FROZEN).documents] == named("12", "13")
        hub.tick(day("09-05"))
        assert in_force(hub) == {FROZEN}
        hub.tick(day("09-06"))
        assert in_force(hub) == set()


def test_c57_the_bank_gets_an_amendment_and_a_lift(make_line: MakeLine) -> None:
    """IMPOSE, AMEND with the new end, and the LIFT on the day after it (R6)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    line.tick(day("06-05"))
    line.publish(continuation("13", of="12", decided="06-05", until="09-05"))
    line.tick(day("09-05"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "AMEND"]
    line.tick(day("09-06"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "AMEND", "LIFT"]


def test_c59_a_continuation_waits_for_its_freeze(make_hub: MakeHub) -> None:
    """Of an unknown freeze nothing can be continued: parked until it is known (R6)."""
    hub = make_hub()
    c = continuation("13", of="12", until="09-05")
    hub.publish(c)
    assert hub.waits(c)
    assert in_force(hub) == set()
    hub.publish(freeze("12", until="06-10"))
    assert not hub.waits(c)
    assert until(hub, FROZEN) == day("09-05")


def test_c60_a_late_message_of_a_timely_continuation_counts(make_hub: MakeHub) -> None:
    """Decided by the last day and arriving after it, a continuation imposes anew (R6)."""
    hub = make_hub()
    hub.publish(freeze("12", until="06-10"))
    hub.tick(day("06-15"))
    assert in_force(hub) == set()
    hub.publish(continuation("13", of="12", decided="06-10", until="09-05"))
    assert in_force(hub) == {FROZEN}


def test_c60_a_continuation_decided_too_late_does_not_count(make_hub: MakeHub) -> None:
    """Decided after the last day it does nothing, until another closes the gap (R6)."""
    f = freeze("12", until="06-10")
    late = continuation("14", of="12", decided="06-20", until="09-20")
    bridge = continuation("13", of="12", decided="06-10", until="06-20")
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late):
        assert hub.without_effect(late) == "D2005"
        assert in_force(hub) == set()
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late, bridge):
        assert hub.without_effect(late) == ""
        assert until(hub, FROZEN) == day("09-20")
        assert [d.name for d in terms(hub, FROZEN).documents] == named("12", "13", "14")
    for hub in every_order(lambda: make_hub(on=day("06-25")), f, late, bridge, bridge.revoked(2)):
        assert hub.without_effect(late) == "D2005"
        assert in_force(hub) == set()


def test_c60_the_court_is_told(make_line: MakeLine) -> None:
    """Timely: IMPOSE with the next n. Too late: nothing is sent and the court is told D2005.
    The gap closed: both count, and the court is told again (R6)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    line.tick(day("06-25"))
    late = continuation("14", of="12", decided="06-20", until="09-20")
    line.publish(late)
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "LIFT"]
    assert line.shown(late) == Shown("STORED", "D2005")
    line.publish(continuation("13", of="12", decided="06-10", until="06-20"))
    assert [(d.action, d.n) for d in line.decided("bank")] == [
        ("IMPOSE", 0),
        ("LIFT", 1),
        ("IMPOSE", 2),
    ]
    assert line.shown(late) == Shown("ACCEPTED")


def test_c76_a_continuation_extends_the_objects_it_names(make_hub: MakeHub) -> None:
    """Of two frozen accounts the one the CONTINUE names is held on; the other ends (R6)."""
    one, two = ({"kind": "ACCOUNT", "type": "", "number": n} for n in ("1", "2"))
    freezing = freeze("12", until="06-03", objects=[one, two])
    further = continuation("13", of="12", until="12-01", objects=[one])
    for hub in every_order(make_hub, freezing, further):
        assert hub.without_effect(further) == ""
        hub.tick(day("06-04"))
        assert in_force(hub) == {on(A, "BNK-02", "court|12|ACCOUNT:1")}


def test_c105_a_continuation_of_another_object_waits_for_an_officer(make_line: MakeLine) -> None:
    """One digit of the account is wrong: not told to have come too late, but E1405, and a person
    hears of it; so does one of an object of several. Corrected in time it counts (R6)."""
    right, wrong = ({"kind": "ACCOUNT", "type": "", "number": n} for n in ("6222", "6229"))
    line, f = make_line(), freeze("12", until="06-03", objects=[right])
    c = continuation("13", of="12", until="12-01", objects=[wrong])
    line.publish(f, c)
    assert line.history(c) == [Shown("PARKED", "E1405")]
    assert line.tasks() == ["MISFIT"]
    line.publish(corrected := c.corrected(2, objects=[right, wrong]))
    assert line.shown(corrected) == Shown("CORRECTED")
    assert sorted(line.tasks()) == ["MISFIT", "OBJECT_UNKNOWN"]
    line.tick(day("06-04"))
    assert in_force(line) == {on(A, "BNK-02", "court|12|ACCOUNT:6222")}


def test_c94_the_court_is_told_when_a_day_ends_what_a_continuation_builds_on(
    make_line: MakeLine,
) -> None:
    """The first CONTINUE ends on 25 June, so that the second, decided on the 20th, does not reach
    the freeze any more: it counts until that day, and on it the court hears D2005 (R6, R16)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    line.tick(day("06-08"))
    bridge = continuation("13", of="12", decided="06-08", until="06-30")
    line.publish(bridge)
    line.tick(day("06-20"))
    late = continuation("14", of="12", decided="06-20", until="12-20")
    line.publish(late, bridge.ended(2, on="06-25"))
    line.tick(day("06-24"))
    assert line.history(late) == [Shown("ACCEPTED")]
    line.tick(day("06-26"))
    assert line.history(late) == [Shown("ACCEPTED"), Shown("STORED", "D2005")]
    assert line.decided("bank")[-1].action == "LIFT"
