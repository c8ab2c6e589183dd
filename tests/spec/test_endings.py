"""Chapter 1, merging: from when an ending holds, against which versions and grounds."""

from scenario.calendar import day
from scenario.cast import A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import cause, in_force, on, until, wage_measures
from scenario.message import wage
from scenario.orders import every_order
from scenario.outcomes import ENDED


def test_c13_a_spelling_fix_does_not_revive(make_hub: MakeHub) -> None:
    """END v2 holds against CORRECT v3; only the ASSERT v4 makes it stand again (R2)."""
    v1 = wage("W1", cause="x")
    end, fix, back = v1.ended(2, on="06-01"), v1.corrected(3, cause="x."), v1.asserted(4)
    for hub in every_order(make_hub, v1, end, fix):
        assert in_force(hub) == set()
        assert hub.fact(v1).ended_on == day("06-01")
    for hub in every_order(make_hub, v1, end, fix, back):
        assert in_force(hub) == wage_measures(A)
        assert hub.fact(v1).ended_on is None


def test_c13_standing_again_is_a_new_directive(make_line: MakeLine) -> None:
    """The second IMPOSE is of the same measure and has another id (R11)."""
    line, v1 = make_line(), wage("W1", cause="x")
    for message in (v1, v1.ended(2, on="06-01"), v1.corrected(3, cause="x."), v1.asserted(4)):
        line.publish(message)
    first, lifted, second = line.decided("procurement")
    assert [first.action, lifted.action, second.action] == ["IMPOSE", "LIFT", "IMPOSE"]
    assert first.measure_id == second.measure_id
    assert first.directive_id != second.directive_id


def test_c14_an_end_holds_from_its_day(make_hub: MakeHub) -> None:
    """An END on 06-10 leaves the measure in force through 06-09, to its old last day (R4)."""
    v1 = wage("W1")
    for hub in every_order(make_hub, v1, v1.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == wage_measures(A)
        assert until(hub, on(A, "PRC-01")) == day("2029-06-01")
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_c14_the_tick_lifts(make_line: MakeLine) -> None:
    """The directive that lifts is decided by the tick for 06-10, and none before (R4)."""
    line, v1 = make_line(), wage("W1")
    line.publish(v1)
    line.publish(v1.ended(2, on="06-10"))
    line.tick(day("06-09"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    line.tick(day("06-10"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "LIFT"]


def test_c18_what_begins_and_ends_in_one_batch_is_never_imposed(make_line: MakeLine) -> None:
    """Two versions and an END in one entry are judged once; there are three receipts (R18)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2, end = v1.asserted(2, cause="y"), v1.ended(3, on="06-01")
    line.publish(v1, v2, end)
    assert not line.decided("procurement")
    assert all(line.history(message) for message in (v1, v2, end))
    assert line.shown(end) == ENDED


def test_c18_an_end_tomorrow_imposes_today(make_line: MakeLine) -> None:
    """With the END on the next day the batch imposes, and the tick lifts (R18)."""
    line, v1 = make_line(), wage("W1", cause="x")
    line.publish(v1, v1.asserted(2, cause="y"), v1.ended(3, on="06-02"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    line.tick(day("06-02"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "LIFT"]


def test_c19_a_measure_stands_while_one_ground_does(make_hub: MakeHub) -> None:
    """Two entries ground one measure, which ends with the second of them (R10)."""
    w1, w2 = wage("W1", decided="05-01"), wage("W2")
    ends = w1.ended(2, on="06-01"), w2.ended(2, on="06-01")
    for end in ends:
        for hub in every_order(make_hub, w1, w2, end):
            assert in_force(hub) == wage_measures(A)
    for hub in every_order(make_hub, w1, w2, *ends):
        assert in_force(hub) == set()


def test_c19_only_a_released_change_amends(make_line: MakeLine) -> None:
    """The shorter ground's end changes nothing a partner was told; the longer one's does (R10)."""
    w1, w2 = wage("W1", decided="05-01"), wage("W2")
    for first, second, actions in (
        (w1, w2, ["IMPOSE", "AMEND", "LIFT"]),
        (w2, w1, ["IMPOSE", "AMEND", "AMEND", "LIFT"]),
    ):
        line = make_line()
        line.publish(w1)
        line.publish(w2)
        line.publish(first.ended(2, on="06-01"))
        line.publish(second.ended(2, on="06-01"))
        assert [d.action for d in line.decided("procurement")] == actions


def test_c21_a_late_lower_end_acts(make_hub: MakeHub) -> None:
    """END v2 after CORRECT v3 ends, since no ASSERT stands above it (R2)."""
    v1 = wage("W1", cause="x")
    for hub in every_order(make_hub, v1, v1.corrected(3, cause="y"), v1.ended(2, on="06-01")):
        assert in_force(hub) == set()
        assert cause(hub.fact(v1).content.body) == "y"
