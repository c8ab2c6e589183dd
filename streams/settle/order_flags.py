"""Court orders that a person must look at, since they may not do what the court meant (R6)."""

from collections.abc import Iterable
from typing import Final

from streams.kinds.order import ENDING, OPENING
from streams.merge.meant import known_order, order_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Row, Rows
from streams.rule.objects import objects_of, of_two_types
from streams.rule.order_status import OrderEffect, effect_of, family_of, status_of
from streams.rule.orders import OrderStatus, extend, kind_of, row_for
from streams.settle.task import Task, TaskKind, task_about

NO_FIT: Final = "names an original that does not fit it"


def flags_of_order(record: Record, view: View, rows: Rows, *, came: bool) -> Iterable[Task]:
    """
    What of one standing order a person must look at.

    `came`: in this entry; a release that was told is nobody's matter once its row is gone.
    """
    status, meant = status_of(record, view, rows), view.meant(record)
    if status is OrderStatus.MISFIT:
        why = "names a number that several originals have" if meant.several else NO_FIT
        yield task_about(TaskKind.MISFIT, record, why)
    if status in (OrderStatus.MISFIT, OrderStatus.WAITS):
        return
    yield from _in_doubt(record, view, rows)
    about = meant.records or (record,)
    row = row_for(about[0].event, rows)
    opens, ends = status is OrderStatus.OPENS, status is OrderStatus.ENDS
    if (opens and not _carried_out(record, row, view)) or (ends and row is None and came):
        which = "row of the catalogue" if row is None else "edition in force"
        no_row = f"no {which} has its partner carry it out on such a subject"
        yield task_about(TaskKind.NO_ROW, record, no_row)
    elif record.event.objects and _objects(record) - set().union(*map(_objects, about)):
        # A release goes to the partner as it stands, and what the original names stays in force.
        does = "releases" if ends else "continues"
        unknown = f"{does} an object that its original does not name"
        yield task_about(TaskKind.OBJECT_UNKNOWN, record, unknown)
    elif of_two_types(record.event, *(original.event for original in about)):
        two = "one number stands with two types, and is one object"
        yield task_about(TaskKind.OBJECT_UNKNOWN, record, two)


def _objects(order: Record) -> set[str]:
    return set(objects_of(order.event))


def _in_doubt(record: Record, view: View, rows: Rows) -> Iterable[Task]:
    """
    Releases that ended several orders, or none while one of their court's orders stays in force.

    Asked when the release comes and when the order does, so that the later of the two tells.
    """
    if order_of(record).order in ENDING:
        releases = [record]
    else:
        releases = [r for r in _of_its_court(record, view) if order_of(r).order in ENDING]
    for release in releases:
        meant = view.meant(release)
        if release.revoked:
            continue
        if meant.several:
            numbers = ", ".join(sorted(original.record_no for original in meant.records))
            why = f"ended several orders, since its number fits all of them: {numbers}"
            yield task_about(TaskKind.RELEASE_IN_DOUBT, release, why, "several", numbers)
        elif not meant.known and (kept := _kept(release, view, rows)):
            orders = ", ".join(kept)
            why = f"no order has the number that it names; still in force or to begin: {orders}"
            number = order_of(release).original_order_no
            yield task_about(TaskKind.RELEASE_IN_DOUBT, release, why, "unknown", number)


def _kept(release: Record, view: View, rows: Rows) -> list[str]:
    """
    What of the sort that a release ends its court has in force, or yet to begin, at the partner
    that it names.
    """
    body = order_of(release)
    return sorted(
        other.record_no
        for other in _of_its_court(release, view)
        if order_of(other).order is OPENING[body.order]
        and order_of(other).addressee == body.addressee
        and _acts_or_will(other, view, rows)
    )


def _acts_or_will(order: Record, view: View, rows: Rows) -> bool:
    effect = effect_of(order, view, rows)
    if effect is not OrderEffect.IDLE:
        return effect is OrderEffect.ACTS
    carried_out = row_for(order.event, rows) is not None and not family_of(order, view).repaired
    return carried_out and order.event.begins_on > view.day


def _of_its_court(order: Record, view: View) -> list[Record]:
    """The orders of an order's court about its subject."""
    about = () if order.subject is None else view.naming(order.subject)
    return [
        other
        for other in about
        if known_order(other) and other.source == order.source and other.subject == order.subject
    ]


def _carried_out(original: Record, row: Row | None, view: View) -> bool:
    """Whether the row of a freeze or seal applies to it (R8); of what is over nobody asks."""
    event, day = original.event, view.day
    if event.decided_on is None or not original.live(day):
        return True
    if row is not None and row.of_order(event.decided_on, day) is not None:
        role = kind_of(event)
        return role is not None and row.of_order(event.decided_on, day, role) is not None
    orders = family_of(original, view)
    otherwise = None if row is None else row.on(event.decided_on) or row.newest
    end, _ = extend(event, orders.extensions, row, day, otherwise)
    return bool(orders.endings) or (end is not None and end < day)
