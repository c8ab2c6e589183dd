"""Both outboxes, and what can be seen of them, in the same words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from support.outbox_rows import Decided, Outbox

from connectors.partners.directive import from_topic, from_webhook
from streams.kinds.event import Origin
from streams.line.changes import Changes, Issued, Received
from streams.line.entry import Again, Entry
from streams.line.leaving import OpenWith
from streams.reading.in_force import part_of
from streams.send.directive import Directive
from streams.sending import memory_questions as asked
from streams.sending.claims import STREAMS_AT_A_TIME
from streams.sending.holds import Holds
from streams.sending.marks import mark_failed, mark_returned
from streams.sending.memory import MemoryOutbox
from streams.sending.never_sent import mark_said, unsent
from streams.sending.outgoing import Outgoing
from streams.store.open_with import open_with
from streams.track.answer import Answer, AnswerArrived, AnswerResult


class Seen(NamedTuple):
    """What can be seen of a directive's row."""

    sequence: int | None
    superseded: bool
    answer: str | None
    attempts: int
    misses: int


@dataclass(slots=True, kw_only=True)
class InMemory(Decided):
    """The outbox in memory."""

    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    holds: Holds = field(default_factory=Holds)

    def _keep(self, directives: list[Directive]) -> None:
        issued = Issued(directives=tuple(directives))
        self.outbox.take(Changes(entry=self._written(), issued=issued))

    def _written(self) -> Entry:
        return Entry(
            id=uuid4(), number=self.entries, day=self.today, judged_at=self.now, work=Again()
        )

    def claim(
        self,
        partner: str = "bank",
        *,
        limit: int = STREAMS_AT_A_TIME,
        under_way: frozenset[UUID] = frozenset(),
    ) -> tuple[Outgoing, ...]:
        """Claim what may go to a partner now."""
        told = self.catalogue.partners[partner]
        return self.outbox.claim(told, self.catalogue, self.holds, self.now, limit, under_way)

    def sent(self, *outgoing: Outgoing) -> None:
        """A transport took them."""
        self.outbox.mark_sent([one.id for one in outgoing], self.now)

    def failed(self, one: Outgoing, wait_s: int) -> None:
        """An attempt failed; the next is due after a wait."""
        self.outbox.mark_failed(one.id, self.now, self.now + timedelta(seconds=wait_s))

    def returned(self, one: Outgoing) -> None:
        """A transport refused it for good."""
        self.outbox.mark_returned(one.id)

    def answer(self, directive_id: UUID, result: str, *, number: int = 1, code: str = "") -> None:
        """The line took in an answer."""
        answer = Answer(
            directive_id=directive_id,
            answer_no=number,
            result=AnswerResult(result),
            reason_code=code,
        )
        origin = Origin(topic="feedback.bank", partition=0, offset=0, appended_at=self.now)
        arrived = AnswerArrived(origin=origin, partner="bank", answer=answer)
        received = Received(answers=(arrived,))
        self.outbox.take(Changes(entry=self._written(), received=received))

    def hold_everything(self) -> None:
        """An operator holds every burden back."""
        self.holds = Holds(everything=True)

    def seen(self, directive: Directive) -> Seen:
        """What its row says."""
        row = self.outbox.rows[directive.directive_id]
        state = row.state
        return Seen(state.sequence, state.superseded, state.answer, row.attempts, row.misses)

    def never_sent(self, partner: str = "bank") -> list[UUID]:
        """What is to be said of a court's burdens; it is said."""
        return asked.never_sent(self.outbox, partner)

    def open_with(self, partner: str = "bank") -> OpenWith | None:
        """What is open with a partner."""
        return asked.open_with(self.outbox, frozenset({partner})).get(partner)

    def in_force(self, partner: str = "bank") -> Mapping[UUID, int]:
        """What a partner should hold, each with the highest answer the hub has of it."""
        read = from_webhook if partner == "bank" else from_topic
        return {
            read(row.body).directive_id: row.state.answer_no or 0
            for row in asked.in_force(self.outbox, partner)
        }


@dataclass(slots=True, kw_only=True)
class InDatabase(Outbox):
    """The outgoing rows of a database."""

    def failed(self, one: Outgoing, wait_s: int) -> None:
        """An attempt failed; the next is due after a wait."""
        again_at = self.now + timedelta(seconds=wait_s)
        mark_failed(self.connection, one.id, "away", self.now, again_at)

    def returned(self, one: Outgoing) -> None:
        """A transport refused it for good."""
        mark_returned(self.connection, one.id, "HTTP 400", self.now)

    def hold_everything(self) -> None:
        """An operator holds every burden back."""
        self.hold("ALL")

    def seen(self, directive: Directive) -> Seen:
        """What its row says."""
        row = self.connection.execute(
            "SELECT sequence, superseded_at IS NOT NULL, answer, attempts, misses FROM directive"
            " WHERE directive_id = %s",
            (directive.directive_id,),
        ).fetchone()
        assert row is not None
        return Seen(*row)

    def never_sent(self, partner: str = "bank") -> list[UUID]:
        """What is to be said of a court's burdens; it is said."""
        found = unsent(self.connection, partner)
        mark_said(self.connection, found, self.now)
        return list(found.told)

    def open_with(self, partner: str = "bank") -> OpenWith | None:
        """What is open with a partner."""
        return open_with(self.connection, frozenset({partner})).get(partner)

    def in_force(self, partner: str = "bank") -> Mapping[UUID, int]:
        """What a partner should hold, each with the highest answer the hub has of it."""
        subjects = [key.subject for key in self.decided if key.partner == partner]
        part = part_of(self.connection, self.seal, partner, list(dict.fromkeys(subjects)))
        return {
            UUID(str(one["directive_id"])): int(str(one["answer_no"])) for one in part.directives
        }


OutboxUnderTest = InMemory | InDatabase
