"""
A virtual partner: it keeps its side of the contract (R13) with the partners' kit, in memory.

The cases, the simulation, the machine's plays and the plays with a fault all have this one. What
differs is given: how it executes, how many deliveries it turns away, with which ledger it goes on
after a loss. `support/partner_server.py` puts one behind an address.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field
from uuid import UUID

from support.memory_desk import MemoryDesk

from connectors.partners.answer import DONE, Answer
from connectors.partners.desk import AskFullList
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.handling import Execute, Outcome, executed
from connectors.partners.ledger import Ledger
from connectors.partners.order_result import OrderResult, result_of, result_of_webhook
from monitoring.verify.witness import Word

Told = Directive | OrderResult


def read(body: bytes) -> Told:
    """What a delivery says, from a topic, a webhook or a file; raises `NotADirective`."""
    if body.startswith(b"{"):
        return result_of_webhook(body) or from_webhook(body)
    return result_of(body) or from_topic(body)


@dataclass(slots=True)
class VirtualPartner:
    """
    One partner, which `hub verify` can ask as a witness.

    `execute`: how it carries out a burden. `ask_full_list`: where it asks, None where it never
    does. `away`: so many deliveries are turned away first, as a server does that is overloaded.
    `bodies`: by the id of each delivery its bytes; `changed_bytes`: what came again in other bytes.
    `took_effect`: how often each directive came to be what is held, since the last loss of a
    ledger; `losses`: how many there were.
    """

    name: str
    _: KW_ONLY
    execute: Execute = executed
    ask_full_list: AskFullList | None = None
    away: int = 0
    desk: MemoryDesk = field(init=False)
    bodies: dict[UUID, bytes] = field(default_factory=dict)
    changed_bytes: list[UUID] = field(default_factory=list)
    took_effect: Counter[str] = field(default_factory=Counter)
    losses: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.desk = MemoryDesk(self.name, self._carry_out, self.ask_full_list)

    def _carry_out(self, directive: Directive, ledger: Ledger) -> Answer:
        return self.execute(directive, ledger)

    def take(self, body: bytes) -> Outcome | None:
        """Handle one delivery; several may come at once. None for the result of an order."""
        told = read(body)
        with self._lock:
            self.note(told, body)
            with self.watched():
                if isinstance(told, Directive):
                    return self.desk.handle(told)
                self.desk.keep_result(told)
                return None

    def note(self, told: Told, body: bytes) -> None:
        """Remember what came."""
        given = told.result_id if isinstance(told, OrderResult) else told.directive_id
        if self.bodies.setdefault(given, body) != body:
            self.changed_bytes.append(given)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What takes effect meanwhile is counted, also where the process is killed over it."""
        before = self.desk.ledger.measures
        try:
            yield
        finally:
            for measure, entry in self.desk.ledger.measures.items():
                was = before.get(measure)
                if entry.holds is not None and (was is None or was.holds is not entry.holds):
                    self.took_effect[str(entry.holds["directive_id"])] += 1

    def turns_away(self) -> bool:
        """Whether a delivery that comes now is turned away."""
        with self._lock:
            turned = self.away > 0
            self.away -= turned
            return turned

    def lose_ledger(self, kept: Ledger) -> None:
        """Go on with another ledger, a backup or none; what it forgot may take effect once more."""
        self.desk.begin_with(kept)
        self.took_effect.clear()
        self.losses += 1

    # --- as `hub verify` asks it -----------------------------------------------------------------

    @property
    def partner(self) -> str:
        """Its id in the catalogue."""
        return self.name

    def in_force(self) -> Iterable[Word]:
        """What it holds now."""
        return [
            Word(UUID(held["measure_id"]), UUID(held["directive_id"]), held["sequence"])
            for held in self.desk.ledger.held()
        ]

    def applied(self) -> Iterable[Word]:
        """What it answered as done, lifts among them."""
        return [
            Word(UUID(str(answer.measure_id)), directive, None)
            for directive, answer in self.desk.ledger.answers.items()
            if answer.result in DONE
        ]

    def effects(self) -> int | None:
        """How many its ledger counted."""
        return self.desk.ledger.applied
