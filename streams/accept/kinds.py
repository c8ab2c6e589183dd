"""What each kind of credit event says beyond the envelope (see `schemas/`, one record a kind)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ListColour(StrEnum):
    """Which way a list points (plan, part 三(三))."""

    BLACK = "BLACK"  #: 黑名单
    RED = "RED"  #: 红名单
    WATCH = "WATCH"  #: 重点关注名单


class OrderType(StrEnum):
    """What a court orders a partner to do (查控)."""

    FREEZE = "FREEZE"  #: 冻结
    CONTINUE = "CONTINUE"  #: 续行冻结
    UNFREEZE = "UNFREEZE"  #: 解除冻结
    SEAL = "SEAL"  #: 查封
    RENEW = "RENEW"  #: 续行查封
    UNSEAL = "UNSEAL"  #: 解除查封


#: The order that begins a measure, by every order about it (R6).
OPENING: Final[Mapping[OrderType, OrderType]] = MappingProxyType(
    {
        OrderType.FREEZE: OrderType.FREEZE,
        OrderType.CONTINUE: OrderType.FREEZE,
        OrderType.UNFREEZE: OrderType.FREEZE,
        OrderType.SEAL: OrderType.SEAL,
        OrderType.RENEW: OrderType.SEAL,
        OrderType.UNSEAL: OrderType.SEAL,
    }
)
EXTENDING: Final = frozenset({OrderType.CONTINUE, OrderType.RENEW})
ENDING: Final = frozenset({OrderType.UNFREEZE, OrderType.UNSEAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A legal document named by an event; its bytes stay with the authority."""

    name: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrativePenalty:
    """行政处罚 (双公示 `CF_*`). `clauses`: open code list, for example ``PROCUREMENT_BAN``."""

    violation: str = ""
    violation_facts: str = ""
    categories: tuple[str, ...] = ()
    content: str = ""
    fine_fen: int | None = None
    confiscated_fen: int | None = None
    licence: str = ""
    publish_until: date | None = None
    clauses: tuple[str, ...] = ()
    reported_by_name: str = ""
    reported_by_uscc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """列入名单: an authority's decision that puts a subject on a named list."""

    list_code: str
    colour: ListColour = ListColour.BLACK
    cause: str = ""
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentDefault:
    """失信被执行人: a court lists a debtor who does not perform a judgment (法释〔2017〕7)."""

    basis_no: str = ""
    basis_unit: str = ""
    filed_on: date | None = None
    duty: str = ""
    performance: str = ""
    performed_part: str = ""
    unperformed_part: str = ""
    circumstances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingRestriction:
    """限制消费令 (限制高消费规定, art. 1–5)."""

    applicant: str = ""
    restricted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementOrder:
    """查控: a court's order to one partner. `record_no` of the event is the order's number."""

    order: OrderType
    addressee: str
    original_order_no: str = ""
    amount_fen: int | None = None
    currency: str = ""
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The record of a department that a repair or a mark is about."""

    department: str
    record_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairDecision:
    """信用修复决定: stops the measures and the publicity of the target's fact."""

    target: Target
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMark:
    """异议标注: open from ASSERT to END or REVOKE of the mark."""

    target: Target
    objection_no: str = ""


Body = (
    AdministrativePenalty
    | ListEntry
    | JudgmentDefault
    | SpendingRestriction
    | EnforcementOrder
    | RepairDecision
    | ObjectionMark
)
