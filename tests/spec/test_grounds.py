"""R10: several facts ground one measure."""

from scenario.calendar import day
from scenario.cast import A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.message import wage
from scenario.orders import every_order

BAN = on(A, "PRC-01")
SHORT = wage("W1", until="2027-01-01")
LONG = wage("W2", until="2028-01-01")


def test_the_longest_lasting_ground_gives_the_last_day(make_hub: MakeHub) -> None:
    """Whichever comes first; once that one has ended, the other's day holds."""
    for hub in every_order(make_hub, SHORT, LONG):
        assert until(hub, BAN) == day("2028-01-01")
    for hub in every_order(make_hub, SHORT, LONG, LONG.ended(2, on="06-01")):
        assert until(hub, BAN) == day("2027-01-01")
    for hub in every_order(make_hub, SHORT, LONG, LONG.revoked(2), SHORT.revoked(2)):
        assert BAN not in in_force(hub)


def test_every_ground_is_named(make_line: MakeLine) -> None:
    """A measure says which facts hold it up, all of them, whichever gave its terms."""
    line = make_line()
    line.publish(SHORT, LONG)
    assert [g.record_no for g in terms(line, BAN).grounds] == ["W1", "W2"]
