"""Court orders: what an order is about, when a continuation counts, what a release ends (R6)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from oracle.identity import subject_of
from oracle.keys import fold
from oracle.kinds.kind import Does, Order
from oracle.kinds.table import order_of
from oracle.records import Record
from oracle.terms import ends, later, objects
from schemas.catalogue.model import MeasureRow
from streams.kinds.order import Document


def said(order: Record) -> Order:
    """Return what an order says beyond the envelope."""
    return order_of(order.content)


def opens(order: Record) -> bool:
    """It is a freeze (or seal)."""
    return said(order).does is Does.OPENS


def extends(order: Record) -> bool:
    """It is a continuation."""
    return said(order).does is Does.EXTENDS


def releases(order: Record) -> bool:
    """It is a release."""
    return said(order).does is Does.RELEASES


def named(order: Record, orders: Iterable[Record]) -> list[Record]:
    """
    Return every order of the same court under the number it gives, however that is written.

    Itself only where it gives its own number as it stands.
    """
    number = said(order).original_order_no
    return [
        o
        for o in orders
        if o.source == order.source
        and (o.record_no == number or (o is not order and fold(o.record_no) == fold(number)))
    ]


def fits(order: Record, original: Record) -> bool:
    """It is a freeze (or seal) of the subject whom the order is about."""
    return (
        opens(original)
        and said(original).trigger == said(order).trigger
        and subject_of(original.content) == subject_of(order.content)
    )


def originals_of(order: Record, orders: Iterable[Record]) -> list[Record]:
    """
    Return the freezes (or seals) it is about: mostly one, none where that is not known.

    Of several that fit the one whose number is written the same. Where none is, a release is about
    all of them, so that nobody stays frozen; a continuation about none.
    """
    fitting = [o for o in named(order, orders) if fits(order, o)]
    if len(fitting) < 2:
        return fitting
    written_the_same = [o for o in fitting if o.record_no == said(order).original_order_no]
    if written_the_same or extends(order):
        return written_the_same
    return fitting


def parked(order: Record, orders: Iterable[Record]) -> str | None:
    """
    Return why an order waits, or None.

    A continuation waits for an original that is not known; a release does not, it acts. Both wait
    for an officer where the number is another subject's, or not that of a freeze (or seal) at all,
    and a continuation where it may mean several, or names objects and none of its original.
    """
    if opens(order):
        return None
    orders = list(orders)
    if not named(order, orders):
        return "original unknown" if extends(order) else None
    originals = originals_of(order, orders)
    if not originals:
        several = any(fits(order, o) for o in named(order, orders))
        return "may mean several orders" if several else "names an order that it does not fit"
    if extends(order) and order.content.objects:
        (original,) = originals
        if not objects(order.content).keys() & objects(original.content).keys():
            return "names no object of its original"
    return None


def about(order: Record, original: Record, orders: Iterable[Record], thing: str) -> bool:
    """It names this original, does not wait, and covers the object: by name or by naming none."""
    orders = list(orders)
    return (
        not opens(order)
        and any(o is original for o in originals_of(order, orders))
        and parked(order, orders) is None
        and (not order.content.objects or thing in objects(order.content))
    )


def acts(release: Record) -> bool:
    """A release acts until it is revoked; that it is done with (END) takes nothing back."""
    return not release.revoked


def released(original: Record, orders: list[Record], thing: str) -> bool:
    """A release of it acts, from its arrival on and whatever its dates."""
    return any(releases(o) and acts(o) and about(o, original, orders, thing) for o in orders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A freeze with the continuations that count: its last day and all documents, each once."""

    until: date | None
    counting: tuple[Record, ...]
    documents: tuple[Document, ...]


EditionOf = Callable[[Record], MeasureRow | None]
"""Which edition of a row counted for the subject of an order on the day of its decision."""


def extended(
    original: Record,
    orders: list[Record],
    thing: str,
    *,
    own: MeasureRow,
    edition_of: EditionOf,
    day: date,
) -> Extended:
    """
    Return the term with every continuation that counts.

    One counts if it was decided by the last day of the term as the others that count extend it.
    Court orders know no mildness: the term of each is that of the edition of its own day, `own` for
    the original (R8).
    """
    last_days = {
        o.id: ends(o.content, edition)
        for o in orders
        if extends(o)
        and not o.over(day)
        and decided(o) <= day
        and about(o, original, orders, thing)
        and (edition := edition_of(o)) is not None
    }
    waiting = [o for o in orders if o.id in last_days]
    until = ends(original.content, own)
    counting: list[Record] = []
    while joining := [
        o for o in waiting if o not in counting and (until is None or decided(o) <= until)
    ]:
        counting += joining
        for o in joining:
            until = later(until, last_days[o.id])
    counting.sort(key=lambda o: (decided(o), o.record_no))
    return Extended(
        until=until,
        counting=tuple(counting),
        documents=tuple(dict.fromkeys(d for o in (original, *counting) for d in said(o).documents)),
    )


def decided(order: Record) -> date:
    """Return the day it was decided."""
    assert order.content.decided_on is not None
    return order.content.decided_on


def instances_ended(release: Record, orders: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """
    Yield the addressee, number and object of each instance that a release ends.

    The original says where and under which number it is; where it is not known, the release. The
    objects are those the release names, else all of its original, else one empty text.
    """
    originals = originals_of(release, orders)
    if not originals:
        for thing in objects(release.content):
            yield said(release).addressee, said(release).original_order_no, thing
    for original in originals:
        which = release if release.content.objects else original
        for thing in objects(which.content):
            yield said(original).addressee, original.record_no, thing
