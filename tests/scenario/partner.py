"""The virtual partner of the cases: it is told what a line sends, and answers at once or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from support.virtual_partner import VirtualPartner

from scenario.hub import Line, Sent


class Reply(NamedTuple):
    """What a partner says it did."""

    result: str
    reason_code: str = ""


EXECUTED = Reply("EXECUTED")
SUPERSEDED = Reply("NOT_EXECUTED", "superseded")
NOT_HELD = Reply("NOT_EXECUTED", "R3005")


@dataclass(slots=True)
class ToldPartner(VirtualPartner):
    """A virtual partner whose ledger is read in the words of the cases; `saw` has each delivery."""

    saw: list[Sent] = field(default_factory=list)

    def receive(self, sent: Sent) -> Reply:
        """Handle a delivery; the answer, which is the same one when it comes again."""
        self.saw.append(sent)
        outcome = self.take(sent.body)
        assert outcome is not None, "a directive"
        return Reply(outcome.answer.result.value, outcome.answer.reason_code)

    @property
    def holds(self) -> Mapping[UUID, Sent]:
        """What is in effect, by measure."""
        held = {str(sent.directive_id): sent for sent in self.saw}
        return {
            UUID(fields["measure_id"]): held[fields["directive_id"]]
            for fields in self.desk.ledger.held()
        }

    @property
    def replies(self) -> Mapping[UUID, Reply]:
        """What it answered, by directive."""
        answers = self.desk.ledger.answers.items()
        return {given: Reply(said.result.value, said.reason_code) for given, said in answers}

    def actions(self) -> list[str]:
        """Return what was delivered, in order."""
        return [sent.action for sent in self.saw]


def exchange(line: Line, partner: ToldPartner) -> list[Sent]:
    """Send all that may go, let the partner answer each, until nothing more may go."""
    everything: list[Sent] = []
    while batch := line.claim(partner.name):
        for sent in batch:
            line.mark_sent(sent)
            result, why = partner.receive(sent)
            line.answer(partner.name, sent.directive_id, result, reason_code=why)
        everything += batch
    return everything


def send_unanswered(line: Line, partner: ToldPartner) -> list[Sent]:
    """Send all that may go now; the partner applies it and its answers stay away."""
    batch = list(line.claim(partner.name))
    for sent in batch:
        line.mark_sent(sent)
        partner.receive(sent)
    return batch
