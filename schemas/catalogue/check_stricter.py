"""What a load would make stricter of editions that were in force: it is refused (R8)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from schemas.catalogue.check_wider import asks_less, derives_more
from schemas.catalogue.hole import Hole
from schemas.catalogue.mildness import longer, term_of
from schemas.catalogue.model import Binding, Catalogue, MeasureRow, OnObjection, OnRepair
from schemas.catalogue.past import Named, in_force_once

#: How far a measure binds its partner, the weakest first.
_BINDING: Final = (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY)


def stricter(loaded: Catalogue, new: Catalogue, day: date) -> tuple[Hole, ...]:
    """
    A hole for each edition that was in force up to `day` and that `new` makes stricter, for each
    list that asks for less notice, and for each clause that follows from more decisions of before.

    An edition is known by its row and list version, also where loads between left it out. Its days
    may be moved: of days before a load that counts for nobody's burden. A row whose edition was in
    force stays at its partner, under every list version: another partner's is another burden.
    """
    once = in_force_once(loaded, day)
    before: dict[Named, list[MeasureRow]] = defaultdict(list)
    for edition in once:
        before[edition.named].append(edition)
    rows = {edition.row for edition in once}
    partner = {e.row: e.partner for e in (*once, *loaded.measures) if e.row in rows}
    return (
        *(
            Hole(file="measures.toml", row=" ".join(edition.named), reason=reason)
            for edition in new.measures
            for reason in (
                *_moved(partner.get(edition.row, edition.partner), edition),
                *_in_its_place(before[edition.named], edition, day),
            )
        ),
        *asks_less(loaded, new),
        *derives_more(loaded, new, day),
    )


def _moved(partner: str, edition: MeasureRow) -> Iterator[str]:
    if edition.partner != partner:
        yield (
            f"partner: {edition.partner} instead of {partner}: this row was in force there, and "
            "whoever is burdened there would be burdened elsewhere; leave the row at its partner, "
            "or end it and give the other partner a measure of its own"
        )


def _in_its_place(before: Iterable[MeasureRow], edition: MeasureRow, day: date) -> Iterator[str]:
    found = [more for was in before for more in _burdens_more(was, edition)]
    if found:
        yield (
            f"{'; '.join(dict.fromkeys(found))}: this edition was in force, and a load makes "
            "nothing stricter for what was decided under it; leave it as it was and give it a new "
            f"edition, in force from the day of the load ({day.isoformat()}) or later"
        )


def _burdens_more(was: MeasureRow, now: MeasureRow) -> Iterator[str]:
    if more := now.targets - was.targets:
        yield f"targets: {_listed(more)} added"
    if now.effect > was.effect:
        yield f"effect: {now.effect.name} instead of {was.effect.name}"
    if longer(now.term_months, was.term_months):
        yield f"term_months: {now.term_months or 'none'} instead of {was.term_months}"
    elif longer(term_of(now, usual=True), term_of(was, usual=True)):
        yield f"usual_months: {now.usual_months or 'none'} instead of {was.usual_months}"
    if more_fields := now.released - was.released:
        yield f"released: {_listed(more_fields)} added"
    if _BINDING.index(now.binding) > _BINDING.index(was.binding):
        yield f"binding: {now.binding} instead of {was.binding}"
    if was.on_repair is OnRepair.LIFT and now.on_repair is OnRepair.KEEP:
        yield "on_repair: KEEP instead of LIFT"
    if was.on_objection is OnObjection.SUSPEND and now.on_objection is OnObjection.KEEP:
        yield "on_objection: KEEP instead of SUSPEND"
    if was.release and not now.release:
        yield f"release: no signature of {was.release} any more"
    if was.per_object != now.per_object:
        yield f"per_object: {now.per_object} instead of {was.per_object}: others than before"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
