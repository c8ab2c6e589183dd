"""
What a message needs because of what else it says (E1101, E1105, E1304), and numbers in range
(E1107).

END and REVOKE need a reason, END the day as well; beyond that they may leave out everything.
"""

from typing import assert_never

from streams.kinds.event import Action, Event
from streams.kinds.kind import Nature
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS


def missing(event: Event) -> Problem | None:
    """The first field that this event needs and lacks, or has with a number out of range."""
    problem = _out_of_range(event)
    if problem is not None:
        return problem
    match event.action:
        case Action.END | Action.REVOKE:
            return _missing_at_end(event)
        case Action.ASSERT | Action.CORRECT:
            return _missing_in_full(event)


def _missing_at_end(event: Event) -> Problem | None:
    if not event.reason:
        return Problem(code="E1105", field="reason")
    if event.action is Action.END and event.on is None:
        return Problem(code="E1105", field="on")
    return None


def _missing_in_full(event: Event) -> Problem | None:
    kind = KINDS[event.kind]
    match kind.nature:
        case Nature.FACT | Nature.ORDER:
            if event.subject is None:
                return Problem(code="E1101", field="subject")
            if event.decided_on is None:
                return Problem(code="E1101", field="decided_on")
        case Nature.ATTACHMENT:
            pass  # takes subject and day from the record that it is about
        case never:
            assert_never(never)
    return kind.lacks(event, event.body)


def _out_of_range(event: Event) -> Problem | None:
    if event.version < 1:
        return Problem(code="E1107", field="version")
    if event.case is not None and (event.case.parties_total or 0) < 0:
        return Problem(code="E1107", field="case.parties_total")
    for field, amount in KINDS[event.kind].amounts(event.body):
        if amount is not None and amount < 0:
            return Problem(code="E1107", field=field)
    return None
