"""Which of two editions is the milder, for a decision and without one at hand (R8, R22)."""

from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair

Strictness = tuple[int, float, bool, bool]
"""Effect, months, whether a repair and whether an objection changes nothing; smaller is milder."""


def strictness(edition: MeasureRow, *, usual: bool) -> Strictness:
    """
    Order editions as they rule: weaker effect, then shorter term, then LIFT, then SUSPEND.

    The term is the one that bears on a decision: the usual one, or the longest (R22).
    """
    return (
        edition.effect,
        months(edition, usual=usual),
        edition.on_repair is OnRepair.KEEP,
        edition.on_objection is OnObjection.KEEP,
    )


def months(edition: MeasureRow, *, usual: bool) -> float:
    """Return its usual or its longest term; without a usual one the longest, none is for ever."""
    if usual and edition.usual_months is not None:
        return edition.usual_months
    return float("inf") if edition.term_months is None else edition.term_months


def milder(one: MeasureRow, other: MeasureRow) -> bool:
    """Without a decision at hand: milder in one respect at least, and harder in none."""
    pairs = list(zip(respects(one), respects(other), strict=True))
    return any(o < t for o, t in pairs) and not any(o > t for o, t in pairs)


def respects(edition: MeasureRow) -> tuple[float, ...]:
    """Return effect, longest term, that of usual decisions, repair, objection; less is milder."""
    return (
        edition.effect,
        months(edition, usual=False),
        months(edition, usual=True),
        edition.on_repair is OnRepair.KEEP,
        edition.on_objection is OnObjection.KEEP,
    )
