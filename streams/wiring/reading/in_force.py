"""The full list a partner should hold (R13): what it was told, and still stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from schemas.codec import Decoded, decode_known
from schemas.fingerprint import Json
from schemas.json_form import to_json
from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import body_cell
from streams.wiring.reading.opened import Opened
from streams.wiring.reading.statements import statement

#: So many subjects are read at a time, well within the time a statement has.
SUBJECTS: Final = 500
BEFORE_ALL: Final = UUID(int=0)
_JSON: Final = b"{"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    Some of a full list, by subject and sequence.

    Each directive is the body that was sent, in the field names of
    `credit.directives.Directive`, whatever the channel. `after`: the subject after which the list
    goes on, None where it ends.
    """

    directives: tuple[Json, ...] = field(repr=False)
    after: UUID | None


def in_force(opened: Opened, partner: str, after: UUID = BEFORE_ALL) -> Part:
    """The next part of what a partner should hold, beginning after a subject."""
    subjects = told_subjects(opened.connection, partner, after)
    given = {"partner": partner, "subjects": subjects}
    rows = opened.connection.execute(statement("in_force"), given)
    return Part(
        directives=tuple(
            _fields(opened.seal.open(body, body_cell(directive_id), key_version))
            for directive_id, key_version, body, _, _ in rows
        ),
        after=subjects[-1] if len(subjects) == SUBJECTS else None,
    )


def told_subjects(connection: Connection, partner: str, after: UUID = BEFORE_ALL) -> Sequence[UUID]:
    """The next subjects of a partner after one, at most `SUBJECTS`."""
    given = {"partner": partner, "after": after, "most": SUBJECTS}
    return [subject for (subject,) in connection.execute(statement("told_subjects"), given)]


def _fields(body: bytes) -> Json:
    if body.startswith(_JSON):
        webhook: dict[str, Any] = json.loads(body)
        data: Json = webhook["data"]
        return data
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    return to_json(decoded.record)
