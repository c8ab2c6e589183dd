"""After a restore partners are told anew, as one act of the line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE
from scenario.message import freeze, wage

from schemas.catalogue.model import Binding, Effect
from streams.identify.pseudonym import record_key
from streams.line.after_restore import tell_anew
from streams.line.agenda import AgendaKind
from streams.line.changes import Changes
from streams.line.command import Command, Stray, TellAnew
from streams.line.entry import Act, Entry
from streams.line.memory import MemoryStore
from streams.line.store import Need, Snapshot
from streams.pool.standing import FactState
from streams.rule.measure import MeasureKey, Terms
from streams.send.difference import Decided
from streams.send.directive import Directive, DirectiveAction, directive_id
from streams.store.forms import content_of

A = UUID(int=0xA)
GENERATION = 1_863_000_000 << 20
TODAY = date(2026, 7, 14)
NOON = datetime(2026, 7, 14, 4, tzinfo=UTC)
TERMS = Terms(
    binding=Binding.ADVISORY,
    effect=Effect.CAUTION,
    valid_from=TODAY,
    valid_until=None,
    legal_basis=("条例 第一条",),
    list_version="2026",
)
IMPOSED = Directive(
    key=MeasureKey(partner="bank", subject=A, measure="BNK-07"),
    n=0,
    action=DirectiveAction.IMPOSE,
    terms=TERMS,
    decided_on=TODAY,
)
LIFTED = replace(IMPOSED, n=1, action=DirectiveAction.LIFT)


def told(last: Directive, *strays: Stray) -> tuple[Directive, ...]:
    """What is decided where `last` was decided last and its partner heard something since."""
    act = TellAnew(
        generation=GENERATION,
        subjects=frozenset({A}),
        measures=frozenset({last.measure_id}),
        strays=strays,
    )
    command = Command(id=A, by="Wang", because="restored", asked_at=NOON, doing=act)
    entry = Entry(id=A, number=9, day=TODAY, judged_at=NOON, work=Act(command=command))
    decided = Decided(count=last.n + 1, last=last, ordered={})
    return tell_anew(entry, act, Snapshot(decided={A: {last.key: decided}}), None).issued.directives


def test_what_stands_is_told_whole() -> None:
    """A measure in force is told as an AMEND with all its terms, whatever was told before."""
    (again,) = told(IMPOSED)
    assert (again.action, again.n, again.terms) == (DirectiveAction.AMEND, 1, TERMS)


def test_what_does_not_stand_is_lifted_whatever_is_known() -> None:
    """A lifted measure gets a LIFT that goes although the hub knows of nothing to lift."""
    (again,) = told(LIFTED)
    assert (again.action, again.n, again.unconditional) == (DirectiveAction.LIFT, 2, True)


def test_what_will_be_told_in_any_case_is_not_told_twice() -> None:
    """What was decided since the restore goes by itself, but for a lift of what may be unknown."""
    assert told(replace(IMPOSED, generation=GENERATION)) == ()
    assert told(replace(LIFTED, generation=GENERATION, unconditional=True)) == ()
    assert len(told(replace(LIFTED, generation=GENERATION))) == 1


def test_a_measure_nobody_decided_is_taken_back() -> None:
    """A stray is lifted, once, and never where the hub knows its measure."""
    stray = Stray(key=replace(IMPOSED.key, measure="BNK-02"), terms=TERMS)
    known = Stray(key=IMPOSED.key, terms=TERMS)
    lifts = [each for each in told(IMPOSED, stray, known) if each.key == stray.key]
    assert [(each.action, each.n, each.unconditional) for each in lifts] == [
        (DirectiveAction.LIFT, 0, True)
    ]
    assert len(told(IMPOSED, stray, known)) == 2


def test_an_id_and_a_content_are_of_their_generation() -> None:
    """The same number and action, and the same terms, count as another after a restore; before
    any they are those of R11."""
    later = replace(IMPOSED, generation=GENERATION)
    assert later.directive_id != IMPOSED.directive_id
    assert later.measure_id == IMPOSED.measure_id
    assert IMPOSED.directive_id == directive_id(IMPOSED.measure_id, 0, DirectiveAction.IMPOSE)
    assert content_of(TERMS, GENERATION) != content_of(TERMS) == content_of(TERMS, 0)


def told_again(
    line: LineOnStore, store: MemoryStore, subjects: frozenset[UUID], *, older: bool
) -> Changes:
    """What an act without measures tells of these subjects."""
    act = TellAnew(generation=GENERATION, subjects=subjects, measures=frozenset(), older=older)
    command = Command(id=A, by="Wang", because="restored", asked_at=NOON, doing=act)
    snapshot = store.load(Need(subjects=act.subjects, whole=True))
    return tell_anew(line.entry(Act(command=command)), act, snapshot, line.book)


def test_the_pool_is_told_how_everything_stands() -> None:
    """Its readers may have heard last what never came about here: each fact is said once more,
    though nothing about it changes and no partner was told anything."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    (version,) = line.publish(wage("W1")).received.versions
    assert version.subject is not None
    changes = told_again(line, store, frozenset({version.subject}), older=False)
    assert [(change.fact, change.state) for change in changes.issued.pool] == [
        (record_key("hrss", "W1"), "STANDING")
    ]
    assert not changes.issued.directives


@pytest.mark.parametrize("older", [False, True])
def test_what_is_silent_is_taken_back(older: bool) -> None:
    """GONE is told of what was told once; of what never was only if an older hub told of everything
    (R30)."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    entry = wage("W1")
    published = line.publish(entry, wage("W2", colour="WATCH"), freeze("F1"), wage("W3"))
    line.publish(entry.corrected(2, disclosure="RESTRICTED"))
    subjects = frozenset(new.subject for new in published.received.new_subjects)
    told = told_again(line, store, subjects, older=older).issued.pool
    gone = {change.fact for change in told if change.state is FactState.GONE}
    never = {record_key("hrss", "W2"), record_key("court", "F1")}
    assert gone == {record_key("hrss", "W1")} | (never if older else set())
    assert {change.fact for change in told} - gone == {record_key("hrss", "W3")}


def test_the_day_on_which_a_fact_turns_is_kept() -> None:
    """A version of the hub that kept no such days leaves none; once all is told anew they are."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    red = wage("W1", colour="RED")
    (version, _) = line.publish(red, red.ended(2, on="06-04")).received.versions
    assert version.subject is not None
    store.agenda[AgendaKind.RECORD].clear()
    act = TellAnew(generation=0, subjects=frozenset({version.subject}), measures=frozenset())
    command = Command(id=A, by="hub", because="upgrade", asked_at=NOON, doing=act)
    snapshot = store.load(Need(subjects=act.subjects, whole=True))
    line.keep(tell_anew(line.entry(Act(command=command)), act, snapshot, line.book))
    for _ in range(3):
        line.tick()
    assert [change.state for changes in line.decided[-4:] for change in changes.issued.pool] == [
        "ENDED"
    ]
