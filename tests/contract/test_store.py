"""What every store of the line's state must do: one suite over all of them."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from contract.line_on_store import LineOnStore, everything
from contract.stores import InMemory, OnPostgres, StoreUnderTest, loaded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from property.strategies import CATALOGUE as CHANGING
from property.strategies import messages
from scenario.calendar import TODAY, day
from scenario.cast import CATALOGUE, A, B, P
from scenario.message import (
    Message,
    freeze,
    judgment,
    mark,
    penalty,
    related,
    repair,
    unfreeze,
    wage,
)

from streams.accept.outcome import Outcome, Quarantined
from streams.entry import Again
from streams.identify.pseudonym import record_key
from streams.send.directive import DirectiveAction
from streams.store import Changes, Need
from streams.track.answer import Answer, AnswerArrived, AnswerResult
from streams.track.task import Task


@pytest.fixture(params=["memory", "postgresql"])
def under_test(request: pytest.FixtureRequest) -> Iterator[StoreUnderTest]:
    """A fresh store of each sort."""
    if request.param == "memory":
        yield InMemory()
        return
    found = OnPostgres(request.getfixturevalue("fresh_database"))
    yield found
    found.connection.close()


@pytest.fixture
def line(under_test: StoreUnderTest) -> LineOnStore:
    """A line on it."""
    return LineOnStore(under_test.store, under_test.save, CATALOGUE)


def key_of(message: Message) -> UUID:
    return record_key(*message.id)


def subject_of(line: LineOnStore, message: Message) -> UUID:
    """The subject the message's record is about."""
    (version, *_) = line.store.load(Need(records=frozenset({key_of(message)}))).versions[
        key_of(message)
    ]
    assert version.subject is not None
    return version.subject


def test_an_empty_store_knows_nothing(line: LineOnStore) -> None:
    """What nobody wrote is not loaded, whatever is asked for."""
    ids = frozenset({uuid4()})
    need = Need(identities=ids, records=ids, fact_keys=ids, subjects=ids, directives=ids)
    found = line.store.load(need)
    assert not any((found.subjects, found.versions, found.decided, found.waiting))
    assert not any((found.directives, found.merged))


def test_a_version_comes_back_as_it_went_in(line: LineOnStore) -> None:
    """A version loaded is equal to the one saved, down to names, days and the content hash."""
    told = [
        penalty("1", about=B, related=[related("PRINCIPAL", P, since="05-01", until="07-01")]),
        judgment("2", about=P),
        freeze("3", objects=[{"kind": "ACCOUNT", "type": "", "number": "6222"}]),
        wage("4"),
    ]
    changes = line.publish(*told)
    assert len(changes.versions) == 4
    found = line.store.load(everything([changes])).versions
    assert {v for versions in found.values() for v in versions} == set(changes.versions)


def test_records_hang_together_by_any_key_they_ever_had(line: LineOnStore) -> None:
    """A record is loaded through a fact key that only an earlier version of another one had."""
    first = wage("1", document_no="D1")
    line.publish(
        first, wage("2", by="province", document_no="D1", authority=first.record["authority"])
    )
    line.publish(first.corrected(2, document_no="D9"))
    other = record_key("province", "2")
    found = line.store.load(Need(records=frozenset({other}))).versions
    assert found.keys() == {other, key_of(first)}


def test_records_hang_together_through_targets(line: LineOnStore) -> None:
    """What targets a record comes with it, it comes with what targets it, and siblings come too."""
    ground = wage("1")
    repaired, marked = repair("R", of=ground), mark("M", of=ground)
    line.publish(ground, repaired, marked)
    want = {key_of(ground), key_of(repaired), key_of(marked)}
    for one in want:
        assert line.store.load(Need(records=frozenset({one}))).versions.keys() == want


def test_siblings_are_found_before_their_original(line: LineOnStore) -> None:
    """Orders about an original nobody has seen are loaded by its key, and by each other's."""
    first, second = unfreeze("2", of="1"), unfreeze("3", of="1")
    line.publish(first, second)
    want = {key_of(first), key_of(second)}
    unseen = record_key("court", "1")
    assert line.store.load(Need(records=frozenset({unseen}))).versions.keys() == want
    assert line.store.load(Need(records=frozenset({key_of(first)}))).versions.keys() == want


