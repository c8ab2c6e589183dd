"""
First outcomes as pages, one row of arrays for each entry and partition; later ones as rows (R19).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from streams.line.changes import Changes
from streams.settle.receipt import Receipt
from streams.store import binary as to
from streams.store.symbols import OUTCOME_NUMBERS
from streams.store.topics import Place


def page_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterator[bytes]:
    """Each message's first outcome, in the order of offsets within a page."""
    pages: dict[Place, list[Receipt]] = defaultdict(list)
    for receipt in changes.issued.receipts:
        if not receipt.changed:
            pages[(receipt.origin.topic, receipt.origin.partition)].append(receipt)
    for (topic, partition), receipts in sorted(pages.items()):
        receipts.sort(key=lambda receipt: receipt.origin.offset)
        yield to.row(
            to.int8(changes.entry.number),
            to.int2(numbers[topic]),
            to.int4(partition),
            to.int8s([receipt.origin.offset for receipt in receipts]),
            to.int2s([OUTCOME_NUMBERS[receipt.outcome] for receipt in receipts]),
            to.texts([receipt.code for receipt in receipts]),
            to.texts([receipt.field for receipt in receipts]),
            to.texts([receipt.hint for receipt in receipts]),
            to.texts([receipt.record_no for receipt in receipts]),
            to.int4s([receipt.version or 0 for receipt in receipts]),
            to.texts([receipt.event_id for receipt in receipts]),
            to.texts([_cause(receipt) for receipt in receipts]),
            to.moment(changes.entry.judged_at),
        )


def change_rows(changes: Changes, numbers: Mapping[str, int]) -> Iterator[bytes]:
    """Outcomes that are others than before, in the order they were found."""
    changed = [receipt for receipt in changes.issued.receipts if receipt.changed]
    for ordinal, receipt in enumerate(changed):
        yield to.row(
            to.int8(changes.entry.number),
            to.int4(ordinal),
            to.int2(numbers[receipt.origin.topic]),
            to.int4(receipt.origin.partition),
            to.int8(receipt.origin.offset),
            to.int2(OUTCOME_NUMBERS[receipt.outcome]),
            to.text(receipt.code),
            to.text(receipt.field),
            to.text(receipt.hint),
            to.text(receipt.record_no),
            to.int4(receipt.version or 0),
            to.text(receipt.event_id),
            to.text(_cause(receipt)),
            to.moment(changes.entry.judged_at),
        )


def pool_rows(changes: Changes) -> Iterator[bytes]:
    """How facts stand now, as one row."""
    pool = changes.issued.pool
    if pool:
        yield to.row(
            to.int8(changes.entry.number),
            to.uuids([change.fact for change in pool]),
            to.uuids([change.subject for change in pool]),
            to.texts([change.kind for change in pool]),
            to.texts([change.state for change in pool]),
            to.texts([change.source for change in pool]),
            to.int4s([change.provenances for change in pool]),
            to.days([change.decided_on for change in pool]),
            to.days([change.effective_until for change in pool]),
            to.texts([change.list_code for change in pool]),
            to.texts([change.colour for change in pool]),
            to.texts([change.disclosure for change in pool]),
        )


def _cause(receipt: Receipt) -> str:
    return "" if receipt.caused_by is None else "/".join(receipt.caused_by)
