"""Which edition of a row rules a decision on a day (R8)."""

from datetime import date

from oracle.world import World
from schemas.catalogue.model import MeasureRow, TargetRole

NO_BASIS = "D2001"  #: no edition in force
NOT_TARGETED = "D2002"  #: the row is not about subjects of this kind or role


def ruling_edition(
    world: World, row: tuple[str, str], decided_on: date, role: TargetRole | None, day: date
) -> MeasureRow | str:
    """
    Return the milder of the edition of the decision's day and that of today, or a code.

    Both must exist and target the role. On a tie the one of the decision's day rules.
    """
    then = world.edition(row, decided_on, day)
    now = world.edition(row, day, day)
    if then is None or now is None or decided_on < world.applies_from(row, day):
        return NO_BASIS
    if role not in then.targets or role not in now.targets:
        return NOT_TARGETED
    return min(then, now, key=strictness)


def strictness(row: MeasureRow) -> tuple[int, float]:
    """Order editions from the milder: weaker effect first, then the shorter term."""
    return (row.effect, float("inf") if row.term_months is None else row.term_months)
