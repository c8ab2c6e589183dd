"""How facts changed over an entry, as the pool's own messages (公共信用池变更), masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Final
from uuid import UUID

from streams.merge.facts import Fact
from streams.merge.meant import is_decision
from streams.pool.standing import FactState
from streams.pool.view import View

#: Keys sort by their number; comparing it at once is five times as quick as comparing keys.
_INT: Final = attrgetter("int")
_FACT_INT: Final = attrgetter("fact.int")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolChange:
    """How one fact now stands, without name or number: a message of the compacted `credit.pool`."""

    fact: UUID
    subject: UUID | None
    kind: str
    state: FactState
    source: str
    provenances: int
    decided_on: date | None
    content_hash: bytes


def pool_changes(before: View, after: View, records: Iterable[UUID]) -> tuple[PoolChange, ...]:
    """One change for every fact of `records` that stands differently after than before."""
    touched = sorted(set(records), key=_INT)
    old = _states(before, touched)
    new = _states(after, touched)
    changed = [state for fact, state in new.items() if old.get(fact) != state]
    gone = [_gone(state) for fact, state in old.items() if fact not in new]
    return tuple(sorted((*changed, *gone), key=_FACT_INT))


def _states(view: View, records: Iterable[UUID]) -> dict[UUID, PoolChange]:
    states: dict[UUID, PoolChange] = {}
    for key in records:
        record = view.records.get(key)
        if record is None or not is_decision(record):
            continue
        fact = view.fact_of(record)
        if fact is not None and fact.id not in states:
            states[fact.id] = _state(view, fact)
    return states


def _state(view: View, fact: Fact) -> PoolChange:
    standing = view.standing_of(fact)
    record = standing.told_by
    return PoolChange(
        fact=fact.id,
        subject=record.subject,
        kind=record.event.kind,
        state=standing.state,
        source=record.source,
        provenances=len(fact.records),
        decided_on=record.event.decided_on,
        content_hash=record.event.content_hash,
    )


def _gone(state: PoolChange) -> PoolChange:
    return PoolChange(
        fact=state.fact,
        subject=state.subject,
        kind=state.kind,
        state=FactState.GONE,
        source=state.source,
        provenances=0,
        decided_on=state.decided_on,
        content_hash=state.content_hash,
    )
