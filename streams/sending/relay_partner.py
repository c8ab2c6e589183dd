"""Relaying to one partner on its own topic: claim, publish, then mark (R12, R13)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.channels.port import Carrier, Letter, Meaning
from connectors.channels.publisher import Publishes
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send import signature
from streams.sending.counted import count_sent
from streams.sending.day import Day
from streams.sending.marks import mark_all_sent
from streams.sending.never_sent import say_never_sent
from streams.sending.outgoing import Outgoing
from streams.sending.to_tell import ToTell
from streams.store.connection import Connection
from streams.store.rules_in_force import RulesInForce
from streams.store.seal import Seal
from streams.wiring.clock import Clock


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
        """Relay what may go now; returns the number of messages. Raises `KafkaError`."""
        told = await self.told()
        now = self.clock.now()
        return told + await say_never_sent(
            self.connection, self.publisher, self.partner, self.signers, now
        )

    async def told(self) -> int:
        """
        Claim, publish and mark directives, then results of orders; returns how many there were.

        What a result says was delivered before it has the directives that are marked by then.
        """
        to_tell, many = self.to_tell(), 0
        for claim in (to_tell.directives, to_tell.results):
            outgoing = await asyncio.to_thread(claim, self.connection)
            if outgoing:
                await self._hand_over([one.letter for one in outgoing])
                await asyncio.to_thread(self._mark, outgoing)
            many += len(outgoing)
        return many

    def to_tell(self) -> ToTell:
        """What its claims are made with."""
        return ToTell(
            partner=self.partner,
            channel=self.channel,
            seal=self.seal,
            clock=self.clock,
            rules=self.rules,
            day=self.day,
        )

    async def _hand_over(self, letters: Sequence[Letter]) -> None:
        """All are taken; a topic takes every letter or raises, and then none is marked."""
        attempts = await self.carrier.attempt(letters)
        assert all(attempt.meaning is Meaning.TAKEN for attempt in attempts)

    def _mark(self, outgoing: Sequence[Outgoing]) -> None:
        mark_all_sent(self.connection, outgoing, self.clock.now())
        count_sent(self.connection, self.metrics, self.partner, outgoing)
