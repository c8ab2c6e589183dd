"""Every store knows what waits since when, and who was told of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from contract.line_on_store import LineOnStore
from contract.records import key_of
from contract.stores import StoreUnderTest
from scenario.calendar import TODAY, day
from scenario.cast import A
from scenario.message import repair, wage

from streams.accept.outcome import Outcome
from streams.line.agenda import PARKED_TOO_LONG
from streams.line.changes import Changes, Days, Done
from streams.line.entry import Again
from streams.line.store import Need

#: When what waits since today has waited too long.
THEN = TODAY + PARKED_TOO_LONG


def test_what_waits_is_loaded_with_its_day(line: LineOnStore) -> None:
    """A parked record waits since its day, until it waits no more; its department is told once."""
    late = repair("R", of=wage("1"))
    line.publish(late)
    need = Need(records=frozenset({key_of(late)}))
    assert line.store.load(need).waiting == {key_of(late): TODAY}
    assert line.store.due(THEN, 9).waiting == {key_of(late)}
    assert line.store.due(THEN - timedelta(days=1), 9).waiting == frozenset()
    line.keep(Changes(entry=line.entry(Again()), days=Days(expired=frozenset({key_of(late)}))))
    assert line.store.due(THEN, 9).waiting == frozenset()
    assert line.store.load(need).waiting == {key_of(late): TODAY}
    line.publish(wage("1"))
    assert line.store.load(need).waiting == {}


def test_a_record_may_wait_again(line: LineOnStore) -> None:
    """What waits a second time waits since its second day, and its department is told again."""
    record = uuid4()
    line.keep(Changes(entry=line.entry(Again()), days=Days(waiting={record: day("05-01")})))
    line.keep(Changes(entry=line.entry(Again()), days=Days(expired=frozenset({record}))))
    line.keep(Changes(entry=line.entry(Again()), days=Days(no_longer_waiting=frozenset({record}))))
    assert line.store.due(THEN, 9).waiting == frozenset()
    line.keep(Changes(entry=line.entry(Again()), days=Days(waiting={record: TODAY})))
    assert line.store.due(THEN - timedelta(days=1), 9).waiting == frozenset()
    assert line.store.due(THEN, 9).waiting == {record}


def days_later(line: LineOnStore, days: int) -> None:
    """Tick as often."""
    for _ in range(days):
        line.tick()


def test_what_waits_for_30_days_is_told_once(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """On the 30th day, not before or again, come receipt and task; the original still counts."""
    ground = wage("1")
    late = repair("R", of=ground)
    line.publish(late)
    at = ("credit.events.hrss", 0, 0)
    days_later(line, 29)
    assert [seen[:2] for seen in under_test.seen().outcomes[at]] == [(Outcome.PARKED, "E1403")]
    assert under_test.seen().tasks == {}
    for _ in range(3):
        line.tick()
        told = [seen[:2] for seen in under_test.seen().outcomes[at]]
        assert told == [(Outcome.PARKED, "E1403"), (Outcome.PARK_EXPIRED, "E1403")]
        (task,) = under_test.seen().tasks.values()
        assert task[:3] == ("PARKED", *late.id)
        assert "waited for its original for 30 days" in str(task[3])
    assert [len(c.issued.tasks) for c in line.decided if c.issued.tasks] == [1]
    line.publish(ground)
    assert under_test.seen().outcomes[at][-1][0] is Outcome.REPAIRED
    assert under_test.seen().waiting == {}
    assert len(under_test.seen().tasks) == 1


def test_who_waits_a_second_time_is_a_second_matter(
    line: LineOnStore, under_test: StoreUnderTest
) -> None:
    """A repair corrected to an original that is missing as well opens a task of its own."""
    ground, missing = wage("1"), wage("9")
    late = repair("R", of=ground)
    line.publish(late)
    days_later(line, 30)
    (first,) = under_test.seen().tasks
    line.keep(Changes(entry=line.entry(Again()), act=Done(closed_tasks=(first,))))
    line.publish(ground)
    line.publish(repair("R", of=missing).corrected(2))
    days_later(line, 29)
    assert under_test.seen().tasks == {}
    line.tick()
    (second,) = under_test.seen().tasks
    assert second != first


def test_what_waits_for_a_code_says_so(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """An entry that knows its subject by a registration number only asks for no original."""
    line.publish(wage("1", about=replace(A, uscc="", registration_no="320400000012345")))
    days_later(line, 30)
    ((kind, *_, detail, subject, _),) = under_test.seen().tasks.values()
    assert (kind, subject) == ("PARKED", None)
    assert "a code of its subject" in str(detail)
