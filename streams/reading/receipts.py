"""
回执: a department's receipts in the order they were decided, from a cursor on.

A cursor is a place in the journal. Entries become visible in the order of their numbers, since one
process decides and every deciding transaction locks the line; so nothing appears behind a cursor.
A restore of the database gives entries' numbers once more: a cursor from before it goes back to the
last entry of the backup, and whoever reads on gets some receipts twice, and none never.
"""

import base64
import struct
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from streams.accept.outcome import Outcome
from streams.statements import reading_statement
from streams.store.connection import Connection
from streams.store.symbols import OUTCOMES, hint_of

#: By its form: as long as nothing was restored, and since.
_PLACES: Final = {1: struct.Struct(">BqiIq"), 2: struct.Struct(">BqiIqq")}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cursor:
    """The place of one receipt, in a generation of the journal; reading goes on behind it."""

    entry: int = 0
    ordinal: int = 0
    partition: int = 0
    offset: int = -1
    generation: int = 0

    def text(self) -> str:
        """The cursor as it is handed out; only `cursor_of` looks inside."""
        place = (self.entry, self.ordinal, self.partition, self.offset)
        later = (self.generation,) if self.generation else ()
        form = 1 + len(later)
        packed = _PLACES[form].pack(form, *place, *later)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who ended, revoked or repaired the record, if somebody else did."""

    department: str
    record_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
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


class _Row(NamedTuple):
    """One row of `receipts`."""

    entry: int
    ordinal: int
    partition: int
    offset: int
    outcome: int
    code: str
    field: str
    hint: str
    record_no: str
    version: int
    event_id: str
    cause: str
    judged_at: datetime
    journal: UUID
    previous: int | None


def cursor_of(text: str) -> Cursor | None:
    """The place a cursor stands for, None if it is no cursor of the hub."""
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        _, entry, ordinal, partition, offset, *later = _PLACES[packed[0]].unpack(packed)
    except (ValueError, LookupError, struct.error):
        return None
    generation = later[0] if later else 0
    cursor = Cursor(
        entry=entry, ordinal=ordinal, partition=partition, offset=offset, generation=generation
    )
    return cursor if cursor.text() == text else None


def receipts_after(
    connection: Connection, topic: str, after: Cursor, limit: int
) -> tuple[tuple[Receipt, ...], Cursor]:
    """Up to `limit` receipts of a department's topic, and the cursor behind the last of them."""
    numbered = connection.execute("SELECT no FROM topic WHERE name = %s", (topic,)).fetchone()
    if numbered is None:
        return (), after
    after = _of_this_generation(connection, after)
    span = {"topic": numbered[0], "entry": after.entry, "limit": limit}
    until = connection.execute(reading_statement("page_span"), span).fetchone()
    rows = connection.execute(
        reading_statement("receipts"),
        {
            **span,
            "until": None if until is None else until[0],
            "ordinal": after.ordinal,
            "partition": after.partition,
            "offset": after.offset,
        },
    )
    found = [_Row._make(row) for row in rows]
    if not found:
        return (), after
    end = found[-1]
    last = Cursor(
        entry=end.entry,
        ordinal=end.ordinal,
        partition=end.partition,
        offset=end.offset,
        generation=after.generation,
    )
    return tuple(_receipt(topic, row) for row in found), last


def _of_this_generation(connection: Connection, after: Cursor) -> Cursor:
    """A cursor that no entry decided since a restore is behind."""
    row = connection.execute(
        "SELECT max(number), min(after_entry) FROM generation WHERE number > %s",
        (after.generation,),
    ).fetchone()
    if row is None or row[0] is None:
        return after
    newest, kept = row
    if after.entry <= kept:
        return replace(after, generation=newest)
    return Cursor(entry=kept + 1, generation=newest)


def _receipt(topic: str, row: _Row) -> Receipt:
    source, _, number = row.cause.partition("/")
    return Receipt(
        topic=topic,
        partition=row.partition,
        offset=row.offset,
        event_id=row.event_id,
        record_no=row.record_no,
        version=row.version or None,
        outcome=OUTCOMES[row.outcome],
        code=row.code,
        field=row.field,
        hint=hint_of(row.code, row.hint),
        previous_outcome=None if row.previous is None else OUTCOMES[row.previous],
        entry=row.journal,
        judged_at=row.judged_at,
        caused_by=Cause(department=source, record_no=number) if row.cause else None,
    )
