"""`GET /departments/{d}/receipts`: what became of a department's messages."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from streams.api.bodies import Reply
from streams.api.hub import TheHub
from streams.api.problems import Turned
from streams.deciding import message
from streams.reading.receipts import Cursor, Receipt, cursor_of, receipts_after

routes = APIRouter(tags=["departments"])


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
    return Receipts(receipts=list(found), next=last.text())