def test_a_subject_brings_all_that_can_ground_something(line: LineOnStore) -> None:
    """Records naming a subject in any role are loaded for it, those of others are not."""
    mine, related_to = wage("1", about=A), judgment("2", about=B, related=[related("PRINCIPAL", P)])
    about_p = judgment("3", about=P)
    line.publish(mine, related_to, about_p)
    person = subject_of(line, about_p)
    found = line.store.load(Need(subjects=frozenset({person})))
    assert found.versions.keys() == {key_of(related_to), key_of(about_p)}
    assert set(found.decided) == {person}


def test_every_measure_comes_with_its_last_decision(line: LineOnStore) -> None:
    """`decided` counts the directives of a measure and holds the last of them, with its claim."""
    ground = wage("1")
    first = line.publish(ground)
    second = line.publish(ground.revoked(2))
    subject = subject_of(line, ground)
    decided = line.store.load(Need(subjects=frozenset({subject}))).decided[subject]
    assert {d.key for d in first.directives} == decided.keys()
    assert {found.count for found in decided.values()} == {2}
    assert {found.last for found in decided.values()} == set(second.directives)
    assert not any(found.in_force for found in decided.values())


def test_ordered_lifts_last_until_the_measure_is_in_force_again(line: LineOnStore) -> None:
    """Unconditional lifts are told by their order; a new burden or a revoked order ends that."""
    original, lift = freeze("1"), unfreeze("2", of="1")
    line.publish(original)
    ended = line.publish(lift)
    subject = subject_of(line, original)
    need = Need(subjects=frozenset({subject}))
    (decided,) = line.store.load(need).decided[subject].values()
    (directive,) = ended.directives
    assert directive.unconditional
    assert decided.ordered == {key_of(lift): directive.directive_id}
    revoked = line.publish(lift.revoked(2))
    assert revoked.no_longer_ordered == (directive.directive_id,)
    assert [d.action for d in revoked.directives] == [DirectiveAction.IMPOSE]
    (decided,) = line.store.load(need).decided[subject].values()
    assert decided.ordered == {}
    assert decided.in_force


def test_a_lift_that_became_ordinary_says_so(line: LineOnStore) -> None:
    """A lift whose order was revoked before any burden followed is no longer unconditional."""
    lift = unfreeze("2", of="1")
    (directive,) = line.publish(lift).directives
    line.publish(lift.revoked(2))
    wanted = Need(directives=frozenset({directive.directive_id}))
    (state,) = line.store.load(wanted).directives.values()
    assert state.directive == replace(directive, unconditional=False)
    subject = directive.key.subject
    (decided,) = line.store.load(Need(subjects=frozenset({subject}))).decided[subject].values()
    assert decided.ordered == {}


def test_what_waits_is_loaded_with_its_day(line: LineOnStore) -> None:
    """A parked record waits since its day, until it waits no more; its department is told once."""
    late = repair("R", of=wage("1"))
    line.publish(late)
    need = Need(records=frozenset({key_of(late)}))
    assert line.store.load(need).waiting == {key_of(late): TODAY}
    assert line.store.parked(TODAY) == {key_of(late)}
    assert line.store.parked(day("05-31")) == frozenset()
    line.keep(Changes(entry=line.entry(Again()), expired=frozenset({key_of(late)})))
    assert line.store.parked(TODAY) == frozenset()
    assert line.store.load(need).waiting == {key_of(late): TODAY}
    line.publish(wage("1"))
    assert line.store.load(need).waiting == {}


def test_a_record_may_wait_again(line: LineOnStore) -> None:
    """What waits a second time waits since its second day, and its department is told again."""
    record = uuid4()
    line.keep(Changes(entry=line.entry(Again()), waiting={record: day("05-01")}))
    line.keep(Changes(entry=line.entry(Again()), expired=frozenset({record})))
    line.keep(Changes(entry=line.entry(Again()), no_longer_waiting=frozenset({record})))
    assert line.store.parked(TODAY) == frozenset()
    line.keep(Changes(entry=line.entry(Again()), waiting={record: TODAY}))
    assert line.store.parked(day("05-31")) == frozenset()
    assert line.store.parked(TODAY) == {record}


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
    assert [len(c.tasks) for c in line.decided if c.tasks] == [1]
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
    line.keep(Changes(entry=line.entry(Again()), closed_tasks=(first,)))
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


