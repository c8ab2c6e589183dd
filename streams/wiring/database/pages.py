"""
First outcomes as pages, one row of arrays for each entry and partition; later ones as rows (R19).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from streams.store import Changes, Receipt
from streams.wiring.database.rows import Row
from streams.wiring.database.symbols import OUTCOME_NUMBERS
from streams.wiring.database.topics import Place

PAGE_TYPES = (
    "int8", "int2", "int4", "int8[]", "int2[]", "text[]", "text[]", "text[]", "text[]", "int4[]",
    "text[]", "text[]", "timestamptz",
)  # fmt: skip
CHANGE_TYPES = (
    "int8", "int4", "int2", "int4", "int8", "int2", "text", "text", "text", "text", "int4",
    "text", "text", "timestamptz",
)  # fmt: skip
POOL_TYPES = (
    "int8", "uuid[]", "uuid[]", "text[]", "text[]", "text[]", "int4[]", "date[]", "bytea[]",
)  # fmt: skip


def page_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterable[Row]:
    """Each message's first outcome, in the order of offsets within a page."""
    pages: dict[Place, list[Receipt]] = defaultdict(list)
    for receipt in changes.receipts:
        if not receipt.changed:
            pages[(receipt.origin.topic, receipt.origin.partition)].append(receipt)
    for (topic, partition), receipts in sorted(pages.items()):
        receipts.sort(key=lambda receipt: receipt.origin.offset)
        yield (
            changes.entry.number,
            numbers[topic],
            partition,
            [receipt.origin.offset for receipt in receipts],
            [OUTCOME_NUMBERS[receipt.outcome] for receipt in receipts],
            [receipt.code for receipt in receipts],
            [receipt.field for receipt in receipts],
            [receipt.hint for receipt in receipts],
            [receipt.record_no for receipt in receipts],
            [receipt.version or 0 for receipt in receipts],
            [receipt.event_id for receipt in receipts],
            [_cause(receipt) for receipt in receipts],
            changes.entry.judged_at,
        )


def change_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterable[Row]:
    """Outcomes that are others than before, in the order they were found."""
    changed = [receipt for receipt in changes.receipts if receipt.changed]
    for ordinal, receipt in enumerate(changed):
        yield (
            changes.entry.number,
            ordinal,
            numbers[receipt.origin.topic],
            receipt.origin.partition,
            receipt.origin.offset,
            OUTCOME_NUMBERS[receipt.outcome],
            receipt.code,
            receipt.field,
            receipt.hint,
            receipt.record_no,
            receipt.version or 0,
            receipt.event_id,
            _cause(receipt),
            changes.entry.judged_at,
        )


def pool_rows(changes: Changes) -> Iterable[Row]:
    """How facts stand now, as one row."""
    pool = changes.pool
    if pool:
        yield (
            changes.entry.number,
            [change.fact for change in pool],
            [change.subject for change in pool],
            [change.kind for change in pool],
            [change.state for change in pool],
            [change.source for change in pool],
            [change.provenances for change in pool],
            [change.decided_on for change in pool],
            [change.content_hash for change in pool],
        )


def _cause(receipt: Receipt) -> str:
    return "" if receipt.caused_by is None else "/".join(receipt.caused_by)
