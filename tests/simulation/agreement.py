"""The line against the oracle: facts, measures, releases and what waits, quarter by quarter."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from uuid import UUID

from oracle import Held, Load, PoolRow, State, recompute
from oracle import World as Told
from oracle.identity import identity
from oracle.world import RecordId
from scenario.entries import KEY

from simulation.broken import hold
from simulation.last_told import departments_are_told, pool_is_told
from simulation.waiting import waiting_is_told
from simulation.world import World
from streams.identify.identity import Unidentified, identity_of
from streams.identify.pseudonym import PseudonymKey, pseudonym, record_key
from streams.kinds.event import Authority, Event, Subject
from streams.line.decide import rulebook
from streams.line.judgements import judge_subject
from streams.merge.record import Record, fold
from streams.pool.view import View
from streams.rule.measure import MeasureKey, Terms
from streams.send.directive import DirectiveAction


class Seen(NamedTuple):
    """What both must agree on of one fact."""

    content: tuple[str, str, int]
    subject: str | None
    provenances: frozenset[RecordId]
    revoked: bool
    repaired: bool
    marked: bool


def agree(world: World) -> None:
    """
    Raise `Broken` where line and oracle differ, or where something else was told than what is so.

    The oracle is not asked while somebody's judging is overdue, nor once officers have merged
    records.
    """
    store, day = world.journal.store, world.journal.day
    assert day is not None
    waiting_is_told(store, world.books.told)
    due = store.due(day, 1)
    if due.subjects or due.records:
        return
    records = {key: fold(versions) for key, versions in store.versions.items()}
    view = View(records, world.law, day, store.merged)
    pool_is_told(view, world.books.pool)
    departments_are_told(view, world.books.heard)
    if store.merged:
        return
    loads = tuple(Load(day=on, catalogue=law) for on, law in world.loads)
    states = [
        recompute(Told(events=tuple(events), loads=loads), day)
        for _, events in sorted(world.admitted.items())
    ]
    names = _names(world)
    _facts_agree(view, states, names)
    _waiting_agrees(world, states)
    _measures_agree(world, states, names)
    _releases_agree(world, view, states, names)


def _names(world: World) -> Mapping[UUID, str]:
    """The oracle's name of every subject the line knows."""
    keys = {i: new.subject for i, new in world.journal.store.subjects.items()}
    found: dict[UUID, str] = {}
    for events in world.admitted.values():
        for event in events:
            for claim in claims_of(event):
                name = identity(claim, event.authority.uscc)
                digest = digest_of(claim, event.authority, event.record_no, KEY)
                if name is not None and digest in keys:
                    found[keys[digest]] = name
    return found


def claims_of(event: Event) -> Iterable[Subject]:
    """Everybody an event names."""
    if event.subject is not None:
        yield event.subject
    yield from (person.subject for person in event.related)


def digest_of(
    claim: Subject, authority: Authority, record_no: str, key: PseudonymKey
) -> UUID | None:
    """The key under which the line looks a claim up; a fifteen-digit number in its long form."""
    named = identity(claim, authority.uscc) or ""
    if named.startswith("citizen "):
        claim = Subject(
            kind=claim.kind, name="", id_type="ID_CARD", id_number=named.removeprefix("citizen ")
        )
    found = identity_of(claim, authority, record_no)
    return None if isinstance(found, Unidentified) else pseudonym(found, key)


def _facts_agree(view: View, states: Iterable[State], names: Mapping[UUID, str]) -> None:
    expected = {_seen_by_oracle(row) for state in states for row in state.pool.values()}
    facts = {f.id: f for r in view.records.values() if (f := view.fact_of(r)) is not None}
    found = set()
    for fact in facts.values():
        standing = view.standing_of(fact)
        told: Record = standing.told_by
        assert told.content is not None
        found.add(
            Seen(
                (told.source, told.record_no, told.content.number),
                None if told.content.subject is None else names[told.content.subject],
                frozenset((r.source, r.record_no) for r in fact.records),
                told.revoked,
                standing.repaired,
                standing.marked,
            )
        )
    hold("the oracle's pool", found == expected, _difference(found, expected))


def _seen_by_oracle(row: PoolRow) -> Seen:
    content = row.content
    return Seen(
        (content.source, content.record_no, content.version),
        row.subject,
        row.provenances,
        row.revoked,
        row.repaired,
        row.marked,
    )


def _waiting_agrees(world: World, states: Iterable[State]) -> None:
    expected = {record_key(*record) for state in states for record in state.parked}
    found = set(world.journal.store.waiting)
    hold("the oracle's waiting", found == expected, _difference(found, expected))


def _measures_agree(world: World, states: Iterable[State], names: Mapping[UUID, str]) -> None:
    expected: dict[Held, Terms] = {}
    for state in states:
        expected |= state.in_force
    found = {
        _held(key, names): directives[-1].terms
        for key, directives in world.journal.store.directives.items()
        if directives[-1].action is not DirectiveAction.LIFT
    }
    apart = {h for h in {*expected, *found} if expected.get(h) != found.get(h)}
    said = [(h, found.get(h), expected.get(h)) for h in sorted(apart)[:2]]
    hold("the oracle's measures", not apart, said)


def _releases_agree(
    world: World, view: View, states: Iterable[State], names: Mapping[UUID, str]
) -> None:
    expected = {held for state in states for held in state.released}
    rows = rulebook(world.law).rows
    found = {
        _held(key, names)
        for subject in names
        for key in judge_subject(subject, view, rows).lifted_by_order
    }
    hold("the oracle's releases", found == expected, _difference(found, expected))


def _held(key: MeasureKey, names: Mapping[UUID, str]) -> Held:
    return Held(key.partner, names[key.subject], key.measure, key.instance)


def _difference(found: AbstractSet[object], expected: AbstractSet[object]) -> str:
    mine, theirs = sorted(map(str, found - expected)), sorted(map(str, expected - found))
    return f"line {mine[:2]}, oracle {theirs[:2]}"
