"""
The story that is played each time: a few days of a small town.

A is listed for unpaid wages, told twice and relayed by the province; B's account is frozen; a
repair comes before what it repairs; a message is broken. The bank turns the first deliveries away.
Partners answer. Then the listing is corrected to be about B, the broken message is given up, a day
passes, the listing ends, the freeze is lifted, and another listing is revoked before anybody heard
of it.
"""

from dataclasses import dataclass, field

from scenario.calendar import day
from scenario.cast import B, P
from scenario.message import Message, freeze, judgment, related, repair, unfreeze, wage

from faults.senders import Senders
from faults.town import Town, ask, ask_unknown
from faults.worker import Worker
from schemas.codec import encode
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.line.command import Advance, DropQuarantined

BROKEN = b"\x00\x00\x00\x00\x01\xff"


@dataclass(slots=True, kw_only=True)
class Story:
    """One play of it in a town."""

    town: Town
    line_store_of: type[PostgresLineStore] = PostgresLineStore
    senders_of: type[Senders] = Senders
    worker: Worker = field(init=False)
    senders: Senders = field(init=False)

    def __post_init__(self) -> None:
        self.worker = Worker(town=self.town, line_store_of=self.line_store_of)
        self.senders = self.senders_of(town=self.town)

    async def play(self) -> None:
        """From the first message to the last receipt."""
        try:
            await self._first_day()
            await self._second_day()
        finally:
            self.worker.end()

    async def _first_day(self) -> None:
        town, w1 = self.town, wage("W1")
        self._publish(w1, w1.again(), w1.relayed("province", "P1"), freeze("F1", about=B))
        self._publish(
            repair("R9", of=wage("W9")), judgment("J1", related=[related("PRINCIPAL", P)])
        )
        town.broker.append("credit.events.hrss", BROKEN)
        await self.worker.turn()
        town.partners["bank"].away = 2
        await self._tell_everybody()
        self._publish(w1.corrected(2, about=B))
        self._answer()
        await self.worker.turn()
        await self.senders.tell("procurement")
        await self.senders.tell("bank")

    async def _second_day(self) -> None:
        broken = DropQuarantined(topic="credit.events.hrss", partition=0, offset=3)
        ask(self.town.url, "drop", broken)
        ask(self.town.url, "advance", Advance(through=day("06-02")))
        ask_unknown(self.town.url)
        w8 = wage("W8")
        self._publish(wage("W9"), wage("W1").ended(3, "06-02"), unfreeze("U1", of="F1", about=B))
        self._publish(w8)
        self._answer()
        await self.worker.turn()
        # The day advances in a turn of its own: what comes in meanwhile may go before it or after.
        await self.worker.turn()
        self._publish(w8.revoked(2))
        await self.worker.turn()
        await self._tell_everybody()
        self._answer()
        await self.worker.turn()
        await self.senders.receipts()
        await self.senders.tell("court")

    async def _tell_everybody(self) -> None:
        await self.senders.receipts()
        await self.senders.pool()
        await self.senders.tell("procurement")
        await self.senders.tell("bank")

    def _publish(self, *messages: Message) -> None:
        for message in messages:
            value = encode(f"credit.events.{message.kind}", message.record)
            self.town.broker.append(f"credit.events.{message.department}", value)

    def _answer(self) -> None:
        for partner in self.town.partners.values():
            partner.answer(self.town.broker)
