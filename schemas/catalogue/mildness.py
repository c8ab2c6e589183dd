"""Which of two editions burdens less (R8)."""

from datetime import date

from schemas.catalogue.model import MeasureRow, OnObjection

_LONGEST = 12 * date.max.year


def mildness(edition: MeasureRow) -> tuple[int, ...]:
    """
    Smaller is milder.

    What the partner does comes first, then how long it lasts, then whether an objection suspends.
    """
    return (
        edition.effect,
        _LONGEST if edition.term_months is None else edition.term_months,
        edition.on_objection is not OnObjection.SUSPEND,
    )


def milder(one: MeasureRow, other: MeasureRow) -> bool:
    """Whether `one` burdens less than `other`."""
    return mildness(one) < mildness(other)
