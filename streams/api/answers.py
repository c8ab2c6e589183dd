"""`POST /partners/{p}/answers`: a partner's signed answer, written to its feedback topic."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import RootModel

from schemas.codec import Unreadable
from streams.api.bodies import Written
from streams.api.hub import Hub, TheHub
from streams.api.problems import Turned, place
from streams.api.signatures import SIGNED, Signed, public_keys, verify
from streams.api.topic_writer import MessageToWrite
from streams.deciding import message
from streams.deciding.answer_given import given_answer, signed_headers
from streams.send.signature import ID, SIGNATURE, TIMESTAMP

routes = APIRouter(tags=["partners"])


class Answer(RootModel[dict[str, Any]]):
    """The fields of `credit.answers.Answer`; the registry has its schema."""


async def raw_body(request: Request) -> bytes:
    """A body as it came: what was signed."""
    return await request.body()


@routes.post("/partners/{partner}/answers", status_code=202, openapi_extra=SIGNED)
def answer(
    hub: TheHub,
    partner: str,
    body: Answer,
    request: Request,
    raw: Annotated[bytes, Depends(raw_body)],
) -> Written:
    """
    Write one answer to the partner's feedback topic.

    The body is signed (Standard Webhooks, `v1a`). What the answer does, and whether the directive
    is this partner's, is decided when the line reads it.
    """
    with hub.sessions.connection() as connection:
        hub.partner(connection, partner)
    signed = require_signature(hub, partner, request, raw)
    given = given_answer(body.root)
    if isinstance(given, Unreadable):
        raise Turned(given.code)
    if isinstance(given, tuple):
        raise Turned("H1003", errors=[place(each.path, each.code, each.why) for each in given])
    headers = {ID: signed.id, TIMESTAMP: signed.timestamp, SIGNATURE: signed.signature}
    outgoing = MessageToWrite(
        key=given.directive_id,
        payload=given.payload,
        headers=signed_headers(headers, raw),
    )
    (written,) = hub.writer.write(message.FEEDBACK + partner, [outgoing])
    return written


def require_signature(hub: Hub, partner: str, request: Request, content: bytes) -> Signed:
    """What was signed; raises `Turned` unless this partner signed `content` about now."""
    keys = public_keys(hub.settings.keys_folder, partner)
    signed = verify(request.headers, content, keys, hub.now())
    if not isinstance(signed, Signed):
        raise Turned(signed.code, signed.why)
    return signed
