"""
From a swept record to an event, or the first thing that keeps it out.

The order is that of the questions a clerk would ask: what is this, may they say it, whom is it
about, is anything missing, do the dates agree.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.codec import Record
from streams.accept.conditions import missing
from streams.accept.content import content_hash
from streams.accept.dates import contradiction, day_of
from streams.accept.entitlement import (
    authority_of,
    department_for,
    foreign_list,
    unknown_name,
    wrong_code,
)
from streams.accept.form import malformed
from streams.accept.identifiers import citizen_id
from streams.accept.reference_data import ReferenceData
from streams.accept.shown import shown
from streams.accept.subjects import related_of, subject_of
from streams.kinds.event import (
    CONTENT,
    Action,
    Authority,
    Case,
    Disclosure,
    Event,
    Notice,
    Origin,
    PropertyObject,
    Related,
    Subject,
)
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS

#: Actions by their symbol on the wire.
ACTIONS: Final = {action.value: action for action in Action}
_DISCLOSURES: Final = {disclosure.value: disclosure for disclosure in Disclosure}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What of an event is checked apart before it is put together."""

    action: Action
    authority: Authority
    body: object
    subject: Subject | None
    related: tuple[Related, ...]


def event_of(
    kind: str, record: Record, origin: Origin, source: str, reference: ReferenceData
) -> Event | Problem:
    """The event of a swept record, with every check behind it, or the first problem."""
    today = day_of(origin.appended_at)
    department = department_for(source, kind, today, reference.catalogue)
    if department is None:
        return Problem(code="E1505")
    action = ACTIONS.get(record["action"])
    if action is None:
        return Problem(code="E1102", field="action")
    if not record["record_no"]:
        return Problem(code="E1101", field="record_no")
    if citizen_id.inside(record["record_no"]):
        return Problem(code="E1302", field="record_no")
    authority = authority_of(record["authority"]["name"], record["authority"]["uscc"], department)
    if isinstance(authority, Problem):
        return authority
    body = KINDS[kind].read(record, action in CONTENT)
    if isinstance(body, Problem):
        return body
    people = people_of(record, today)
    if isinstance(people, Problem):
        return people
    subject, related = people
    parts = Parts(action=action, authority=authority, body=body, subject=subject, related=related)
    event = compose(kind, record, origin, source, parts)
    problem = (
        missing(event)
        or malformed(event)
        or unknown_name(event, today, reference.catalogue)
        or foreign_list(event, department)
        or wrong_code(event, department, today, reference.catalogue)
        or contradiction(event, today)
    )
    if problem is not None:
        return problem
    # The hash is over the event that carries it. Nobody else has seen this one yet, and a copy
    # would cost as much as the hash.
    object.__setattr__(event, "content_hash", content_hash(event))
    return event


def compose(
    kind: str,
    record: Record,
    origin: Origin,
    source: str,
    parts: Parts,
    known_hash: bytes = b"",
) -> Event:
    """The event of a swept record and its parts; its content hash is empty where not known."""
    return Event(
        origin=origin,
        source=source,
        kind=kind,
        # For tracing only: it keeps no event out.
        event_id=shown(record["event_id"]),
        record_no=record["record_no"],
        version=record["version"],
        action=parts.action,
        content_hash=known_hash,
        authority=parts.authority,
        body=parts.body,
        subject=parts.subject,
        decided_on=record["decided_on"],
        effective_from=record["effective_from"],
        effective_until=record["effective_until"],
        served_on=record["served_on"],
        published_on=record["published_on"],
        region=record["region"],
        related=parts.related,
        objects=tuple(PropertyObject(**thing) for thing in record["objects"]),
        on_behalf_of=record["on_behalf_of"],
        document_no=record["document_no"],
        legal_basis=tuple(record["legal_basis"]),
        case=_case(record["case"]),
        severity=record["severity"],
        intent=record["intent"],
        disclosure=_DISCLOSURES[record["disclosure"]],
        notice=_notice(record["notice"]),
        reason=record["reason"],
        on=record["on"],
    )


def people_of(record: Record, today: date) -> tuple[Subject | None, tuple[Related, ...]] | Problem:
    """The subject and the related persons of a swept record, or what is wrong with one."""
    main = record["subject"]
    subject = None if main is None else subject_of(main, "subject.", today)
    if isinstance(subject, Problem):
        return subject
    related: list[Related] = []
    for place, named in enumerate(record["related"]):
        person = related_of(named, place, today)
        if isinstance(person, Problem):
            return person
        related.append(person)
    return subject, tuple(related)


def _case(record: Record | None) -> Case | None:
    if record is None:
        return None
    return Case(
        case_no=record["case_no"],
        parties_total=record["parties_total"],
        party_role=record["party_role"],
    )


def _notice(record: Record | None) -> Notice | None:
    if record is None:
        return None
    return Notice(prior=record["prior"], heard=record["heard"], served=record["served"])
