"""
No measure without a ground that stands, looked for plainly in all versions.

This knows neither repairs nor objections nor continued orders: the oracle does. It is quick enough
to be asked after every entry.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.named_list import ListColour
from simulation.broken import hold
from simulation.law import CIVILITY
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.enforcement_order import EnforcementOrder
from streams.kinds.event import Action, Event, Subject, SubjectKind
from streams.kinds.judgment_default import JudgmentDefault
from streams.kinds.list_entry import ListEntry
from streams.kinds.spending_restriction import SpendingRestriction
from streams.line.agenda import AgendaKind
from streams.line.memory import MemoryStore
from streams.merge.record import Version
from streams.rule.measure import MeasureKey
from streams.send.directive import DirectiveAction

#: Whoever had this birthday before the day of the decision carries measures.
FULL_AGE_YEARS = 18


def every_measure_stands(store: MemoryStore, law: Catalogue, day: date) -> None:
    """Each measure decided last as in force has a ground, once the day's work is done."""
    unjudged = store.due(day, len(store.agenda[AgendaKind.SUBJECT])).subjects
    of_subject: dict[UUID, list[list[Version]]] = {}
    for versions in store.versions.values():
        for subject in {s for v in versions for s in v.named}:
            of_subject.setdefault(subject, []).append(versions)
    for key, directives in store.directives.items():
        last = directives[-1]
        if last.action is DirectiveAction.LIFT or key.subject in unjudged:
            continue
        until = last.terms.valid_until
        hold("no measure outlives its term", until is None or day <= until, (key, until))
        hold("not before it begins", last.terms.valid_from <= day, key)
        editions = [m for m in law.measures if (m.measure, m.partner) == (key.measure, key.partner)]
        records = of_subject.get(key.subject, [])
        grounds = [v for record in records if (v := _speaks(record, day)) is not None]
        stands = any(_grounds(v, key, editions, day, records) for v in grounds)
        hold("no measure without a ground", stands, (key, day))


def _speaks(versions: list[Version], day: date) -> Version | None:
    """What a record says on the day, None where it is not said, ended or revoked."""
    ordered = sorted(versions, key=lambda v: v.event.version)
    asserts = [v.event.version for v in ordered if v.event.action is Action.ASSERT]
    if not asserts:
        return None
    above = [v.event for v in ordered if v.event.version > asserts[-1]]
    ends = [e for e in above if e.action is Action.END]
    revoked = any(e.action is Action.REVOKE for e in above)
    if revoked or (ends and ends[-1].on is not None and ends[-1].on <= day):
        return None
    return [v for v in ordered if v.event.action in (Action.ASSERT, Action.CORRECT)][-1]


def _grounds(
    version: Version,
    key: MeasureKey,
    editions: Iterable[MeasureRow],
    day: date,
    records: list[list[Version]],
) -> bool:
    event = version.event
    if event.decided_on is None or event.decided_on > day:
        return False
    triggers = _triggers(event)
    there = [e for e in editions if e.trigger in triggers]
    if not any(_in_force(e, event.decided_on) for e in there):
        return False
    if not any(_in_force(e, day) for e in there):
        return False
    order = isinstance(event.body, EnforcementOrder)
    return any(
        _may_carry(claim, event.decided_on, order, _births(key.subject, records))
        for claim in _named_as(version, key.subject, day)
    )


def _triggers(event: Event) -> set[str]:
    match event.body:
        case AdministrativePenalty(clauses=clauses):
            return {f"penalty/{clause}" for clause in clauses}
        case ListEntry(list_code=code, colour=ListColour.BLACK) if code != CIVILITY:
            return {f"list/{code}"}
        case JudgmentDefault():
            return {"judgment-default"}
        case SpendingRestriction():
            return {"spending-restriction"}
        case EnforcementOrder(order=order):
            return {f"order/{order}"}
        case _:
            return set()


def _in_force(edition: MeasureRow, at: date) -> bool:
    return edition.valid_from <= at and (edition.valid_until is None or at <= edition.valid_until)


def _named_as(version: Version, subject: UUID, day: date) -> Iterable[Subject]:
    """How the version names a subject that may carry something: itself, or by name beside."""
    event = version.event
    if version.subject == subject and event.subject is not None:
        yield event.subject
    for person, key in zip(event.related, version.related, strict=True):
        since, until = person.role_from or date.min, person.role_to or date.max
        if key == subject and person.named_by_source and since <= day <= until:
            yield person.subject


def _may_carry(claim: Subject, decided_on: date, order: bool, births: list[date]) -> bool:
    if claim.kind is SubjectKind.UNREGISTERED:
        return False
    if claim.kind is not SubjectKind.PERSON or order:
        return True
    own = _birth(claim)
    born = own or max(births, default=None)
    if born is None:
        return False
    age = decided_on.year - born.year
    birthday_past = (decided_on.month, decided_on.day) > (born.month, born.day)
    return age > FULL_AGE_YEARS or (age == FULL_AGE_YEARS and birthday_past)


def _births(subject: UUID, records: list[list[Version]]) -> list[date]:
    found = []
    for version in (v for record in records for v in record):
        beside = zip(version.event.related, version.related, strict=True)
        claims = [person.subject for person, key in beside if key == subject]
        if version.subject == subject and version.event.subject is not None:
            claims.append(version.event.subject)
        found += [born for claim in claims if (born := _birth(claim)) is not None]
    return found


def _birth(claim: Subject) -> date | None:
    if claim.birth_date is not None or claim.id_type != "ID_CARD":
        return claim.birth_date
    return date.fromisoformat(claim.id_number[6:14])
