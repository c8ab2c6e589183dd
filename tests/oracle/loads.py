"""Which catalogue cannot be loaded: it would burden more what was decided before (R8, R21)."""

from collections.abc import Sequence
from datetime import date

from oracle.derived import derives_more
from oracle.editions import RowId, as_last_loaded, days_of_change, remembered
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
    Return for what a load on the day is refused: editions, as `named`, and derived clauses.

    An edition has counted on some day until then, the day of the load included, by what was loaded
    before; it is compared as it was last loaded. Clauses are compared with the last catalogue.
    """
    editions = frozenset(
        now.named
        for now in catalogue.measures
        if has_counted(loads, now.row, now.list_version, day)
        and stricter(now, as_last_loaded(loads, now.row, now.list_version))
    )
    before = loads[-1].catalogue.derived if loads else ()
    clauses = derives_more(before, catalogue.derived, day)
    return editions | moved(loads, catalogue, day) | {(clause,) for clause in clauses}


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
