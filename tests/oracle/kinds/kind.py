"""What is said of a kind of event, the same for every kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

from oracle.keys import Key
from oracle.kinds.fields import Fields
from oracle.world import RecordId
from schemas.catalogue.code import Derived
from schemas.catalogue.named_list import ListColour
from streams.kinds.event import Event
from streams.kinds.order import Document

#: How the trigger of every row begins that a court's order grounds.
ORDER_TRIGGER = "order/"


class Nature(Enum):
    """How the rules treat a kind."""

    FACT = "a decision that grounds measures by itself"
    ORDER = "a court's order to one partner about property (R6)"
    ATTACHMENT = "does something to the fact of another record (R4, R5)"


class Does(Enum):
    """What an order does (R6)."""

    OPENS = "takes hold of property"
    EXTENDS = "extends the term of an order that opened"
    RELEASES = "ends an order that opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What an order says.

    `trigger`: that of the rows for what it opens, or for what the order opened that it is about.
    `addressee`: the partner that is to carry it out. `original_order_no`: the order it is about, as
    written; empty where it opens.
    """

    does: Does
    trigger: str
    addressee: str
    original_order_no: str
    documents: tuple[Document, ...]


class Effect(Enum):
    """What an attachment does to the fact."""

    REPAIRS = "stops its measures, but for those that a repair leaves standing (R4, R23)"
    MARKS = "marks it as objected to (R5)"


class Attachment(NamedTuple):
    """What an attachment does, and the record it names as it is written."""

    effect: Effect
    target: RecordId


class Money(NamedTuple):
    """An amount in fen; `currency` is blank where the kind has none."""

    amount_fen: int | None = None
    currency: str = ""


class Listing(NamedTuple):
    """A list by its code, and the colour that an entry says it has."""

    code: str
    colour: ListColour


Body = TypeVar("Body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Body]):
    """
    All that the rules say of one kind.

    A module states what its kind has; what it leaves out the kind has not. `order` is stated by an
    ORDER and by no other nature, `attachment` likewise by an ATTACHMENT.
    """

    #: the line's dataclass for what an event of this kind says beyond the envelope
    body: type[Body]
    #: what an admissible message of this kind says, from its record
    read: Callable[[Fields], Body]
    nature: Nature
    #: only courts send it, so that its fact is a court's whoever decided (R4)
    of_courts: bool = False
    #: what identifies the decision an event tells of, or None if only its record does (R3)
    key: Callable[[Event, Body], Key | None] = lambda _event, _body: None
    #: the triggers of the rows that it can ground
    triggers: Callable[[Body], list[str]] = lambda _: []
    #: the triggers that follow from what it says, by rows that are valid for it (R21)
    derived: Callable[[Body, Iterable[Derived]], list[str]] = lambda _body, _rows: []
    #: the list on which it puts somebody
    listing: Callable[[Body], Listing | None] = lambda _: None
    #: why, in the source's words
    reason: Callable[[Body], str] = lambda _: ""
    #: the amount at stake
    money: Callable[[Body], Money] = lambda _: Money()
    #: it is published within seven working days of the decision (E1204)
    to_be_published: Callable[[Body], bool] = lambda _: False
    #: the usual term is not for it, but the longest alone (R22)
    without_term: Callable[[Body], bool] = lambda _: False
    #: it may have been meant as one without a term, and does not say so (R22)
    term_in_doubt: Callable[[Body], bool] = lambda _: False
    #: the list on which it puts its subject, and its colour
    listed: Callable[[Body], tuple[str, str]] = lambda _: ("", "")
    order: Callable[[Body], Order] | None = None
    attachment: Callable[[Body], Attachment] | None = None
