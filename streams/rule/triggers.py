"""What of a fact can ground a measure: the triggers a catalogue row may name."""

from schemas.catalogue.code import Derived
from schemas.catalogue.editions import in_force
from schemas.catalogue.words import penalty_trigger
from streams.kinds.event import Event
from streams.kinds.kind import Punishment
from streams.kinds.table import KINDS


def triggers(event: Event, derived: tuple[Derived, ...] = ()) -> tuple[str, ...]:
    """
    The triggers an event's content carries, each once: those it names, and those that follow.

    `derived`: the rows by which a clause follows from a punishment (R21).
    """
    kind = KINDS[event.kind]
    named = kind.triggers(event.body)
    punishment = kind.punishment(event.body) if derived else None
    if punishment is None or event.decided_on is None:
        return named
    following = (
        penalty_trigger(row.clause)
        for row in derived
        if in_force(row, event.decided_on) and _follows(row, punishment)
    )
    return tuple(dict.fromkeys((*named, *following)))


def _follows(row: Derived, punishment: Punishment) -> bool:
    fine = punishment.fine_fen
    reached = row.fine_from_fen is not None and fine is not None and fine >= row.fine_from_fen
    return reached or not row.categories.isdisjoint(punishment.categories)


def grounding(event: Event) -> bool:
    """
    Whether judging a subject may have to look at this event, whatever is loaded later.

    That is so where it can ground a measure, also by a clause that follows from it, and where it
    tells a birth date that no citizen number gives (R9).
    """
    kind = KINDS[event.kind]
    if kind.triggers(event.body) or kind.punishment(event.body) is not None:
        return True
    named = (event.subject, *(related.subject for related in event.related))
    return any(naming is not None and naming.birth_date is not None for naming in named)
