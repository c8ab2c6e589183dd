"""What a load would ask less of, or conclude more from, for decisions of before: it is refused."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from schemas.catalogue.code import Derived
from schemas.catalogue.editions import in_force
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from schemas.catalogue.words import penalty_trigger

_ONE_DAY = timedelta(days=1)


def asks_less(loaded: Catalogue, new: Catalogue) -> Iterator[Hole]:
    """A hole for each list that would ask for prior notice from a later day, or no more (R7)."""
    for code, was in loaded.lists.items():
        if was.prior_notice_since is None:
            continue
        now = new.lists.get(code)
        since = None if now is None else now.prior_notice_since
        if since is None or since > was.prior_notice_since:
            yield Hole(
                file="lists.toml",
                row=code,
                reason=(
                    f"prior_notice_since: {since or 'none'} instead of {was.prior_notice_since}: "
                    "whom nobody told before is free, and a load burdens nobody who was; leave the "
                    "day as it was"
                ),
            )


def derives_more(loaded: Catalogue, new: Catalogue, day: date) -> Iterator[Hole]:
    """
    A hole for each clause that would follow from more decisions of before `day` (R21).

    None for a clause that no row of a measure ever named: its rows reach nothing of before.
    """
    reaching = {trigger for _, trigger in loaded.applies_from}
    for clause in dict.fromkeys(row.clause for row in new.derived):
        was = [row for row in loaded.derived if row.clause == clause]
        now = [row for row in new.derived if row.clause == clause]
        if penalty_trigger(clause) in reaching and any(
            _more(was, now, decided_on) for decided_on in _first_days(was + now) if decided_on < day
        ):
            yield Hole(
                file="codes.toml",
                row=f"derived {clause}",
                reason=(
                    "follows from more decisions of before this load; leave its rows as they were "
                    f"and add one that is valid from the day of the load ({day.isoformat()}) on"
                ),
            )


def _first_days(rows: Iterable[Derived]) -> set[date]:
    """The days of decision from which something else may follow than from the day before."""
    days = {date.min}
    for row in rows:
        days.add(row.valid_from)
        if row.valid_until is not None and row.valid_until < date.max:
            days.add(row.valid_until + _ONE_DAY)
    return days


def _more(was: Iterable[Derived], now: Iterable[Derived], decided_on: date) -> bool:
    categories, fine = _condition(was, decided_on)
    more_categories, lower_fine = _condition(now, decided_on)
    return bool(more_categories - categories) or (
        lower_fine is not None and (fine is None or lower_fine < fine)
    )


def _condition(rows: Iterable[Derived], decided_on: date) -> tuple[frozenset[str], int | None]:
    """From which categories, and from which fine on, the rows of a clause conclude it on a day."""
    valid = [row for row in rows if in_force(row, decided_on)]
    fines = [row.fine_from_fen for row in valid if row.fine_from_fen is not None]
    return frozenset().union(*(row.categories for row in valid)), min(fines, default=None)
