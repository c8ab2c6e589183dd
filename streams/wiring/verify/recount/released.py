"""What court orders that act have ended: each is told to its partner, held or not (R6)."""

from collections.abc import Iterator
from uuid import UUID

from streams.wiring.verify.recount.due import Measure
from streams.wiring.verify.recount.orders import ENDING, objects, orders_of
from streams.wiring.verify.recount.telling import RecordId
from streams.wiring.verify.recount.world import World


def released(world: World, subject: UUID) -> Iterator[tuple[Measure, RecordId]]:
    """Every measure on a subject that an order ends, with that order."""
    orders = orders_of(world.records)
    for order in orders.all:
        content = order.content
        if content.order not in ENDING or not order.live(world.day) or orders.waits(order):
            continue
        if content.subject is None or content.subject.subject != subject or content.target is None:
            continue
        original = orders.original(order)
        about = content if original is None else original.content
        own = content.objects or original is None
        court, number = content.target
        for row, _ in world.rows(about):
            for thing in objects(order) if own or original is None else objects(original):
                instance = f"{court}|{number}|{thing}"
                yield Measure(about.addressee, subject, row, instance), order.id
