"""
The difference between what is due and what was decided last, as new directives (R10, R11).

Nothing here knows what a partner has received: that is compared when a directive is claimed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from streams.identify.pseudonym import record_key
from streams.kinds.event import Subject
from streams.rule.measure import Ground, Judgement, MeasureKey, Terms, Unconditional
from streams.send.directive import Directive, DirectiveAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """
    What was decided so far for one measure.

    `count`: directives decided. `last`: the last of them. `ordered`: lifts by order decided since
    the measure was last in force, by the order's record key, with their directive ids.
    """

    count: int
    last: Directive
    ordered: Mapping[UUID, UUID]

    @property
    def in_force(self) -> bool:
        """Whether the measure stands by the last decision."""
        return self.last.action is not DirectiveAction.LIFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Why a measure is not due any more, and the grounds that held it up until now (R10)."""

    reason: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """New directives, and lifts by order that become ordinary since their order no longer acts."""

    directives: tuple[Directive, ...]
    no_longer_ordered: tuple[UUID, ...]


def difference(
    judgement: Judgement,
    decided: Mapping[MeasureKey, Decided],
    day: date,
    ended: Mapping[MeasureKey, Ended],
) -> Difference:
    """
    What must be decided so that the last decision of every measure agrees with the judgement.

    `decided` holds every measure ever decided for this subject. `ended` has those in force that are
    due no longer.
    """
    new: list[Directive] = []
    ordinary: list[UUID] = []
    for key in sorted({*judgement.due, *judgement.lifted_by_order, *decided}):
        before = decided.get(key)
        causes = judgement.lifted_by_order.get(key, ())
        ordinary += _no_longer_ordered(before, causes)
        terms = judgement.due.get(key)
        if terms is not None:
            new += _hold(key, terms, before, day, judgement.namings.get(key))
        else:
            naming = judgement.namings.get(key) or (before.last.naming if before else None)
            new += _lift(key, before, causes, day, naming, ended.get(key))
    return Difference(directives=tuple(new), no_longer_ordered=tuple(ordinary))


def _hold(
    key: MeasureKey, terms: Terms, before: Decided | None, day: date, naming: Subject | None
) -> Iterable[Directive]:
    in_force = before is not None and before.in_force
    if before is not None and in_force and before.last.terms.says_as(terms):
        return
    yield Directive(
        key=key,
        n=0 if before is None else before.count,
        action=DirectiveAction.AMEND if in_force else DirectiveAction.IMPOSE,
        terms=terms,
        decided_on=day,
        documents=terms.documents,
        # It would go in place of the burden that the brake holds (R32).
        held=bool(terms.release) or (in_force and before is not None and before.last.braked),
        naming=naming,
    )


def _lift(
    key: MeasureKey,
    before: Decided | None,
    causes: tuple[Unconditional, ...],
    day: date,
    naming: Subject | None,
    ended: Ended | None,
) -> Iterable[Directive]:
    count = 0 if before is None else before.count
    pending = [cause for cause in causes if before is None or _key(cause) not in before.ordered]
    for offset, cause in enumerate(pending):
        yield Directive(
            key=key,
            n=count + offset,
            action=DirectiveAction.LIFT,
            terms=cause.terms,
            decided_on=day,
            documents=cause.terms.documents,
            ordered_by=_key(cause),
            unconditional=True,
            naming=naming,
        )
    if before is not None and before.in_force and not pending:
        assert ended is not None
        yield Directive(
            key=key,
            n=count,
            action=DirectiveAction.LIFT,
            terms=replace(before.last.terms, grounds=ended.grounds),
            decided_on=day,
            reason=ended.reason,
            naming=naming,
        )


def _no_longer_ordered(before: Decided | None, causes: tuple[Unconditional, ...]) -> Iterable[UUID]:
    if before is None:
        return []
    acting = {_key(cause) for cause in causes}
    return [lift for order, lift in before.ordered.items() if order not in acting]


def _key(cause: Unconditional) -> UUID:
    return record_key(cause.source, cause.record_no)
