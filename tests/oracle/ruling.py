"""What holds for a decision under all editions that count for it (R8)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from oracle.editions import NO_BASIS, RowId, all_counting, missing, of_orders
from oracle.mildness import Strictness, strictness
from oracle.terms import ends, has_usual_term
from oracle.world import World
from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair, TargetRole
from streams.kinds.event import Event

Place = tuple[Strictness, date, date]
"""
Where an edition stands among those of a decision; the smallest rules.

Of equally strict ones that which counts for the decision on the earliest day. Two of two roles may
both count from the day of the decision: then the one whose own first day is earlier.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """
    What holds for a decision on a day, for one role.

    `edition`: the ruling one, with the mildest effect that one of all that count has.
    `until`: the earliest last day that one gives, None where none gives any. `lifts`, `suspends`:
    one says so of a repair, or of an objection. `place`: where the ruling one stands.
    """

    edition: MeasureRow
    until: date | None
    lifts: bool
    suspends: bool
    place: Place


def ruling(
    world: World, row: RowId, content: Event, role: TargetRole | None, day: date
) -> Ruling | str:
    """
    Return what holds for a decision on a day, or the code of why nothing is due.

    One edition must count for the role on the day of the decision, and one on the day. Of all that
    counted on any day between them, also those that a load has set aside since, each respect is
    taken where it is mildest. A court's order has everything of the edition of its own day; a
    repair always lifts it and an objection never does (R5, R23).
    """
    decided_on = content.decided_on
    assert decided_on is not None
    if decided_on < world.applies_from(row, day):
        return NO_BASIS
    if code := missing(world, row, (decided_on, day), role, day):
        return code
    found = all_counting(world, row, role, decided_on, day)
    if of_orders(row):
        found = found[:1]
    usual = has_usual_term(content)
    places = [(strictness(e, usual=usual), since, e.valid_from) for since, e in found]
    editions = [edition for _, edition in found]
    first = editions[places.index(min(places))]
    return Ruling(
        edition=replace(first, effect=min(e.effect for e in editions)),
        until=earliest(ends(content, e) for e in editions),
        lifts=of_orders(row) or any(e.on_repair is OnRepair.LIFT for e in editions),
        suspends=not of_orders(row)
        and any(e.on_objection is OnObjection.SUSPEND for e in editions),
        place=min(places),
    )


def earliest(ends: Iterable[date | None]) -> date | None:
    """Return the first of some ends; None never ends."""
    return min((end for end in ends if end is not None), default=None)
