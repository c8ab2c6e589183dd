"""
What must hold of everything that is claimed and sent (R12, R13, D13).

Bodies are read as a partner reads them, and compared with what the catalogue lets it see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from connectors.partners.directive import from_topic, from_webhook
from connectors.partners.ledger import Ledger
from schemas.catalogue.model import Catalogue, Channel
from simulation.broken import hold
from simulation.partner import PlayedPartner
from streams.send.claim import AMEND, LIFT
from streams.sending.memory import MemoryOutbox
from streams.sending.memory_rows import MemoryRow

#: Field of a body by the name under which a row releases it.
BLANK_UNLESS = {
    "case": "case",
    "documents": "documents",
    "amount": "amount_fen",
    "object": "object",
    "reason": "reason",
}
CODES = ("uscc", "org_code", "registration_no", "id_type", "id_number", "id_country")


@dataclass(slots=True)
class Sendings:
    """Watches the outbox and the partners; `laws`: every catalogue there ever was."""

    outbox: MemoryOutbox
    partners: Mapping[str, PlayedPartner]
    laws: list[Catalogue]
    claimed: dict[UUID, bytes] = field(default_factory=dict)
    numbers: dict[tuple[str, UUID], set[int]] = field(default_factory=dict)
    applied: dict[tuple[str, UUID], int] = field(default_factory=dict)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    losses: dict[str, int] = field(default_factory=dict)
    unclaimed: dict[UUID, MemoryRow] = field(default_factory=dict)
    known: int = 0

    def check_claims(self, today: date) -> None:
        """Look at what was claimed since the last call."""
        for row in islice(self.outbox.rows.values(), self.known, None):
            self.unclaimed[row.state.directive_id] = row
        self.known = len(self.outbox.rows)
        for given, row in list(self.unclaimed.items()):
            if row.state.sequence is not None:
                self.claimed[given] = self.unclaimed.pop(given).body
                self._first_claim(row, today)
        for given, result in self.outbox.results.items():
            if result.sequence and given not in self.claimed:
                self.claimed[given] = result.body
                self._number((result.partner, result.result.subject), result.sequence)
        for stream, numbers in self.numbers.items():
            hold("no gap", max(numbers) == len(numbers), (stream, sorted(numbers)))

    def _number(self, stream: tuple[str, UUID], number: int | None) -> None:
        given = self.numbers.setdefault(stream, set())
        hold("a number is given once", number not in given, (stream, number))
        assert number is not None
        given.add(number)

    def _first_claim(self, row: MemoryRow, today: date) -> None:
        state, key = row.state, row.directive.key
        self._number((key.partner, key.subject), state.sequence)
        measure = [r.state for r in self._measure(row)]
        later = [other for other in measure if other.n > state.n]
        if row.sent_as == LIFT.value:
            hold("a lift goes as a lift", state.action == LIFT.value, state)
        else:
            ended = any(other.action == LIFT.value for other in later)
            over = state.valid_until is not None and state.valid_until < today
            hold("nothing goes after its ground", not ended, state)
            hold("nothing goes after its end", not over, state)
            hold("nothing unsigned goes", not state.held or self._takes_less(row), state)
        self._least_data(row)

    def _takes_less(self, row: MemoryRow) -> bool:
        """Whether it went as a change of what it supersedes, and to no more of it (R12)."""
        if row.sent_as != AMEND.value:
            return False
        before = self.outbox.rows[UUID(str(_fields(row)["supersedes"]))].directive.terms
        now = row.directive.terms
        until, was_until = now.valid_until or date.max, before.valid_until or date.max
        return now.effect <= before.effect and until <= was_until

    def _measure(self, row: MemoryRow) -> Iterable[MemoryRow]:
        stream = (row.directive.key.partner, row.directive.key.subject)
        wanted = row.state.measure_id
        return [r for r in self.outbox.of_stream[stream] if r.state.measure_id == wanted]

    def _least_data(self, row: MemoryRow) -> None:
        key = row.directive.key
        fields = _fields(row)
        released = {
            name
            for law in self.laws
            for edition in law.measures
            if (edition.measure, edition.partner) == (key.measure, key.partner)
            for name in edition.released
        }
        for name, place in BLANK_UNLESS.items():
            # A lift gives the hub's own reason.
            blank = not fields[place] or (name == "reason" and row.sent_as == LIFT.value)
            hold("least data", blank or name in released, (key.measure, place))
        subject: Mapping[str, Any] = fields["subject"] or {}
        shown = any(subject.get(code) for code in CODES)
        hold("least data", not shown or "subject_code" in released, (key.measure, "codes"))
        hold("least data", not subject.get("birth_date"), (key.measure, "birth date"))
        previous = fields["previous_sequence"]
        arrived = self.partners[key.partner].arrived.get(key.subject, set())
        there = previous == 0 or previous in arrived or self._waits_there(key.partner)
        hold("surely delivered", there, (key, previous, sorted(arrived)))

    def _waits_there(self, partner: str) -> bool:
        """What a topic or a folder has taken is delivered, though nobody read it yet."""
        return self.partners[partner].channel is not Channel.WEBHOOK

    def check_partners(self) -> None:
        """Each effect once, never backwards, only of what the hub sent, nothing lost on the way."""
        for name, partner in self.partners.items():
            ledger = partner.desk.ledger
            if self.ledgers.get(name) is ledger:
                continue
            self.ledgers[name] = ledger
            hold("same bytes again", not partner.changed_bytes, partner.changed_bytes[:3])
            twice = [d for d, times in partner.took_effect.items() if times > 1]
            hold("one effect", not twice, (name, twice))
            if self.losses.get(name, 0) != partner.losses:
                self.losses[name] = partner.losses
                self.applied = {of: last for of, last in self.applied.items() if of[0] != name}
            known = partner.losses > 0 or partner.broken_off
            hold("nothing was lost on the way", not ledger.gap or known, name)
            for measure, entry in ledger.measures.items():
                before = self.applied.get((name, measure), 0)
                hold("never backwards", entry.sequence >= before, (name, measure))
                self.applied[(name, measure)] = entry.sequence
            for directive, body in partner.bodies.items():
                hold("only what the hub claimed", self.claimed.get(directive) == body, name)
                hold("only what is its own", self._owner(directive) == name, (name, directive))

    def _owner(self, given: UUID) -> str:
        row = self.outbox.rows.get(given)
        return self.outbox.results[given].partner if row is None else row.directive.key.partner


def _fields(row: MemoryRow) -> Mapping[str, Any]:
    webhook = row.body.startswith(b"{")
    return (from_webhook if webhook else from_topic)(row.body).fields
