"""How long what the catalogue says for a time still lasts: editions (R8), and working days."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from schemas.catalogue import serialise
from schemas.catalogue.check_editions import unfollowed
from schemas.catalogue.check_working_days import missing_years
from schemas.catalogue.model import Catalogue


def days_left(day: date, body: str) -> Mapping[str, Mapping[tuple[str, ...], int]]:
    """
    Days left from `day`, by gauge and labels; `body` is a catalogue as `serialise` wrote it.

    `edition_ends_days`: of measure and trigger of each row whose last edition ends on `day` or
    later. `working_days_missing_days`: of each year that begins within 30 days, or has begun, and
    whose working days are not there; none for a city that keeps no year at all (ADR 0246).
    """
    catalogue = _read(body)
    missing = missing_years(catalogue, day) if catalogue.working_years else ()
    return {
        "edition_ends_days": {
            row.row: (ends - day).days for row, ends in unfollowed(catalogue.measures, day)
        },
        "working_days_missing_days": {
            (hole.row,): (date(int(hole.row), 1, 1) - day).days for hole in missing
        },
    }


@lru_cache(maxsize=1)
def _read(body: str) -> Catalogue:
    return serialise.from_json(body)
