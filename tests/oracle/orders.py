"""Court orders: what an order is about, when a continuation counts, what a release ends (R6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oracle.identity import subject_of
from oracle.records import Record
from oracle.terms import ends, later, objects
from schemas.catalogue.model import MeasureRow
from streams.accept.kinds import Document, EnforcementOrder, OrderType

ORIGINAL_OF = {
    OrderType.CONTINUE: OrderType.FREEZE,
    OrderType.UNFREEZE: OrderType.FREEZE,
    OrderType.RENEW: OrderType.SEAL,
    OrderType.UNSEAL: OrderType.SEAL,
}
EXTENDING = {OrderType.CONTINUE, OrderType.RENEW}
RELEASING = {OrderType.UNFREEZE, OrderType.UNSEAL}


def body_of(order: Record) -> EnforcementOrder:
    """Return what an order says beyond the envelope."""
    body = order.content.body
    assert isinstance(body, EnforcementOrder)
    return body


def original_of(order: Record, orders: Iterable[Record]) -> Record | None:
    """Return the order it is about: the same court's under that number."""
    wanted = (order.source, body_of(order).original_order_no)
    return next((o for o in orders if o.id == wanted), None)


def parked(order: Record, orders: Iterable[Record]) -> str | None:
    """
    Return why an order waits, or None.

    A continuation waits for an original that is not known; a release does not, it acts. Both wait
    for an officer where the number is another subject's, or not that of a freeze (or seal) at all,
    and a continuation where it names objects and none of its original.
    """
    kind = body_of(order).order
    if kind not in ORIGINAL_OF:
        return None
    original = original_of(order, orders)
    if original is None:
        return "original unknown" if kind in EXTENDING else None
    if body_of(original).order is not ORIGINAL_OF[kind]:
        return "names an order of another type"
    if subject_of(original.content) != subject_of(order.content):
        return "names another subject's order"
    named = order.content.objects and kind in EXTENDING
    if named and not objects(order.content).keys() & objects(original.content).keys():
        return "names no object of its original"
    return None


def about(order: Record, original: Record, orders: Iterable[Record], thing: str) -> bool:
    """It names this original, does not wait, and covers the object: by name or by naming none."""
    return (
        original_of(order, orders) is original
        and parked(order, orders) is None
        and (not order.content.objects or thing in objects(order.content))
    )


def released(original: Record, orders: list[Record], thing: str, day: date) -> bool:
    """A release of it acts, from its arrival on and whatever its dates."""
    return any(
        body_of(o).order in RELEASING and not o.over(day) and about(o, original, orders, thing)
        for o in orders
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A freeze with the continuations that count: its last day and all documents, each once."""

    until: date | None
    counting: tuple[Record, ...]
    documents: tuple[Document, ...]


def extended(
    original: Record, orders: list[Record], thing: str, row: MeasureRow, day: date
) -> Extended:
    """
    Return the term with every continuation that counts.

    One counts if it was decided by the last day of the term as the others that count extend it.
    """
    waiting = [
        o
        for o in orders
        if body_of(o).order in EXTENDING
        and not o.over(day)
        and decided(o) <= day
        and about(o, original, orders, thing)
    ]
    until = ends(original.content, row)
    counting: list[Record] = []
    while joining := [
        o for o in waiting if o not in counting and (until is None or decided(o) <= until)
    ]:
        counting += joining
        for o in joining:
            until = later(until, ends(o.content, row))
    counting.sort(key=lambda o: (decided(o), o.record_no))
    return Extended(
        until=until,
        counting=tuple(counting),
        documents=tuple(
            dict.fromkeys(d for o in (original, *counting) for d in body_of(o).documents)
        ),
    )


def decided(order: Record) -> date:
    """Return the day it was decided."""
    assert order.content.decided_on is not None
    return order.content.decided_on


def instances_ended(order: Record, orders: Iterable[Record]) -> Iterable[str]:
    """
    Return the objects a release ends: those it names, else all of its original.

    Where neither names any, or the original is unknown, one empty text.
    """
    original = original_of(order, orders)
    named = order if order.content.objects or original is None else original
    return objects(named.content)
