"""Judge the subjects an entry touches, and decide what their partners must be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from streams.accept.event import Subject
from streams.accept.kinds import ENDING, EXTENDING
from streams.merge.facts import Fact
from streams.merge.meant import is_attachment, is_order, order_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.judge import judge
from streams.rule.measure import Judgement, MeasureKey, Terms
from streams.rule.order_status import family_of
from streams.rule.orders import OrderFamily, family
from streams.rule.persons import youngest_birth
from streams.rule.triggers import triggers
from streams.send.difference import Decided, Difference, difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What judging some subjects came to."""

    differences: tuple[Difference, ...]
    agenda: Mapping[UUID, date | None]


def judge_subjects(
    subjects: Iterable[UUID],
    view: View,
    rows: Rows,
    decided: Mapping[UUID, Mapping[MeasureKey, Decided]],
) -> Judged:
    """Judge each subject once, at the end of an entry, in the order of their keys (R18)."""
    differences = []
    agenda: dict[UUID, date | None] = {}
    for subject in sorted(subjects, key=attrgetter("int")):
        before = decided.get(subject, {})
        if not before and not _any_trigger(subject, view):
            agenda[subject] = None
            continue
        judgement = judge_subject(subject, view, rows)
        if judgement.due or judgement.lifted_by_order or before:
            reasons = {
                key: reason_for(key, decision.last.terms, judgement)
                for key, decision in before.items()
            }
            differences.append(difference(judgement, before, view.day, reasons))
        agenda[subject] = judgement.judge_again_on
    return Judged(differences=tuple(differences), agenda=agenda)


def judge_subject(subject: UUID, view: View, rows: Rows) -> Judgement:
    """What is due for one subject on the view's day, from the records that ever named it."""
    facts: dict[UUID, Fact] = {}
    families: dict[UUID | None, OrderFamily] = {}
    claims: list[Subject] = []
    for record in view.naming(subject):
        claims += _claims(record, subject)
        if not record.stands or is_attachment(record):
            continue
        if is_order(record):
            _gather_order(record, view, families)
        elif (fact := view.fact_of(record)) is not None:
            facts[fact.id] = fact
    return judge(
        subject,
        [view.standing_of(fact) for fact in facts.values()],
        families.values(),
        rows,
        view.day,
        youngest_birth(claims),
    )


def reason_for(key: MeasureKey, terms: Terms, judgement: Judgement) -> str:
    """
    Why a measure that was decided is not due any more, in a sentence with its code.

    What became of its own grounds, which `terms` name: another court's order, or one about another
    object, is told of with a measure of its own.
    """
    grounds = {(ground.source, ground.record_no) for ground in terms.grounds}
    refusals = [
        refusal
        for refusal in judgement.not_due
        if refusal.partner == key.partner and refusal.measure == key.measure
    ]
    own = [refusal for refusal in refusals if (refusal.source, refusal.record_no) in grounds]
    told = own or ([] if key.instance else refusals)
    if told:
        return f"{told[0].code}: {told[0].reason}"
    return "no record names this subject as its ground any more"


def _any_trigger(subject: UUID, view: View) -> bool:
    """Whether anything ever told of a subject could ground a measure; for most nothing can."""
    return any(triggers(v.event) for record in view.naming(subject) for v in record.versions)


def _gather_order(record: Record, view: View, families: dict[UUID | None, OrderFamily]) -> None:
    """Each original once, and the endings whose original is not known, by the number they name."""
    order = order_of(record).order
    if order in EXTENDING:
        return
    if order not in ENDING:
        families[record.key] = family_of(record, view)
        return
    if not view.meant(record).known:
        named = [r for r in view.hanging_by(record) if r.about_number == record.about_number]
        unknown = [r for r in named if not view.meant(r).known]
        families[record.about_number] = family(None, unknown)


def _claims(record: Record, subject: UUID) -> Iterable[Subject]:
    for version in record.versions:
        event = version.event
        if version.subject == subject and event.subject is not None:
            yield event.subject
        for related, key in zip(event.related, version.related, strict=True):
            if key == subject:
                yield related.subject
