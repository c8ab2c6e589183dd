"""A virtual partner that keeps its side of the contract (R13) by its own book."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from scenario.hub import Line, Sent


class Reply(NamedTuple):
    """What a partner says it did."""

    result: str
    reason_code: str = ""


EXECUTED = Reply("EXECUTED")
SUPERSEDED = Reply("NOT_EXECUTED", "superseded")
NOT_HELD = Reply("NOT_EXECUTED", "R3005")


@dataclass(slots=True)
class VirtualPartner:
    """
    A partner's ledger.

    `last` is the highest sequence applied per measure, kept also for a lift of what was not held;
    `holds` is what is in effect; `saw` is every delivery, doubles included.
    """

    name: str
    last: dict[UUID, int] = field(default_factory=dict)
    holds: dict[UUID, Sent] = field(default_factory=dict)
    replies: dict[UUID, Reply] = field(default_factory=dict)
    saw: list[Sent] = field(default_factory=list)

    def receive(self, sent: Sent) -> Reply:
        """Apply a delivery if it is new and above the last of its measure; return the answer."""
        self.saw.append(sent)
        if sent.directive_id in self.replies:
            return self.replies[sent.directive_id]
        self.replies[sent.directive_id] = reply = self._apply(sent)
        return reply

    def _apply(self, sent: Sent) -> Reply:
        if sent.sequence <= self.last.get(sent.measure_id, 0):
            return SUPERSEDED
        self.last[sent.measure_id] = sent.sequence
        if sent.action != "LIFT":
            self.holds[sent.measure_id] = sent
            return EXECUTED
        held = self.holds.pop(sent.measure_id, None)
        of_an_order = "|" in sent.held.instance and not sent.held.instance.startswith("||")
        return NOT_HELD if held is None and of_an_order else EXECUTED

    def actions(self) -> list[str]:
        """Return what was delivered, in order."""
        return [sent.action for sent in self.saw]


def exchange(line: Line, partner: VirtualPartner) -> list[Sent]:
    """Send all that may go, let the partner answer each, until nothing more may go."""
    everything: list[Sent] = []
    while batch := line.claim(partner.name):
        for sent in batch:
            line.mark_sent(sent)
            result, why = partner.receive(sent)
            line.answer(partner.name, sent.directive_id, result, reason_code=why)
        everything += batch
    return everything


def send_unanswered(line: Line, partner: VirtualPartner) -> list[Sent]:
    """Send all that may go now; the partner applies it and its answers stay away."""
    batch = list(line.claim(partner.name))
    for sent in batch:
        line.mark_sent(sent)
        partner.receive(sent)
    return batch
