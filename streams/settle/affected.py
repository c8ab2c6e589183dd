"""Which records an entry can make stand differently than before, and with whom they are told."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from uuid import UUID

from streams.merge.record import Record
from streams.pool.view import View


def affected(changed: Iterable[UUID], before: View, after: View) -> dict[UUID, Record]:
    """
    The changed records, all that share a fact with them, and all that are about one of those.

    A repair, a mark or an order also touches what it is about, and all that has, or is about, the
    number that it names (R6).
    """
    found: dict[UUID, Record] = {}
    for key in changed:
        for record in (after.records[key], before.records.get(key)):
            if record is None:
                continue
            _spread(after.records[key], before, after, found)
            target = None if record.target is None else after.records.get(record.target)
            if target is not None:
                _spread(target, before, after, found)
            for other in after.hanging_by(record):
                _spread(other, before, after, found)
    return found


def _spread(record: Record, before: View, after: View, found: dict[UUID, Record]) -> None:
    """Add all that share a fact with a record, what is about one of those, and on from there."""
    todo = [record]
    while todo:
        of = todo.pop()
        if of.key in found:
            continue
        connected = after.connected(of)
        if of.key in before.records:
            connected |= before.connected(before.records[of.key])
        for key in connected.difference(found):
            found[key] = after.records[key]
            # Also what is about nothing any more, since the record that it names waits now.
            todo += after.pointing_at(key)
            todo += after.hanging_by(after.records[key])


def told_with(subjects: AbstractSet[UUID], view: View) -> dict[UUID, Record]:
    """
    The records that are told of when these subjects are judged, so that each is told of once.

    Records that share a fact key, and what is about one of them or may be by its number, are told
    of together, with the lowest subject that any of them names.
    """
    found: dict[UUID, Record] = {}
    seen: set[UUID] = set()
    for key in view.records:
        if key not in seen:
            all_of_it = _together(key, view)
            seen |= all_of_it.keys()
            named = (subject for record in all_of_it.values() for subject in record.named_ever)
            if min(named, default=None) in subjects:
                found |= all_of_it
    return found


def _together(key: UUID, view: View) -> dict[UUID, Record]:
    """A record with all that share a fact key with it, its target and what is about it, and on."""
    found: dict[UUID, Record] = {}
    todo = [key]
    while todo:
        record = view.records[todo.pop()]
        if record.key in found:
            continue
        found[record.key] = record
        if record.target is not None and record.target in view.records:
            todo.append(record.target)
        todo += [other.key for other in (*view.pointing_at(record.key), *view.hanging_by(record))]
        todo += view.connected(record).difference(found)
    return found
