"""回执: what became of one message, as the department reads it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from connectors.departments.failures import BadReceipt
from schemas.codec import Record, Unreadable, decode_known

RECEIPT = "credit.receipts.Receipt"


class Outcome(StrEnum):
    """处理结果. `UNKNOWN` is an outcome that this version of the SDK has no name for."""

    UNKNOWN = "UNKNOWN"
    ACCEPTED = "ACCEPTED"  #: 已入库
    REPEAT = "REPEAT"  #: 重复
    MERGED = "MERGED"  #: 归并 (the same fact is told by whoever decided it)
    CORRECTED = "CORRECTED"  #: 已更正
    ENDED = "ENDED"  #: 已终止
    REVOKED = "REVOKED"  #: 已撤销
    REPAIRED = "REPAIRED"  #: 已修复
    PARKED = "PARKED"  #: 待关联 (waits for the record it is about)
    PARK_EXPIRED = "PARK_EXPIRED"  #: 待关联超时 (still waits, and has waited long)
    STORED = "STORED"  #: 留存无效果
    QUARANTINED = "QUARANTINED"  #: 隔离 (could not be read; kept for an operator)
    REFUSED = "REFUSED"  #: 退回 (mend it and send it again)
    DROPPED = "DROPPED"  #: 隔离后弃置

    @property
    def refused(self) -> bool:
        """Whether nothing of the message counts."""
        return self in (Outcome.REFUSED, Outcome.QUARANTINED, Outcome.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """
    One receipt. A later one for the same topic, partition and offset replaces an earlier one.

    `record_no` and `event_id` are blank, `version` is None, where the message could not be read;
    either is blank where it would show an identity number.
    `hint` is a sentence that says what to do. `caused_by` is (department, record_no) of who ended,
    revoked or repaired the record, if somebody else did.
    """

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
    entry: str
    judged_at: datetime
    caused_by: tuple[str, str] | None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where the message stands."""
        return (self.topic, self.partition, self.offset)


def read_receipt(message: bytes) -> Receipt:
    """The receipt in a message of the receipts topic. Raises `BadReceipt` when it is none."""
    decoded = decode_known(message)
    if isinstance(decoded, Unreadable):
        raise BadReceipt(f"{decoded.code}: {decoded.why}")
    if decoded.contract.subject != RECEIPT:
        raise BadReceipt(f"it is a {decoded.contract.subject}")
    record: Record = decoded.record
    previous, cause = record["previous_outcome"], record["caused_by"]
    return Receipt(
        topic=record["topic"],
        partition=record["partition"],
        offset=record["offset"],
        event_id=record["event_id"],
        record_no=record["record_no"],
        version=record["version"],
        outcome=Outcome(record["outcome"]),
        code=record["code"],
        field=record["field"],
        hint=record["hint"],
        previous_outcome=None if previous is None else Outcome(previous),
        entry=record["entry"],
        judged_at=record["judged_at"],
        caused_by=None if cause is None else (cause["department"], cause["record_no"]),
    )
