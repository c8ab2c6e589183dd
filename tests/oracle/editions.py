"""Which edition of a row counts on a day, and which rules a decision (R8)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from oracle.world import Load, World
from schemas.catalogue.model import Catalogue, MeasureRow, OnObjection, TargetRole

NO_BASIS = "D2001"  #: no edition in force
NOT_TARGETED = "D2002"  #: the row is not about subjects of this kind or role

RowId = tuple[str, str]
"""(measure, trigger)."""


def ruling_edition(
    world: World, row: RowId, decided_on: date, role: TargetRole | None, day: date
) -> MeasureRow | str:
    """
    Return the edition that rules a decision on a day, or the code of why none does.

    One must count for the role on the day of the decision, and one on the day. Of all that count on
    any day between them the mildest rules, of equals the earliest. Court orders know no mildness:
    that of the day of the decision rules.
    """
    if decided_on < world.applies_from(row, day):
        return NO_BASIS
    if code := missing(world, row, (decided_on, day), role, day):
        return code
    days = days_of_change(world.loads, row, decided_on, day)
    found = [e for x in days if (e := counting(world, row, role, x, day)) is not None]
    return found[0] if of_orders(row) else min(found, key=strictness)


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
    loads = [load for load in world.loads if load.day <= day]
    said = for_role(role, stated(loads[-1].catalogue, row, x))
    counted = remembered(loads, row, role, x)
    return None if said is None or counted is None else replace(counted, partner=said.partner)


def remembered(
    loads: Iterable[Load], row: RowId, role: TargetRole | None, x: date
) -> MeasureRow | None:
    """
    Return the edition that counts for a role on the day `x`, or did before the last load.

    The first load ever says it of every day, a later one of its own day and those that follow. Of
    the days before, a later load says:

    - where none counted, none does now: nobody is burdened backwards;
    - where it has none itself, none counts while it is loaded: what was ended with a day in the
      past was ended on that day. An edition that it leaves out altogether is remembered and may
      come back;
    - an edition that counted is taken as it is worded now, a milder one replaces it, and a stricter
      or equal one takes over on the day of the load only.
    """
    counted: MeasureRow | None = None
    for n, load in enumerate(loads):
        said = for_role(role, stated(load.catalogue, row, x))
        if n == 0 or load.day <= x:
            counted = said
        elif counted is not None:
            same = named(load.catalogue, row, counted.list_version)
            if same is not None:
                counted = None if said is None else for_role(role, same)
            if counted is not None and said is not None and not of_orders(row):
                counted = min(counted, said, key=strictness)
    return counted


def stated(catalogue: Catalogue, row: RowId, x: date) -> MeasureRow | None:
    """Return the edition that a catalogue says is in force on a day."""
    in_force = [
        m
        for m in catalogue.measures
        if m.row == row and m.valid_from <= x and (m.valid_until is None or x <= m.valid_until)
    ]
    return max(in_force, key=lambda m: m.valid_from, default=None)


def named(catalogue: Catalogue, row: RowId, list_version: str) -> MeasureRow | None:
    """Return an edition as a catalogue has it, whatever its bounds there."""
    found = [m for m in catalogue.measures if m.row == row and m.list_version == list_version]
    return found[0] if found else None


def for_role(role: TargetRole | None, edition: MeasureRow | None) -> MeasureRow | None:
    """Return the edition if it targets the role; for anybody else it is none."""
    return edition if edition is not None and role in edition.targets else None


def of_orders(row: RowId) -> bool:
    """It is a court's orders that ground it."""
    return row[1].startswith("order/")


def strictness(edition: MeasureRow) -> tuple[int, float, bool]:
    """Order editions from the milder: weaker effect, then shorter term, then SUSPEND."""
    months = float("inf") if edition.term_months is None else edition.term_months
    return (edition.effect, months, edition.on_objection is OnObjection.KEEP)


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
