"""A message as the oracle is given it: read field by field, with no code of the line."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from oracle.kinds.fields import Fields
from oracle.kinds.table import read

from scenario.calendar import noon
from scenario.message import Message
from streams.kinds.event import (
    Action,
    Authority,
    Case,
    Disclosure,
    Event,
    Notice,
    Origin,
    PropertyObject,
    Related,
    Role,
    Subject,
    SubjectKind,
)

PLAIN = (
    "decided_on",
    "effective_from",
    "effective_until",
    "served_on",
    "published_on",
    "region",
    "on_behalf_of",
    "document_no",
    "severity",
    "intent",
    "reason",
    "on",
)


def as_event(message: Message, offset: int, on: date) -> Event:
    """Return the accepted event of a message that is admissible."""
    fields: Fields = message.record
    event = Event(
        origin=Origin(
            topic=f"credit.events.{message.department}",
            partition=0,
            offset=offset,
            appended_at=noon(message.appended or on),
        ),
        source=message.department,
        kind=message.kind,
        event_id=fields["event_id"],
        record_no=fields["record_no"],
        version=fields["version"],
        action=Action(fields["action"]),
        content_hash=b"",
        authority=Authority(**fields["authority"]),
        body=read(message.kind, fields),
        subject=subject(fields.get("subject")),
        related=tuple(related(r) for r in fields.get("related", ())),
        objects=tuple(PropertyObject(**o) for o in fields.get("objects", ())),
        legal_basis=tuple(fields.get("legal_basis", ())),
        case=Case(**fields["case"]) if fields.get("case") else None,
        disclosure=Disclosure(fields.get("disclosure", "SHARED")),
        notice=Notice(**fields["notice"]) if fields.get("notice") else None,
        **{name: fields[name] for name in PLAIN if name in fields},
    )
    said = replace(event, event_id="", version=0, action=Action.ASSERT, origin=NOWHERE)
    return replace(event, content_hash=sha256(repr((said, spelled(event))).encode()).digest())


NOWHERE = Origin(topic="", partition=0, offset=0, appended_at=noon(date(2026, 1, 1)))


def spelled(event: Event) -> list[tuple[str, str]]:
    """Return the fields that `repr` hides."""
    claims = [event.subject, *(r.subject for r in event.related)]
    return [(c.name, c.id_number) for c in claims if c] + [
        (o.kind, o.number) for o in event.objects
    ]


def subject(fields: Fields | None) -> Subject | None:
    """Return a claim."""
    return Subject(**{**fields, "kind": SubjectKind(fields["kind"])}) if fields else None


def related(fields: Fields) -> Related:
    """Return a person named beside the subject."""
    claim = subject(fields["subject"])
    assert claim is not None
    return Related(
        role=Role(fields["role"]),
        subject=claim,
        named_by_source=fields["named_by_source"],
        role_from=fields["from"],
        role_to=fields["to"],
    )
