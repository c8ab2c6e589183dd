"""
Court orders over property (R6): what each order does, derived from all orders of one court.

An order is about its original (`streams.merge.meant`). FREEZE and SEAL stand; CONTINUE and RENEW
extend while they count; UNFREEZE and UNSEAL end on arrival.
Terms: 民诉解释 art. 485 (one year for deposits, three for real estate), 查封规定 art. 27, 28.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.catalogue.model import MeasureRow, TargetRole
from streams.kinds.event import Event, SubjectKind
from streams.kinds.order import ENDING, EXTENDING
from streams.merge.meant import is_order, order_in, order_of
from streams.merge.record import Record
from streams.rule.editions import Row, Rows
from streams.rule.objects import objects_of
from streams.rule.terms import ends_on
from streams.rule.triggers import triggers


class OrderStatus(StrEnum):
    """What an order that stands comes to at present."""

    OPENS = "OPENS"  #: a FREEZE or SEAL
    COUNTS = "COUNTS"  #: extends its original
    TOO_LATE = "TOO_LATE"  #: decided after the last day of the term: nothing is sent
    ENDS = "ENDS"  #: an UNFREEZE or UNSEAL, its original known or not
    WAITS = "WAITS"  #: a CONTINUE whose original is not known yet
    #: Names another subject's original, a CONTINUE's number, no object of it, or one of several.
    MISFIT = "MISFIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFamily:
    """
    An original with every order about it that fits; `original` None while it is unknown.

    `repaired`: a court repaired the original, so that it holds nothing up (R4). `changes_on`: later
    days on which that may differ.
    """

    original: Record | None
    extensions: tuple[Record, ...]
    endings: tuple[Record, ...]
    repaired: bool = False
    changes_on: tuple[date, ...] = ()


def family(original: Record | None, followers: Iterable[Record]) -> OrderFamily:
    """Gather the orders about one original, known or not; each of them fits it."""
    orders = [r for r in followers if r.stands and is_order(r)]
    return OrderFamily(
        original=original,
        extensions=tuple(r for r in orders if original is not None and extends_any(r, original)),
        endings=tuple(r for r in orders if order_of(r).order in ENDING),
    )


def extends_any(extension: Record, original: Record) -> bool:
    """Whether an order extends its original: at least one of its objects (R6)."""
    extending = order_of(extension).order in EXTENDING
    return extending and any(extends(extension, obj) for obj in objects_of(original.event))


def extend(
    original: Event,
    extensions: Sequence[Record],
    row: Row | None,
    day: date,
    otherwise: MeasureRow | None = None,
) -> tuple[date | None, tuple[Record, ...]]:
    """
    The last day of an original with every extension that counts, and those extensions in order.

    An extension counts if it was decided while the term still ran, itself prolonged by the others
    that count: the least fixpoint, so the order of arrival cannot matter. Each order has the term
    of its own day, and an extension of a day without an edition does not count (R8). `otherwise`:
    the edition by which all of them are read where the original's day has none.
    """
    own = edition_of(original, row)
    end = ends_on(original, _term(own or otherwise))
    by_record = {
        record.key: otherwise if own is None else edition_of(record.event, row)
        for record in extensions
    }
    waiting = sorted(
        (
            r
            for r in extensions
            if r.live(day)
            and r.event.decided_on is not None
            and (own is None or by_record[r.key] is not None)
        ),
        key=lambda r: (r.event.decided_on, r.record_no),
    )
    counting: list[Record] = []
    progress = True
    while progress and end is not None:
        progress = False
        for extension in [r for r in waiting if r not in counting]:
            decided_on = extension.event.decided_on
            if end is not None and decided_on is not None and decided_on <= end:
                counting.append(extension)
                theirs = ends_on(extension.event, _term(by_record[extension.key]))
                end = None if theirs is None else max(end, theirs)
                progress = True
    if end is None:
        counting += [r for r in waiting if r not in counting]
    return end, tuple(sorted(counting, key=lambda r: (r.event.decided_on or date.min, r.record_no)))


def edition_of(order: Event, row: Row | None) -> MeasureRow | None:
    """The edition of the day on which an order was decided, for its kind of subject (R8)."""
    role, decided_on = kind_of(order), order.decided_on
    if row is None or role is None or decided_on is None or decided_on < row.applies_from:
        return None
    return row.on(decided_on, role)


def kind_of(order: Event) -> TargetRole | None:
    """The kind of subject that an order is about, None for one whom no order can reach."""
    subject = order.subject
    if subject is None or subject.kind is SubjectKind.UNREGISTERED:
        return None
    return TargetRole(subject.kind)


def _term(edition: MeasureRow | None) -> int | None:
    return None if edition is None else edition.term_months


def extends(extension: Record, obj: str) -> bool:
    """Whether an extension is about an object; one that names none is about all (R6)."""
    return not extension.event.objects or obj in objects_of(extension.event)


def row_for(event: Event, rows: Rows) -> Row | None:
    """The catalogue row an order grounds: its trigger's row at the partner it names (R6)."""
    order = order_in(event)
    if order is None:
        return None
    return next(
        (
            row
            for trigger in triggers(event)
            for row in rows.of(trigger)
            if row.newest.partner == order.addressee
        ),
        None,
    )


def instance(court: str, number: str, obj: str) -> str:
    """The instance of a measure by order: court, number of the original, object as compared."""
    return f"{court}|{number}|{obj}"
