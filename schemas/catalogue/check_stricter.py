"""What a load would make stricter of editions that were in force: it is refused (R8)."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Binding, Catalogue, MeasureRow, OnObjection
from schemas.catalogue.past import in_force_once

#: How far a measure binds its partner, the weakest first.
_BINDING: Final = (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY)


def stricter(loaded: Catalogue, new: Catalogue, day: date) -> tuple[Hole, ...]:
    """
    A hole for each edition that was in force up to `day` and that `new` makes stricter.

    An edition is known by its row and list version, also where loads between left it out. Its days
    may be moved: of days before a load that counts for nobody's burden.
    """
    before = {edition.named: edition for edition in in_force_once(loaded, day)}
    return tuple(
        Hole(
            file="measures.toml",
            row=" ".join(edition.named),
            reason=(
                f"{'; '.join(found)}: this edition was in force, and a load makes nothing stricter "
                "for what was decided under it; leave it as it was and give it a new edition, in "
                f"force from the day of the load ({day.isoformat()}) or later"
            ),
        )
        for edition in new.measures
        if edition.named in before
        and (found := tuple(_burdens_more(before[edition.named], edition)))
    )


def _burdens_more(was: MeasureRow, now: MeasureRow) -> Iterator[str]:
    if more := now.targets - was.targets:
        yield f"targets: {_listed(more)} added"
    if now.effect > was.effect:
        yield f"effect: {now.effect.name} instead of {was.effect.name}"
    if was.term_months is not None and (
        now.term_months is None or now.term_months > was.term_months
    ):
        yield f"term_months: {now.term_months or 'none'} instead of {was.term_months}"
    if more_fields := now.released - was.released:
        yield f"released: {_listed(more_fields)} added"
    if _BINDING.index(now.binding) > _BINDING.index(was.binding):
        yield f"binding: {now.binding} instead of {was.binding}"
    if was.on_objection is OnObjection.SUSPEND and now.on_objection is OnObjection.KEEP:
        yield "on_objection: KEEP instead of SUSPEND"
    if was.release and not now.release:
        yield f"release: no signature of {was.release} any more"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
