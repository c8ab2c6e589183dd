"""Court orders: what continues or ends which original (R6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from monitoring.verify.recount.kinds.shape import Nature, OrderAct
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.terms import later
from monitoring.verify.recount.version import folded


class End(NamedTuple):
    """The last day that an order gives, both days inclusive; None = open."""

    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Every order of every court that stands."""

    all: tuple[Record, ...]

    def candidates(self, order: Record) -> list[Record]:
        """The same court's orders whose number folds like the one that an order names."""
        target = order.content.target
        if target is None:
            return []
        name = folded(target)
        return [o for o in self.all if folded(o.id) == name and (o is not order or o.id == target)]

    def originals(self, order: Record) -> list[Record]:
        """
        Those an order is about: of its subject and opening what it continues or ends.

        Of several the one written as it names it. If none is, a release is about all of them, and a
        continuation about none.
        """
        found = [o for o in self.candidates(order) if _fits(order, o)]
        if len(found) > 1:
            same = [o for o in found if o.id == order.content.target]
            return same or (found if order.content.order.act is OrderAct.ENDS else [])
        return found

    def waits(self, order: Record) -> bool:
        """A continuation without its original; what names a wrong one, or no object of it."""
        extends = order.content.order.act is OrderAct.EXTENDS
        if order.content.order.act not in {OrderAct.EXTENDS, OrderAct.ENDS}:
            return False
        originals = self.originals(order)
        if not originals:
            return extends or bool(self.candidates(order))
        named = extends and order.content.objects
        return bool(named) and not set(objects(order)) & set(objects(originals[0]))

    def about(self, original: Record, act: OrderAct) -> list[Record]:
        """The orders that do something to an original and do not wait."""
        return [
            order
            for order in self.all
            if order.content.order.act is act
            and any(o is original for o in self.originals(order))
            and not self.waits(order)
        ]


def _fits(order: Record, original: Record) -> bool:
    mine, theirs = order.content.subject, original.content.subject
    same = (mine and mine.subject) == (theirs and theirs.subject)
    opened = original.content.order
    return same and opened.act is OrderAct.OPENS and opened.hold == order.content.order.hold


def orders_of(records: Iterable[Record]) -> Orders:
    """The orders among some records."""
    return Orders(all=tuple(r for r in records if r.content.nature is Nature.ORDER and r.stands))


def objects(order: Record) -> tuple[str, ...]:
    """The objects it names; one empty text where it names none."""
    return order.content.objects or ("",)


def extended(
    original: Record,
    orders: Orders,
    thing: str,
    day: date,
    end_of: Callable[[Record], End | None],
) -> tuple[date | None, list[Record]]:
    """
    The last day of an original with every continuation that counts, and these by their days.

    A continuation counts if the term, with the others that count, had not run out when it was
    decided; one dated ahead waits for its day. `end_of`: what an order gives by itself; one without
    a basis on its own day gives nothing and does not count.
    """
    waiting = [
        (order, end)
        for order in orders.about(original, OrderAct.EXTENDS)
        if order.live(day)
        if thing in objects(order) or not order.content.objects
        if (order.content.decided_on or date.max) <= day
        if (end := end_of(order)) is not None
    ]
    first = end_of(original)
    last = None if first is None else first.day
    counted: list[Record] = []
    while joining := [
        (order, end)
        for order, end in waiting
        if order not in counted and (order.content.decided_on or date.max) <= (last or date.max)
    ]:
        for order, end in joining:
            last = later(last, end.day)
            counted.append(order)
    return last, sorted(counted, key=lambda o: (o.content.decided_on or date.min, o.id[1]))


def acts(release: Record, orders: Orders) -> bool:
    """Whether a release ends anything: from its arrival, until it is revoked; its END is none."""
    return release.stands and not release.revoked and not orders.waits(release)


def ended(original: Record, orders: Orders, thing: str) -> bool:
    """Whether an order that acts has ended it, whatever its dates."""
    return any(
        acts(order, orders) and (thing in objects(order) or not order.content.objects)
        for order in orders.about(original, OrderAct.ENDS)
    )
