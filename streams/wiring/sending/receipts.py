"""Receipts (回执): every outcome, first or changed, told to the department whose message it was."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from schemas.codec import encode
from streams.accept.codes import CODES
from streams.wiring.database.connection import Connection
from streams.wiring.database.symbols import OUTCOMES
from streams.wiring.sending.publisher import ToPublish
from streams.wiring.sending.statements import statement

RECORD: Final = "credit.receipts.Receipt"
EVENTS: Final = "credit.events."
#: Pages and changed outcomes taken at a time; a page holds one entry's outcomes of one partition.
PAGES_AT_A_TIME: Final = 16
CHANGES_AT_A_TIME: Final = 1_000

Row = Sequence[Any]


def unsent_pages(connection: Connection) -> list[Row]:
    """Pages whose receipts were not published, oldest first."""
    return connection.execute(statement("unsent_pages"), {"limit": PAGES_AT_A_TIME}).fetchall()


def unsent_changes(connection: Connection) -> list[Row]:
    """Changed outcomes that were not published, oldest first."""
    given = {"limit": CHANGES_AT_A_TIME}
    return connection.execute(statement("unsent_changes"), given).fetchall()


def pages_sent(connection: Connection, pages: Sequence[Row], now: datetime) -> None:
    """The receipts of these pages are with the broker."""
    connection.execute(
        statement("pages_sent"),
        {
            "entries": [page[0] for page in pages],
            "topics": [page[1] for page in pages],
            "partitions": [page[2] for page in pages],
            "now": now,
        },
    )


def changes_sent(connection: Connection, changes: Sequence[Row], now: datetime) -> None:
    """The receipts of these changes are with the broker."""
    entries, ordinals = [c[0] for c in changes], [c[1] for c in changes]
    given = {"entries": entries, "ordinals": ordinals, "now": now}
    connection.execute(statement("changes_sent"), given)


def page_receipts(page: Row) -> Iterable[ToPublish]:
    """One receipt for each message of a page; a partner's answers get none (a row is kept)."""
    _, _, partition, topic, source, entry, judged_at, *columns = page
    if topic.startswith(EVENTS):
        for offset, outcome, *rest in zip(*columns, strict=True):
            yield _receipt(topic, source, partition, offset, outcome, rest, entry, judged_at, None)


def change_receipt(change: Row) -> Iterable[ToPublish]:
    """The receipt of an outcome that is another now."""
    _, _, topic, source, entry, judged_at, partition, offset, outcome, *rest, before = change
    if topic.startswith(EVENTS):
        yield _receipt(topic, source, partition, offset, outcome, rest, entry, judged_at, before)


def _receipt(
    topic: str,
    source: str,
    partition: int,
    offset: int,
    outcome: int,
    rest: Sequence[Any],
    entry: UUID,
    judged_at: datetime,
    before: int | None,
) -> ToPublish:
    code, field, hint, record_no, version, event_id, cause = rest
    department, slash, number = cause.partition("/")
    record = {
        "topic": topic,
        "partition": partition,
        "offset": offset,
        "event_id": event_id,
        "record_no": record_no,
        "version": version or None,
        "outcome": OUTCOMES[outcome].value,
        "code": code,
        "field": field,
        "hint": hint or (CODES[code].advice if code in CODES else ""),
        "previous_outcome": None if before is None else OUTCOMES[before].value,
        "entry": str(entry),
        "judged_at": judged_at,
        "caused_by": {"department": department, "record_no": number} if slash else None,
    }
    # The key is the place and never the record's number, which a sender may have got wrong (D13).
    return ToPublish(
        topic=f"credit.receipts.{source}",
        key=f"{topic}/{partition}/{offset}".encode(),
        value=encode(RECORD, record),
    )
