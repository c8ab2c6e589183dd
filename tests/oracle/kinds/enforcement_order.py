"""A court's order about property (查控): six measures, three about a freeze and three a seal."""

from oracle.kinds.fields import Fields, given
from oracle.kinds.kind import ORDER_TRIGGER, Does, Kind, Money, Nature, Order
from streams.kinds.enforcement_order import EnforcementOrder
from streams.kinds.order import Document, OrderType

FREEZE = f"{ORDER_TRIGGER}FREEZE"
SEAL = f"{ORDER_TRIGGER}SEAL"

MEANING = {
    OrderType.FREEZE: (Does.OPENS, FREEZE),
    OrderType.CONTINUE: (Does.EXTENDS, FREEZE),
    OrderType.UNFREEZE: (Does.RELEASES, FREEZE),
    OrderType.SEAL: (Does.OPENS, SEAL),
    OrderType.RENEW: (Does.EXTENDS, SEAL),
    OrderType.UNSEAL: (Does.RELEASES, SEAL),
}


def read(fields: Fields) -> EnforcementOrder:
    """Return what it says."""
    return EnforcementOrder(
        order=OrderType(fields["order"]),
        documents=tuple(Document(**d) for d in fields.get("documents", ())),
        **given(fields, "addressee", "original_order_no", "amount_fen", "currency"),
    )


def triggers(body: EnforcementOrder) -> list[str]:
    """Return that of a freeze or a seal; the orders about one set off nothing themselves."""
    does, trigger = MEANING[body.order]
    return [trigger] if does is Does.OPENS else []


def order(body: EnforcementOrder) -> Order:
    """Return what it says as an order."""
    does, trigger = MEANING[body.order]
    return Order(
        does=does,
        trigger=trigger,
        addressee=body.addressee,
        original_order_no=body.original_order_no,
        documents=body.documents,
    )


KIND = Kind(
    body=EnforcementOrder,
    read=read,
    nature=Nature.ORDER,
    of_courts=True,
    triggers=triggers,
    money=lambda body: Money(amount_fen=body.amount_fen, currency=body.currency),
    order=order,
)
