"""Every kind, and what the other modules ask about an event by its kind."""

from collections.abc import Iterable
from typing import Any

from oracle.keys import Key
from oracle.kinds import (
    administrative_penalty,
    enforcement_order,
    judgment_default,
    list_entry,
    objection_mark,
    repair_decision,
    spending_restriction,
)
from oracle.kinds.fields import Fields
from oracle.kinds.kind import Attachment, Kind, Listing, Money, Nature, Order
from schemas.catalogue.code import Derived
from streams.kinds.event import Event

#: By the dataclass of what an event of the kind says.
KINDS: dict[type[object], Kind[Any]] = {
    kind.body: kind
    for kind in (
        administrative_penalty.KIND,
        list_entry.KIND,
        judgment_default.KIND,
        spending_restriction.KIND,
        enforcement_order.KIND,
        repair_decision.KIND,
        objection_mark.KIND,
    )
}


def kind_of(event: Event) -> Kind[Any]:
    """Return the kind of an event."""
    return KINDS[type(event.body)]


def read(kind: str, fields: Fields) -> Any:
    """Return what a message of the kind, by its name, says beyond the envelope."""
    by_name = {each.body.__name__: each for each in KINDS.values()}
    return by_name[kind].read(fields)


def is_order(event: Event) -> bool:
    """It is a court's order (R6)."""
    return kind_of(event).nature is Nature.ORDER


def is_attachment(event: Event) -> bool:
    """It does something to the fact of another record (R4, R5)."""
    return kind_of(event).nature is Nature.ATTACHMENT


def order_of(event: Event) -> Order:
    """Return what an order says."""
    order = kind_of(event).order
    assert order is not None
    return order(event.body)


def attachment_of(event: Event) -> Attachment:
    """Return what an attachment does, and to which record."""
    attachment = kind_of(event).attachment
    assert attachment is not None
    return attachment(event.body)


def key(event: Event) -> Key | None:
    """Return what identifies the decision an event tells of, or None if only its record does."""
    return kind_of(event).key(event, event.body)


def triggers(event: Event) -> list[str]:
    """Return the triggers of the rows that a decision can set off."""
    return kind_of(event).triggers(event.body)


def derived_triggers(event: Event, rows: Iterable[Derived]) -> list[str]:
    """Return the triggers that follow from what a decision says, by rows valid for it (R21)."""
    return kind_of(event).derived(event.body, rows)


def derived_trigger(clause: str) -> str:
    """Return the trigger of the rows that a derived clause grounds."""
    return administrative_penalty.of(clause)


def listing_of(event: Event) -> Listing | None:
    """Return the list on which it puts somebody."""
    return kind_of(event).listing(event.body)


def reason_of(event: Event) -> str:
    """Return why, in the source's words."""
    return kind_of(event).reason(event.body)


def money_of(event: Event) -> Money:
    """Return the amount at stake."""
    return kind_of(event).money(event.body)


def to_be_published(event: Event) -> bool:
    """It is published within seven working days of the decision (E1204)."""
    return kind_of(event).to_be_published(event.body)


def without_term(event: Event) -> bool:
    """It has the longest term, where it names no last day (R22)."""
    return kind_of(event).without_term(event.body)


def term_in_doubt(event: Event) -> bool:
    """It may have been meant as a decision without a term (R22)."""
    return kind_of(event).term_in_doubt(event.body)


def listed(event: Event) -> tuple[str, str]:
    """Return the list on which it puts its subject, and its colour; blank for any other."""
    return kind_of(event).listed(event.body)
