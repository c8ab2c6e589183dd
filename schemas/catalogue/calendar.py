"""
Days and terms: which days are working days (工作日), and on which day something is due (R16).

A year whose days nobody has loaded is asked about in two ways. Who may be called late is counted
over `loaded_working_days`, which has none of it. `nth_working_day` and `next_working_day` find the
day on which something is due: they count its Mondays to Fridays, so that the day comes, and call it
provisional. So does `last_working_days`, which looks back. All days are those of Asia/Shanghai.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from schemas.catalogue.working_year import WorkingYear

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """
    The last day for something.

    `provisional` (暂定): days of a year that is not loaded were counted, Monday to Friday, so that
    the day may be another one once the year is.
    """

    day: date
    provisional: bool


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


def nth_working_day(after: date, n: int, years: Mapping[str, WorkingYear]) -> DueDay:
    """
    The `n`-th working day after a day that does not count itself (民法典 art. 201); `n` from 1.

    `years`: those of the catalogue, by their names.
    """
    return _count(after if after == date.max else after + _ONE_DAY, n, years)


def next_working_day(day: date, years: Mapping[str, WorkingYear]) -> DueDay:
    """The day itself if it is a working day, else the first one after it (民法典 art. 203)."""
    return _count(day, 1, years)


def last_working_days(before: date, n: int, years: Mapping[str, WorkingYear]) -> tuple[date, ...]:
    """The last `n` working days before a day that does not count itself, the earliest first."""
    found: list[date] = []
    day = before
    while len(found) < n:
        day -= _ONE_DAY
        if _works(day, years.get(str(day.year))):
            found.append(day)
    return tuple(reversed(found))


@lru_cache(maxsize=16)
def loaded_working_days(years: tuple[WorkingYear, ...]) -> tuple[date, ...]:
    """Every working day of these years, in order; a year that is not among them has none."""
    return tuple(sorted(day for year in years for day in _days_of(year) if _works(day, year)))


def _count(day: date, n: int, years: Mapping[str, WorkingYear]) -> DueDay:
    """The `n`-th working day from `day` on, `day` included; at most the calendar's last day."""
    assert n >= 1
    provisional = False
    while True:
        year = years.get(str(day.year))
        provisional |= year is None
        n -= _works(day, year)
        if n == 0 or day == date.max:
            return DueDay(day=day, provisional=provisional)
        day += _ONE_DAY


def _works(day: date, year: WorkingYear | None) -> bool:
    """Whether a day is a working day; None: its year is not loaded."""
    weekday = day.weekday() < _SATURDAY
    return weekday if year is None else day in year.worked or (weekday and day not in year.free)


def _days_of(year: WorkingYear) -> list[date]:
    first, last = date(int(year.year), 1, 1), date(int(year.year), 12, 31)
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
