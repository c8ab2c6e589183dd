"""Judge the subjects an entry touches, and decide what their partners must be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import assert_never
from uuid import UUID

from streams.kinds.event import Subject
from streams.kinds.kind import Nature
from streams.kinds.order import ENDING, EXTENDING
from streams.line.ended import reason_for
from streams.merge.facts import Fact
from streams.merge.meant import Fit, nature_of, order_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.judge import judge
from streams.rule.measure import Judgement, MeasureKey
from streams.rule.order_status import family_of
from streams.rule.orders import OrderFamily, family
from streams.rule.persons import youngest_birth
from streams.rule.triggers import triggers
from streams.send.difference import Decided, Difference, Ended, difference
from streams.send.directive import Directive
from streams.settle.record_outcome import RecordOutcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The result of judging some subjects."""

    #: New directives.
    directives: tuple[Directive, ...]
    #: Lifts by order that become ordinary.
    no_longer_ordered: tuple[UUID, ...]
    #: When to judge each of them again, None = not before something comes in.
    agenda: Mapping[UUID, date | None]


def judge_subjects(
    subjects: Iterable[UUID],
    before: RecordOutcomes,
    after: RecordOutcomes,
    decided: Mapping[UUID, Mapping[MeasureKey, Decided]],
) -> Judged:
    """
    Judge each subject once, at the end of an entry, in the order of their keys (R18).

    `before`: how everything stood until now, by which it is told why a measure ends.
    """
    differences: list[Difference] = []
    agenda: dict[UUID, date | None] = {}
    for subject in sorted(subjects, key=attrgetter("int")):
        measures = decided.get(subject, {})
        if not measures and not _any_trigger(subject, after.view, after.rows):
            agenda[subject] = None
            continue
        judgement = judge_subject(subject, after.view, after.rows)
        if judgement.due or judgement.lifted_by_order or measures:
            ended = _ended(subject, measures, judgement, before, after)
            differences.append(difference(judgement, measures, after.view.day, ended))
        agenda[subject] = judgement.judge_again_on
    return Judged(
        directives=tuple(chain.from_iterable(d.directives for d in differences)),
        no_longer_ordered=tuple(chain.from_iterable(d.no_longer_ordered for d in differences)),
        agenda=agenda,
    )


def judge_subject(subject: UUID, view: View, rows: Rows) -> Judgement:
    """What is due for one subject on the view's day, from the records that ever named it."""
    facts: dict[UUID, Fact] = {}
    families: dict[UUID | None, OrderFamily] = {}
    namings: list[Subject] = []
    for record in view.naming(subject):
        namings += _namings(record, subject)
        if not record.stands:
            continue
        match nature_of(record):
            case Nature.ATTACHMENT:
                pass
            case Nature.ORDER:
                _gather_order(record, view, families)
            case Nature.FACT | None:
                if (fact := view.fact_of(record)) is not None:
                    facts[fact.id] = fact
            case never:
                assert_never(never)
    return judge(
        subject,
        [view.standing_of(fact) for fact in facts.values()],
        families.values(),
        rows,
        view.day,
        youngest_birth(namings),
    )


def _ended(
    subject: UUID,
    measures: Mapping[MeasureKey, Decided],
    judgement: Judgement,
    before: RecordOutcomes,
    after: RecordOutcomes,
) -> Mapping[MeasureKey, Ended]:
    """
    Why each measure in force that is due no longer ended.

    The grounds of its last decision need not be those that held it up until now (R10); they stand
    for them where it was not due any more before, since a load or a day is still worked off.
    """
    over = [
        key for key, decision in measures.items() if decision.in_force and key not in judgement.due
    ]
    if not over:
        return {}
    until_now = judge_subject(subject, before.view, before.rows).due
    ended = {}
    for key in over:
        grounds = until_now.get(key, measures[key].last.terms).grounds
        reason = reason_for(key, grounds, judgement, after.view, after.rows)
        ended[key] = Ended(reason=reason, grounds=grounds)
    return ended


def _any_trigger(subject: UUID, view: View, rows: Rows) -> bool:
    """Whether anything ever told of a subject could ground a measure; for most nothing can."""
    return any(
        triggers(version.event, rows.derived)
        for record in view.naming(subject)
        for version in record.versions
    )


def _gather_order(record: Record, view: View, families: dict[UUID | None, OrderFamily]) -> None:
    """Each original once, and the endings whose original is not known, by the number they name."""
    order = order_of(record).order
    if order in EXTENDING:
        return
    if order not in ENDING:
        families[record.key] = family_of(record, view)
        return
    if view.meant(record).fit is Fit.UNKNOWN:
        named = [r for r in view.hanging_by(record) if r.about_number == record.about_number]
        unknown = [r for r in named if view.meant(r).fit is Fit.UNKNOWN]
        families[record.about_number] = family(None, unknown)


def _namings(record: Record, subject: UUID) -> Iterable[Subject]:
    for version in record.versions:
        event = version.event
        if version.subject == subject and event.subject is not None:
            yield event.subject
        for related, key in zip(event.related, version.related, strict=True):
            if key == subject:
                yield related.subject
