"""Which catalogue rows a decision can set off."""

from datetime import date

from oracle.derived import following
from oracle.kinds.table import is_order, order_of, triggers
from oracle.lists import grounds_nothing
from oracle.world import World
from streams.kinds.event import Event


def rows(world: World, content: Event, day: date) -> list[tuple[str, str]]:
    """Return the rows a decision can set off; an order only those of the partner it names."""
    if grounds_nothing(world, content, day):
        return []
    mine = {*triggers(content), *following(world, content, day)}
    return sorted(
        {
            m.row
            for m in world.catalogue(day).measures
            if m.trigger in mine
            and (not is_order(content) or m.partner == order_of(content).addressee)
        }
    )
