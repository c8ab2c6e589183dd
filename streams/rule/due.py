"""
Which measures are due for one subject on one day (R7 to R10, R23), from its facts alone.

Court orders are judged in `orders_due.py`, since they name their own partner and end each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from schemas.catalogue.mildness import ruling_first
from schemas.catalogue.model import MeasureRow
from streams.kinds.event import Event, Subject, SubjectKind
from streams.merge.record import Record
from streams.pool.standing import Standing
from streams.rule.editions import Row, Rows, Ruling
from streams.rule.measure import Ground, MeasureKey, NotDue, Terms, WhyNotDue
from streams.rule.objects import objects_of
from streams.rule.persons import Part, of_full_age, parts_of, youngest_birth
from streams.rule.terms import day_after, ends_on, has_usual_term
from streams.rule.triggers import triggers
from streams.rule.visible_terms import visible_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """One ground of a measure: the terms that follow from it, and how it names the subject."""

    terms: Terms
    ground: Ground
    naming: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a row does not follow from a fact: the code and a sentence."""

    code: WhyNotDue
    reason: str


@dataclass(slots=True)
class Findings:
    """
    What judging one subject collects: grounds of measures, refusals, and the days to look again.

    `born`: the youngest birth date known of the subject, for facts that give none (R9).
    """

    day: date
    born: date | None
    grounds: dict[MeasureKey, list[Grounding]] = field(default_factory=dict)
    not_due: list[NotDue] = field(default_factory=list)
    namings: dict[MeasureKey, Subject] = field(default_factory=dict)
    continued_by: dict[MeasureKey, tuple[Ground, ...]] = field(default_factory=dict)
    again_on: list[date] = field(default_factory=list)

    def look_again(self, *days: date | None) -> None:
        """Remember every given day that still lies ahead."""
        self.again_on.extend(day for day in days if day is not None and day > self.day)

    def refuse(self, row: Row, record: Record, code: WhyNotDue, reason: str) -> None:
        """Remember why a row does not follow from a record."""
        self.not_due.append(
            NotDue(
                partner=row.newest.partner,
                measure=row.measure,
                trigger=row.trigger,
                source=record.source,
                record_no=record.record_no,
                code=code,
                reason=reason,
            )
        )


def find_due(subject: UUID, standings: Iterable[Standing], rows: Rows, findings: Findings) -> None:
    """Add to `findings` what the subject's facts ground on `findings.day`."""
    for standing in standings:
        # From such a day another relayer may speak, and name this subject where this one does not.
        findings.look_again(*standing.changes_on)
        for trigger in triggers(standing.told_by.event, rows.derived):
            for row in rows.of(trigger):
                _judge_row(subject, standing, row, findings)


def _judge_row(subject: UUID, standing: Standing, row: Row, findings: Findings) -> None:
    day, record = findings.day, standing.told_by
    event = record.event
    parts = () if record.content is None else parts_of(record.content, subject)
    if not parts:
        if record.content is not None and subject in record.content.named:
            findings.refuse(
                row, record, WhyNotDue.NOT_REACHED, "an unregistered subject gets no measures"
            )
        return
    if standing.ruling is None:
        findings.refuse(row, record, WhyNotDue.OVER, "the record was ended or revoked")
        return
    if event.decided_on is None:
        findings.refuse(row, record, WhyNotDue.NO_BASIS, "the record has no decision date")
        return
    start = event.begins_on
    if start > day:
        findings.look_again(start)
        findings.refuse(row, record, WhyNotDue.NOT_YET, f"takes effect on {start.isoformat()}")
        return
    findings.look_again(*row.changes_after(day))
    usual = has_usual_term(event)
    ruling = _by_ruling(row, parts, (event.decided_on, day), usual)
    if not ruling:
        any_role = row.ruling(event.decided_on, day, usual=usual)
        if any_role is None:
            findings.refuse(
                row,
                record,
                WhyNotDue.NO_BASIS,
                "no edition in force has this row for this decision",
            )
            return
        ruling = [(any_role, [])]
    refusals = [
        _refusal(standing, found, named, findings)
        or _ground(subject, (record, row, found), parts[0].naming, findings)
        for found, named in ruling
    ]
    mildest = refusals[0]
    if mildest is not None and all(refusals):
        findings.refuse(row, record, mildest.code, mildest.reason)


