"""What of a fact can ground a measure: the triggers a catalogue row may name."""

from streams.kinds.event import Event
from streams.kinds.table import KINDS


def triggers(event: Event) -> tuple[str, ...]:
    """The triggers an event's content carries; its kind says which."""
    return KINDS[event.kind].triggers(event.body)


def grounding(event: Event) -> bool:
    """
    Whether judging a subject must look at this event.

    That is so where it can ground a measure, and where it tells a birth date that no citizen
    number gives (R9).
    """
    if triggers(event):
        return True
    named = (event.subject, *(related.subject for related in event.related))
    return any(naming is not None and naming.birth_date is not None for naming in named)
