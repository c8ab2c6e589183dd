"""Which catalogue cannot be loaded: it would burden more what was decided before (R7, R8, R21)."""

from collections.abc import Sequence
from datetime import date

from oracle.derived import derives_more
from oracle.editions import RowId, as_last_loaded, days_of_change, remembered
from oracle.kinds.table import derived_trigger
from oracle.lists import asks_less
from oracle.mildness import months
from oracle.world import Load
from schemas.catalogue.model import (
    Binding,
    Catalogue,
    MeasureRow,
    OnObjection,
    OnRepair,
    TargetRole,
)

#: From the weaker to the stronger.
BINDINGS = (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY)


def made_stricter(
    loads: Sequence[Load], catalogue: Catalogue, day: date
) -> frozenset[tuple[str, ...]]:
    """
    Return for what a load on the day is refused: editions, as `named`, lists, derived clauses.

    An edition has counted on some day until then, the day of the load included, by what was loaded
    before; it is compared as it was last loaded. Clauses and lists are compared with the catalogue
    loaded last.
    """
    editions = frozenset(
        now.named
        for now in catalogue.measures
        if has_counted(loads, now.row, now.list_version, day)
        and stricter(now, as_last_loaded(loads, now.row, now.list_version))
    )
    found = editions | moved(loads, catalogue, day)
    if not loads:
        return found
    before = loads[-1].catalogue
    lists = asks_less(before, catalogue)
    clauses = {
        clause
        for clause in derives_more(before.derived, catalogue.derived, day)
        if had_measure(loads, clause)
    }
    return found | {(name,) for name in lists | clauses}


def had_measure(loads: Sequence[Load], clause: str) -> bool:
    """
    Whether a row that a derived clause grounds was ever loaded.

    Where none was, the row is new with the clause, and reaches no decision of before (R8).
    """
    trigger = derived_trigger(clause)
    return any(m.trigger == trigger for load in loads for m in load.catalogue.measures)


def moved(loads: Sequence[Load], catalogue: Catalogue, day: date) -> frozenset[tuple[str, ...]]:
    """Return the editions that name another partner than their row had, once it has counted."""
    return frozenset(
        now.named
        for now in catalogue.measures
        if (own := [m for load in loads for m in load.catalogue.measures if m.row == now.row])
        and own[-1].partner != now.partner
        and any(has_counted(loads, m.row, m.list_version, day) for m in own)
    )


def has_counted(loads: Sequence[Load], row: RowId, list_version: str, day: date) -> bool:
    """Whether it counts for anybody on any day until this one, or is set aside there."""
    return any(
        (known := remembered(loads, row, role, x)) is not None
        and known.list_version == list_version
        for x in days_of_change(loads, row, date.min, day)
        for role in TargetRole
    )


def stricter(now: MeasureRow, before: MeasureRow) -> bool:
    """Whether an edition burdens more in anything, whatever else it makes milder."""
    return (
        not now.targets <= before.targets
        or now.effect > before.effect
        or any(months(now, usual=u) > months(before, usual=u) for u in (False, True))
        or not now.released <= before.released
        or BINDINGS.index(now.binding) > BINDINGS.index(before.binding)
        or (before.on_repair is OnRepair.LIFT and now.on_repair is OnRepair.KEEP)
        or (before.on_objection is OnObjection.SUSPEND and now.on_objection is OnObjection.KEEP)
        or (before.release != "" and now.release == "")
        or now.per_object != before.per_object
    )
