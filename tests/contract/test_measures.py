"""Every store knows of each measure what was decided last, and whether by order."""

from dataclasses import replace

from contract.line_on_store import LineOnStore
from contract.records import key_of, subject_of
from scenario.message import freeze, judgment, unfreeze, wage

from streams.line.changes import Changes, Done, Issued
from streams.line.entry import Again
from streams.line.store import Need
from streams.send.directive import DirectiveAction


def test_every_measure_comes_with_its_last_decision(line: LineOnStore) -> None:
    """`decided` counts the directives of a measure and holds the last of them, with its claim."""
    ground = wage("1")
    first = line.publish(ground)
    second = line.publish(ground.revoked(2))
    subject = subject_of(line, ground)
    decided = line.store.load(Need(subjects=frozenset({subject}))).decided[subject]
    assert {d.key for d in first.issued.directives} == decided.keys()
    assert {found.count for found in decided.values()} == {2}
    assert {found.last for found in decided.values()} == set(second.issued.directives)
    assert not any(found.in_force for found in decided.values())


def test_ordered_lifts_last_until_the_measure_is_in_force_again(line: LineOnStore) -> None:
    """Unconditional lifts are told by their order; a new burden or a revoked order ends that."""
    original, lift = freeze("1"), unfreeze("2", of="1")
    line.publish(original)
    ended = line.publish(lift)
    subject = subject_of(line, original)
    need = Need(subjects=frozenset({subject}))
    (decided,) = line.store.load(need).decided[subject].values()
    (directive,) = ended.issued.directives
    assert directive.unconditional
    assert decided.ordered == {key_of(lift): directive.directive_id}
    revoked = line.publish(lift.revoked(2))
    assert revoked.issued.no_longer_ordered == (directive.directive_id,)
    assert [d.action for d in revoked.issued.directives] == [DirectiveAction.IMPOSE]
    (decided,) = line.store.load(need).decided[subject].values()
    assert decided.ordered == {}
    assert decided.in_force


def test_a_lift_that_became_ordinary_says_so(line: LineOnStore) -> None:
    """A lift whose order was revoked before any burden followed is no longer unconditional."""
    lift = unfreeze("2", of="1")
    (directive,) = line.publish(lift).issued.directives
    line.publish(lift.revoked(2))
    wanted = Need(directives=frozenset({directive.directive_id}))
    (state,) = line.store.load(wanted).directives.values()
    assert state.directive == replace(directive, unconditional=False)
    subject = directive.key.subject
    (decided,) = line.store.load(Need(subjects=frozenset({subject}))).decided[subject].values()
    assert decided.ordered == {}


def test_a_released_directive_is_not_held(line: LineOnStore) -> None:
    """A directive that waited for approval waits no longer once it is released."""
    (directive,) = line.publish(judgment("1")).issued.directives
    held = replace(directive, n=1, held=True)
    line.keep(Changes(entry=line.entry(Again()), issued=Issued(directives=(held,))))
    need = Need(directives=frozenset({held.directive_id}))
    assert line.store.load(need).directives[held.directive_id].directive == held
    line.keep(Changes(entry=line.entry(Again()), act=Done(approved=(held.directive_id,))))
    freed = line.store.load(need).directives[held.directive_id].directive
    assert freed == replace(held, held=False)
