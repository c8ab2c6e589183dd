"""Relaying to one partner on its own topic: claim, publish, then mark (R12, R13)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.channels.port import Carrier, Letter, Meaning
from connectors.channels.publisher import Publishes
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send import signature
from streams.wiring.clock import Clock
from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import Seal
from streams.wiring.reading.rules_in_force import RulesInForce
from streams.wiring.sending.claims import Claims
from streams.wiring.sending.counted import count_sent
from streams.wiring.sending.day import Day
from streams.wiring.sending.marks import mark_sent
from streams.wiring.sending.never_sent import say_never_sent
from streams.wiring.sending.order_results import ResultClaims
from streams.wiring.sending.outgoing import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayPartner:
    """One partner's channel, on a database session that holds its lock."""

    partner: str
    channel: Channel
    carrier: Carrier
    connection: Connection
    publisher: Publishes
    seal: Seal
    signers: signature.Signers
    clock: Clock
    rules: RulesInForce
    metrics: SenderMetrics
    day: Day

    async def step(self) -> int:
        """Relay what may go now. How many messages there were. Raises `KafkaError`."""
        told = await self.directives() + await self.order_results()
        now = self.clock.now()
        return told + await say_never_sent(
            self.connection, self.publisher, self.partner, self.signers, now
        )

    async def directives(self) -> int:
        """Claim directives, publish them, then mark them. How many there were."""
        outgoing = await asyncio.to_thread(self.claim)
        if outgoing:
            await self._hand_over([one.letter for one in outgoing])
            ids = [one.directive_id for one in outgoing]
            await asyncio.to_thread(mark_sent, self.connection, ids, self.clock.now())
            await asyncio.to_thread(count_sent, self.connection, self.metrics, self.partner, ids)
        return len(outgoing)

    async def _hand_over(self, letters: Sequence[Letter]) -> None:
        """All are taken; a topic takes every letter or raises, and then none is marked."""
        attempts = await self.carrier.attempt(letters)
        assert all(attempt.meaning is Meaning.TAKEN for attempt in attempts)

    def claim(self) -> tuple[Outgoing, ...]:
        """The directives that go now, with their bytes; after the call the claims stand."""
        rules = self.rules.now(self.connection)
        today = self.day.today(self.connection, self.clock)
        if rules is None or today is None:
            return ()
        claims = Claims(
            connection=self.connection,
            seal=self.seal,
            partner=self.partner,
            channel=self.channel,
            loaded=rules.number,
        )
        return claims.claim(rules.book.catalogue, self.clock.now(), today)

    async def order_results(self) -> int:
        """Claim what courts are told by this partner, publish it, then mark it. How many."""
        rules = await asyncio.to_thread(self.rules.now, self.connection)
        today = await asyncio.to_thread(self.day.today, self.connection, self.clock)
        if rules is None or today is None:
            return 0
        claims = ResultClaims(
            connection=self.connection, seal=self.seal, partner=self.partner, loaded=rules.number
        )
        now = self.clock.now()
        outgoing = await asyncio.to_thread(claims.claim, rules.book.catalogue, now)
        if outgoing:
            await self._hand_over([one.letter for one in outgoing])
            await asyncio.to_thread(claims.sent, outgoing, self.clock.now())
            self.metrics.relayed.labels(what="order results").inc(len(outgoing))
        return len(outgoing)
