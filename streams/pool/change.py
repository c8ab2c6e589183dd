"""
How facts changed over an entry, as the pool's own messages (公共信用池变更), masked.

Nothing is told of a court's order, of an entry of a watch list, and of what is restricted (R30).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Final
from uuid import UUID

from schemas.catalogue.named_list import ListColour
from streams.kinds.event import CONTENT, Disclosure, Event
from streams.kinds.table import KINDS
from streams.merge.facts import Fact
from streams.merge.meant import is_decision, order_in
from streams.pool.standing import FactState
from streams.pool.view import View

#: Keys sort by their number; comparing it at once is five times as quick as comparing keys.
_INT: Final = attrgetter("int")
_FACT_INT: Final = attrgetter("fact.int")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolChange:
    """
    How one fact now stands, without name or number: a message of the compacted `credit.pool`.

    `list_code`, `colour`: of an entry of a list, else "". `effective_until`: the last day that the
    decision itself names. `content_hash` is not told: other content is told as a change.
    """

    fact: UUID
    subject: UUID | None
    kind: str
    state: FactState
    source: str
    provenances: int
    decided_on: date | None
    effective_until: date | None
    list_code: str
    colour: str
    disclosure: Disclosure
    content_hash: bytes


def pool_changes(before: View, after: View, records: Iterable[UUID]) -> tuple[PoolChange, ...]:
    """
    One change for every fact of `records` that is told otherwise after than before (R30).

    A fact that was told, and is none any more or is silent now, is GONE.
    """
    touched = sorted(set(records), key=_INT)
    old = _states(before, touched)
    new = _states(after, touched)
    changed = [state for fact, state in new.items() if old.get(fact) != state]
    gone = [_gone(state) for fact, state in old.items() if fact not in new]
    return tuple(sorted((*changed, *gone), key=_FACT_INT))


def told_anew(view: View, *, older: bool) -> tuple[PoolChange, ...]:
    """
    How every fact of a view stands, whatever was told of it before; GONE of what is silent.

    Of that only what may have been told once: some version of it is not silent, or an `older` hub
    told of everything.
    """
    facts = _facts(view, sorted(view.records, key=_INT))
    said = [
        _gone(_state(view, fact)) if _is_silent(view, fact) else _state(view, fact)
        for fact in facts
        if older or not _is_silent(view, fact) or _was_not_silent(fact)
    ]
    return tuple(sorted(said, key=_FACT_INT))


def silent(event: Event) -> bool:
    """Whether nothing is told of what an event tells of (R30)."""
    if order_in(event) is not None or event.disclosure is Disclosure.RESTRICTED:
        return True
    listed = KINDS[event.kind].listed(event.body)
    return listed is not None and listed.colour is ListColour.WATCH


def _is_silent(view: View, fact: Fact) -> bool:
    """Asked is the record that tells of the fact."""
    return silent(view.standing_of(fact).told_by.event)


def _was_not_silent(fact: Fact) -> bool:
    contents = [v.event for r in fact.records for v in r.versions if v.event.action in CONTENT]
    return any(not silent(event) for event in contents)


def _states(view: View, records: Iterable[UUID]) -> dict[UUID, PoolChange]:
    return {
        fact.id: _state(view, fact) for fact in _facts(view, records) if not _is_silent(view, fact)
    }


def _facts(view: View, records: Iterable[UUID]) -> Iterator[Fact]:
    """What the records tell of, each fact once; repairs and marks tell of none."""
    seen: set[UUID] = set()
    for key in records:
        record = view.records.get(key)
        if record is None or not is_decision(record):
            continue
        fact = view.fact_of(record)
        if fact is not None and fact.id not in seen:
            seen.add(fact.id)
            yield fact


def _state(view: View, fact: Fact) -> PoolChange:
    standing = view.standing_of(fact)
    record = standing.told_by
    event = record.event
    listed = KINDS[event.kind].listed(event.body)
    return PoolChange(
        fact=fact.id,
        subject=record.subject,
        kind=event.kind,
        state=standing.state,
        source=record.source,
        provenances=len(fact.records),
        decided_on=event.decided_on,
        effective_until=event.effective_until,
        list_code="" if listed is None else listed.code,
        colour="" if listed is None else listed.colour,
        disclosure=event.disclosure,
        content_hash=event.content_hash,
    )


def _gone(state: PoolChange) -> PoolChange:
    return replace(state, state=FactState.GONE, provenances=0)
