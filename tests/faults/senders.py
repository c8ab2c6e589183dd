"""Relay and push connector under faults: their shipped steps, begun anew after an outage."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from connectors.channels import topic
from connectors.channels.folder import PLACE, prepare
from connectors.channels.port import Carrier
from connectors.channels.publisher import Publisher, Publishes
from connectors.channels.settings import PartnerSettings
from connectors.channels.webhook import Webhook, client
from faults.broker import publisher
from faults.partners import FailingFolder, failing
from faults.sessions import ended
from faults.town import CLOCK, NOW, RING, Town
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send.retry import Schedule
from streams.send.signature import Signers, headers
from streams.sending import relay as shipped
from streams.sending.alone import until_alone
from streams.sending.counted import own_metrics
from streams.sending.day import Day
from streams.sending.news import News
from streams.sending.outages import OUTAGES
from streams.sending.push_partner import PushPartner
from streams.sending.relay import Relay, Step
from streams.store.connection import SENDING, Connection, connect
from streams.store.rules_in_force import RulesInForce
from streams.store.seal import Seal

#: An attempt that failed is made again at once: the clock of a play stands still.
AT_ONCE = Schedule(first_s=0.0, longest_s=0.0)
#: The database's clock is not the play's.
DAY = Day(database_now=lambda _: NOW)
#: How every carrier signs, and when.
SIGN = partial(headers, Signers(ed25519_seeds=(RING.current,)))


def now_s() -> int:
    """Seconds since 1970."""
    return int(NOW.timestamp())


class NothingLeft(Exception):
    """A channel found nothing more to send."""


class EndOfNews(News):
    """Ends a channel where the relay's would wait for the next entry."""

    async def after(self, heard: int, partner: str | None = None, longest_s: float = 0.0) -> None:
        """Do not wait."""
        raise NothingLeft


@dataclass(slots=True, kw_only=True)
class Senders:
    """All channels of a town."""

    town: Town
    metrics: SenderMetrics = field(default_factory=own_metrics)
    _rules: RulesInForce = field(default_factory=RulesInForce)
    _outages: int = 0

    async def relay(self, channel: str, step: Step) -> None:
        """Send everything there is on one channel of the relay."""

        async def session() -> None:
            async def connect_broker(_: str) -> Publisher:
                return publisher(self.town.broker, self.town.calls, f"hub relay {channel}")

            async def connect_fenced(_: str, name: str) -> Publisher:
                assert name.endswith(channel)
                return await connect_broker("")

            relay = Relay(
                bootstrap="",
                database_url=self.town.url,
                seal=Seal.of(RING),
                signers=Signers(ed25519_seeds=(RING.current,)),
                clock=CLOCK,
                rules=self._rules,
                connect_broker=connect_broker,
                connect_fenced=connect_fenced,
                metrics=self.metrics,
                news=EndOfNews(),
                day=DAY,
            )
            try:
                await relay._session(channel, step)
            except NothingLeft:
                return

        await self._until_done(f"hub relay {channel}", session)

    async def receipts(self) -> None:
        """Tell the departments."""
        await self.relay("receipts", shipped._receipts)

    async def pool(self) -> None:
        """Tell the readers of the pool."""
        await self.relay("pool", shipped._pool)

    async def tell(self, partner: str) -> None:
        """Tell a partner by the channel it has; it handles what came at once."""
        match self.town.channel_of(partner):
            case Channel.TOPIC:
                await self.topic(partner)
            case Channel.WEBHOOK:
                await self.push(partner, Channel.WEBHOOK, partial(self._webhook, partner))
            case _:
                prepare(PartnerSettings({PLACE.name: str(self.town.folder)}))
                await self.push(partner, Channel.FOLDER, partial(self._folder, partner))
                self.town.partners[partner].read_files(self.town.folder)

    async def topic(self, partner: str) -> None:
        """Tell a partner with a topic, as `Relay._serve_partner` does; it reads at once."""

        async def step(relay: Relay, connection: Connection, to: Publishes) -> int:
            own = relay.partner(partner, Channel.TOPIC, topic.OWN, connection, to)
            return await own.told()

        await self.relay(f"sanctions.{partner}", step)
        self.town.partners[partner].read(self.town.broker)

    @asynccontextmanager
    async def _webhook(self, partner: str) -> AsyncIterator[Carrier]:
        watching = failing(self.town.calls, f"hub push {partner}")
        async with client(watched_by=[watching]) as http:
            url = self.town.partners[partner].url
            yield Webhook(http=http, url=url, sign=SIGN, now_s=now_s)

    @asynccontextmanager
    async def _folder(self, partner: str) -> AsyncIterator[Carrier]:
        found = FailingFolder(
            place=self.town.folder,
            sign=SIGN,
            now_s=now_s,
            calls=self.town.calls,
            component=f"hub push {partner}",
        )
        yield found
        found.close()

    async def push(
        self,
        partner: str,
        channel: Channel,
        opens: Callable[[], AbstractAsyncContextManager[Carrier]],
    ) -> None:
        """Tell a partner as `Push._session` does."""
        name = f"hub push {partner}"

        async def session() -> None:
            with connect(self.town.url, name, SENDING) as connection:
                await until_alone(connection, f"{channel.lower()}.{partner}")
                async with opens() as carrier:
                    pushing = PushPartner(
                        partner=partner,
                        channel=channel,
                        carrier=carrier,
                        connection=connection,
                        publisher=publisher(self.town.broker, self.town.calls, name),
                        seal=Seal.of(RING),
                        signing=RING,
                        clock=CLOCK,
                        rules=self._rules,
                        schedule=AT_ONCE,
                        metrics=self.metrics,
                        day=DAY,
                    )
                    while await pushing.step():
                        # What is left apart goes on by itself; here nothing else happens meanwhile.
                        if apart := pushing._side_by_side._apart.values():
                            await asyncio.wait(apart)

        await self._until_done(name, session)

    async def _until_done(self, name: str, session: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await session()
            except OUTAGES:
                self._outages += 1
                assert self.town.calls.failed, "an outage without a fault"
                assert self._outages == 1, "one fault was two outages"
                self._rules = RulesInForce()
                ended(self.town.url, name)
            else:
                return
