"""Which edition of a row counts on a day, and did until a load said otherwise (R8)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from oracle.kinds.kind import ORDER_TRIGGER
from oracle.mildness import milder
from oracle.world import Load, World
from schemas.catalogue.model import Catalogue, MeasureRow, TargetRole

NO_BASIS = "D2001"  #: no edition in force
NOT_TARGETED = "D2002"  #: the row is not about subjects of this kind or role

RowId = tuple[str, str]
"""(measure, trigger)."""


def missing(
    world: World, row: RowId, days: Iterable[date], role: TargetRole | None, day: date
) -> str:
    """Return the code for want of an edition on one of these days, or ""."""
    lacking = [x for x in days if counting(world, row, role, x, day) is None]
    for x in lacking:
        if all(counting(world, row, other, x, day) is None for other in TargetRole):
            return NO_BASIS
    return NOT_TARGETED if lacking else ""


def counting(
    world: World, row: RowId, role: TargetRole | None, x: date, day: date
) -> MeasureRow | None:
    """Return the edition that counts for a role on the day `x`, by all loads until `day`."""
    loads = world.loaded(day)
    known = remembered(loads, row, role, x)
    if known is None or known.aside:
        return None
    said = stated(loads[-1].catalogue, row, x)
    assert said is not None
    edition = as_last_loaded(loads, row, known.list_version)
    return for_role(role, replace(edition, partner=said.partner))


class Known(NamedTuple):
    """Which edition counts on a day; `aside`: it counted, until a load said otherwise."""

    list_version: str
    aside: bool = False


def remembered(loads: Sequence[Load], row: RowId, role: TargetRole | None, x: date) -> Known | None:
    """
    Return what counts for a role on the day `x`, or did before a load set it aside.

    The first load ever says it of every day, a later one of its own day and those that follow. Of
    the days before, a later load says:

    - where none counted, none does now: nobody is burdened backwards;
    - where it has none itself, what counted is set aside: its end was moved to a day in the past,
      or it was forgotten. The same edition may come back by a later load, another one may not;
    - an edition that is milder in something and harder in nothing replaces what counted; any other
      one, and any of court orders, takes over on the day of the load only.
    """
    known: Known | None = None
    for n, load in enumerate(loads):
        said = for_role(role, stated(load.catalogue, row, x))
        if n == 0 or load.day <= x:
            known = None if said is None else Known(said.list_version)
        elif known is None:
            continue
        elif said is None:
            known = known._replace(aside=True)
        elif said.list_version == known.list_version:
            known = Known(said.list_version)
        elif not known.aside and not of_orders(row):
            counted = for_role(role, as_last_loaded(loads[: n + 1], row, known.list_version))
            if counted is not None and milder(said, counted):
                known = Known(said.list_version)
    return known


def as_last_loaded(loads: Sequence[Load], row: RowId, list_version: str) -> MeasureRow:
    """Return an edition as it was worded last: so it is for every day on which it counts."""
    return [
        edition
        for load in loads
        for edition in load.catalogue.measures
        if edition.row == row and edition.list_version == list_version
    ][-1]


def stated(catalogue: Catalogue, row: RowId, x: date) -> MeasureRow | None:
    """Return the edition that a catalogue says is in force on a day."""
    in_force = [
        m
        for m in catalogue.measures
        if m.row == row and m.valid_from <= x and (m.valid_until is None or x <= m.valid_until)
    ]
    return max(in_force, key=lambda m: m.valid_from, default=None)


def for_role(role: TargetRole | None, edition: MeasureRow | None) -> MeasureRow | None:
    """Return the edition if it targets the role; for anybody else it is none."""
    return edition if edition is not None and role in edition.targets else None


def of_orders(row: RowId) -> bool:
    """It is a court's orders that ground it."""
    return row[1].startswith(ORDER_TRIGGER)


def all_counting(
    world: World, row: RowId, role: TargetRole | None, first: date, day: date
) -> list[tuple[date, MeasureRow]]:
    """
    Return each edition that counted for a role on any day from the first to `day`, in their order.

    With the day from which on it did. Also those that a load has set aside since, be it that it
    took the role out of their targets: what they made milder for it stays so.
    """
    loads = world.loaded(day)
    found: dict[str, tuple[date, MeasureRow]] = {}
    for x in days_of_change(loads, row, first, day):
        known = remembered(loads, row, role, x)
        if known is not None:
            edition = as_last_loaded(loads, row, known.list_version)
            found.setdefault(known.list_version, (x, edition))
    return list(found.values())


def days_of_change(loads: Iterable[Load], row: RowId, first: date, last: date) -> list[date]:
    """Return the first day, the last, and between them all on which another edition may count."""
    changes = {first, last}
    for load in loads:
        changes.add(load.day)
        for edition in load.catalogue.measures:
            if edition.row == row:
                changes.add(edition.valid_from)
                if edition.valid_until is not None:
                    changes.add(edition.valid_until + timedelta(days=1))
    return sorted(x for x in changes if first <= x <= last or x == first)
