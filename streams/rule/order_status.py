"""The present status of a court's order, for the court's own receipt and for officers (R6)."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from streams.kinds.order import ENDING, OPENING
from streams.merge.meant import is_attachment, order_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Row, Rows
from streams.rule.objects import objects_of
from streams.rule.orders import (
    OrderFamily,
    OrderStatus,
    extend,
    extends,
    extends_any,
    family,
    kind_of,
    row_for,
)


class OrderEffect(StrEnum):
    """What an order that opens or extends does at its partner at present."""

    NONE = "NONE"  #: a release, one that waits, one that its court ended or revoked
    IDLE = "IDLE"  #: not begun yet, repaired, or no row of the catalogue has it carried out
    ACTS = "ACTS"  #: holds something, of one object at least
    TOO_LATE = "TOO_LATE"  #: extends nothing: decided after the last day of the term
    OVER = "OVER"  #: the last day is over, as extended
    RELEASED = "RELEASED"  #: its court released all that it is about


def family_of(original: Record, view: View) -> OrderFamily:
    """A freeze or seal with the orders about it, and what repairs do to it (R4)."""
    about = view.about(original.key)
    found = family(original, about)
    fact = view.fact_of(original)
    if fact is None or not any(is_attachment(record) for record in about):
        return found
    standing = view.standing_of(fact)
    return replace(
        found,
        repaired=standing.repaired or standing.ruling is None,
        changes_on=standing.changes_on,
    )


def status_of(record: Record, view: View, rows: Rows) -> OrderStatus:
    """The status of one standing order on the view's day."""
    order, meant = order_of(record).order, view.meant(record)
    if order is OPENING[order]:
        return OrderStatus.OPENS
    if not meant.known:
        return OrderStatus.ENDS if order in ENDING else OrderStatus.WAITS
    if not meant.records:
        return OrderStatus.MISFIT
    if order in ENDING:
        return OrderStatus.ENDS
    (original,) = meant.records
    if not extends_any(record, original):
        return OrderStatus.MISFIT
    row = row_for(original.event, rows)
    extensions = family_of(original, view).extensions
    counts = any(
        record in _extended(original, extensions, obj, row, view.day)[1]
        for obj in objects_of(original.event)
        if extends(record, obj)
    )
    return OrderStatus.COUNTS if counts else OrderStatus.TOO_LATE


def effect_of(record: Record, view: View, rows: Rows) -> OrderEffect:
    """What one order does on the view's day."""
    if not record.live(view.day):
        return OrderEffect.NONE
    status = status_of(record, view, rows)
    if status is OrderStatus.TOO_LATE:
        return OrderEffect.TOO_LATE
    if status not in (OrderStatus.OPENS, OrderStatus.COUNTS):
        return OrderEffect.NONE
    original = record if status is OrderStatus.OPENS else view.meant(record).records[0]
    orders = family_of(original, view)
    about = [o for o in objects_of(original.event) if record is original or extends(record, o)]
    kept = [obj for obj in about if not _released(orders, obj)]
    if not kept:
        return OrderEffect.RELEASED
    row = row_for(original.event, rows)
    begun = original.event.begins_on <= view.day
    if (
        not _has_edition(original, row, view.day)
        or orders.repaired
        or not original.live(view.day)
        or not begun
    ):
        return OrderEffect.IDLE
    ends = [_extended(original, orders.extensions, obj, row, view.day)[0] for obj in kept]
    acts = any(end is None or end >= view.day for end in ends)
    return OrderEffect.ACTS if acts else OrderEffect.OVER


def _has_edition(original: Record, row: Row | None, day: date) -> bool:
    """Whether a freeze or seal has an edition of its own day, and one is in force (R8)."""
    role, decided_on = kind_of(original.event), original.event.decided_on
    if row is None or role is None or decided_on is None:
        return False
    return row.of_order(decided_on, day, role) is not None


def _released(orders: OrderFamily, obj: str) -> bool:
    """Whether a release that acts ends the hold on an object; one that names none ends all."""
    return any(not ending.revoked and extends(ending, obj) for ending in orders.endings)


def _extended(
    original: Record,
    extensions: tuple[Record, ...],
    obj: str,
    row: Row | None,
    day: date,
) -> tuple[date | None, tuple[Record, ...]]:
    about = [r for r in extensions if extends(r, obj)]
    return extend(original.event, about, row, day)
