"""`GET /departments/{d}/receipts`: what became of a department's messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from streams.accept.outcome import Outcome
from streams.wiring.api.bodies import Reply
from streams.wiring.api.hub import TheHub
from streams.wiring.api.problems import Turned
from streams.wiring.deciding import message
from streams.wiring.reading.receipts import Cursor, ReceiptRow, cursor_of, receipts_after

routes = APIRouter(tags=["departments"])


class Cause(Reply):
    """Who ended, revoked or repaired the record, if somebody else did."""

    department: str
    record_no: str


class Receipt(Reply):
    """What became of one message; a later receipt of the same offset replaces an earlier one."""

    topic: str
    partition: int
    offset: int
    event_id: str
    record_no: str
    version: int | None
    outcome: Outcome
    code: str
    field: str
    hint: str
    previous_outcome: Outcome | None
    entry: UUID
    judged_at: datetime
    caused_by: Cause | None


class Receipts(Reply):
    """Receipts in the order they were decided. `next` is the cursor to go on with."""

    receipts: list[Receipt]
    next: str = Field(description="Opaque; stays right for ever, also when nothing was found.")


@routes.get("/departments/{department}/receipts")
def receipts(
    hub: TheHub,
    department: str,
    after: Annotated[str, Query(max_length=64, description="`next` of the reply before.")] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Receipts:
    """Receipts after a cursor, from the first one without it."""
    cursor = cursor_of(after) if after else Cursor()
    if cursor is None:
        raise Turned("H1004", "Look at: after.")
    with hub.sessions.connection() as connection:
        hub.department(connection, department)
        found, last = receipts_after(connection, message.EVENTS + department, cursor, limit)
    return Receipts(receipts=[_receipt(row) for row in found], next=last.text())


def _receipt(row: ReceiptRow) -> Receipt:
    cause = None
    if row.caused_by is not None:
        cause = Cause(department=row.caused_by[0], record_no=row.caused_by[1])
    return Receipt(
        topic=row.topic,
        partition=row.partition,
        offset=row.offset,
        event_id=row.event_id,
        record_no=row.record_no,
        version=row.version,
        outcome=row.outcome,
        code=row.code,
        field=row.field,
        hint=row.hint,
        previous_outcome=row.previous_outcome,
        entry=row.entry,
        judged_at=row.judged_at,
        caused_by=cause,
    )
