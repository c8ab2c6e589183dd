"""What a court's order comes to at present, for the court's own receipt and for officers (R6)."""

from collections.abc import Mapping

from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Row
from streams.rule.orders import (
    OrderFamily,
    OrderStatus,
    extend,
    family,
    fit,
    is_order,
    row_for,
)


def family_of(original: Record | None, followers: tuple[Record, ...]) -> OrderFamily:
    """The orders about one original as the view knows them."""
    return family(original, [r for r in followers if r.stands and is_order(r)])


def status_of(record: Record, view: View, rows: Mapping[str, tuple[Row, ...]]) -> OrderStatus:
    """The status of one standing order on the view's day."""
    fitted = fit(record, view.records)
    original = view.target(record)
    if fitted is not None or original is None:
        return fitted or OrderStatus.WAITS
    row = row_for(original.event, rows)
    decided_on = original.event.decided_on
    edition = None if row is None or decided_on is None else row.ruling(decided_on, view.day)
    _, counting = extend(
        original.event,
        family_of(original, view.about(original.key)).extensions,
        None if edition is None else edition.term_months,
        view.day,
    )
    return OrderStatus.COUNTS if record in counting else OrderStatus.TOO_LATE
