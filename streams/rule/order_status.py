"""What a court's order comes to at present, for the court's own receipt and for officers (R6)."""

from datetime import date

from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Row, Rows
from streams.rule.objects import objects_of
from streams.rule.orders import (
    OrderFamily,
    OrderStatus,
    extend,
    extends,
    family,
    fit,
    is_order,
    row_for,
)


def family_of(original: Record | None, followers: tuple[Record, ...]) -> OrderFamily:
    """The orders about one original as the view knows them."""
    return family(original, [r for r in followers if r.stands and is_order(r)])


def status_of(record: Record, view: View, rows: Rows) -> OrderStatus:
    """The status of one standing order on the view's day."""
    fitted = fit(record, view.records)
    original = view.target(record)
    if fitted is not None or original is None:
        return fitted or OrderStatus.WAITS
    row = row_for(original.event, rows)
    extensions = family_of(original, view.about(original.key)).extensions
    counts = any(
        record in _counting(original, extensions, obj, row, view.day)
        for obj in objects_of(original.event)
        if extends(record, obj)
    )
    return OrderStatus.COUNTS if counts else OrderStatus.TOO_LATE


def _counting(
    original: Record,
    extensions: tuple[Record, ...],
    obj: str,
    row: Row | None,
    day: date,
) -> tuple[Record, ...]:
    about = [r for r in extensions if extends(r, obj)]
    return extend(original.event, about, row, day)[1]