def answer(line: LineOnStore, directive: UUID, number: int, result: AnswerResult) -> AnswerArrived:
    """An answer of the bank."""
    return AnswerArrived(
        origin=line.origin("feedback.bank", TODAY),
        partner="bank",
        answer=Answer(directive_id=directive, answer_no=number, result=result, reason="余额不足"),
    )


def test_the_highest_answer_wins(line: LineOnStore) -> None:
    """Of several answers the highest number counts, in whatever order and entries they came."""
    (directive,) = (d for d in line.publish(freeze("1")).directives if d.key.partner == "bank")
    given = directive.directive_id
    second = answer(line, given, 2, AnswerResult.EXECUTED)
    line.decide([second])
    line.decide(
        [
            answer(line, given, 1, AnswerResult.ACCEPTED),
            answer(line, given, 2, AnswerResult.NOT_EXECUTED),
        ]
    )
    (state,) = line.store.load(Need(directives=frozenset({given}))).directives.values()
    assert (state.partner, state.answer_no, state.answer) == ("bank", 2, second)
    assert state.directive == directive
    third = answer(line, given, 3, AnswerResult.PARTIAL)
    line.decide([third, answer(line, given, 2, AnswerResult.ACCEPTED)])
    (state,) = line.store.load(Need(directives=frozenset({given}))).directives.values()
    assert state.answer == third


