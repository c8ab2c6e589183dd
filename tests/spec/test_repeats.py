"""Chapter 1, merging: what is a repeat, and what a second content under one number."""

from scenario.cast import A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import cause, in_force, wage_measures
from scenario.message import wage
from scenario.orders import every_order
from scenario.outcomes import ACCEPTED, CONFLICT, REPEAT


def test_c01_a_repeat_is_one_fact(make_hub: MakeHub) -> None:
    """The same entry published twice is one fact with one set of measures (R1)."""
    w1 = wage("W1")
    for hub in every_order(make_hub, w1, w1.again()):
        assert hub.facts() == 1
        assert in_force(hub) == wage_measures(A)


def test_c01_a_repeat_is_receipted_and_imposes_nothing(make_line: MakeLine) -> None:
    """The second is REPEAT; each partner is told once (R1)."""
    line, w1 = make_line(), wage("W1")
    again = w1.again()
    line.publish(w1)
    line.publish(again)
    assert (line.shown(w1), line.shown(again)) == (ACCEPTED, REPEAT)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    assert [d.action for d in line.decided("bank")] == ["IMPOSE"]


def test_c02_a_version_that_changes_nothing_keeps_its_number(make_line: MakeLine) -> None:
    """A second version of equal content is REPEAT, sends nothing, takes its number (R1, D8)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2, conflict = v1.asserted(2), v1.asserted(2, cause="y")
    for message in (v1, v2, conflict):
        line.publish(message)
    assert [line.shown(m) for m in (v1, v2, conflict)] == [ACCEPTED, REPEAT, CONFLICT]
    assert len(line.decided("procurement")) == 1


def test_c02_state_is_that_of_the_first_content(make_hub: MakeHub) -> None:
    """Equal content under two numbers is one state (R1)."""
    v1 = wage("W1", cause="x")
    v2, conflict = v1.asserted(2), v1.asserted(2, cause="y")
    for hub in every_order(lambda: make_hub(refused=[conflict]), v1, v2):
        hub.publish(conflict)
        assert cause(hub.fact(v1).content.body) == "x"
        assert in_force(hub) == wage_measures(A)


def test_c05_a_second_content_under_one_number_is_refused(make_line: MakeLine) -> None:
    """The first content stands, the second is E1402 and waits on the officer's list (D8)."""
    line, x = make_line(), wage("W1", cause="x")
    y = x.again(cause="y")
    line.publish(x)
    line.publish(y)
    assert line.shown(y) == CONFLICT
    assert cause(line.fact(x).content.body) == "x"
    assert "CONFLICT" in line.tasks()


def test_c20_an_assert_equal_to_a_parked_correction_is_no_repeat(make_hub: MakeHub) -> None:
    """CORRECT v3 (x) waits; ASSERT v1 (x) says nothing new and makes the record stand (R1, R2)."""
    v1 = wage("W1", cause="x")
    v3 = v1.corrected(3)
    for hub in every_order(make_hub, v3, v1):
        assert not hub.waits(v3)
        assert in_force(hub) == wage_measures(A)
