"""
What a hub under test can be asked, whichever way it runs.

`Hub` is about state and can be answered by the oracle too. `Line` adds what only a line that
decides, sends and hears answers can show. A driver answers in the words of this module; subjects
are named by the canonical identities of `oracle.identity`, so that answers can be compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from oracle import Held, Refusal, ToldFact

from connectors.partners.full_list import FullList
from scenario.message import Message
from schemas.catalogue.model import Catalogue
from streams.kinds.event import Event, Origin
from streams.rule.measure import Ground, Terms

__all__ = [
    "Decision",
    "FactSeen",
    "Heard",
    "Held",
    "Hub",
    "Line",
    "Refusal",
    "Sent",
    "Shown",
    "State",
    "ToldFact",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSeen:
    """One fact of the pool. `provenances` are (department, record_no)."""

    content: Event
    subject: str | None
    provenances: frozenset[tuple[str, str]]
    revoked: bool = False
    ended_on: date | None = None
    repaired: bool = False
    marked: bool = False


class Shown(NamedTuple):
    """An outcome as its department sees it; the code is empty where all is well."""

    outcome: str
    code: str = ""


class Heard(NamedTuple):
    """What a court reads of one of its orders."""

    record_no: str
    result: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A directive as it was decided; `state` is where it stands now."""

    directive_id: UUID
    measure_id: UUID
    action: str
    held: Held
    n: int
    state: str
    terms: Terms | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A directive as its partner gets it, fixed at the claim; `valid_until` is in its body."""

    directive_id: UUID
    measure_id: UUID
    sequence: int
    previous_sequence: int
    action: str
    held: Held
    supersedes: UUID | None
    valid_until: date | None
    amount_fen: int | None
    body: bytes


class State(Protocol):
    """What two hubs that were told the same must agree on."""

    def fact(self, message: Message) -> FactSeen:
        """Return the fact the message's record belongs to."""

    def facts(self) -> int:
        """Return how many facts the pool has."""

    def told(self, message: Message) -> ToldFact | None:
        """Return what the pool's readers know of the fact the record belongs to, None: nothing."""

    def told_of(self) -> int:
        """Return of how many facts the pool's readers know."""

    def in_force(self) -> Mapping[Held, Terms]:
        """Return all measures in force, at every partner."""

    def released(self) -> frozenset[Held]:
        """Return the measures ended by orders that act."""

    def waits(self, message: Message) -> bool:
        """Whether the message's record, or the message itself, is parked."""

    def without_effect(self, message: Message) -> str:
        """Return the code under which the message's record is stored without effect, or ""."""


class Hub(State, Protocol):
    """
    State, asked on the day the hub stands on.

    `few_orders`: it is too slow for every order; the one given and a shuffle must do.
    """

    few_orders: bool

    def publish(self, *messages: Message) -> None:
        """Append messages in this order; the line takes them in one entry."""

    def tick(self, on: date) -> None:
        """Advance the day, one by one, to `on`."""

    def load_catalogue(self, catalogue: Catalogue) -> None:
        """Load a catalogue on the day the hub stands on, unless it must be refused."""

    def version(self) -> str:
        """Return the version of the catalogue loaded last."""

    def grounds(self, held: Held) -> Sequence[Ground]:
        """Return all that holds a measure up on the day, in order; nothing if it is not due."""

    def refusals(self) -> frozenset[Refusal]:
        """Return what did not follow from the facts that stand, with codes."""

    def flagged(self, one: Message, other: Message) -> bool:
        """Whether two records are flagged to the credit office as a pair."""

    def late(self, message: Message) -> bool:
        """Whether the message's record was flagged as reported late (E1204)."""

    def ground_unknown(self, message: Message) -> bool:
        """Whether the record's court is asked which ground it meant (R22)."""


class Line(Hub, Protocol):
    """Everything a hub that decides, sends and hears answers can be asked."""

    def held_up_by(self, held: Held) -> tuple[str, ...]:
        """Return the numbers of all records that hold a measure up now, as readers name them."""

    def told_words(self, message: Message) -> Sequence[str]:
        """Return every word that told the pool's readers how the record's fact stands."""

    def shown(self, message: Message) -> Shown:
        """Return the current outcome of a message."""

    def history(self, message: Message) -> Sequence[Shown]:
        """Return every outcome a message ever had, the present one last."""

    def decided(self, partner: str) -> Sequence[Decision]:
        """Return every directive decided for a partner, in order."""

    def claim(self, partner: str) -> Sequence[Sent]:
        """
        Claim what may go to a partner now, as at a first attempt or a resend (R12).

        What came to nothing before it left is said to the line in the partner's place (R6).
        """

    def mark_sent(self, sent: Sent) -> None:
        """Record that a transport took it; says nothing about its effect (R14)."""

    def answer(
        self,
        partner: str,
        directive_id: UUID,
        result: str,
        *,
        reason_code: str = "",
        answer_no: int = 1,
    ) -> Shown:
        """Let a partner's answer arrive on its feedback topic; return its outcome."""

    def answers_missed(self, partner: str) -> None:
        """Let the time to answer pass for everything sent and not answered (R14)."""

    def hold(self, partner: str) -> None:
        """Let an operator hold a partner's burdens back."""

    def believed_held(self, partner: str) -> set[Held]:
        """Return what the partner holds, as its answers say (R14)."""

    def full_list(self, partner: str) -> FullList:
        """Return the list a partner may ask for, as its own client reads it (R13)."""

    def heard(self) -> Sequence[Heard]:
        """Return what courts were told of their orders, in order."""

    def tasks(self) -> Sequence[str]:
        """Return what waits for a person, each by its code or kind."""

    def lift_again(self, directive_id: UUID) -> None:
        """Let an officer write a new LIFT (R12)."""

    def approve_braked(self, source: str, on: date) -> None:
        """Let the credit office sign for all that the brake holds of a source and a day (R32)."""

    def above(self) -> Mapping[str, tuple[int, int]]:
        """Return whom the last entry found above the threshold, with threshold and number."""

    def clock(self, on: date) -> None:
        """Let the clock run on while the tick is late."""

    def publish_bytes(self, department: str, *payloads: bytes) -> Sequence[Origin]:
        """Append bytes as they are, in one entry; return where they stand."""

    def shown_at(self, origin: Origin) -> Sequence[Shown]:
        """Return every outcome of one offset, the present one last."""

    def quarantined(self) -> set[Origin]:
        """Return where quarantined messages stand."""

    def forget_schema(self, kind: str) -> None:
        """Let the hub not know a kind's schema."""

    def know_all_schemas(self) -> None:
        """Let the hub know every schema again."""

    def replay(self, origin: Origin, *, by: str, because: str) -> None:
        """Let an officer replay a quarantined message (R19)."""

    def acts(self) -> Sequence[tuple[str, str]]:
        """Return who did what officers' acts, and why, in the journal's order."""

    def results(self) -> Sequence[str]:
        """Return what officers' acts came to, in the journal's order."""
