"""Catalogues of a few editions, for the cases about loads (R8)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import PRC_01_WAGE, A, catalogue
from scenario.expect import on, terms, until
from scenario.hub import Hub
from schemas.catalogue.model import Catalogue, MeasureRow

BAN = on(A, "PRC-01")


def edition(
    name: str, since: str, end: str | None = None, *, of: MeasureRow = PRC_01_WAGE, **more: object
) -> MeasureRow:
    """Return an edition of a row, in force from one day to another."""
    last = None if end is None else day(end)
    bounds = {"list_version": name, "valid_from": day(since), "valid_until": last}
    return replace(of, **bounds, **more)  # type: ignore[arg-type]


def law(*editions: MeasureRow) -> Catalogue:
    """Return a catalogue with these rows alone."""
    return catalogue(editions)


#: A year, until further notice.
YEAR = edition("1", "2020-01-01", term_months=12)
#: The same, which the next list says to have ended in April.
CLOSED = edition("1", "2020-01-01", "04-30", term_months=12)
#: Three years, or half a year, from May.
STRICTER = edition("2", "05-01", term_months=36)
MILDER = edition("2", "05-01", term_months=6)


def rules(hub: Hub) -> tuple[str, str]:
    """Return until when A may not take part in procurement, and by which edition."""
    return str(until(hub, BAN)), terms(hub, BAN).list_version
