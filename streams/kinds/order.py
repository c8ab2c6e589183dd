"""查控: what every kind of the nature ORDER says, a court's order to one partner (R6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


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
#: Orders about an earlier one.
FOLLOWING: Final = EXTENDING | ENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A legal document named by an event; its bytes stay with the authority."""

    name: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    A court's order to the partner `addressee`, whatever the kind it came as.

    Its own number is the `record_no` of the event; `original_order_no` is that of the order it
    extends or ends, "" for one that opens. `amount_fen` is in `currency` (ISO 4217).
    """

    order: OrderType
    addressee: str
    original_order_no: str = ""
    amount_fen: int | None = None
    currency: str = ""
    documents: tuple[Document, ...] = ()
