"""What of a fact can ground a measure: the triggers a catalogue row may name."""

from streams.accept.event import Event
from streams.accept.kinds import (
    OPENING,
    AdministrativePenalty,
    EnforcementOrder,
    JudgmentDefault,
    ListColour,
    ListEntry,
    SpendingRestriction,
)


def triggers(event: Event) -> tuple[str, ...]:
    """
    The triggers an event's content carries.

    A red or watch list grounds no measure, and neither does a penalty without a clause.
    """
    match event.body:
        case AdministrativePenalty(clauses=clauses):
            return tuple(f"penalty/{clause}" for clause in clauses)
        case ListEntry(list_code=code, colour=ListColour.BLACK):
            return (f"list/{code}",)
        case JudgmentDefault():
            return ("judgment-default",)
        case SpendingRestriction():
            return ("spending-restriction",)
        case EnforcementOrder(order=order):
            return (f"order/{OPENING[order]}",)
        case _:
            return ()


def grounding(event: Event) -> bool:
    """
    Whether judging a subject must look at this event.

    That is so where it can ground a measure, and where it tells a birth date that no citizen
    number gives (R9).
    """
    if triggers(event):
        return True
    named = (event.subject, *(related.subject for related in event.related))
    return any(claim is not None and claim.birth_date is not None for claim in named)
