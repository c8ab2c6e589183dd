"""Until when a measure lasts (R4, R22); all days are inclusive."""

from calendar import monthrange
from datetime import date

from monitoring.verify.recount.version import Version
from schemas.catalogue.model import MeasureRow


def months_later(start: date, months: int) -> date:
    """The same day-number so many months on, or the end of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def term_of(edition: MeasureRow, *, usual: bool) -> int | None:
    """The months that bear on a decision: the usual term, or the longest; None = no term (R22)."""
    if usual and edition.usual_months is not None:
        return edition.usual_months
    return edition.term_months


def last_day(version: Version, edition: MeasureRow) -> date | None:
    """The decision's own end or that of the term, whichever is earlier; None = open."""
    months = term_of(edition, usual=version.usual)
    term = None if months is None else months_later(version.begins, months)
    return min((day for day in (version.effective_until, term) if day is not None), default=None)


def later(one: date | None, other: date | None) -> date | None:
    """The later of two ends; an open one never ends."""
    return None if one is None or other is None else max(one, other)
