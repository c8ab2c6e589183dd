"""Which of two editions is the milder, with and without a decision at hand (R8, R22, R23)."""

from datetime import date
from typing import NamedTuple

from monitoring.verify.recount.terms import term_of
from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair

_LONGEST = 12 * date.max.year


class Severity(NamedTuple):
    """What editions are compared by, in the order in which it is asked; the smaller is milder."""

    effect: int
    months: int
    kept_through_repair: bool
    kept_through_objection: bool


def severity(edition: MeasureRow, *, usual: bool) -> Severity:
    """How hard an edition is on decisions that have the usual term, or on the others (R22)."""
    months = term_of(edition, usual=usual)
    return Severity(
        effect=int(edition.effect),
        months=_LONGEST if months is None else months,
        kept_through_repair=edition.on_repair is OnRepair.KEEP,
        kept_through_objection=edition.on_objection is OnObjection.KEEP,
    )


def is_milder(new: MeasureRow, old: MeasureRow) -> bool:
    """
    Whether an edition is milder than another in some respect and harder in none.

    Respects are the effect, the longest term, the term of decisions that have the usual one, what
    a repair does and what an objection does.
    """
    pairs = [
        pair
        for usual in (False, True)
        for pair in zip(severity(new, usual=usual), severity(old, usual=usual), strict=True)
    ]
    harder = any(one > other for one, other in pairs)
    return not harder and any(one < other for one, other in pairs)
