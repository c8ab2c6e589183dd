"""Court orders: what continues or ends which original (R6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from streams.wiring.verify.recount.record import Record
from streams.wiring.verify.recount.telling import ORDERS
from streams.wiring.verify.recount.terms import last_day, later

OPENING = frozenset({"FREEZE", "SEAL"})
EXTENDING = frozenset({"CONTINUE", "RENEW"})
ENDING = frozenset({"UNFREEZE", "UNSEAL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Every order of every court that stands."""

    all: tuple[Record, ...]

    def original(self, order: Record) -> Record | None:
        """The order it is about: the same court's, under the number it names."""
        return next((o for o in self.all if o.id == order.content.target), None)

    def waits(self, order: Record) -> bool:
        """A continuation without its original; what names a wrong one, or no object of it."""
        original = self.original(order)
        if original is None:
            return order.content.order in EXTENDING
        mine, theirs = order.content.subject, original.content.subject
        same = (mine and mine.subject) == (theirs and theirs.subject)
        if not same or original.content.order != ORDERS[order.content.order]:
            return True
        named = order.content.order in EXTENDING and order.content.objects
        return bool(named) and not set(objects(order)) & set(objects(original))

    def about(self, original: Record, kinds: frozenset[str], day: date) -> list[Record]:
        """The live orders of some kinds about an original that do not wait."""
        return [
            order
            for order in self.all
            if order.content.order in kinds
            and self.original(order) is original
            and order.live(day)
            and not self.waits(order)
        ]


def orders_of(records: Iterable[Record]) -> Orders:
    """The orders among some records."""
    return Orders(all=tuple(r for r in records if r.content.order and r.stands))


def objects(order: Record) -> tuple[str, ...]:
    """The objects it names; one empty text where it names none."""
    return order.content.objects or ("",)


def extended(
    original: Record, orders: Orders, thing: str, term_months: int | None, day: date
) -> tuple[date | None, list[Record]]:
    """
    The last day of an original with every continuation that counts, and these by their days.

    A continuation counts if the term, with the others that count, had not run out when it was
    decided; one dated ahead waits for its day.
    """
    waiting = [
        order
        for order in orders.about(original, EXTENDING, day)
        if thing in objects(order) or not order.content.objects
        if (order.content.decided_on or date.max) <= day
    ]
    end = last_day(original.content, term_months)
    counted: list[Record] = []
    while joining := [
        order
        for order in waiting
        if order not in counted and (order.content.decided_on or date.max) <= (end or date.max)
    ]:
        for order in joining:
            end = later(end, last_day(order.content, term_months))
        counted += joining
    return end, sorted(counted, key=lambda o: (o.content.decided_on or date.min, o.id[1]))


def ended(original: Record, orders: Orders, thing: str, day: date) -> bool:
    """Whether an order that acts has ended it; it acts on arrival, whatever its dates."""
    return any(
        thing in objects(order) or not order.content.objects
        for order in orders.about(original, ENDING, day)
    )
