"""Which of two editions burdens less, respect by respect, and which one rules (R8)."""

from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair


def term_of(edition: MeasureRow, *, usual: bool) -> int | None:
    """The months of an edition that bear on a decision with or without the usual term (R22)."""
    if usual and edition.usual_months is not None:
        return edition.usual_months
    return edition.term_months


def longer(one: int | None, other: int | None) -> bool:
    """Whether a term in months is longer than another; none is longer than any (R22)."""
    return other is not None and (one is None or one > other)


def ruling_first(edition: MeasureRow, *, usual: bool) -> tuple[object, ...]:
    """
    By what the ruling one of several editions is found: it has the smallest.

    The mildest effect, then the shortest term that bears on the decision, then one that a repair
    lifts, then one that an objection suspends, then the earliest.
    """
    months = term_of(edition, usual=usual)
    return (
        edition.effect,
        months is None,
        months,
        edition.on_repair is not OnRepair.LIFT,
        edition.on_objection is not OnObjection.SUSPEND,
        edition.valid_from,
    )


def milder(one: MeasureRow, other: MeasureRow) -> bool:
    """
    Whether `one` burdens less than `other` in some respect, and in none more (R8).

    The respects are the effect, the longest term, the term of decisions that have the usual one,
    the repair and the objection. Of many pairs neither is milder.
    """
    return _burdens_more(other, one) and not _burdens_more(one, other)


def _burdens_more(one: MeasureRow, other: MeasureRow) -> bool:
    """Whether one edition burdens more than another in at least one respect."""
    return (
        one.effect > other.effect
        or any(longer(term_of(one, usual=u), term_of(other, usual=u)) for u in (False, True))
        or (one.on_repair is OnRepair.KEEP and other.on_repair is OnRepair.LIFT)
        or (one.on_objection is OnObjection.KEEP and other.on_objection is OnObjection.SUSPEND)
    )
