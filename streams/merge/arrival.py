"""
What a version does to its own record when it comes in (R1, R2): the first half of its outcome.

The second half, what that means among other departments' records, is read off the pool.
"""

from enum import StrEnum

from streams.kinds.event import CONTENT, Action, Event
from streams.merge.record import Record, Version


class Arrival(StrEnum):
    """How a version changes its record."""

    SAME = "SAME"  #: this number already holds this action and content: not stored
    CONFLICT = "CONFLICT"  #: this number already holds something else: not stored, E1402
    WAITS = "WAITS"  #: the record does not stand yet: E1403, or E1001 for a content
    BEGINS = "BEGINS"  #: the record stands from now on, or stands again
    CHANGES = "CHANGES"  #: another content
    ENDS = "ENDS"  #: an END that now rules
    REVOKES = "REVOKES"  #: a REVOKE that now rules
    REPEATS = "REPEATS"  #: stored, and nothing derived from the record differs
    STALE = "STALE"  #: stored below what rules, and nothing differs: E1404


def already_held(event: Event, record: Record | None) -> Arrival | None:
    """
    SAME or CONFLICT if the record already has this version number: the event is then not stored.
    """
    if record is None:
        return None
    held = record.numbered(event.version)
    if held is None:
        return None
    same = held.event.action is event.action and held.event.content_hash == event.content_hash
    return Arrival.SAME if same else Arrival.CONFLICT


def classify(version: Version, before: Record | None, after: Record) -> Arrival:
    """What a stored `version` does: `before` is its record without it, `after` with it."""
    if before is not None and before.asserted and version.event.action not in CONTENT:
        return _classify_ending(version, before, after)
    if not after.stands:
        return Arrival.WAITS
    if before is None or not before.stands:
        return Arrival.BEGINS if version.event.action is Action.ASSERT else Arrival.WAITS
    return _classify_content(version, before, after)


def _classify_content(version: Version, before: Record, after: Record) -> Arrival:
    if (before.ended_on, before.revoked) != (after.ended_on, after.revoked):
        return Arrival.BEGINS
    if before.content is None or after.content is None:
        return Arrival.BEGINS
    if before.content.event.content_hash != after.content.event.content_hash:
        return Arrival.CHANGES
    if before.keys_ever != after.keys_ever:
        return Arrival.CHANGES
    return Arrival.REPEATS if after.content is version else Arrival.STALE


def _classify_ending(version: Version, before: Record, after: Record) -> Arrival:
    if (before.ended_on, before.revoked) == (after.ended_on, after.revoked):
        return Arrival.STALE if version.number < after.last_assert else Arrival.REPEATS
    return Arrival.REVOKES if version.event.action is Action.REVOKE else Arrival.ENDS
