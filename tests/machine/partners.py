"""The virtual partners of a play, to whom directives go as the senders send them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kafka import KafkaProducer
from support.virtual_partner import VirtualPartner

from connectors.partners.answer import Answer, Result
from connectors.partners.full_list import full_list_of
from connectors.partners.handling import Execute
from connectors.partners.ledger import Ledger
from connectors.partners.sample.rules import obedient, refusing
from machine.passing import Passing
from monitoring.verify.witness import PartnerWitness
from schemas.catalogue.model import Catalogue, Channel
from streams.reading.in_force import part_of
from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.store.connection import Connection
from streams.store.seal import Seal

#: How a partner takes what is sent: it does it, it cannot, or nothing arrives.
CONDUCT: Mapping[str, Execute | None] = {"obeys": obedient, "refuses": refusing, "lost": None}


@dataclass(slots=True)
class Partners:
    """
    All partners of a play that were ever told something; `replies`: what they have not said yet.

    Each says that it has begun, then what it did; which of the two arrives first is open.
    """

    connection: Connection
    seal: Seal
    time: Passing
    producer: KafkaProducer
    told: dict[str, VirtualPartner] = field(default_factory=dict)
    replies: list[tuple[str, Answer]] = field(default_factory=list)
    backups: dict[str, Ledger] = field(default_factory=dict)

    def back_up(self, partner: str) -> None:
        """A partner keeps its ledger as it is now."""
        told = self.told.get(partner)
        self.backups[partner] = Ledger() if told is None else told.desk.ledger

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
        loser = self._of(partner)
        loser.execute = obedient
        loser.lose_ledger(self.backups.get(partner, Ledger()))
        answers = loser.desk.take_list(full_list_of(fields, whole=True))
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
            told = self._of(partner)
            told.execute = execute
            outcome = told.take(outgoing.body)
            assert outcome is not None, "a directive"
            mark_sent(self.connection, [outgoing.id], now)
            final = replace(outcome.answer, answer_no=2)
            begun = Answer(
                directive_id=final.directive_id,
                measure_id=final.measure_id,
                result=Result.ACCEPTED,
            )
            self.replies += [(partner, begun), (partner, final)]

    def _of(self, partner: str) -> VirtualPartner:
        return self.told.setdefault(partner, VirtualPartner(partner))

    def witnesses(self) -> tuple[PartnerWitness, ...]:
        """Whoever was ever told something."""
        return tuple(told for _, told in sorted(self.told.items()))
