"""Lifts on their way, by age; and lifts that were not written or will never go (R6, R12)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from monitoring.verify.chronicle import Chronicle
from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding
from monitoring.verify.recount.keys import record_key
from monitoring.verify.recount.released import released

#: Ages of lifts that are not answered yet, in days since they were decided.
AGES = ((0, "open lifts of today"), (7, "open lifts of up to a week"))
OLDER = "open lifts older than a week"


def check_lifts(measures: Iterable[list[Directive]], today: date, finding: Finding) -> None:
    """Count open lifts and name those that are lost, for one subject."""
    for decided in measures:
        last = decided[-1]
        if not last.lifts:
            continue
        known = [d for d in decided if d.sequence is not None]
        burden = any(not d.lifts for d in _after_last_lift(known))
        if burden and last.superseded and last.sequence is None:
            finding.differ(
                "lift lost",
                f"{last.measure} n {last.n}",
                "is superseded though the partner may hold the measure: it will never go",
            )
        if last.answer not in {None, "ACCEPTED"}:
            finding.count("lifts confirmed" if last.done else "lifts refused by the partner")
        elif last.aside:
            finding.count("lifts set aside")
        elif not last.superseded:
            finding.count(_age((today - last.decided_on).days))


def _after_last_lift(claimed: Iterable[Directive]) -> list[Directive]:
    ordered = sorted(claimed, key=lambda d: d.sequence or 0)
    lifts = [place for place, directive in enumerate(ordered) if directive.lifts]
    return ordered[lifts[-1] + 1 :] if lifts else ordered


def _decided_after_burdens(decided: list[Directive]) -> list[Directive]:
    places = [place for place, directive in enumerate(decided) if not directive.lifts]
    return decided[places[-1] + 1 :] if places else decided


def _age(days: int) -> str:
    return next((name for longest, name in AGES if days <= longest), OLDER)


def check_released(
    chronicle: Chronicle,
    subject: UUID,
    measures: Iterable[list[Directive]],
    finding: Finding,
) -> None:
    """
    Every order of a court that ends a measure has its own lift, whatever the partner holds.

    Since the last burden these lifts are unconditional, and no others but what an officer wrote.
    """
    lifts = [d for decided in measures for d in _decided_after_burdens(decided)]
    written = {(lift.measure, lift.ordered_by) for lift in lifts}
    standing = {(lift.measure, lift.ordered_by) for lift in lifts if lift.unconditional}
    world = chronicle.world(chronicle.around(subject), chronicle.last.number)
    for measure, order in released(world, subject):
        finding.count("releases by a court")
        lift = (measure, record_key(order))
        if lift not in written:
            finding.differ(
                "release", str(measure), f"was ended by order {order[1]} and no lift was written"
            )
        elif lift not in standing:
            finding.differ(
                "release", str(measure), f"the lift of order {order[1]} is not unconditional"
            )
        standing.discard(lift)
    written_by_officers = {(lift.measure, lift.ordered_by) for lift in lifts if lift.by_act}
    for measure, _ in sorted(standing - written_by_officers, key=str):
        finding.differ("release", str(measure), "an unconditional lift has no order behind it")
