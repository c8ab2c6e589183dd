"""Receipts (回执): every outcome, first or changed, told to the department whose message it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from connectors.channels.publisher import ManyToPublish
from schemas.columns import Column, Few, Numbers, Same, Texts, encode_columns
from streams.deciding.message import EVENTS
from streams.statements import sending_statement
from streams.store.connection import Connection
from streams.store.symbols import OUTCOMES, hint_of

RECORD: Final = "credit.receipts.Receipt"
#: Pages and changed outcomes taken at a time; a page holds one entry's outcomes of one partition.
PAGES_AT_A_TIME: Final = 16
CHANGES_AT_A_TIME: Final = 1_000

Row = Sequence[Any]


def unsent_pages(connection: Connection) -> list[Row]:
    """Pages whose receipts were not published, oldest first."""
    return connection.execute(
        sending_statement("unsent_pages"), {"limit": PAGES_AT_A_TIME}
    ).fetchall()


def unsent_changes(connection: Connection) -> list[Row]:
    """Changed outcomes that were not published, oldest first."""
    given = {"limit": CHANGES_AT_A_TIME}
    return connection.execute(sending_statement("unsent_changes"), given).fetchall()


def pages_sent(connection: Connection, pages: Sequence[Row], now: datetime) -> None:
    """The receipts of these pages are with the broker."""
    connection.execute(
        sending_statement("pages_sent"),
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
    connection.execute(sending_statement("changes_sent"), given)


def page_receipts(pages: Iterable[Row]) -> Iterator[ManyToPublish]:
    """One receipt for each message of the pages; a partner's answers get none (a row is kept)."""
    for _, _, partition, topic, source, entry, judged_at, offsets, *said in pages:
        if topic.startswith(EVENTS):
            columns: dict[str, Column] = {
                "topic": Same(topic),
                "partition": Same(partition),
                "entry": Same(str(entry)),
                "judged_at": Same(judged_at),
                **_said(*said),
            }
            place = f"{topic}/{partition}/".encode()
            yield ManyToPublish(
                topic=f"credit.receipts.{source}",
                keys=[b"%b%d" % (place, offset) for offset in offsets],
                values=_receipts(offsets, columns),
            )


def change_receipts(changes: Iterable[Row]) -> Iterator[ManyToPublish]:
    """The receipts of outcomes that are others now, in their order for each department."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for _, _, topic, source, *rest in changes:
        if topic.startswith(EVENTS):
            by_source[source].append((topic, *rest))
    for source, rows in by_source.items():
        topics, entries, moments, partitions, offsets, *said, before = zip(*rows, strict=True)
        columns: dict[str, Column] = {
            "topic": Few(topics),
            "partition": Few(partitions),
            "previous_outcome": Few(before, _outcome),
            "entry": Few(entries, str),
            "judged_at": Few(moments),
            **_said(*said),
        }
        places = zip(topics, partitions, offsets, strict=True)
        yield ManyToPublish(
            topic=f"credit.receipts.{source}",
            keys=["/".join(map(str, place)).encode() for place in places],
            values=_receipts(offsets, columns),
        )


def _receipts(offsets: Sequence[int], columns: Mapping[str, Column]) -> list[bytes]:
    return encode_columns(RECORD, len(offsets), {"offset": Numbers(offsets), **columns})


def _said(
    outcomes: Sequence[int],
    codes: Sequence[str],
    fields: Sequence[str],
    hints: Sequence[str],
    record_nos: Sequence[str],
    versions: Sequence[int],
    event_ids: Sequence[str],
    causes: Sequence[str],
) -> Mapping[str, Column]:
    return {
        "event_id": Texts(event_ids),
        "record_no": Texts(record_nos),
        "version": Few(versions, lambda version: version or None),
        "outcome": Few(outcomes, _outcome),
        "code": Few(codes),
        "field": Few(fields),
        "hint": Few(zip(codes, hints, strict=True), lambda kept: hint_of(*kept)),
        "caused_by": Few(causes, _cause),
    }


def _outcome(number: int | None) -> str | None:
    return None if number is None else OUTCOMES[number].value


def _cause(kept: str) -> Mapping[str, str] | None:
    department, slash, number = kept.partition("/")
    return {"department": department, "record_no": number} if slash else None
