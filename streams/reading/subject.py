"""
What the hub knows of one subject: facts and their provenance, measures and why, and why not.

Judged anew from the stored records on the line's day, so that it explains what the line decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.kinds.table import KINDS
from streams.line.decide import view_of
from streams.line.judgements import judge_subject
from streams.line.store import Need
from streams.merge.meant import is_decision, is_order, order_of
from streams.merge.record import Record
from streams.pool.standing import FactState, Standing
from streams.pool.view import View
from streams.reading.as_of import AsOf
from streams.reading.edition import newest_edition
from streams.reading.fact_states import Over, state_seen
from streams.reading.lifts import LiftSeen, open_lifts
from streams.reading.measures import MeasureSeen, measures_in_force
from streams.reading.opened import Opened
from streams.rule.measure import Judgement, NotDue
from streams.settle.flags import lacking
from streams.settle.record_outcome import RecordOutcomes
from streams.settle.task import TaskKind
from streams.statements import reading_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One record that tells of a fact, and where its highest version stands."""

    department: str
    record_no: str
    version: int
    rules: bool
    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSeen:
    """
    One fact that names the subject; `role` is "" for its main subject.

    `state`: as the pool has it, or RELEASED (a court's order that its court lifted) or EXPIRED (its
    last day is over). `list_code`, `list_name` and `colour` (BLACK, RED, WATCH): of a list entry
    only; `order` (FREEZE, UNFREEZE …): of a court's order only; `publish_until`: the last day of
    publicity that a penalty names.
    """

    fact_id: UUID
    kind: str
    state: str
    role: str
    list_code: str
    list_name: str = ""
    colour: str = ""
    order: str = ""
    document_no: str
    case_no: str
    authority: str
    decided_on: date | None
    effective_from: date | None = None
    effective_until: date | None
    publish_until: date | None = None
    legal_basis: tuple[str, ...]
    provenance: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFollowed:
    """A measure that does not follow from a fact, and why not (D2001 to D2007, D2010)."""

    measure: str
    name: str
    partner: str
    trigger: str
    department: str
    record_no: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTask:
    """Something about the subject that waits for a person or for another record."""

    id: UUID | None
    kind: str
    department: str
    record_no: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectSeen:
    """Everything above; `subject_key` None: the hub has never heard of the subject."""

    subject_key: UUID | None
    as_of: AsOf
    facts: tuple[FactSeen, ...] = ()
    measures: tuple[MeasureSeen, ...] = ()
    lifts: tuple[LiftSeen, ...] = ()
    not_followed: tuple[NotFollowed, ...] = ()
    waiting: tuple[WaitingTask, ...] = ()


def see_subject(opened: Opened, identity: UUID, when: AsOf) -> SubjectSeen:
    """What the hub knows of the subject that is found by a keyed identity."""
    subject = opened.subject_of(identity)
    if subject is None or when.day is None:
        return SubjectSeen(subject_key=subject, as_of=when)
    rows = opened.connection.execute(reading_statement("records_naming"), {"subject": subject})
    need = Need(records=frozenset(r for (r,) in rows), subjects=frozenset({subject}))
    snapshot = opened.store.load(need)
    view = view_of(snapshot, opened.rules.book, when.day)
    judgement = judge_subject(subject, view, opened.rules.book.rows)
    decided = snapshot.decided.get(subject, {}).values()
    return SubjectSeen(
        subject_key=subject,
        as_of=when,
        facts=tuple(_facts(view, subject, opened.catalogue, judgement)),
        measures=tuple(measures_in_force(opened, decided, judgement)),
        lifts=tuple(open_lifts(opened.connection, opened.catalogue, subject, decided)),
        not_followed=tuple(_not_followed(opened.catalogue, judgement.not_due)),
        waiting=(
            *_parked(RecordOutcomes(view, opened.rules.book.rows), subject, snapshot.waiting),
            *_tasks(opened, subject),
        ),
    )


def _facts(
    view: View, subject: UUID, catalogue: Catalogue, judgement: Judgement
) -> Iterator[FactSeen]:
    seen: set[UUID] = set()
    for record in sorted(view.naming(subject), key=lambda r: (r.source, r.record_no)):
        if not record.stands or not is_decision(record):
            continue
        fact = view.fact_of(record)
        if fact is None or fact.id in seen:
            continue
        seen.add(fact.id)
        role = _role(view.standing_of(fact).told_by, subject)
        if role is not None:
            yield _fact(view.standing_of(fact), role, catalogue, state_seen(view, fact, judgement))


def _role(record: Record, subject: UUID) -> str | None:
    """How a record's content names a subject, None if it does so no more."""
    content = record.content
    if content is None:
        return None
    if content.subject == subject:
        return ""
    for key, related in zip(content.related, content.event.related, strict=True):
        if key == subject:
            return related.role.value
    return None


def _fact(standing: Standing, role: str, catalogue: Catalogue, state: FactState | Over) -> FactSeen:
    fact, told = standing.fact, standing.told_by
    event = told.event
    kind = KINDS[event.kind]
    listed = kind.listed(event.body)
    named = catalogue.lists.get(listed.code) if listed else None
    return FactSeen(
        fact_id=fact.id,
        kind=event.kind,
        state=state,
        role=role,
        list_code=listed.code if listed else "",
        list_name=named.name if named else "",
        colour=listed.colour if listed else "",
        order=order_of(told).order.value if is_order(told) else "",
        document_no=event.document_no,
        case_no=event.case.case_no if event.case else "",
        authority=event.authority.name,
        decided_on=event.decided_on,
        effective_from=event.effective_from,
        effective_until=event.effective_until,
        publish_until=kind.public_until(event.body),
        legal_basis=event.legal_basis,
        provenance=tuple(_provenance(record, standing.ruling) for record in fact.records),
    )


def _provenance(record: Record, ruling: Record | None) -> Provenance:
    last = record.versions[-1]
    origin = last.event.origin
    return Provenance(
        department=record.source,
        record_no=record.record_no,
        version=last.number,
        rules=ruling is not None and ruling.key == record.key,
        topic=origin.topic,
        partition=origin.partition,
        offset=origin.offset,
    )


def _not_followed(catalogue: Catalogue, found: Iterable[NotDue]) -> Iterator[NotFollowed]:
    for each in found:
        row = newest_edition(catalogue, each.measure, each.trigger)
        yield NotFollowed(
            measure=each.measure,
            name=row.name if row else "",
            partner=each.partner,
            trigger=each.trigger,
            department=each.source,
            record_no=each.record_no,
            code=each.code,
            reason=each.reason,
        )


def _parked(
    outcomes: RecordOutcomes, subject: UUID, waiting: Mapping[UUID, date]
) -> Iterator[WaitingTask]:
    for record in outcomes.view.naming(subject):
        since = waiting.get(record.key)
        if since is not None:
            lacks, _ = lacking(record, outcomes.of(record).code)
            yield WaitingTask(
                id=None,
                kind=TaskKind.PARKED,
                department=record.source,
                record_no=record.record_no,
                detail=f"waits since {since.isoformat()} for {lacks}",
            )


def _tasks(opened: Opened, subject: UUID) -> Iterator[WaitingTask]:
    rows = opened.connection.execute(reading_statement("tasks_about"), {"subject": subject})
    for task, kind, source, record_no, detail, _, _ in rows:
        yield WaitingTask(id=task, kind=kind, department=source, record_no=record_no, detail=detail)
