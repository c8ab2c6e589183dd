"""How a sample partner can be told to misbehave, so that a hub shows what it does about it."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum

from connectors.partners.answer import Answer
from connectors.partners.directive import Directive
from connectors.partners.handling import Execute
from connectors.partners.ledger import Ledger
from connectors.partners.sample.rules import refusing


class Mode(StrEnum):
    """What it does with a directive."""

    WELL = "well"  #: as it should
    DOWN = "down"  #: takes nothing: 503, or does not read its topic
    SLOW = "slow"  #: takes its time before it replies
    FORGET = "forget"  #: says 200 and forgets it
    CUT = "cut"  #: applies it, then loses the connection and the answer
    RETURN = "return"  #: 422, whatever it is
    REFUSE = "refuse"  #: answers that it cannot do it
    GONE = "gone"  #: 404: the address is another's


@dataclass(slots=True)
class Behaviour:
    """How it behaves now; set by the admin endpoint. `seconds`: how slow is slow."""

    mode: Mode = Mode.WELL
    seconds: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def become(self, mode: Mode, seconds: float = 0.0) -> None:
        """Behave like this from now on."""
        with self.lock:
            self.mode, self.seconds = mode, seconds

    def now(self) -> tuple[Mode, float]:
        """Mode and seconds."""
        with self.lock:
            return self.mode, self.seconds


def under(behaviour: Behaviour, execute: Execute) -> Execute:
    """A partner's own rules, or those that refuse everything while it is told to refuse."""

    def overruled(directive: Directive, ledger: Ledger) -> Answer:
        mode, _ = behaviour.now()
        return (refusing if mode is Mode.REFUSE else execute)(directive, ledger)

    return overruled
