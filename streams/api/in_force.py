"""`/partners/{p}/in-force`: all that is to be held there now, and how far it was told (R13)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from tempfile import TemporaryFile
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from pydantic import Field

from streams.api.answers import raw_body, require_signature
from streams.api.bodies import Body, Reply
from streams.api.hub import Hub, TheHub
from streams.api.problems import Turned
from streams.api.signatures import SIGNED
from streams.reading.in_force import (
    BEFORE_ALL,
    SUBJECTS,
    FullListPart,
    may_be_told,
    next_part,
    part_of,
)

routes = APIRouter(tags=["partners"])

#: So many subjects may be asked about at a time; a body takes no more.
ASKED: Final = 1000
_PIECE_BYTES: Final = 1 << 16
_COMPACT: Final = (",", ":")


class InForce(Reply):
    """
    Hold each of `directives`, and drop what else is held of the subjects of `told_through`.

    A directive is its body as it was sent, in the field names of `credit.directives.Directive`, and
    `answer_no`, the highest number that was answered to it, 0 for none. `told_through` has by
    `subject_key` the last `sequence` that was given when its directives were read: of what came
    with a higher one the list says nothing, and it stays; what comes later with that one or a
    lower one is not applied. Of one subject what began first stands first, as freezes rank.
    """

    partner: str
    day: date | None
    directives: list[dict[str, Any]]
    told_through: dict[str, int]


class SubjectsHeld(Body):
    """The subjects to be told about, by `subject_key`."""

    subjects: list[Annotated[UUID, Field(strict=False)]] = Field(min_length=1, max_length=ASKED)


_LISTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": InForce, "description": "Written as it is read."}
}


@routes.get(
    "/partners/{partner}/in-force",
    response_model=None,
    openapi_extra=SIGNED,
    responses=_LISTED,
)
def full_list(hub: TheHub, partner: str, request: Request) -> StreamingResponse:
    """
    The full list of one partner, for a gap in its sequences, a lost ledger, or whenever it likes.

    The request is signed as a webhook is (`v1a`); what is signed in place of a body is the line
    `GET /partners/{partner}/in-force`. A reply that breaks off is none: ask again.
    """
    signed = f"GET /partners/{partner}/in-force".encode()
    return _listed(hub, partner, request, signed, _all(hub, partner))


@routes.post(
    "/partners/{partner}/in-force",
    response_model=None,
    openapi_extra=SIGNED,
    responses=_LISTED,
)
def list_of_subjects(
    hub: TheHub,
    partner: str,
    body: SubjectsHeld,
    request: Request,
    raw: Annotated[bytes, Depends(raw_body)],
) -> StreamingResponse:
    """
    The part of the full list about some subjects, for a partner with a large one.

    The body is signed. A subject of whom the partner was never told is not in `told_through`. What
    it was told of others, and may have lost, only the full list says.
    """
    asked = list(dict.fromkeys(body.subjects))
    return _listed(hub, partner, request, raw, _some(hub, partner, asked))


def _listed(
    hub: Hub, partner: str, request: Request, signed: bytes, parts: Iterator[FullListPart]
) -> StreamingResponse:
    with hub.sessions.connection() as connection:
        hub.partner(connection, partner)
        require_signature(hub, partner, request, signed)
        if not may_be_told(connection):
            raise Turned("H4004")
        day = hub.as_of(connection).day
    # The first is read before the status is sent: a hub that cannot read says so as a problem.
    parts = chain((next(parts),), parts)
    return StreamingResponse(_text(partner, day, parts), media_type="application/json")


def _all(hub: Hub, partner: str) -> Iterator[FullListPart]:
    """The full list. A slow reader must not keep a session: each part has one of its own."""
    after: UUID | None = BEFORE_ALL
    while after is not None:
        with hub.sessions.connection() as connection:
            part = next_part(hub.opened(connection), partner, after)
        after = part.after
        yield part


def _some(hub: Hub, partner: str, subjects: Sequence[UUID]) -> Iterator[FullListPart]:
    for first in range(0, len(subjects), SUBJECTS):
        with hub.sessions.connection() as connection:
            seal = hub.opened(connection).seal
            part = part_of(connection, seal, partner, subjects[first : first + SUBJECTS])
        yield part


def _text(partner: str, day: date | None, parts: Iterator[FullListPart]) -> Iterator[bytes]:
    """
    An `InForce` as JSON, a piece a part.

    How far subjects were told comes after all directives, and is kept in a file until then.
    """
    told = json.dumps({"partner": partner, "day": day and day.isoformat()})
    yield f'{told[:-1]},"directives":['.encode()
    between = ""
    with TemporaryFile() as through:
        for part in parts:
            if part.directives:
                listed = json.dumps(part.directives, ensure_ascii=False, separators=_COMPACT)
                yield (between + listed[1:-1]).encode()
                between = ","
            if part.told_through:
                last = {str(subject): number for subject, number in part.told_through.items()}
                text = json.dumps(last, separators=_COMPACT)[1:-1]
                through.write(("," * bool(through.tell()) + text).encode())
        yield b'],"told_through":{'
        through.seek(0)
        while piece := through.read(_PIECE_BYTES):
            yield piece
    yield b"}}"
