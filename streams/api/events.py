"""`POST /departments/{d}/events`: events of a department that has no Kafka client."""

from datetime import UTC
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response
from pydantic import Discriminator, Field, Tag

from schemas.codec import Record, encode
from schemas.fingerprint import Json
from schemas.json_form import to_record
from streams.accept.decode import decode
from streams.accept.layout import EVENTS
from streams.accept.outcome import Quarantined, Refused
from streams.accept.reference_data import ReferenceData
from streams.accept.shown import shown
from streams.accept.wire import LARGEST_BYTES
from streams.api.bodies import MANY, ONE, Body, Reply, Written
from streams.api.hub import Hub, TheHub
from streams.api.problems import Turned, place
from streams.api.topic_writer import MessageToWrite
from streams.deciding import message
from streams.kinds.event import Event, Origin
from streams.kinds.table import KINDS

routes = APIRouter(tags=["departments"])

MOST_EVENTS: Final = 500


class OneEvent(Body):
    """One event: its kind, and its fields as the kind's schema names them."""

    kind: str = Field(examples=sorted(KINDS), max_length=64)
    event: dict[str, Any]


class ManyEvents(Body):
    """Events in the order in which they are to be taken."""

    events: list[OneEvent] = Field(min_length=1, max_length=MOST_EVENTS)


def _form(body: object) -> str:
    """What a body with a fault is measured by."""
    return MANY if isinstance(body, dict) and "events" in body else ONE


Events = Annotated[
    Annotated[OneEvent, Tag(ONE)] | Annotated[ManyEvents, Tag(MANY)], Discriminator(_form)
]


class DryVerdict(Reply):
    """What the hub would say of one event by itself, before it is compared with any other."""

    admissible: bool
    outcome: str = Field(description="ADMISSIBLE, REFUSED or QUARANTINED.")
    code: str = ""
    field: str = ""
    hint: str = ""


class WrittenReply(Reply):
    """One position for each event, in the order they were sent."""

    positions: list[Written]


class DryReply(Reply):
    """One verdict for each event, in the order they were sent."""

    verdicts: list[DryVerdict]


@routes.post(
    "/departments/{department}/events",
    status_code=202,
    responses={200: {"model": DryReply, "description": "With dry_run: verdicts, nothing written."}},
)
def publish(
    hub: TheHub,
    department: str,
    body: Events,
    response: Response,
    dry_run: Annotated[bool, Query(description="Only tell the verdicts.")] = False,
) -> WrittenReply | DryReply:
    """
    Write events to the department's topic.

    They are checked against their schemas only; everything else the receipts tell. Sending the same
    event again does no harm.
    """
    with hub.sessions.connection() as connection:
        rules = hub.rules_now(connection)
        hub.department(connection, department)
    asked = [body] if isinstance(body, OneEvent) else body.events
    records = _records(asked, alone=isinstance(body, OneEvent))
    payloads = [encode(subject, record) for subject, record in records]
    if dry_run:
        response.status_code = 200
        return DryReply(verdicts=[_verdict(hub, rules.reference, department, p) for p in payloads])
    _check_sizes(payloads)
    outgoing = [
        MessageToWrite(key=shown(record["record_no"]), payload=payload)
        for (_, record), payload in zip(records, payloads, strict=True)
    ]
    written = hub.writer.write(message.EVENTS + department, outgoing)
    return WrittenReply(positions=list(written))


def _records(asked: list[OneEvent], *, alone: bool) -> list[tuple[str, Record]]:
    """Subject and record of each event; all that does not fit is told at once."""
    records: list[tuple[str, Record]] = []
    errors: list[dict[str, Json]] = []
    for number, one in enumerate(asked):
        at = "" if alone else f"/events/{number}"
        subject = EVENTS + one.kind
        try:
            record = to_record(subject, one.event)
        except KeyError:
            known = ", ".join(sorted(KINDS))
            errors.append(place(f"{at}/kind", "E1501", f"must be one of {known}"))
            continue
        if isinstance(record, tuple):
            errors += [place(f"{at}/event{m.path}", m.code, m.why) for m in record]
        else:
            records.append((subject, record))
    if errors:
        raise Turned("H1003", errors=errors)
    return records


def _check_sizes(payloads: list[bytes]) -> None:
    if any(len(payload) > LARGEST_BYTES for payload in payloads):
        raise Turned("E1506")


def _verdict(hub: Hub, reference: ReferenceData, department: str, payload: bytes) -> DryVerdict:
    origin = Origin(
        topic=message.EVENTS + department,
        partition=0,
        offset=0,
        appended_at=hub.now().astimezone(UTC),
    )
    found = decode(payload, origin, department, reference)
    match found:
        case Event():
            return DryVerdict(admissible=True, outcome="ADMISSIBLE")
        case Refused():
            return DryVerdict(
                admissible=False,
                outcome="REFUSED",
                code=found.code,
                field=found.field,
                hint=found.hint,
            )
        case Quarantined():
            return DryVerdict(
                admissible=False, outcome="QUARANTINED", code=found.code, hint=found.hint
            )
