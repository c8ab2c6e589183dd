"""What every store keeps beside records: days, tasks, outcomes, quarantined bytes."""

from dataclasses import replace
from uuid import uuid4

from contract.line_on_store import LineOnStore
from contract.stores import StoreUnderTest
from scenario.calendar import TODAY, day
from scenario.cast import A, B, P
from scenario.message import judgment, repair, wage

from streams.accept.outcome import Outcome, Quarantined
from streams.line.agenda import PARKED_TOO_LONG
from streams.line.changes import Changes, Days, Done, Issued
from streams.line.entry import Again
from streams.line.store import Need
from streams.settle.task import Task, TaskKind


def test_an_empty_store_knows_nothing(line: LineOnStore) -> None:
    """What nobody wrote is not loaded, whatever is asked for."""
    ids = frozenset({uuid4()})
    need = Need(identities=ids, records=ids, fact_keys=ids, subjects=ids, directives=ids)
    found = line.store.load(need)
    assert not any((found.subjects, found.versions, found.decided, found.waiting))
    assert not any((found.directives, found.merged))


def test_days_come_in_order(line: LineOnStore) -> None:
    """Subjects whose day has come are given out earliest day first, up to the limit."""
    changes = line.publish(
        wage("1", about=A, until="06-20"), wage("2", about=B, until="06-10"), judgment("3", about=P)
    )
    a, b, p = (changes.received.versions[n].subject for n in (1, 2, 0))
    assert changes.received.versions[0].event.record_no == "3"
    assert line.store.due(day("06-10"), 10).subjects == frozenset()
    assert line.store.due(day("06-11"), 10).subjects == {b}
    assert line.store.due(day("06-21"), 1).subjects == {b}
    assert line.store.due(day("06-21"), 10).subjects == {a, b}
    assert b is not None
    line.keep(Changes(entry=line.entry(Again()), days=Days(agenda={b: None})))
    assert line.store.due(day("06-21"), 10).subjects == {a}
    line.keep(Changes(entry=line.entry(Again()), days=Days(judge_everyone=True)))
    assert line.store.due(TODAY, 10).subjects == {a, b, p}


def test_one_question_is_asked_for_every_kind(line: LineOnStore) -> None:
    """Subjects, records that turn and records that wait come together, each up to the limit."""
    reds = [wage(f"{n}", about=B, colour="RED") for n in (3, 4)]
    line.publish(
        wage("1", about=A, until="06-20"), wage("2", about=B, until="06-20"),
        *reds, *(red.ended(2, on="06-25") for red in reds),
        *(repair(f"R{n}", of=wage(f"{n}")) for n in (8, 9)),
    )  # fmt: skip
    due = line.store.due(day("06-30"), 10)
    assert (len(due.subjects), bool(due.records), due.waiting) == (2, True, frozenset())
    due = line.store.due(TODAY + PARKED_TOO_LONG, 10)
    assert (len(due.subjects), len(due.waiting)) == (2, 2)
    due = line.store.due(TODAY + PARKED_TOO_LONG, 1)
    assert [len(some) for some in (due.subjects, due.records, due.waiting)] == [1, 1, 1]


def test_the_same_task_is_opened_once(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """A task of a known id is not opened again, and not reopened when somebody closed it."""
    task = Task(id=uuid4(), kind=TaskKind.DOUBLE, source="tax", record_no="1", detail="first")
    line.keep(Changes(entry=line.entry(Again()), issued=Issued(tasks=(task,))))
    line.keep(
        Changes(entry=line.entry(Again()), issued=Issued(tasks=(replace(task, detail="second"),)))
    )
    assert [seen[3] for seen in under_test.seen().tasks.values()] == ["first"]
    line.keep(Changes(entry=line.entry(Again()), act=Done(closed_tasks=(task.id,))))
    assert under_test.seen().tasks == {}
    line.keep(Changes(entry=line.entry(Again()), issued=Issued(tasks=(task,))))
    assert under_test.seen().tasks == {}


def test_outcomes_keep_their_history(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """The first outcome of a message stays readable when it becomes another."""
    late = repair("R", of=wage("1"))
    line.publish(late)
    line.publish(wage("1"))
    at = ("credit.events.hrss", 0, 0)
    outcomes = [seen[0] for seen in under_test.seen().outcomes[at]]
    assert outcomes == [Outcome.PARKED, Outcome.REPAIRED]


def test_quarantined_bytes_are_kept(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """What cannot be read is kept with its reason, and is one of the outcomes."""
    bad = Quarantined(
        origin=line.origin("credit.events.tax", TODAY),
        source="tax",
        code="E1502",
        hint="无法解码",
        payload=b"\x00\xff",
    )
    line.decide([bad])
    at = ("credit.events.tax", 0, 0)
    assert under_test.seen().quarantine == {at: ("E1502", "无法解码")}
    assert [seen[0] for seen in under_test.seen().outcomes[at]] == [Outcome.QUARANTINED]
