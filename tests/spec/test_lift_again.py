"""R12: an officer's word that a lift is to be told once more."""

from scenario.drivers import MakeLine
from scenario.message import wage


def test_what_is_in_force_is_not_lifted_by_an_act(make_line: MakeLine) -> None:
    """While a ground holds the measure up, it must be ended first: nothing is decided."""
    line = make_line()
    line.publish(wage("W1"))
    (imposed,) = line.decided("procurement")
    line.lift_again(imposed.directive_id)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
