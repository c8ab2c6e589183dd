"""What there is to say about a kind of event."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias
from uuid import UUID

from monitoring.verify.recount.canonical import Fields
from schemas.codec import Record

#: What two versions of one decision have in common, without the kind (R3).
Key: TypeAlias = tuple[str, ...]
#: Department and number of another record.
Target: TypeAlias = tuple[str, str]


class Nature(Enum):
    """How the rules treat it."""

    FACT = "a decision about somebody, which can ground measures by catalogue rows (R3, R8)"
    ORDER = "a court's order to one partner about property (R6)"
    ATTACHMENT = "a decision about another record, and no fact of its own (R4, R5)"


class Deed(Enum):
    """What an attachment that acts does to the fact it is about."""

    REPAIRS = "repairs"
    WITHDRAWS = "withdraws its own copy"
    MARKS = "marks"


class OrderAct(Enum):
    """What an order does to a hold on property."""

    OPENS = "opens"
    EXTENDS = "extends"
    ENDS = "ends"


class Order(NamedTuple):
    """
    What a court orders.

    `act`: None where the message does not say, as an END need not. `hold`: which kind of hold the
    act is about. `addressee`: the partner.
    """

    act: OrderAct | None
    hold: str
    addressee: str


class Amount(NamedTuple):
    """What may be told of money; `fen` None: no sum is given."""

    fen: int | None
    currency: str


class Sanction(NamedTuple):
    """What a penalty imposes, as far as clauses follow from it (R21); `fine_fen` None: no fine."""

    categories: tuple[str, ...]
    fine_fen: int | None


class Heading(NamedTuple):
    """
    What stands above the body of every message, as far as keys of facts are made of it (R3).

    Numbers are in the form in which they are compared, "" = none. `party`: the digest of the main
    subject's identity.
    """

    document_no: str
    case_no: str
    authority: str
    party: UUID | None

    @property
    def by_document(self) -> Key | None:
        """One document of one authority."""
        return (self.document_no, self.authority) if self.document_no else None

    @property
    def by_case(self) -> Key | None:
        """One party of one case at one court."""
        return (self.case_no, self.authority, str(self.party)) if self.case_no else None


class ListNamed(NamedTuple):
    """A list and which way it points: BLACK, RED or WATCH; both "" where it is none."""

    code: str
    colour: str


NOT_LISTED = ListNamed("", "")
NO_ORDER = Order(None, "", "")
NO_AMOUNT = Amount(None, "")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """
    One kind of event. What a kind does not name, it does not have.

    `name`: that of its contract. `body`: its own fields for the digest of the content: those that
    always stand there, then those that do unless they are blank (R1). `of_court`: only a court can
    repair it (R4). `key`: what versions of one decision have in common (R3). `target`: the record
    it is about; the second argument is the department that tells. `triggers`: what rows of the
    catalogue can name of it, and `trigger` their first word (R8). `sanction`: from which clauses
    follow that it does not write, None where none does (R21). `order`: what an ORDER orders.
    `without_term`: whether the law gives a decision no term where it names no last day (R22).
    `listed`: the list on which it puts somebody. `deed`: what an ATTACHMENT does if its department
    may. `reason`, `amount`, `documents`: what a row can release of it to its partner (D13).
    """

    name: str
    nature: Nature
    body: Callable[[Record], tuple[Fields, Fields]]
    of_court: bool = False
    key: Callable[[Record, Heading], Key | None] = lambda _, __: None
    target: Callable[[Record, str], Target | None] = lambda _, __: None
    trigger: str = ""
    triggers: Callable[[Record], tuple[str, ...]] = lambda _: ()
    sanction: Callable[[Record], Sanction | None] = lambda _: None
    order: Callable[[Record], Order] = lambda _: NO_ORDER
    without_term: Callable[[Record], bool] = lambda _: False
    listed: Callable[[Record], ListNamed] = lambda _: NOT_LISTED
    deed: Deed | None = None
    reason: Callable[[Record], str] = lambda _: ""
    amount: Callable[[Record], Amount] = lambda _: NO_AMOUNT
    documents: Callable[[Record], tuple[tuple[str, str], ...]] = lambda _: ()
