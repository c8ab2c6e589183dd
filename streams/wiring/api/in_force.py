"""`GET /partners/{p}/in-force`: everything that is to be held there now (R13)."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from streams.wiring.api.answers import require_signature
from streams.wiring.api.bodies import Reply
from streams.wiring.api.hub import Hub, TheHub
from streams.wiring.api.signatures import SIGNED
from streams.wiring.reading.in_force import Part, in_force

routes = APIRouter(tags=["partners"])


class InForce(Reply):
    """
    Hold each of these. What is held beside them stays until its LIFT comes.

    Each is a directive's body as it was sent, in the field names of `credit.directives.Directive`.
    """

    partner: str
    day: date | None
    directives: list[dict[str, Any]]


@routes.get(
    "/partners/{partner}/in-force",
    response_model=None,
    openapi_extra=SIGNED,
    responses={200: {"model": InForce, "description": "Written as it is read."}},
)
def full_list(hub: TheHub, partner: str, request: Request) -> StreamingResponse:
    """
    The full list of one partner, for a gap in its sequences or whenever it likes.

    The request is signed as a webhook is (`v1a`); what is signed in place of a body is the line
    `GET /partners/{partner}/in-force`. A reply that breaks off is none: ask again.
    """
    with hub.sessions.connection() as connection:
        hub.partner(connection, partner)
        require_signature(hub, partner, request, f"GET /partners/{partner}/in-force".encode())
        first = in_force(hub.opened(connection), partner)
        day = hub.as_of(connection).day
    # A slow reader must not keep a session from others: each part has one of its own.
    text = _text(partner, day, _parts(hub, partner, first))
    return StreamingResponse(text, media_type="application/json")


def _parts(hub: Hub, partner: str, part: Part) -> Iterator[Part]:
    yield part
    while part.after is not None:
        with hub.sessions.connection() as connection:
            part = in_force(hub.opened(connection), partner, part.after)
        yield part


def _text(partner: str, day: date | None, parts: Iterator[Part]) -> Iterator[bytes]:
    """An `InForce` as JSON, a piece a part."""
    told = json.dumps({"partner": partner, "day": day and day.isoformat()})
    yield f'{told[:-1]},"directives":['.encode()
    between = ""
    for part in parts:
        if part.directives:
            listed = json.dumps(part.directives, ensure_ascii=False, separators=(",", ":"))
            yield (between + listed[1:-1]).encode()
            between = ","
    yield b"]}"
