"""What a department hears about each of its messages (回执)."""

from dataclasses import dataclass, field
from enum import StrEnum

from streams.kinds.event import Origin


class Outcome(StrEnum):
    """The current outcome of one input offset; exactly one holds at any time (R19)."""

    ACCEPTED = "ACCEPTED"  #: 已入库
    REPEAT = "REPEAT"  #: 重复
    MERGED = "MERGED"  #: 归并 (provenance of another department's fact)
    CORRECTED = "CORRECTED"  #: 已更正
    ENDED = "ENDED"  #: 已终止
    REVOKED = "REVOKED"  #: 已撤销
    REPAIRED = "REPAIRED"  #: 已修复
    PARKED = "PARKED"  #: 待关联
    PARK_EXPIRED = "PARK_EXPIRED"  #: 待关联超时
    STORED = "STORED"  #: 留存无效果
    QUARANTINED = "QUARANTINED"  #: 隔离
    REFUSED = "REFUSED"  #: 退回
    DROPPED = "DROPPED"  #: 隔离后弃置


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Decoded but inadmissible: nothing is stored, the receipt is final (R1)."""

    origin: Origin
    source: str
    code: str
    field: str
    hint: str
    record_no: str = ""
    version: int | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Not decodable, or refused by the database as a value; the bytes are kept, encrypted."""

    origin: Origin
    source: str
    code: str
    hint: str
    payload: bytes = field(repr=False)
