"""Which days are working days (工作日), of the years whose days the catalogue has."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from schemas.catalogue.model import WorkingYear

_SATURDAY = 5


@lru_cache(maxsize=16)
def working_days(years: tuple[WorkingYear, ...]) -> tuple[date, ...]:
    """Every working day of these years, in order."""
    return tuple(sorted(day for year in years for day in _of(year)))


def _of(year: WorkingYear) -> Iterable[date]:
    day = date(int(year.year), 1, 1)
    while day.year == int(year.year):
        if day in year.worked or (day.weekday() < _SATURDAY and day not in year.free):
            yield day
        day += timedelta(days=1)
