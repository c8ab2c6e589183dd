"""
The brake (熔断): a source that imposes far more than usual on a day is stopped (R32).

A source is a department. Its burdens are the IMPOSE directives that entries of messages wrote
because of its records; how many a day is counted while the catalogue has a factor.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from schemas.catalogue.calendar import last_working_days
from schemas.catalogue.model import Catalogue
from schemas.catalogue.words import is_order
from streams.merge.keys import key_from
from streams.send.directive import Directive, DirectiveAction
from streams.settle.task import Task, TaskKind

#: Over how many working days the median is taken.
USUAL_DAYS: Final = 20
#: A threshold is never lower.
FLOOR: Final = 50

#: Burdens by source and day.
Counts = Mapping[str, Mapping[date, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """A source whose burdens of a day, `number` so far, are more than its `threshold`."""

    threshold: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Braking:
    """
    What an entry adds to the counts, and whom it finds above the threshold.

    `burdens`: written in this entry, by source. `above`: of which sources they are HELD.
    `count_since`: all that was written since this day is counted anew, None = nothing is.
    """

    burdens: Mapping[str, int] = field(default_factory=dict)
    above: Mapping[str, Above] = field(default_factory=dict)
    count_since: date | None = None


def counted_since(catalogue: Catalogue, day: date) -> date | None:
    """The first day whose burdens bear on a day's thresholds; None where there is no brake."""
    if catalogue.brake.factor is None:
        return None
    return last_working_days(day, USUAL_DAYS, catalogue.working_years)[0]


def brake(
    directives: Sequence[Directive], counts: Counts, catalogue: Catalogue, day: date
) -> tuple[tuple[Directive, ...], Braking]:
    """
    The directives of an entry of messages, with those held that go beyond a source's threshold.

    `counts`: at least those from `counted_since` on, without this entry. A burden that waits for
    the approval of its row is counted and stays as it is, and so does what a court orders. Lifts
    and amendments are not touched.
    """
    factor = catalogue.brake.factor
    burdens = {} if factor is None else Counter(map(_source, _imposed(directives)))
    if factor is None or not burdens:
        return tuple(directives), Braking()
    usual_days = last_working_days(day, USUAL_DAYS, catalogue.working_years)
    above = {}
    for source, written in sorted(burdens.items()):
        found = counts.get(source, {})
        limit = threshold([found.get(usual, 0) for usual in usual_days], factor)
        number = found.get(day, 0) + written
        if number > limit:
            above[source] = Above(threshold=limit, number=number)
    held = tuple(
        replace(each, held=True) if _may_wait(each) and _source(each) in above else each
        for each in directives
    )
    return held, Braking(burdens=dict(sorted(burdens.items())), above=above)


def threshold(usual: Sequence[int], factor: int) -> int:
    """
    The most that a source may impose on a day, from its numbers of `USUAL_DAYS` days.

    Of an even number of days the median lies halfway between the two in the middle; the half is
    left out only after it was multiplied.
    """
    ordered = sorted(usual)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return max(FLOOR, factor * (low + high) // 2)


def mass_effects(above: Mapping[str, Above], day: date) -> Iterable[Task]:
    """One task for each source and day (信用办): what is held waits for somebody to look at it."""
    for source, found in above.items():
        yield Task(
            id=key_from(TaskKind.MASS_EFFECT, source, day.isoformat()),
            kind=TaskKind.MASS_EFFECT,
            source=source,
            record_no="",
            detail=f"{found.number} burdens of {source} on {day.isoformat()} are more than its "
            f"threshold, {found.threshold}: from then on what it imposes on that day is held",
        )


def _imposed(directives: Iterable[Directive]) -> Iterable[Directive]:
    return filter(_imposes, directives)


def _imposes(directive: Directive) -> bool:
    return directive.action is DirectiveAction.IMPOSE


def _may_wait(directive: Directive) -> bool:
    """Nobody may make a court's order wait, whose addressee must carry it out."""
    return _imposes(directive) and not is_order(directive.terms.trigger)


def _source(directive: Directive) -> str:
    return directive.terms.source
