"""Partners with the ledger of the partners' kit, to whom directives go as the senders send them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kafka import KafkaProducer

from connectors.partners.answer import Answer, Result
from connectors.partners.directive import from_topic, from_webhook
from connectors.partners.full_list import full_list_of
from connectors.partners.handling import Execute, receive
from connectors.partners.ledger import Ledger
from connectors.partners.reconciling import reconcile
from connectors.partners.sample.rules import obedient, refusing
from machine.passing import Passing
from monitoring.verify.witness import Word
from schemas.catalogue.model import Catalogue, Channel
from streams.reading.in_force import part_of
from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.store.connection import Connection
from streams.store.seal import Seal

#: How a partner takes what is sent: it does it, it cannot, or nothing arrives.
CONDUCT: Mapping[str, Execute | None] = {"obeys": obedient, "refuses": refusing, "lost": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One partner as the verifier asks it."""

    partner: str
    book: Ledger

    def in_force(self) -> Iterable[Word]:
        """What it holds now."""
        return [
            Word(UUID(held["measure_id"]), UUID(held["directive_id"]), held["sequence"])
            for held in self.book.held()
        ]

    def applied(self) -> Iterable[Word]:
        """What had an effect."""
        return [
            Word(UUID(str(answer.measure_id)), directive, None)
            for directive, answer in self.book.answers.items()
            if answer.result in {Result.EXECUTED, Result.PARTIAL}
        ]

    def effects(self) -> int | None:
        """How many it counted."""
        return self.book.applied


@dataclass(slots=True)
class Partners:
    """
    All partners of a play; `replies`: what they want to say and have not said yet.

    Each says that it has begun, then what it did; which of the two arrives first is open.
    """

    connection: Connection
    seal: Seal
    time: Passing
    producer: KafkaProducer
    books: dict[str, Ledger] = field(default_factory=dict)
    replies: list[tuple[str, Answer]] = field(default_factory=list)
    backups: dict[str, Ledger] = field(default_factory=dict)

    def back_up(self, partner: str) -> None:
        """A partner keeps its ledger as it is now."""
        self.backups[partner] = self.books.get(partner, Ledger())

    def lose(self, partner: str) -> None:
        """
        A partner goes on with its backup, or with nothing, and with the hub's full list.

        What it had not said is lost too.
        """
        query = "SELECT subject FROM stream WHERE partner = %s ORDER BY subject"
        subjects = [subject for (subject,) in self.connection.execute(query, (partner,))]
        part = part_of(self.connection, self.seal, partner, subjects)
        told = {str(subject): last for subject, last in part.told_through.items()}
        fields = {"directives": list(part.directives), "told_through": told}
        kept = self.backups.get(partner, Ledger())
        change, answers = reconcile(kept, full_list_of(fields, whole=True), obedient)
        self.books[partner] = kept.after(change)
        self.replies = [reply for reply in self.replies if reply[0] != partner]
        self.replies += [(partner, answer) for answer in answers]

    def send(self, partner: str, conduct: str, catalogue: Catalogue, today: date) -> None:
        """Claim what may go to a partner now, and let it arrive, or not."""
        now = self.time.now()
        execute = CONDUCT[conduct]
        channel = catalogue.partners[partner].channel
        by_topic = channel is Channel.TOPIC
        claims = Claims(
            connection=self.connection, seal=self.seal, partner=partner, channel=channel
        )
        for outgoing in claims.claim(catalogue, now, today):
            if execute is None:
                continue
            if by_topic:
                self.producer.send(f"sanctions.{partner}", outgoing.body).get(timeout=30)
            directive = from_topic(outgoing.body) if by_topic else from_webhook(outgoing.body)
            book = self.books.get(partner, Ledger())
            outcome = receive(book, directive, execute)
            self.books[partner] = book.after(outcome.change)
            mark_sent(self.connection, [outgoing.id], now)
            final = replace(outcome.answer, answer_no=2)
            begun = Answer(
                directive_id=final.directive_id,
                measure_id=final.measure_id,
                result=Result.ACCEPTED,
            )
            self.replies += [(partner, begun), (partner, final)]

    def witnesses(self) -> tuple[Witness, ...]:
        """Whoever was ever told something."""
        return tuple(
            Witness(partner=partner, book=book) for partner, book in sorted(self.books.items())
        )
