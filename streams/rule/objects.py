"""The things an event is about, as they are compared and as they are told (R6, R11)."""

from collections.abc import Mapping

from streams.kinds.event import Event, PropertyObject
from streams.kinds.numbers import fold_number


def objects_of(event: Event) -> Mapping[str, str]:
    """
    The objects an event names, each once: by what they are compared by, as they are written.

    Both are ``kind:number``; a number is compared as numbers of documents are, whatever its width,
    spaces and case (R3). One empty text where none is named.
    """
    named: dict[str, str] = {}
    for thing in event.objects:
        named.setdefault(_compared(thing), f"{thing.kind}:{thing.number}")
    return named or {"": ""}


def of_two_types(*events: Event) -> bool:
    """Whether one number is named with two types: compared by number, they are one thing."""
    things = {thing for event in events for thing in event.objects if thing.type}
    types = {(_compared(thing), fold_number(thing.type)) for thing in things}
    return len(types) > len({compared for compared, _ in types})


def _compared(thing: PropertyObject) -> str:
    return f"{thing.kind}:{fold_number(thing.number)}"
