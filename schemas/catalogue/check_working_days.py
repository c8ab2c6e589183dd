"""Whether a year's working days can be, and whether those of the coming months are there."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from schemas.catalogue.working_year import WorkingYear

FILE: Final = "working-days.toml"
#: The notice for a year is published in autumn of the year before.
AHEAD: Final = timedelta(days=30)
_SATURDAY: Final = 5


def year_faults(row: WorkingYear) -> Iterator[str]:
    """Reasons why a year's days do not stand."""
    if not (len(row.year) == 4 and row.year.isascii() and row.year.isdigit()):
        yield "a row's name is a year of four digits"
        return
    for field, days in (("free", row.free), ("worked", row.worked)):
        for day in sorted(day for day in days if day.year != int(row.year)):
            yield f"{field}: {day} is not a day of that year"
    if not row.free:
        yield "free: empty; no year is without holidays on weekdays"
    for day in sorted(day for day in row.worked if day.weekday() < _SATURDAY):
        yield f"worked: {day} is no weekend day; it is worked anyway"
    for day in sorted(day for day in row.free if day.weekday() >= _SATURDAY):
        yield f"free: {day} is a weekend day; it is free anyway"
    for field in ("basis", "source"):
        if not getattr(row, field).strip():
            yield f"{field}: missing"


def missing_years(catalogue: Catalogue, day: date) -> tuple[Hole, ...]:
    """A warning for each year, of today's and that in 30 days, whose working days are not there."""
    return tuple(
        Hole(
            file=FILE,
            row=str(year),
            reason="not there: due days of it are provisional, Monday to Friday, and what is "
            "decided then is never called late (E1204)",
            warning=True,
        )
        for year in sorted({day.year, (min(day, date.max - AHEAD) + AHEAD).year})
        if str(year) not in catalogue.working_years
    )


def years_between(catalogue: Catalogue) -> tuple[Hole, ...]:
    """A warning for each year that is not there, though one before it and one after it are."""
    there = sorted(int(year) for year in catalogue.working_years)
    return tuple(
        Hole(file=FILE, row=str(year), reason="not there, and years around it are", warning=True)
        for year in (range(there[0], there[-1]) if there else ())
        if str(year) not in catalogue.working_years
    )
