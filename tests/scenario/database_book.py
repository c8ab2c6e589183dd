"""The shipped book of the sender: claims, marks and bodies in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from scenario.book import Known, Said
from scenario.calendar import TODAY, noon
from scenario.hub import Sent
from scenario.outbox import fields_of, sent_of
from schemas.catalogue.model import Catalogue
from streams.line.changes import Changes
from streams.line.leaving import OpenWith
from streams.reading.in_force import part_of
from streams.send.directive import Directive
from streams.sending.claims import Claims
from streams.sending.holds import Scope, add_hold
from streams.sending.marks import mark_sent
from streams.sending.never_sent import mark_said, unsent
from streams.store.connection import Connection
from streams.store.open_with import open_with
from streams.store.seal import Seal
from streams.track.answer import AnswerResult


@dataclass(slots=True)
class DatabaseBook:
    """Asks and tells the outgoing rows as relay and push connector do; time is told."""

    connection: Connection
    seal: Seal
    known: Known
    directives: dict[UUID, Directive] = field(default_factory=dict)
    waited: timedelta = timedelta()

    def take(self, changes: Changes) -> None:
        """Remember what each directive is called."""
        self.directives |= {d.directive_id: d for d in changes.issued.directives}

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Claim, as one attempt of the sender does."""
        channel = catalogue.partners[partner].channel
        claims = Claims(
            connection=self.connection, seal=self.seal, partner=partner, channel=channel
        )
        now = noon(today) + self.waited
        return [self._sent(outgoing.body) for outgoing in claims.claim(catalogue, now, today)]

    def never_sent(self, partner: str) -> list[UUID]:
        """Look as relay and push connector do, and mark what is found."""
        found = unsent(self.connection, partner)
        mark_said(self.connection, found, noon(TODAY))
        return list(found.told)

    def _sent(self, body: bytes) -> Sent:
        directive = self.directives[UUID(fields_of(body)["directive_id"])]
        return sent_of(body, self.known.called(directive))

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""
        claimed_at = self._column(sent.directive_id, "claimed_at")
        mark_sent(self.connection, [sent.directive_id], claimed_at + self.waited)

    def hold(self, partner: str) -> None:
        """Hold as `hub hold --partner` does."""
        add_hold(self.connection, Scope.PARTNER, partner, "operator", "the case says so")

    def answers_missed(self, partner: str) -> None:
        """A day and an hour pass by the clock; the day the line stands on stays."""
        self.waited += timedelta(hours=25)

    def state(self, directive: Directive) -> str:
        """Return how far a directive got, apart from answers."""
        if self._column(directive.directive_id, "superseded_at"):
            return "SUPERSEDED"
        if self._column(directive.directive_id, "sequence"):
            return "SENT" if self._column(directive.directive_id, "sent_at") else "CLAIMED"
        return "HELD" if directive.held else "DECIDED"

    def answer(self, directive: Directive) -> Said | None:
        """Return the answer that counts, as the sender reads it."""
        result = self._column(directive.directive_id, "answer")
        code = self._column(directive.directive_id, "answer_code")
        return None if result is None else Said(AnswerResult(result), code)

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Ask as the deciding process does."""
        return open_with(self.connection, partners)

    def claimed(self, partner: str) -> Mapping[UUID, int]:
        """Return the sequences of a partner's claimed directives."""
        query = "SELECT directive_id, sequence FROM directive WHERE sequence > 0 AND partner = %s"
        return dict(self.connection.execute(query, (partner,)).fetchall())

    def full_list(self, partner: str) -> Mapping[str, Any]:
        """Read as the interface does for a signed request."""
        query = "SELECT subject FROM stream WHERE partner = %s ORDER BY subject"
        subjects = [subject for (subject,) in self.connection.execute(query, (partner,))]
        part = part_of(self.connection, self.seal, partner, subjects)
        told = {str(subject): last for subject, last in part.told_through.items()}
        return {"directives": list(part.directives), "told_through": told}

    def _column(self, directive: UUID, name: str) -> Any:
        query = f"SELECT {name} FROM directive WHERE directive_id = %s"
        row = self.connection.execute(query, (directive,)).fetchone()
        assert row is not None
        return row[0]
