"""Which catalogue cannot be loaded, since it would burden more by an edition in force (R8)."""

from collections.abc import Iterable
from datetime import date

from oracle.editions import RowId, named, strictness
from oracle.world import Load
from schemas.catalogue.model import Binding, Catalogue, MeasureRow, OnObjection

#: From the weaker to the stronger.
BINDINGS = (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY)


def made_stricter(
    loads: Iterable[Load], catalogue: Catalogue, day: date
) -> frozenset[tuple[RowId, str]]:
    """Return each edition, as (row, list version), for which a load on the day is refused."""
    as_last_loaded: dict[tuple[RowId, str], MeasureRow] = {}
    was_in_force: set[tuple[RowId, str]] = set()
    for load in sorted(loads, key=lambda load: load.day):
        for edition in load.catalogue.measures:
            name = (edition.row, edition.list_version)
            as_last_loaded[name] = edition
            ended = edition.valid_until is not None and edition.valid_until < edition.valid_from
            if edition.valid_from <= day and not ended:
                was_in_force.add(name)
    return frozenset(
        name
        for name in was_in_force
        if (now := named(catalogue, *name)) is not None and stricter(now, as_last_loaded[name])
    )


def stricter(now: MeasureRow, before: MeasureRow) -> bool:
    """Whether an edition burdens more in anything, whatever else it makes milder."""
    return (
        not now.targets <= before.targets
        or now.effect > before.effect
        or strictness(now)[1] > strictness(before)[1]
        or not now.released <= before.released
        or BINDINGS.index(now.binding) > BINDINGS.index(before.binding)
        or (before.on_objection is OnObjection.SUSPEND and now.on_objection is OnObjection.KEEP)
        or (before.release != "" and now.release == "")
    )
