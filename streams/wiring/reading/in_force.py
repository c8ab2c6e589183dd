"""The full list a partner should hold (R13): what it was told, and still stands."""

import json
from collections.abc import Iterator
from typing import Any, Final

from schemas.codec import Decoded, decode_known
from schemas.fingerprint import Json
from schemas.json_form import to_json
from streams.wiring.database.seal import body_cell
from streams.wiring.reading.opened import Opened
from streams.wiring.reading.statements import statement

_JSON: Final = b"{"


def in_force(opened: Opened, partner: str) -> Iterator[Json]:
    """
    The bodies of all directives in force at a partner, by subject and sequence.

    Each is the body that was sent, in the field names of `directive.avsc`, whatever the channel.
    """
    rows = opened.connection.execute(statement("in_force"), {"partner": partner})
    for directive_id, key_version, body, _, _ in rows:
        yield _fields(opened.seal.open(body, body_cell(directive_id), key_version))


def _fields(body: bytes) -> Json:
    if body.startswith(_JSON):
        webhook: dict[str, Any] = json.loads(body)
        data: Json = webhook["data"]
        return data
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    return to_json(decoded.record)
