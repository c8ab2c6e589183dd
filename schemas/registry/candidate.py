"""A schema somebody sends to be looked up or judged; it is hostile until it is parsed."""

import json
import warnings
from dataclasses import dataclass

from avro.errors import AvroWarning
from avro.schema import Schema, parse
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, ValidationError

from schemas.fingerprint import Json, canonical_sha256, content_sha256
from schemas.registry.replies import ConfluentCode, refusal

MAX_BYTES = 256 * 1024
MAX_DEPTH = 64  #: of the JSON: the parsers recurse


class _Body(BaseModel):
    text: str = Field(alias="schema")
    kind: str = Field(default="AVRO", alias="schemaType")
    references: list[object] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A valid Avro schema with its two fingerprints."""

    schema: Schema
    canonical_sha256: str
    content_sha256: str


async def read_candidate(request: Request) -> Candidate | Response:
    """The schema in the body of a request, or the refusal to send."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BYTES:
            return refusal(ConfluentCode.TOO_LARGE, f"The body is larger than {MAX_BYTES} bytes")
    try:
        body = _Body.model_validate_json(bytes(raw))
    except ValidationError:
        return refusal(
            ConfluentCode.INVALID_SCHEMA, 'The body must be {"schema": "<Avro schema as text>"}'
        )
    if body.kind != "AVRO" or body.references:
        return refusal(
            ConfluentCode.INVALID_SCHEMA, "Only AVRO schemas without references are kept here"
        )
    return parse_candidate(body.text)


def parse_candidate(text: str) -> Candidate | Response:
    """The schema a text holds, or the refusal to send."""
    try:
        loaded: Json = json.loads(text)
        if not isinstance(loaded, dict) or _too_deep(loaded):
            return refusal(ConfluentCode.INVALID_SCHEMA, "Not one Avro record of reasonable depth")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", AvroWarning)  # an unknown logical type is no fault here
            schema = parse(text)
        return Candidate(
            schema=schema,
            canonical_sha256=canonical_sha256(loaded),
            content_sha256=content_sha256(loaded),
        )
    except Exception as error:  # noqa: BLE001  (the parsers raise whatever odd JSON leads them to)
        return refusal(ConfluentCode.INVALID_SCHEMA, f"Invalid Avro schema: {type(error).__name__}")


def _too_deep(value: Json) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True
