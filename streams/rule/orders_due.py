"""Which measures court orders put on a subject on one day, and which they end (R6)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from schemas.catalogue.model import MeasureRow
from streams.kinds.event import Event
from streams.kinds.order import Document
from streams.merge.meant import order_of, read_order
from streams.merge.record import Record
from streams.rule.due import Findings, Grounding
from streams.rule.editions import Row, Rows
from streams.rule.measure import Ground, MeasureKey, Terms, Unconditional, WhyNotDue
from streams.rule.objects import objects_of
from streams.rule.orders import (
    OrderFamily,
    extend,
    extends,
    instance,
    kind_of,
    row_for,
)
from streams.rule.terms import day_after
from streams.rule.visible_terms import visible_terms

Lifted = dict[MeasureKey, tuple[Unconditional, ...]]


def judge_family(
    subject: UUID,
    family: OrderFamily,
    rows: Rows,
    findings: Findings,
) -> Lifted:
    """
    Add what one original with its extensions grounds; return what its endings lift.

    An objection mark or a minor's age does not touch a court's order over property (R5, R9); a
    repair of the original stops it as it stops any other fact (R4). A release has done what it
    orders: its END takes nothing back, only its REVOKE does (R6).
    """
    original = family.original
    extended = () if original is None else (original, *family.extensions)
    findings.look_again(*family.changes_on, *(r.ended_on for r in extended))
    endings = [r for r in family.endings if not r.revoked]
    lifted = _lifts(subject, family, endings, rows, findings)
    if original is None or original.subject != subject:
        return lifted
    row = row_for(original.event, rows)
    if row is None:
        return lifted
    edition, naming = _edition(family, original, row, findings), original.event.subject
    if edition is None or naming is None:
        return lifted
    ground = Ground(source=original.source, record_no=original.record_no, trigger=row.trigger)
    for obj, written in objects_of(original.event).items():
        key = _key(subject, original.event, row, original.record_no, obj)
        if key in lifted:
            continue
        found = _terms(family, original, row, edition, (obj, written), findings)
        if found is not None:
            terms, counting = found
            grounding = Grounding(terms=terms, ground=ground, naming=naming)
            findings.grounds.setdefault(key, []).append(grounding)
            findings.continued_by[key] = tuple(
                replace(ground, record_no=extension.record_no) for extension in counting
            )
    return lifted


def _edition(
    family: OrderFamily, original: Record, row: Row, findings: Findings
) -> MeasureRow | None:
    """The edition under which an original is in force or was, None if it grounds nothing."""
    day, event = findings.day, original.event
    if not original.live(day):
        findings.refuse(row, original, WhyNotDue.OVER, "the order was ended or revoked")
        return None
    if family.repaired:
        findings.refuse(row, original, WhyNotDue.SUSPENDED, "the order was repaired")
        return None
    if event.decided_on is None:
        findings.refuse(row, original, WhyNotDue.NO_BASIS, "the order has no decision date")
        return None
    start = event.begins_on
    if start > day:
        findings.look_again(start)
        findings.refuse(row, original, WhyNotDue.NOT_YET, f"takes effect on {start.isoformat()}")
        return None
    findings.look_again(*row.changes_after(day))
    if row.of_order(event.decided_on, day) is None:
        findings.refuse(
            row, original, WhyNotDue.NO_BASIS, "no edition in force has this row for this order"
        )
        return None
    role = kind_of(event)
    edition = None if role is None else row.of_order(event.decided_on, day, role)
    if edition is None:
        findings.refuse(
            row, original, WhyNotDue.NOT_REACHED, "the row does not target this kind of subject"
        )
        return None
    return edition


def _terms(
    family: OrderFamily,
    original: Record,
    row: Row,
    edition: MeasureRow,
    named: tuple[str, str],
    findings: Findings,
) -> tuple[Terms, tuple[Record, ...]] | None:
    """
    What the original says of one object, as extended, and the extensions that count.

    None once its last day is over.
    """
    day, event = findings.day, original.event
    obj, written = named
    about = [r for r in family.extensions if extends(r, obj)]
    findings.look_again(*(r.event.decided_on for r in about))
    made = [r for r in about if (r.event.decided_on or date.min) <= day]
    end, counting = extend(event, made, row, day)
    if end is not None and end < day:
        findings.refuse(row, original, WhyNotDue.OVER, f"ran until {end.isoformat()}")
        return None
    findings.look_again(None if end is None else day_after(end))
    terms = visible_terms(
        event,
        edition,
        event.begins_on,
        end,
        obj=written,
        documents=documents(original, *counting),
        original_order_no=event.record_no,
    )
    return terms, counting


def _lifts(
    subject: UUID,
    family: OrderFamily,
    endings: Iterable[Record],
    rows: Rows,
    findings: Findings,
) -> Lifted:
    """
    One unconditional lift per instance for each order that ends the original (R6).

    The instance has the original's number as the original writes it; as the release writes it only
    while no original is known.
    """
    lifted: dict[MeasureKey, list[Unconditional]] = {}
    for ending in sorted(endings, key=lambda r: (r.event.decided_on or date.min, r.record_no)):
        event = ending.event
        if ending.subject != subject or event.subject is None:
            continue
        original = family.original
        known = None if original is None else original.event
        row = row_for(known or event, rows)
        if row is None:
            continue
        edition = row.on(findings.day) or row.newest
        number = order_of(ending).original_order_no if original is None else original.record_no
        named = event if known is None or event.objects else known
        for obj, written in objects_of(named).items():
            key = _key(subject, known or event, row, number, obj)
            findings.namings[key] = event.subject
            terms = visible_terms(
                event,
                edition,
                event.begins_on,
                None,
                obj=written,
                documents=documents(ending),
                original_order_no=number,
            )
            lifted.setdefault(key, []).append(
                Unconditional(source=ending.source, record_no=ending.record_no, terms=terms)
            )
    return {key: tuple(causes) for key, causes in lifted.items()}


def documents(*orders: Record) -> tuple[Document, ...]:
    """The documents of some orders, in their order, each once."""
    return tuple(dict.fromkeys(paper for order in orders for paper in order_of(order).documents))


def _key(subject: UUID, event: Event, row: Row, number: str, obj: str) -> MeasureKey:
    return MeasureKey(
        partner=read_order(event).addressee,
        subject=subject,
        measure=row.measure,
        instance=instance(event.source, number, obj),
    )
