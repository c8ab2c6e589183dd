"""Every order in which a case's messages may come."""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import TypeVar

from scenario.hub import Hub
from scenario.message import Message

AnyHub = TypeVar("AnyHub", bound=Hub)


def every_order(
    make: Callable[[], AnyHub], *messages: Message, first: tuple[Message, ...] = ()
) -> Iterator[AnyHub]:
    """
    Yield a fresh hub for each order of the messages, one entry each, and one for all in one entry.

    `first` are published before, in their order: what the case gives as already there.
    """
    hub = make()
    orders = [messages, shuffled(messages)] if hub.few_orders else list(permutations(messages))
    for order in orders:
        for message in (*first, *order):
            hub.publish(message)
        yield hub
        hub = make()
    hub.publish(*first, *messages)
    yield hub


def shuffled(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the messages in another order: the last first, then every second, then the rest."""
    return (*messages[-1:], *messages[1:-1:2], *messages[:-1:2])
