"""Which of two editions burdens less (R8)."""

from datetime import date

from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair

_LONGEST = 12 * date.max.year


def mildness(edition: MeasureRow, *, usual: bool = False) -> tuple[int, ...]:
    """
    Smaller is milder, for a decision with the usual term, or for one with the longest (R22).

    What the partner does comes first, then how long it lasts, then whether a repair lifts it, then
    whether an objection suspends.
    """
    return (
        edition.effect,
        term_of(edition, usual=usual),
        edition.on_repair is not OnRepair.LIFT,
        edition.on_objection is not OnObjection.SUSPEND,
    )


def term_of(edition: MeasureRow, *, usual: bool) -> int:
    """The months of an edition that bear on a decision (R22); where it has none, an age."""
    months = edition.term_months
    if usual and edition.usual_months is not None:
        months = edition.usual_months
    return _LONGEST if months is None else months


def milder(one: MeasureRow, other: MeasureRow) -> bool:
    """Whether `one` burdens less than `other` in decisions of one sort, and in none more (R8)."""
    sorts = [(mildness(one, usual=u), mildness(other, usual=u)) for u in (False, True)]
    return all(less <= more for less, more in sorts) and any(less < more for less, more in sorts)
