"""
Which receipts an entry calls for: one for each message it took in, and one for every earlier
message whose outcome is another now (R19).
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from uuid import UUID

from streams.accept.outcome import Outcome
from streams.kinds.event import CONTENT, Action
from streams.merge.arrival import Arrival
from streams.merge.record import Record, Version
from streams.settle.receipt import Receipt
from streams.settle.record_outcome import ACCEPTED, RecordOutcome, RecordOutcomes, at_rest

#: `Version.key`: record and number.
VersionKey = tuple[UUID, int]

STALE = RecordOutcome(outcome=Outcome.STORED, code="E1404")


def settle_new(
    stored: Iterable[tuple[Version, Arrival]],
    after: RecordOutcomes,
    repeats: AbstractSet[VersionKey],
) -> Iterable[Receipt]:
    """The first receipt of every version the entry stored, given how the pool stands after it."""
    for version, arrival in stored:
        record = after.view.records[version.record]
        now = _first_outcome(version, arrival, record, after, repeats)
        yield Receipt.first(version, _flagged(now, record, after))


def settle_earlier(
    records: Iterable[Record],
    before: RecordOutcomes,
    after: RecordOutcomes,
    repeats: AbstractSet[VersionKey],
) -> Iterable[Receipt]:
    """
    One more receipt of every earlier version of `records` whose outcome is no longer what was told.

    `repeats`: those among what the entry stored (`repeats_among`).
    """
    for record in records:
        old = before.view.records.get(record.key)
        if old is None:
            continue
        for version, now in _told_otherwise(old, record, before, after, repeats):
            yield Receipt.again(version, _flagged(now, record, after))


def _told_otherwise(
    old: Record,
    record: Record,
    before: RecordOutcomes,
    after: RecordOutcomes,
    repeats: AbstractSet[VersionKey],
) -> Iterable[tuple[Version, RecordOutcome]]:
    """The versions of one record of which something else was told, with what they come to now."""
    if _waits_no_more(old, record):
        # What was told before the record came to wait has not waited with it.
        speaks = _speaks(record, repeats)
        for version in waiting_versions(old):
            now = _resolved(version, record, after, speaks)
            if now != before.of(old):
                yield version, now
    elif old.content is not None and (old.stands or record.content is old.content):
        then, now = before.of(old), _became(old.content, record, after)
        if then == now or (now == STALE and then.outcome is not Outcome.PARKED):
            return
        yield old.content, _named(now, record)
        if then.outcome is Outcome.PARKED:
            # What said the same before it has waited with it; what comes only now has not.
            yield from ((version, _named(now, record)) for version in _said_before(old))


def waiting_versions(record: Record) -> Iterable[Version]:
    """The versions that wait with a record that waits: all, or what rules and says the same."""
    if not record.asserted or record.content is None:
        return record.versions
    return (*_said_before(record), record.content)


def repeats_among(stored: Iterable[tuple[Version, Arrival]]) -> AbstractSet[VersionKey]:
    """The versions of which a department is told only that they say nothing new."""
    return {version.key for version, arrival in stored if arrival is Arrival.REPEATS}


def _first_outcome(
    version: Version,
    arrival: Arrival,
    record: Record,
    after: RecordOutcomes,
    repeats: AbstractSet[VersionKey],
) -> RecordOutcome:
    match arrival:
        case Arrival.ENDS:
            return RecordOutcome(outcome=Outcome.ENDED)
        case Arrival.REVOKES:
            return RecordOutcome(outcome=Outcome.REVOKED)
        case Arrival.REPEATS:
            return RecordOutcome(outcome=Outcome.REPEAT, code="E1401")
        case Arrival.STALE:
            return STALE
        case Arrival.WAITS if record.stands or _is_overruled(version, record):
            return _resolved(version, record, after, _speaks(record, repeats))
    if _is_overruled(version, record):
        changed = arrival is Arrival.CHANGES
        return RecordOutcome(outcome=Outcome.CORRECTED if changed else Outcome.ACCEPTED)
    now = after.of(record)
    if arrival is Arrival.CHANGES and now.outcome in (Outcome.ACCEPTED, Outcome.MERGED):
        return RecordOutcome(outcome=Outcome.CORRECTED, caused_by=now.caused_by)
    return now


def _waits_no_more(old: Record, record: Record) -> bool:
    """Whether what waited for its record's ASSERT or for a subject's code does so no more."""
    if old.stands or not record.asserted:
        return False
    if record.stands or not old.asserted or old.content is None:
        return True
    return not _says_what_rules(old.content, record)


def _is_overruled(version: Version, record: Record) -> bool:
    """Whether a record is asserted and the content that rules says something else."""
    return record.asserted and not _says_what_rules(version, record)


def _speaks(record: Record, repeats: AbstractSet[VersionKey]) -> Version | None:
    """The version that is told what comes of the content that rules: the highest no repeat."""
    for version in reversed(record.versions):
        if _says_what_rules(version, record) and version.key not in repeats:
            return version
    return None


def _resolved(
    version: Version, record: Record, after: RecordOutcomes, speaks: Version | None
) -> RecordOutcome:
    """The outcome of a version that waited, now that it does not or that its record is asserted."""
    action = version.event.action
    if version is speaks:
        return _named(after.of(record), record)
    if action in CONTENT:
        first = next(v for v in record.versions if v.event.action is Action.ASSERT)
        if version is first:
            return ACCEPTED
        return STALE
    last_assert = max(v.number for v in record.versions if v.event.action is Action.ASSERT)
    if version.number < last_assert:
        return STALE
    revokes = action is Action.REVOKE
    return RecordOutcome(outcome=Outcome.REVOKED if revokes else Outcome.ENDED)


def _became(version: Version, record: Record, after: RecordOutcomes) -> RecordOutcome:
    """What became of a version that ruled: what rules now, if that says the same, else stale."""
    return after.of(record) if _says_what_rules(version, record) else STALE


def _said_before(record: Record) -> Iterable[Version]:
    """Lower versions with the content that rules."""
    for version in record.versions:
        if version is not record.content and _says_what_rules(version, record):
            yield version


def _says_what_rules(version: Version, record: Record) -> bool:
    """Whether a version is the content that rules, or says just that under a lower number."""
    if version.event.action not in CONTENT or record.content is None:
        return False
    return version.event.content_hash == record.content.event.content_hash


def _flagged(now: RecordOutcome, record: Record, after: RecordOutcomes) -> RecordOutcome:
    """ACCEPTED with the flag of a record that came late; nothing else is flagged."""
    if now != ACCEPTED or not after.late(record):
        return now
    return RecordOutcome(outcome=now.outcome, code="E1204")


def _named(now: RecordOutcome, record: Record) -> RecordOutcome:
    """ACCEPTED as the record's own department should read it: asserted or corrected."""
    return RecordOutcome(outcome=at_rest(record)) if now == ACCEPTED else now
