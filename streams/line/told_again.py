"""What an entry tells of records that stood there before it: receipts, pool, courts (R6, R19)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from streams.line.store import Snapshot
from streams.merge.record import Record
from streams.pool.change import PoolChange, pool_changes
from streams.settle.next_change import next_changes
from streams.settle.receipt import Receipt
from streams.settle.receipts import VersionKey, settle_earlier
from streams.settle.record_outcome import RecordOutcomes
from streams.track.order_outcomes import orders_without_directive
from streams.track.order_result import OrderResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAgain:
    """What is told of records whose outcome or state is no longer the one that was told last."""

    receipts: tuple[Receipt, ...]
    pool: tuple[PoolChange, ...]
    order_results: tuple[OrderResult, ...]
    next_changes: Mapping[UUID, date | None]


def tell_again(
    entry: int,
    records: Mapping[UUID, Record],
    before: RecordOutcomes,
    after: RecordOutcomes,
    snapshot: Snapshot,
    repeats: AbstractSet[VersionKey] = frozenset(),
) -> ToldAgain:
    """
    Compare how `records` stood when they were told of last with how they stand now.

    `records`: all that any of them makes stand differently (`affected`, `told_with`). `repeats`: as
    `settle_earlier` has it.
    """
    told = records.values()
    return ToldAgain(
        receipts=tuple(settle_earlier(told, before, after, repeats)),
        pool=pool_changes(before.view, after.view, records),
        order_results=tuple(orders_without_directive(entry, told, before, after)),
        next_changes=next_changes(told, after, snapshot.next_changes),
    )
