"""`POST /partners/{p}/answers`: a partner's signed answer, written to its feedback topic."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import RootModel

from schemas.codec import Record, Unreadable, decode_known, encode
from schemas.fingerprint import Json
from schemas.json_form import to_record
from streams.kinds.problem import Problem
from streams.send.signature import ID, SIGNATURE, TIMESTAMP
from streams.track.answer import HUB_ANSWER_NO
from streams.track.answer_texts import clean_texts
from streams.wiring.api.bodies import Written
from streams.wiring.api.hub import Hub, TheHub
from streams.wiring.api.problems import Turned, place
from streams.wiring.api.signatures import SIGNED, Signed, public_keys, verify
from streams.wiring.api.topic_writer import Outgoing
from streams.wiring.deciding import message
from streams.wiring.deciding.arrivals import ANSWER

routes = APIRouter(tags=["partners"])

#: The body as it was signed: without it the signature that is kept would prove nothing.
BODY: Final = "webhook-body"


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
    record = to_record(ANSWER, body.root)
    if isinstance(record, tuple):
        raise Turned("H1003", errors=[place(m.path, m.code, m.why) for m in record])
    payload = encode(ANSWER, record)
    _require_answer(payload)
    outgoing = Outgoing(
        key=record["directive_id"],
        payload=payload,
        headers=(
            (ID, signed.id.encode()),
            (TIMESTAMP, signed.timestamp.encode()),
            (SIGNATURE, signed.signature.encode()),
            (BODY, raw),
        ),
    )
    (written,) = hub.writer.write(message.FEEDBACK + partner, [outgoing])
    return written


def _require_answer(payload: bytes) -> None:
    """Raises `Turned` for bytes that would be no answer once the line reads them."""
    read = decode_known(payload)
    if isinstance(read, Unreadable):
        raise Turned(read.code)
    if errors := list(_faults(read.record)):
        raise Turned("H1003", errors=errors)


def _faults(record: Record) -> Iterator[Mapping[str, Json]]:
    """What keeps a record with all its fields from being an answer."""
    if not _is_directive_id(record["directive_id"]):
        yield place("/directive_id", "H1003", "must be the id of a directive as it was received")
    if record["answer_no"] <= HUB_ANSWER_NO:
        yield place("/answer_no", "E1107", "must be 1 or more")
    counted = {name: record[name] for name in ("controlled_amount_fen", "queue_rank")}
    for number, freeze in enumerate(record["earlier_freezes"]):
        counted[f"earlier_freezes/{number}/amount_fen"] = freeze["amount_fen"]
    for name, count in counted.items():
        if (count or 0) < 0:
            yield place(f"/{name}", "E1107", "must not be negative")
    if record["result"] == "UNKNOWN":
        yield place("/result", "E1102", "must say what was done")
    texts = clean_texts(record)
    if isinstance(texts, Problem):
        pointer = "/" + texts.field.replace("[", "/").replace("].", "/")
        yield place(pointer, texts.code, "is too long or has characters nobody can see")


def _is_directive_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def require_signature(hub: Hub, partner: str, request: Request, content: bytes) -> Signed:
    """What was signed; raises `Turned` unless this partner signed `content` about now."""
    keys = public_keys(hub.settings.keys_folder, partner)
    signed = verify(request.headers, content, keys, hub.now())
    if not isinstance(signed, Signed):
        raise Turned(signed.code, signed.why)
    return signed
