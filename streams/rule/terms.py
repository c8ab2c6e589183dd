"""
When a measure begins and ends (R4, R22). All days are inclusive and of Asia/Shanghai.

A term ends on the same day-number, or on the month's last day where there is none
(民法典 art. 202).
"""

from datetime import date, timedelta

from schemas.catalogue.calendar import add_months
from streams.kinds.event import Event
from streams.kinds.table import KINDS

ONE_DAY = timedelta(days=1)


def ends_on(event: Event, months: int | None) -> date | None:
    """
    The last day of a measure by the term that bears on its decision, None while its fact stands.

    The decision's own last day, cut by the term; where it names none, the end of the term (R22).
    """
    if months is None:
        return event.effective_until
    term_end = add_months(event.begins_on, months)
    return term_end if event.effective_until is None else min(event.effective_until, term_end)


def has_usual_term(event: Event) -> bool:
    """Whether the usual term bears on a decision: it names no last day, and the law sets one."""
    return event.effective_until is None and not KINDS[event.kind].without_term(event.body)


def day_after(day: date) -> date:
    """The next day; the last day of the calendar stays itself."""
    return day if day == date.max else day + ONE_DAY