def _told_before(event: Event, row: Row) -> bool:
    """Whether an event says of its subject what its list asks for on that day (R7)."""
    since, decided_on = row.prior_notice_since, event.decided_on
    if since is None or decided_on is None or decided_on < since:
        return True
    return event.notice is not None and event.notice.prior


def _by_ruling(
    row: Row, parts: Iterable[Part], days: tuple[date, date], usual: bool
) -> list[tuple[Ruling, list[Part]]]:
    """
    What holds for a fact, each with the parts it is for, by the order of their ruling editions.

    `days`: that of its decision and the one asked about. `usual`: as `Row.ruling` has it.
    """
    decided_on, day = days
    found: list[tuple[Ruling, list[Part]]] = []
    for part in parts:
        ruling = row.ruling(decided_on, day, part.role, usual=usual)
        if ruling is None:
            continue
        for known, named in found:
            if known == ruling:
                named.append(part)
                break
        else:
            found.append((ruling, [part]))
    if len(found) > 1:
        found.sort(key=lambda each: ruling_first(each[0].edition, usual=usual))
    return found


def _ground(
    subject: UUID, by: tuple[Record, Row, Ruling], naming: Subject, findings: Findings
) -> Refusal | None:
    """Add what a row grounds, if it is not over and waits for no notice; else why it does not."""
    record, row, ruling = by
    event, day, edition = record.event, findings.day, ruling.edition
    end = ends_on(event, ruling.months)
    if end is not None and end < day:
        return Refusal(code=WhyNotDue.OVER, reason=f"ran until {end.isoformat()}")
    findings.look_again(None if end is None else day_after(end))
    if not _told_before(event, row):
        return Refusal(
            code=WhyNotDue.NOT_TOLD,
            reason="the record does not say that the subject was told before it was listed",
        )
    ground = Ground(source=record.source, record_no=record.record_no, trigger=row.trigger)
    for instance, terms in _instances(event, edition, end):
        key = MeasureKey(
            partner=edition.partner, subject=subject, measure=row.measure, instance=instance
        )
        grounding = Grounding(terms=terms, ground=ground, naming=naming)
        findings.grounds.setdefault(key, []).append(grounding)
    return None


def _refusal(
    standing: Standing, ruling: Ruling, named: list[Part], findings: Findings
) -> Refusal | None:
    """Why a row does not follow for the parts it reaches, None if it does."""
    if standing.repaired and ruling.lifted_by_repair:
        return Refusal(code=WhyNotDue.SUSPENDED, reason="the record was repaired")
    if standing.marked and ruling.suspended_by_objection:
        return Refusal(code=WhyNotDue.SUSPENDED, reason="an objection is open")
    if not named:
        return Refusal(
            code=WhyNotDue.NOT_REACHED,
            reason="the row does not target this kind of subject or role",
        )
    if not any(part.named_by_source for part in named):
        return Refusal(code=WhyNotDue.NOT_REACHED, reason="the source did not name this person")
    for part in named:
        findings.look_again(
            part.role_from, None if part.role_to is None else day_after(part.role_to)
        )
    holding = [part for part in named if part.named_by_source and part.holds(findings.day)]
    if not holding:
        return Refusal(
            code=WhyNotDue.NOT_REACHED, reason="the person does not hold that role on this day"
        )
    if holding[0].naming.kind is SubjectKind.PERSON:
        decided_on = standing.told_by.event.decided_on or findings.day
        return age_refusal(holding, decided_on, findings.born)
    return None


def age_refusal(parts: Iterable[Part], decided_on: date, born: date | None) -> Refusal | None:
    """D2004 for a minor on the decision day, or where the age is unknown (R9)."""
    birth = youngest_birth(part.naming for part in parts) or born
    if birth is None:
        return Refusal(code=WhyNotDue.MINOR, reason="the age is not known")
    if not of_full_age(birth, decided_on):
        return Refusal(code=WhyNotDue.MINOR, reason="a minor on the day of the decision")
    return None


def _instances(event: Event, edition: MeasureRow, end: date | None) -> Iterable[tuple[str, Terms]]:
    """One measure, or one per object where the row says so (R11)."""
    if not edition.per_object:
        yield "", visible_terms(event, edition, event.begins_on, end, obj="")
        return
    for obj, written in objects_of(event).items():
        yield (
            f"||{obj}" if obj else "",
            visible_terms(event, edition, event.begins_on, end, obj=written),
        )
