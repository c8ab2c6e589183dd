"""
Which records a court's order, a repair or a mark is about (R4 to R6).

A court's order is found by its number, folded as numbers of documents are (R3): brackets, width,
spaces and case are the clerk's. Every other record is found as it is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeGuard, assert_never

from streams.kinds.event import Event
from streams.kinds.kind import Handled, Nature
from streams.kinds.order import ENDING, OPENING, Order
from streams.kinds.table import KINDS
from streams.merge.record import Record


class Fit(StrEnum):
    """How the number that a record names fits the records that have it."""

    UNKNOWN = "UNKNOWN"  #: no record has it, or it names none
    NONE = "NONE"  #: of those that have it none fits
    ONE = "ONE"  #: one is meant
    SEVERAL = "SEVERAL"  #: more than one fits equally well


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """
    What a record is about.

    `records`: those that are meant; none while it waits for one, or for a person. Where several
    fit, a release is about all of them, and everything else about none.
    """

    records: tuple[Record, ...] = ()
    fit: Fit = Fit.UNKNOWN


UNKNOWN: Final = Meant()


def nature_of(record: Record) -> Handled | None:
    """
    What a record is for the line, by its content: it may be ended under another kind.

    None while it has no content.
    """
    return None if record.content is None else KINDS[record.content.event.kind].nature


def is_decision(record: Record) -> bool:
    """Whether a record tells of something decided, which the pool holds; it may be an order."""
    match nature_of(record):
        case Nature.FACT | Nature.ORDER | None:
            return True
        case Nature.ATTACHMENT:
            return False
        case never:
            assert_never(never)


def is_attachment(record: Record) -> bool:
    """Whether a record is about another record and has no measures of its own."""
    match nature_of(record):
        case Nature.ATTACHMENT:
            return True
        case Nature.FACT | Nature.ORDER | None:
            return False
        case never:
            assert_never(never)


def is_order(record: Record) -> bool:
    """Whether a record is a court's order."""
    match nature_of(record):
        case Nature.ORDER:
            return True
        case Nature.FACT | Nature.ATTACHMENT | None:
            return False
        case never:
            assert_never(never)


def known_order(record: Record | None) -> TypeGuard[Record]:
    """Whether a record can be what an order is about: an order that stands (R6)."""
    return record is not None and record.stands and is_order(record)


def order_of(record: Record) -> Order:
    """What a record that is a court's order says; raises TypeError for any other."""
    return read_order(record.event)


def read_order(event: Event) -> Order:
    """What an event of the nature ORDER says; raises TypeError for any other."""
    order = order_in(event)
    if order is None:
        raise TypeError(f"record {event.record_no!r} of {event.source} is no order")
    return order


def order_in(event: Event) -> Order | None:
    """What an event of the nature ORDER says, None for any other."""
    read = KINDS[event.kind].order
    return None if read is None else read(event.body)


def meant_by(record: Record, written: Record | None, alike: Iterable[Record]) -> Meant:
    """
    What an order, a repair or a mark is about; nothing else is about anything.

    `written`: the record whose number is written the same, if there is one. `alike`: the orders
    that stand and whose number is the same as folded.
    """
    # By folding alone no order is about itself. In one order, however they came.
    others = sorted(
        (r for r in alike if r.key != record.key or record.key == record.target),
        key=lambda other: other.key,
    )
    match nature_of(record):
        case Nature.ATTACHMENT:
            return _of_attachment(record, written, others)
        case Nature.ORDER:
            return _of_order(record, others)
        case Nature.FACT | None:
            return UNKNOWN
        case never:
            assert_never(never)


def _of_order(order: Record, alike: Sequence[Record]) -> Meant:
    body = order_of(order)
    if body.order is OPENING[body.order]:
        return UNKNOWN
    fitting = [
        other
        for other in alike
        if order_of(other).order is OPENING[body.order] and other.subject == order.subject
    ]
    fit = _fit(fitting, alike)
    same = [other for other in fitting if other.key == order.target]
    if fit is Fit.SEVERAL and same:
        return Meant(records=tuple(same), fit=Fit.ONE)
    meant = fitting if fit is not Fit.SEVERAL or body.order in ENDING else ()
    return Meant(records=tuple(meant), fit=fit)


def _of_attachment(record: Record, written: Record | None, alike: Sequence[Record]) -> Meant:
    if written is not None and written.stands:
        return Meant(records=(written,), fit=Fit.ONE)
    own = [other for other in alike if other.subject == record.subject]
    meant = own if len(alike) > 1 and len(own) == 1 else alike
    fit = _fit(meant, alike)
    return Meant(records=() if fit is Fit.SEVERAL else tuple(meant), fit=fit)


def _fit(fitting: Sequence[Record], alike: Sequence[Record]) -> Fit:
    if not alike:
        return Fit.UNKNOWN
    if len(fitting) > 1:
        return Fit.SEVERAL
    return Fit.ONE if fitting else Fit.NONE
