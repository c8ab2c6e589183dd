"""
When something stands differently by itself: the next day on which an end, a repair or a mark begins
or is over, or an edition under which a court's orders extend each other.

The subject's agenda says when to judge a person again; this says when to tell of a record again,
whether or not it can ground a measure.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from streams.merge.meant import is_decision, is_order
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.orders import row_for
from streams.settle.record_outcome import RecordOutcomes


def next_changes(
    records: Iterable[Record], after: RecordOutcomes, known: Mapping[UUID, date]
) -> Mapping[UUID, date | None]:
    """
    The days of `records` that are not what is `known`; None: it changes no more by itself.

    A fact's day stands at the first of its records that is no repair and no mark (a decision may be
    corrected to one), an order's at the one that others are about.
    """
    found: dict[UUID, date | None] = {}
    for record in records:
        day = _changes_next_on(record, after.view, after.rows)
        if day != known.get(record.key):
            found[record.key] = day
    return found


def _changes_next_on(record: Record, view: View, rows: Rows) -> date | None:
    if not is_decision(record):
        return None
    fact = view.fact_of(record)
    if fact is None:
        return None
    first = next(told for told in fact.records if is_decision(told)).key == record.key
    days = list(view.standing_of(fact).changes_on) if first else []
    if is_order(record) and view.about(record.key):
        row = row_for(record.event, rows)
        days += [] if row is None else row.changes_after(view.day)
    return min(days, default=None)
