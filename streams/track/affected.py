"""Which records an entry can make stand differently than before."""

from collections.abc import Iterable
from uuid import UUID

from streams.merge.record import Record
from streams.pool.view import View


def affected(changed: Iterable[UUID], before: View, after: View) -> dict[UUID, Record]:
    """
    The changed records, all that share a fact with them, and all that are about one of those.

    A repair, a mark or an order also touches what it is about, and what else is about that.
    """
    found: dict[UUID, Record] = {}
    spread: set[UUID] = set()
    for key in changed:
        record = after.records[key]
        _spread(record, before, after, found, spread)
        old = before.records.get(key)
        for about in (record, old):
            if about is None or about.content is None or about.content.target is None:
                continue
            target = after.records.get(about.content.target)
            if target is not None:
                _spread(target, before, after, found, spread)
            else:
                found.update((r.key, r) for r in after.about(about.content.target))
    return found


def _spread(
    record: Record, before: View, after: View, found: dict[UUID, Record], spread: set[UUID]
) -> None:
    connected = after.connected(record)
    if record.key in before.records:
        connected |= before.connected(before.records[record.key])
    # Being found is not enough: what is found as being about a record has its own about it.
    for key in connected - spread:
        spread.add(key)
        found[key] = after.records[key]
        found.update((r.key, r) for r in after.about(key))
