"""
When a measure begins and ends (R4, R22). All days are inclusive and of Asia/Shanghai.

A term ends on the same day-number, or on the month's last day where there is none
(民法典 art. 202).
"""

from datetime import date, timedelta

from schemas.catalogue.calendar import add_months
from streams.kinds.event import Event

ONE_DAY = timedelta(days=1)


def ends_on(event: Event, term_months: int | None) -> date | None:
    """The last day of a measure: the earlier of `effective_until` and the row's term."""
    if term_months is None:
        return event.effective_until
    term_end = add_months(event.begins_on, term_months)
    return term_end if event.effective_until is None else min(event.effective_until, term_end)


def day_after(day: date) -> date:
    """The next day; the last day of the calendar stays itself."""
    return day if day == date.max else day + ONE_DAY
