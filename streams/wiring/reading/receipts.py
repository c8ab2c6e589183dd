"""
回执: a department's receipts in the order they were decided, from a cursor on.

A cursor is a place in the journal. Entries become visible in the order of their numbers, since one
process decides and every deciding transaction locks the line; so nothing appears behind a cursor.
"""

import base64
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from streams.accept.codes import CODES
from streams.accept.outcome import Outcome
from streams.wiring.database.connection import Connection
from streams.wiring.database.symbols import OUTCOMES
from streams.wiring.reading.statements import statement

_PLACE: Final = struct.Struct(">BqiIq")
_FORM: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cursor:
    """The place of one receipt; reading goes on behind it."""

    entry: int = 0
    ordinal: int = 0
    partition: int = 0
    offset: int = -1

    def text(self) -> str:
        """The cursor as it is handed out; only `cursor_of` looks inside."""
        packed = _PLACE.pack(_FORM, self.entry, self.ordinal, self.partition, self.offset)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One receipt, its fields those of `credit.receipts.Receipt`."""

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
    caused_by: tuple[str, str] | None


class _Row(NamedTuple):
    """One row of `receipts.sql`."""

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
        form, entry, ordinal, partition, offset = _PLACE.unpack(packed)
    except (ValueError, struct.error):
        return None
    cursor = Cursor(entry=entry, ordinal=ordinal, partition=partition, offset=offset)
    return cursor if form == _FORM and cursor.text() == text else None


def receipts_after(
    connection: Connection, topic: str, after: Cursor, limit: int
) -> tuple[tuple[ReceiptRow, ...], Cursor]:
    """Up to `limit` receipts of a department's topic, and the cursor behind the last of them."""
    numbered = connection.execute("SELECT no FROM topic WHERE name = %s", (topic,)).fetchone()
    if numbered is None:
        return (), after
    span = {"topic": numbered[0], "entry": after.entry, "limit": limit}
    until = connection.execute(statement("page_span"), span).fetchone()
    rows = connection.execute(
        statement("receipts"),
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
    last = Cursor(entry=end.entry, ordinal=end.ordinal, partition=end.partition, offset=end.offset)
    return tuple(_receipt(topic, row) for row in found), last


def _receipt(topic: str, row: _Row) -> ReceiptRow:
    source, _, number = row.cause.partition("/")
    return ReceiptRow(
        topic=topic,
        partition=row.partition,
        offset=row.offset,
        event_id=row.event_id,
        record_no=row.record_no,
        version=row.version or None,
        outcome=OUTCOMES[row.outcome],
        code=row.code,
        field=row.field,
        hint=row.hint or (CODES[row.code].advice if row.code in CODES else ""),
        previous_outcome=None if row.previous is None else OUTCOMES[row.previous],
        entry=row.journal,
        judged_at=row.judged_at,
        caused_by=(source, number) if row.cause else None,
    )
