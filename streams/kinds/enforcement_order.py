"""查控: a court's order to one partner. `record_no` of the event is the order's number."""

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from schemas.catalogue.editions import in_force
from schemas.catalogue.model import Catalogue
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature, Target
from streams.kinds.limit import CODE, NUMBER
from streams.kinds.order import ENDING, FOLLOWING, OPENING, Document, Order, OrderType
from streams.kinds.problem import Problem

_ORDERS: Final = {order.value: order for order in OrderType}
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)  # ISO 4217
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementOrder:
    """查控: a court's order to one partner. `record_no` of the event is the order's number."""

    order: OrderType
    addressee: str
    original_order_no: str = ""
    amount_fen: int | None = None
    currency: str = ""
    documents: tuple[Document, ...] = ()


def _read(record: Record, complete: bool) -> EnforcementOrder | Problem:
    order = _ORDERS.get(record["order"])
    if complete:
        if order is None:
            return Problem(code="E1102", field="order")
        if not record["addressee"]:
            return Problem(code="E1101", field="addressee")
    return EnforcementOrder(
        order=order or OrderType.FREEZE,
        addressee=record["addressee"],
        original_order_no=record["original_order_no"],
        amount_fen=record["amount_fen"],
        currency=record["currency"].upper(),
        documents=tuple(
            Document(name=document["name"], sha256=document["sha256"].lower())
            for document in record["documents"]
        ),
    )


def _lacks(_event: Event, order: EnforcementOrder) -> Problem | None:
    if order.order in FOLLOWING and not order.original_order_no:
        return Problem(code="E1105", field="original_order_no")
    return None


def _malformed(order: EnforcementOrder) -> Problem | None:
    if order.currency and _CURRENCY.fullmatch(order.currency) is None:
        return Problem(code="E1103", field="currency")
    for place, document in enumerate(order.documents):
        if document.sha256 and _SHA256.fullmatch(document.sha256) is None:
            return Problem(code="E1103", field=f"documents[{place}].sha256")
    return None


def _amounts(order: EnforcementOrder) -> tuple[tuple[str, int | None], ...]:
    return (("amount_fen", order.amount_fen),)


def _unknown(order: EnforcementOrder, _decided_on: date, today: date, catalogue: Catalogue) -> str:
    """
    A partner must be valid on the day of the message.

    A release may name one whose days are over, since it goes on to hold what it was told.
    """
    partner = catalogue.partners.get(order.addressee)
    known = partner is not None and (order.order in ENDING or in_force(partner, today))
    return "" if known else "addressee"


def _target(event: Event, order: EnforcementOrder) -> Target | None:
    """An order about an earlier one names a number of its own court."""
    number = order.original_order_no
    return Target(department=event.source, record_no=number) if number else None


def _order(order: EnforcementOrder) -> Order:
    return Order(
        order=order.order,
        addressee=order.addressee,
        original_order_no=order.original_order_no,
        amount_fen=order.amount_fen,
        currency=order.currency,
        documents=order.documents,
    )


def _triggers(order: EnforcementOrder) -> tuple[str, ...]:
    return (f"order/{OPENING[order.order]}",)


def _amount(order: EnforcementOrder) -> tuple[int | None, str]:
    return order.amount_fen, order.currency


KIND: Final = Kind(
    body=EnforcementOrder,
    nature=Nature.ORDER,
    labels=Labels(english="court's order over property", chinese="查控措施"),
    read=_read,
    of_courts=True,
    inside=(Document,),
    limits=MappingProxyType(
        {
            "EnforcementOrder.addressee": CODE,
            "EnforcementOrder.original_order_no": NUMBER,
            "EnforcementOrder.currency": CODE,
            "Document.sha256": CODE,
        }
    ),
    lacks=_lacks,
    malformed=_malformed,
    amounts=_amounts,
    unknown=_unknown,
    target=_target,
    order=_order,
    triggers=_triggers,
    amount=_amount,
)
