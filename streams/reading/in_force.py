"""The full list a partner should hold (R13): what it was told and did not refuse, and how far."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from schemas.codec import Decoded, decode_known
from schemas.fingerprint import Json
from schemas.json_form import to_json
from streams.reading.opened import Opened
from streams.statements import reading_statement
from streams.store.connection import Connection
from streams.store.seal import Seal, body_cell

#: So many subjects are read at a time, well within the time a statement has.
SUBJECTS: Final = 500
BEFORE_ALL: Final = UUID(int=0)
_JSON: Final = b"{"


@dataclass(frozen=True, slots=True, kw_only=True)
class FullListPart:
    """
    Some subjects of a full list, each as it stood at one moment.

    Each directive is the body that was sent, in the field names of
    `credit.directives.Directive`, whatever the channel, with `answer_no`: the highest that the hub
    has of it, 0 for none. `told_through`: by subject the last sequence that was given. `after`: the
    subject after which the full list goes on, None where it ends.
    """

    directives: tuple[Mapping[str, Json], ...] = field(repr=False)
    told_through: Mapping[UUID, int]
    after: UUID | None


def next_part(opened: Opened, partner: str, after: UUID = BEFORE_ALL) -> FullListPart:
    """The next part of what a partner should hold, beginning after a subject."""
    given = {"partner": partner, "after": after, "most": SUBJECTS}
    found = opened.connection.execute(reading_statement("told_subjects"), given)
    subjects = [subject for (subject,) in found]
    after_these = subjects[-1] if len(subjects) == SUBJECTS else None
    return replace(part_of(opened.connection, opened.seal, partner, subjects), after=after_these)


def part_of(
    connection: Connection, seal: Seal, partner: str, subjects: Sequence[UUID]
) -> FullListPart:
    """What a partner should hold about some subjects; nothing of whom it was never told."""
    given = {"partner": partner, "subjects": list(subjects)}
    rows = connection.execute(reading_statement("in_force"), given).fetchall()
    return FullListPart(
        directives=tuple(
            {**_fields(seal.open(body, body_cell(directive), key)), "answer_no": answer_no}
            for _, _, directive, key, body, answer_no in rows
            if directive is not None
        ),
        told_through={subject: last for subject, last, *_ in rows},
        after=None,
    )


def may_be_told(connection: Connection) -> bool:
    """Whether partners are told anything: not between a restore and the word that they are."""
    return connection.execute(reading_statement("untold_generation")).fetchone() is None


def _fields(body: bytes) -> Mapping[str, Json]:
    if body.startswith(_JSON):
        webhook: dict[str, Any] = json.loads(body)
        data: Mapping[str, Json] = webhook["data"]
        return data
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    fields = to_json(decoded.record)
    assert isinstance(fields, dict)
    return fields
