"""
What a person must look at: doubles, corrections to another subject, orders that fit nothing.

A flag changes nothing by itself; the same matter always has the same id, so it is raised once.
"""

from collections.abc import Iterable

from streams.merge.arrival import Arrival
from streams.merge.facts import current_key, decides
from streams.merge.keys import digest
from streams.merge.record import Record, Version
from streams.pool.view import View
from streams.rule.order_status import status_of
from streams.rule.orders import OrderStatus, is_order
from streams.track.settle import Rows
from streams.track.task import Task


def flags(
    stored: Iterable[tuple[Version, Arrival]],
    affected: Iterable[Record],
    before: View,
    after: View,
    rows: Rows,
) -> Iterable[Task]:
    """Everything of this entry that a person must look at."""
    for version, arrival in stored:
        if arrival in (Arrival.CHANGES, Arrival.BEGINS):
            yield from _moved(version, before, after)
    for record in affected:
        if not record.stands:
            continue
        if is_order(record):
            if status_of(record, after, rows) is OrderStatus.MISFIT:
                yield _task("MISFIT", record, "names an original that does not fit it")
        elif decides(after.catalogue, record):
            yield from _doubles(record, after)


def _moved(version: Version, before: View, after: View) -> Iterable[Task]:
    """A higher version that names another subject is a correction, flagged (R2)."""
    old, new = before.records.get(version.record), after.records[version.record]
    if old is None or old.content is None or new.content is None or not old.stands:
        return
    if old.content.subject != new.content.subject:
        yield _task("SUBJECT_CHANGED", new, "a correction names another subject")


def _doubles(record: Record, after: View) -> Iterable[Task]:
    """Records of one decider that look like one matter are left two facts, for a person (R3)."""
    if after.alone(record):
        return
    for key in sorted(after.connected(record)):
        other = after.records[key]
        if key <= record.key or not other.stands or not decides(after.catalogue, other):
            continue
        if record.content is None or other.content is None or other.source != record.source:
            continue
        same = current_key(record) == current_key(other)
        if same and record.content.subject == other.content.subject:
            pair = sorted((record.record_no, other.record_no))
            yield Task(
                id=digest("double", record.source, *pair),
                kind="DOUBLE",
                source=record.source,
                record_no=pair[0],
                detail=f"record {pair[1]} of the same department tells of the same decision",
                subject=record.content.subject,
            )


def _task(kind: str, record: Record, detail: str) -> Task:
    return Task(
        id=digest(kind, record.source, record.record_no, str(record.event.version)),
        kind=kind,
        source=record.source,
        record_no=record.record_no,
        detail=detail,
        subject=record.content.subject if record.content else None,
    )
