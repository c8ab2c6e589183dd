"""
Dates that cannot be together (E1201–E1203), bounds included.

"Today" is the day on which the broker appended the message, in Asia/Shanghai, and never the hub's
own clock: a backlog is judged as if it had been read at once (R4).
"""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from streams.kinds.event import Event
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS

#: 北京时间 has had no daylight saving since 1992, and no earlier clock time is judged.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """The day in Asia/Shanghai of an aware moment."""
    return moment.astimezone(SHANGHAI).date()


def contradiction(event: Event, today: date) -> Problem | None:
    """The first date of an event that contradicts another one, or the day it was appended."""
    decided, until = event.decided_on, event.effective_until
    if decided is not None:
        if decided > today:
            return Problem(code="E1201", field="decided_on")
        if until is not None and until < decided:
            return Problem(code="E1202", field="effective_until")
        problem = KINDS[event.kind].contradiction(event.body, decided)
        if problem is not None:
            return problem
    if until is not None and event.effective_from is not None and until < event.effective_from:
        return Problem(code="E1202", field="effective_until")
    return None
