"""What departments and the pool were told last says how everything stands."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from simulation.broken import hold
from simulation.entries import Place
from simulation.waiting import place_of
from streams.accept.outcome import Outcome
from streams.kinds.event import CONTENT
from streams.line.decide import rulebook
from streams.merge.record import Record, Version
from streams.pool.change import PoolChange, pool_changes
from streams.pool.standing import FactState
from streams.pool.view import View
from streams.settle.record_outcome import RecordOutcome, RecordOutcomes

#: Its own department reads ACCEPTED of a record that was corrected as CORRECTED, and E1204 of one
#: that came late is said once: neither tells how the record stands.
STANDS = frozenset({Outcome.ACCEPTED, Outcome.CORRECTED})
CAME_LATE = "E1204"
SAID_BEFORE = frozenset({"E1401", "E1404"})


def pool_is_told(view: View, told: Mapping[UUID, PoolChange]) -> None:
    """The last message of every fact is how it stands; one that is no more is GONE."""
    empty = View({}, view.catalogue, view.day)
    stands = {c.fact: _as_told(c) for c in pool_changes(empty, view, view.records)}
    heard = {fact: _as_told(c) for fact, c in told.items() if c.state is not FactState.GONE}
    apart = {f for f in {*stands, *heard} if stands.get(f) != heard.get(f)}
    said = [(heard.get(fact), stands.get(fact)) for fact in sorted(apart)[:1]]
    hold("the pool is told", not apart, said)


def _as_told(change: PoolChange) -> PoolChange:
    """Without what readers are not told."""
    return replace(change, content_hash=b"")


def departments_are_told(view: View, told: Mapping[Place, RecordOutcome]) -> None:
    """Of every record that stands the last receipt of what rules says what came of it."""
    outcomes = RecordOutcomes(view, rulebook(view.catalogue).rows)
    for record in view.records.values():
        if not record.stands:
            continue
        now = outcomes.of(record)
        receipts = (told[place_of(version)] for version in _saying_what_rules(record))
        heard = next(filter(_says_something, receipts), None)
        said = (record.source, record.record_no, heard, now)
        hold("departments are told", heard is not None and _same(heard, now), said)


def _saying_what_rules(record: Record) -> Iterable[Version]:
    """The content that rules, then lower versions that say just that, the highest first."""
    assert record.content is not None
    rules = record.content.event.content_hash
    for version in reversed(record.versions):
        if version.event.action in CONTENT and version.event.content_hash == rules:
            yield version


def _says_something(heard: RecordOutcome) -> bool:
    """Not only that this was said before (E1401, E1404)."""
    return heard.code not in SAID_BEFORE


def _same(heard: RecordOutcome, now: RecordOutcome) -> bool:
    if now.outcome is Outcome.PARKED:
        return heard.code == now.code and heard.outcome in (Outcome.PARKED, Outcome.PARK_EXPIRED)
    if now.outcome is Outcome.MERGED and heard.outcome is Outcome.CORRECTED:
        return heard.caused_by == now.caused_by
    if now.outcome in STANDS:
        says_so = heard.outcome in STANDS and heard.caused_by is None
        return says_so and heard.code in ("", CAME_LATE)
    return heard == now
