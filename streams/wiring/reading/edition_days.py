"""How long the editions last that no other follows (R8), by the catalogue that is loaded."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from schemas.catalogue import serialise
from schemas.catalogue.check_editions import unfollowed
from schemas.catalogue.model import Catalogue


def days_left(day: date, body: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """
    Measure and trigger of each row whose last edition ends on `day` or later, with the days left.

    `body`: the catalogue as `schemas.catalogue.serialise` wrote it.
    """
    for row, ends in unfollowed(_read(body).measures, day):
        yield row.row, (ends - day).days


@lru_cache(maxsize=1)
def _read(body: str) -> Catalogue:
    return serialise.from_json(body)