def test_a_refused_answer_changes_nothing(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """An answer about another partner's directive is kept with its code and does not count."""
    directives = line.publish(wage("1")).directives
    (theirs,) = (d for d in directives if d.key.partner == "procurement")
    changes = line.decide([answer(line, theirs.directive_id, 1, AnswerResult.EXECUTED)])
    assert [code for _, code in changes.refused_answers] == ["E1602"]
    wanted = Need(directives=frozenset({theirs.directive_id}))
    (state,) = line.store.load(wanted).directives.values()
    assert state.answer is None
    assert under_test.seen().answers == {(theirs.directive_id, 1, "EXECUTED", "E1602")}


def test_what_a_court_is_told_is_kept(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """Results of orders are kept with all they say, each under its own id."""
    (directive,) = line.publish(freeze("1")).directives
    (lift,) = line.publish(unfreeze("2", of="1")).directives
    first = line.decide([answer(line, directive.directive_id, 1, AnswerResult.PARTIAL)])
    second = line.decide([answer(line, lift.directive_id, 1, AnswerResult.EXECUTED)])
    told = (*first.order_results, *second.order_results)
    assert [result.record_no for result in told] == ["1", "2"]
    assert under_test.seen().order_results == {result.result_id: result for result in told}


def test_the_orders_behind_a_directive_are_loaded_with_it(line: LineOnStore) -> None:
    """An answer's need brings every order about the original, also of an unknown one."""
    orders = freeze("1"), unfreeze("2", of="1")
    line.publish(orders[0])
    (known,) = line.publish(orders[1]).directives
    (unknown,) = line.publish(unfreeze("4", of="3")).directives
    found = line.store.load(Need(directives=frozenset({known.directive_id}))).versions
    assert found.keys() == {key_of(one) for one in orders}
    found = line.store.load(Need(directives=frozenset({unknown.directive_id}))).versions
    assert found.keys() == {record_key("court", "4")}


def test_days_come_in_order(line: LineOnStore) -> None:
    """Subjects whose day has come are given out earliest day first, up to the limit."""
    changes = line.publish(
        wage("1", about=A, until="06-20"), wage("2", about=B, until="06-10"), judgment("3", about=P)
    )
    a, b, p = (changes.versions[n].subject for n in (1, 2, 0))
    assert changes.versions[0].event.record_no == "3"
    assert line.store.due_subjects(day("06-10"), 10) == frozenset()
    assert line.store.due_subjects(day("06-11"), 10) == {b}
    assert line.store.due_subjects(day("06-21"), 1) == {b}
    assert line.store.due_subjects(day("06-21"), 10) == {a, b}
    assert b is not None
    line.keep(Changes(entry=line.entry(Again()), agenda={b: None}))
    assert line.store.due_subjects(day("06-21"), 10) == {a}
    line.keep(Changes(entry=line.entry(Again()), judge_everyone=True))
    assert line.store.due_subjects(TODAY, 10) == {a, b, p}


def test_the_same_task_is_opened_once(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """A task of a known id is not opened again, and not reopened when somebody closed it."""
    task = Task(id=uuid4(), kind="DOUBLE", source="tax", record_no="1", detail="first")
    line.keep(Changes(entry=line.entry(Again()), tasks=(task,)))
    line.keep(Changes(entry=line.entry(Again()), tasks=(replace(task, detail="second"),)))
    assert [seen[3] for seen in under_test.seen().tasks.values()] == ["first"]
    line.keep(Changes(entry=line.entry(Again()), closed_tasks=(task.id,)))
    assert under_test.seen().tasks == {}
    line.keep(Changes(entry=line.entry(Again()), tasks=(task,)))
    assert under_test.seen().tasks == {}


def test_a_released_directive_is_not_held(line: LineOnStore) -> None:
    """A directive that waited for a signature waits no longer once it is released."""
    (directive,) = line.publish(judgment("1")).directives
    held = replace(directive, n=1, held=True)
    line.keep(Changes(entry=line.entry(Again()), directives=(held,)))
    need = Need(directives=frozenset({held.directive_id}))
    assert line.store.load(need).directives[held.directive_id].directive == held
    line.keep(Changes(entry=line.entry(Again()), released=(held.directive_id,)))
    freed = line.store.load(need).directives[held.directive_id].directive
    assert freed == replace(held, held=False)


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


def test_merged_records_are_told(line: LineOnStore) -> None:
    """A record that an officer merged into another is loaded with the one that was kept."""
    kept, merged = penalty("1", document_no="D"), penalty("2", document_no="D")
    line.publish(kept, merged)
    pair = (key_of(kept), key_of(merged))
    line.keep(Changes(entry=line.entry(Again()), merged=(pair,)))
    found = line.store.load(Need(records=frozenset({key_of(kept)})))
    assert found.merged == {key_of(merged): key_of(kept)}


class Alike:
    """Two lines that must decide the same and hold the same."""

    def __init__(self, postgres: OnPostgres) -> None:
        postgres.forget()
        self.reference, self.postgres = InMemory(), postgres
        self.lines = [
            LineOnStore(one.store, one.save, CHANGING) for one in (self.reference, postgres)
        ]

    def publish(self, batch: list[Message]) -> None:
        mine, theirs = (line.publish(*batch) for line in self.lines)
        assert mine == theirs

    def tick(self) -> None:
        for line in self.lines:
            line.tick()

    def check(self) -> None:
        mine, theirs = self.lines
        assert mine.decided == theirs.decided
        assert self.reference.seen() == self.postgres.seen()
        need = everything(mine.decided)
        assert loaded(self.reference.store, need) == loaded(self.postgres.store, need)
        for subject in need.subjects:
            one = Need(subjects=frozenset({subject}))
            assert loaded(self.reference.store, one) == loaded(self.postgres.store, one)


@pytest.fixture(scope="module")
def postgres(database_server: str, template_database: str) -> Iterator[OnPostgres]:
    """PostgreSQL's store, for many short histories one after the other."""
    from conftest import _copy

    for url in _copy(database_server, template_database):
        found = OnPostgres(url)
        yield found
        found.connection.close()


@st.composite
def histories(draw: st.DrawFn) -> list[list[Message] | None]:
    """Batches of messages in any order, None for a day that passes."""
    told = draw(messages)
    order = draw(st.permutations([*told, *(m.again() for m in told[:2])]))
    history: list[list[Message] | None] = []
    while order:
        size = draw(st.integers(1, 4))
        history.append(order[:size])
        order = order[size:]
        history += [None] * draw(st.integers(0, 2))
    return history


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories())
def test_both_stores_hold_the_same(
    postgres: OnPostgres, history: list[list[Message] | None]
) -> None:
    """Whatever comes in, both stores make the line decide the same and hold the same state."""
    alike = Alike(postgres)
    for batch in history:
        if batch is None:
            alike.tick()
        else:
            alike.publish(batch)
    alike.check()
