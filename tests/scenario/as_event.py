"""A message as the oracle is given it: read field by field, with no code of the line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from scenario.calendar import noon
from scenario.message import Message
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.enforcement_order import EnforcementOrder
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
from streams.kinds.judgment_default import JudgmentDefault
from streams.kinds.kind import Target
from streams.kinds.list_entry import ListColour, ListEntry
from streams.kinds.objection_mark import ObjectionMark
from streams.kinds.order import Document, OrderType
from streams.kinds.repair_decision import RepairDecision
from streams.kinds.spending_restriction import SpendingRestriction

Fields = Mapping[str, Any]
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
        body=body(message.kind, fields),
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


def body(kind: str, fields: Fields) -> object:
    """Return what the kind says beyond the envelope."""

    def given(*names: str) -> dict[str, Any]:
        return {
            n: tuple(fields[n]) if isinstance(fields[n], list) else fields[n]
            for n in names
            if n in fields
        }

    match kind:
        case "AdministrativePenalty":
            return AdministrativePenalty(**given("violation", "clauses", "content", "fine_fen"))
        case "ListEntry":
            return ListEntry(
                colour=ListColour(fields.get("colour", "BLACK")),
                **given("list_code", "cause", "amount_fen"),
            )
        case "JudgmentDefault":
            return JudgmentDefault(**given("duty", "performance", "basis_no"))
        case "SpendingRestriction":
            return SpendingRestriction(**given("applicant", "restricted"))
        case "EnforcementOrder":
            return EnforcementOrder(
                order=OrderType(fields["order"]),
                documents=tuple(Document(**d) for d in fields.get("documents", ())),
                **given("addressee", "original_order_no", "amount_fen", "currency"),
            )
        case "RepairDecision":
            return RepairDecision(target=Target(**fields["target"]), **given("method"))
        case "ObjectionMark":
            return ObjectionMark(target=Target(**fields["target"]), **given("objection_no"))
        case _:
            raise LookupError(kind)
