"""A court's order to freeze or to seal property, to go on with that or to end it (查控)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, Symbol, TextPart
from monitoring.verify.recount.kinds.shape import Amount, Kind, Nature, Order, OrderAct, Target
from monitoring.verify.recount.writing import code, text
from schemas.codec import Record

_TRIGGER: Final = "order"
_FREEZE: Final = "FREEZE"
_SEAL: Final = "SEAL"
#: What each word orders, and about which hold.
_ORDERS: Final = {
    "FREEZE": (OrderAct.OPENS, _FREEZE),
    "CONTINUE": (OrderAct.EXTENDS, _FREEZE),
    "UNFREEZE": (OrderAct.ENDS, _FREEZE),
    "SEAL": (OrderAct.OPENS, _SEAL),
    "RENEW": (OrderAct.EXTENDS, _SEAL),
    "UNSEAL": (OrderAct.ENDS, _SEAL),
}


def _body(said: Record) -> tuple[Fields, Fields]:
    return {
        "order": Symbol(said["order"] if said["order"] in _ORDERS else _FREEZE),
        "addressee": code(said["addressee"]),
    }, {
        "original_order_no": text(said["original_order_no"]),
        "amount_fen": said["amount_fen"],
        "currency": _currency(said),
        "documents": tuple(
            TextPart("Document", {"name": name}, {"sha256": digest})
            for name, digest in _documents(said)
        ),
    }


def _order(said: Record) -> Order:
    act, hold = _ORDERS.get(said["order"], (None, ""))
    return Order(act, hold, code(said["addressee"]))


def _target(said: Record, court: str) -> Target | None:
    original = text(said["original_order_no"])
    return (court, original) if original else None


def _triggers(said: Record) -> tuple[str, ...]:
    """A continuation or a release is looked up by the rows of what it is about."""
    act, hold, _ = _order(said)
    return () if act is None else (f"{_TRIGGER}/{hold}",)


def _currency(said: Record) -> str:
    return code(said["currency"]).upper()


def _documents(said: Record) -> tuple[tuple[str, str], ...]:
    return tuple((text(p["name"]), code(p["sha256"]).lower()) for p in said["documents"])


KIND: Final = Kind(
    name="EnforcementOrder",
    nature=Nature.ORDER,
    body=_body,
    of_court=True,
    target=_target,
    trigger=_TRIGGER,
    triggers=_triggers,
    order=_order,
    amount=lambda said: Amount(said["amount_fen"], _currency(said)),
    documents=_documents,
)
