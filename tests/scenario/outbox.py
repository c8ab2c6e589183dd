"""The outbox in memory, as the book of a line in one process beside a store there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from scenario.book import Known, Said
from scenario.calendar import noon
from scenario.hub import Held, Sent
from schemas.catalogue.model import Catalogue
from schemas.codec import Decoded, decode_known
from schemas.json_form import to_json
from streams.line.changes import Changes
from streams.line.leaving import OpenWith
from streams.send.directive import Directive
from streams.sending import memory_questions as asked
from streams.sending.claims import STREAMS_AT_A_TIME
from streams.sending.holds import Holds
from streams.sending.memory import MemoryOutbox
from streams.track.answer import AnswerResult


@dataclass(slots=True)
class MemoryBook:
    """Asks and tells the outbox as a sender does; time is told."""

    known: Known
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    on_hold: set[str] = field(default_factory=set)
    waited: timedelta = timedelta()

    def take(self, changes: Changes) -> None:
        """Add what an entry decided."""
        self.outbox.take(changes)

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Claim, as one attempt of the sender does."""
        claimed = self.outbox.claim(
            catalogue.partners[partner],
            catalogue,
            Holds(everything=partner in self.on_hold),
            noon(today) + self.waited,
            STREAMS_AT_A_TIME,
        )
        return [self._sent(outgoing.id, outgoing.body) for outgoing in claimed]

    def _sent(self, directive_id: UUID, body: bytes) -> Sent:
        return sent_of(body, self.known.called(self.outbox.rows[directive_id].directive))

    def never_sent(self, partner: str) -> list[UUID]:
        """Look as relay and push connector do, and mark what is found."""
        return asked.never_sent(self.outbox, partner)

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""
        claimed_at = self.outbox.rows[sent.directive_id].claimed_at
        assert claimed_at is not None
        self.outbox.mark_sent([sent.directive_id], claimed_at + self.waited)

    def hold(self, partner: str) -> None:
        """An operator holds a partner's burdens back."""
        self.on_hold.add(partner)

    def answers_missed(self, partner: str) -> None:
        """A day and an hour pass by the clock; the day the line stands on stays."""
        self.waited += timedelta(hours=25)

    def state(self, directive: Directive) -> str:
        """Return how far a directive got, apart from answers."""
        state = self.outbox.rows[directive.directive_id].state
        if state.superseded:
            return "SUPERSEDED"
        if state.sequence is not None:
            return "SENT" if state.sent_at else "CLAIMED"
        return "HELD" if directive.held else "DECIDED"

    def answer(self, directive: Directive) -> Said | None:
        """Return the answer that counts."""
        state = self.outbox.rows[directive.directive_id].state
        if state.answer is None:
            return None
        return Said(AnswerResult(state.answer), state.answer_code or "")

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Ask as the deciding process does."""
        return asked.open_with(self.outbox, partners)

    def claimed(self, partner: str) -> Mapping[UUID, int]:
        """Return the sequences of a partner's claimed directives."""
        return {
            directive_id: row.state.sequence
            for directive_id, row in self.outbox.rows.items()
            if row.state.sequence is not None and row.directive.key.partner == partner
        }

    def full_list(self, partner: str) -> Mapping[str, Any]:
        """Read as the interface does for a signed request."""
        found = []
        for row in asked.in_force(self.outbox, partner):
            fields = to_json(fields_of(row.body))
            assert isinstance(fields, dict)
            found.append({**fields, "answer_no": row.state.answer_no or 0})
        told = asked.told_through(self.outbox, partner)
        return {"directives": found, "told_through": {str(s): last for s, last in told.items()}}


def sent_of(body: bytes, held: Held) -> Sent:
    """Return a directive as its partner gets it, whether by a topic or by a web server."""
    told = fields_of(body)
    until = told["valid_until"]
    return Sent(
        directive_id=UUID(told["directive_id"]),
        measure_id=UUID(told["measure_id"]),
        sequence=told["sequence"],
        previous_sequence=told["previous_sequence"],
        action=told["action"],
        held=held,
        supersedes=UUID(told["supersedes"]) if told["supersedes"] else None,
        valid_until=date.fromisoformat(until) if isinstance(until, str) else until,
        amount_fen=told["amount_fen"],
        body=body,
    )


def fields_of(body: bytes) -> Mapping[str, Any]:
    """Return what a body says."""
    if body.startswith(b"{"):
        data: Mapping[str, Any] = json.loads(body)["data"]
        return data
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    return decoded.record
