"""What a line in one process asks a sender's book, wherever it is kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from scenario.hub import Held, Sent
from schemas.catalogue.model import Catalogue
from streams.line.changes import Changes
from streams.line.leaving import OpenWith
from streams.send.directive import Directive
from streams.track.answer import AnswerResult


class Known(NamedTuple):
    """What a book asks the line: what a directive's measure is called in the cases."""

    called: Callable[[Directive], Held]


class Said(NamedTuple):
    """What the answer says that counts for the sender."""

    result: AnswerResult
    reason_code: str


class Book(Protocol):
    """A sender's book, as a line in one process uses it."""

    def take(self, changes: Changes) -> None:
        """Hear what an entry decided."""

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Claim what may go now, lifts first."""

    def never_sent(self, partner: str) -> list[UUID]:
        """Return, once, a court's burdens of which nothing left before they were lifted (R6)."""

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""

    def answers_missed(self, partner: str) -> None:
        """The time to answer passed for all of a partner's that were sent."""

    def hold(self, partner: str) -> None:
        """An operator holds a partner's burdens back."""

    def state(self, directive: Directive) -> str:
        """Return how far a directive got, apart from answers."""

    def answer(self, directive: Directive) -> Said | None:
        """Return the answer that counts: of those since the first claim the highest (R14)."""

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Return what is open with partners, by those with whom anything is."""

    def claimed(self, partner: str) -> Mapping[UUID, int]:
        """Return the sequences of a partner's claimed directives."""

    def full_list(self, partner: str) -> Mapping[str, Any]:
        """Return the list a partner may ask for, as the hub's reply has it (R13)."""
