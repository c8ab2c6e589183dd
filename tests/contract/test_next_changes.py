"""What changes by itself is told on its day, whether or not anybody is judged for it."""

from contract.line_on_store import LineOnStore
from scenario.calendar import day
from scenario.message import mark, repair, wage

from streams.line.changes import Changes

RED = wage("W1", colour="RED")


def told(changes: Changes) -> list[str]:
    """The states that an entry told the pool."""
    return [change.state for change in changes.issued.pool]


def since(line: LineOnStore, entries: int) -> list[str]:
    """The states told since some entries."""
    return [state for changes in line.decided[entries:] for state in told(changes)]


def days(line: LineOnStore, through: str) -> list[str]:
    """What is told until the end of a day."""
    entries = len(line.decided)
    while line.day < day(through):
        line.tick()
    return since(line, entries)


def test_an_end_in_days_to_come_is_told_on_its_day(line: LineOnStore) -> None:
    """An entry of a red list grounds nothing, and nobody is judged for its end."""
    assert told(line.publish(RED)) == ["STANDING"]
    assert told(line.publish(RED.ended(2, on="06-04"))) == []
    assert days(line, "06-03") == []
    assert days(line, "06-04") == ["ENDED"]
    assert days(line, "06-10") == []


def test_a_repair_in_days_to_come_is_told_on_its_day(line: LineOnStore) -> None:
    """And so is the day on which it is over."""
    own = repair("R1", of=RED, starts="06-03")
    line.publish(RED, own, own.ended(2, on="06-06"))
    assert days(line, "06-02") == []
    assert days(line, "06-05") == ["REPAIRED"]
    assert days(line, "06-06") == ["STANDING"]


def test_what_will_not_turn_any_more_is_not_told(line: LineOnStore) -> None:
    """A mark is given an end and then another; the entry is revoked before either."""
    about = mark("M1", of=RED)
    line.publish(RED, about, about.ended(2, on="06-05"))
    line.publish(about.ended(3, on="06-08"))
    assert days(line, "06-06") == []
    assert told(line.publish(RED.revoked(2))) == ["REVOKED"]
    assert days(line, "06-09") == []


def test_a_fact_turns_once_whoever_tells_of_it(line: LineOnStore) -> None:
    """The relayer's record speaks until the decider's comes; the day is told of the one fact."""
    copy = RED.relayed("province", "P-W1")
    line.publish(copy, copy.ended(2, on="06-04"))
    line.publish(RED, RED.ended(2, on="06-06"))
    assert days(line, "06-05") == []
    assert days(line, "06-06") == ["ENDED"]
    assert not line.store.due(day("06-30"), 10)
