"""
All that led to a directive: event, offset, record, fact, rule, clause, sequence, answers, acts.

All but what holds its measure up now is read from what was stored when it was decided; no identity
number is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.rows import class_row

from streams.deciding.message import source_of
from streams.identify.pseudonym import record_key
from streams.kinds.event import Action
from streams.line.store import Need
from streams.reading.acts import ActTold, acts
from streams.reading.deliveries import Delivery, DeliveryState, deliveries
from streams.reading.edition import edition_behind
from streams.reading.held_up import GroundSeen, grounds_seen, judged_now
from streams.reading.opened import Opened
from streams.rule.measure import Ground, MeasureKey, Terms
from streams.statements import reading_statement
from streams.store.forms import terms_of
from streams.store.symbols import ACTION_NUMBERS

_ACTIONS = {number: action for action, number in ACTION_NUMBERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One stored version of a ground's record, and where its message stands."""

    version: int
    action: Action
    topic: str
    partition: int
    offset: int
    appended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTold:
    """One ground: the record, the key of the fact it tells of, and its messages, newest first."""

    department: str
    record_no: str
    trigger: str
    fact_key: UUID | None
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The catalogue's row whose edition ruled."""

    measure: str
    name: str
    list_version: str
    clauses: tuple[str, ...]
    source: str
    term_months: int | None
    catalogue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The journal's entry."""

    entry: int
    entry_id: UUID
    kind: str
    day: date
    judged_at: datetime
    code_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTold:
    """
    One answer, refused ones too (`refused`: E1601, E1602, E1107).

    `signed`: it came with a signature, which was verified where it came over HTTP and nowhere else.
    What was signed stands beside it on the topic, for whoever wants to verify it (ADR 0194).
    `early`: its directive had no sequence yet, so that to the sender it is none (R14).
    """

    answer_no: int
    result: str
    reason_code: str
    refused: str
    topic: str
    partition: int
    offset: int
    appended_at: datetime
    signed: bool
    early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """
    Why a directive exists and what became of it; `state` and `code` as in `Delivery`.

    `grounds`: those of its own day. `held_up_by`: all that hold its measure up now, whichever
    directive imposed it; none where it is not due (R10).
    """

    directive_id: UUID
    measure_id: UUID
    n: int
    action: str
    partner: str
    subject_key: UUID
    instance: str
    reason: str
    unconditional: bool
    valid_from: date
    valid_until: date | None
    state: DeliveryState
    code: str
    delivery: Delivery
    decision: Decision
    rule: Rule
    grounds: tuple[GroundTold, ...]
    held_up_by: tuple[GroundSeen, ...]
    answers: tuple[AnswerTold, ...]
    acts: tuple[ActTold, ...]


def explain(opened: Opened, directive_id: UUID) -> Explanation | None:
    """The explanation of a directive, None if there is none of that id."""
    wanted = {"directive": directive_id}
    row = opened.connection.execute(reading_statement("directive_decided"), wanted).fetchone()
    if row is None:
        return None
    (_, measure_id, n, action, partner, subject, measure, instance) = row[:8]
    (text, reason, decided_on, unconditional, ordered_by) = row[8:13]
    (entry, entry_id, kind, judged_at, code_version, catalogue) = row[13:]
    terms = terms_of(text)
    key = MeasureKey(partner=partner, subject=subject, measure=measure, instance=instance)
    delivery = deliveries(opened.connection, [directive_id])[directive_id]
    with opened.connection.cursor(row_factory=class_row(AnswerTold)) as cursor:
        answers = tuple(cursor.execute(reading_statement("answers_to"), wanted))
    return Explanation(
        directive_id=directive_id,
        measure_id=measure_id,
        n=n,
        action=action,
        partner=partner,
        subject_key=subject,
        instance=instance,
        reason=reason or terms.reason,
        unconditional=unconditional,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        state=delivery.state,
        code=delivery.code,
        delivery=delivery,
        decision=Decision(
            entry=entry,
            entry_id=entry_id,
            kind=kind,
            day=decided_on,
            judged_at=judged_at,
            code_version=code_version,
        ),
        rule=_rule(opened, measure, terms, catalogue or ""),
        grounds=tuple(_grounds(opened, terms.grounds, entry, ordered_by)),
        held_up_by=_held_up_by(opened, key),
        answers=answers,
        acts=tuple(acts(opened.connection, str(directive_id))),
    )


def _rule(opened: Opened, measure: str, terms: Terms, catalogue: str) -> Rule:
    row = edition_behind(opened.catalogue, measure, terms)
    return Rule(
        measure=measure,
        name=row.name if row else "",
        list_version=terms.list_version,
        clauses=terms.legal_basis,
        source=row.source if row else "",
        term_months=row.term_months if row else None,
        catalogue=catalogue,
    )


def _held_up_by(opened: Opened, key: MeasureKey) -> tuple[GroundSeen, ...]:
    day = opened.store.where().day
    if day is None:
        return ()
    return grounds_seen(judged_now(opened, key.subject, day).held_up_by(key))


def _grounds(
    opened: Opened, grounds: tuple[Ground, ...], entry: int, ordered_by: UUID | None
) -> Iterator[GroundTold]:
    keys = {record_key(ground.source, ground.record_no): ground for ground in grounds}
    records = [*keys, *([ordered_by] if ordered_by and ordered_by not in keys else [])]
    given = {"records": records, "entry": entry}
    messages: dict[UUID, list[Message]] = {record: [] for record in records}
    facts: dict[UUID, UUID] = {}
    for row in opened.connection.execute(reading_statement("versions_by_entry"), given):
        record, number, action, topic, partition, offset, appended_at, fact_key = row
        messages[record].append(
            Message(
                version=number,
                action=_ACTIONS[action],
                topic=topic,
                partition=partition,
                offset=offset,
                appended_at=appended_at,
            )
        )
        if fact_key is not None:
            facts.setdefault(record, fact_key)
    for record, told in messages.items():
        ground = keys.get(record)
        yield GroundTold(
            department=ground.source if ground else _department(told),
            record_no=ground.record_no if ground else _number(opened, record),
            trigger=ground.trigger if ground else "the order that ended it",
            fact_key=facts.get(record),
            messages=tuple(told),
        )


def _number(opened: Opened, record: UUID) -> str:
    """The number of a record known by its key alone: it stands inside its encrypted message."""
    versions = opened.store.load(Need(records=frozenset({record}))).versions.get(record, ())
    return versions[0].event.record_no if versions else ""


def _department(told: list[Message]) -> str:
    return source_of(told[0].topic) if told else ""
