"""
Days and terms: which days are working days (工作日), and when a term of months ends.

All days are those of Asia/Shanghai.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from schemas.catalogue.model import WorkingYear

_SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """
    The end of a term in months: the same day-number, the month's last day if it has none.

    民法典 art. 202. What would end after the calendar's last day ends on it.
    """
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=16)
def loaded_working_days(years: tuple[WorkingYear, ...]) -> tuple[date, ...]:
    """Every working day of these years, in order; a year that is not among them has none."""
    return tuple(sorted(day for year in years for day in _of(year)))


def _of(year: WorkingYear) -> Iterable[date]:
    day = date(int(year.year), 1, 1)
    while day.year == int(year.year):
        if day in year.worked or (day.weekday() < _SATURDAY and day not in year.free):
            yield day
        day += timedelta(days=1)
