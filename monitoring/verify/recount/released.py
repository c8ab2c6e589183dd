"""What court orders that act have ended: each is told to its partner, held or not (R6)."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from monitoring.verify.recount.due import Measure
from monitoring.verify.recount.kinds.shape import OrderAct
from monitoring.verify.recount.orders import acts, objects, orders_of
from monitoring.verify.recount.version import RecordId, Version
from monitoring.verify.recount.world import World


def released(world: World, subject: UUID) -> Iterator[tuple[Measure, RecordId]]:
    """Every measure on a subject that an order ends, with that order."""
    orders = orders_of(world.records)
    for order in orders.all:
        content = order.content
        if content.order.act is not OrderAct.ENDS or not acts(order, orders):
            continue
        if content.subject is None or content.subject.subject != subject or content.target is None:
            continue
        originals = orders.originals(order)
        for original in originals:
            things = objects(order) if content.objects else objects(original)
            for measure in _instances(world, original.content, original.id, things, subject):
                yield measure, order.id
        if not originals:
            for measure in _instances(world, content, content.target, objects(order), subject):
                yield measure, order.id


def _instances(
    world: World, about: Version, number: RecordId, things: Iterable[str], subject: UUID
) -> Iterator[Measure]:
    """Of each row and object one; an original's number stands as the original writes it."""
    court, written = number
    for measure, _ in world.rows(about):
        for thing in things:
            yield Measure(about.order.addressee, subject, measure, f"{court}|{written}|{thing}")
