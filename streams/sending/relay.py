"""
The relay: from outgoing rows to topics, at least once (D10).

One task for each partner with a topic of its own, one for receipts, one for the pool; each holds
the lock of its channel on a session of its own, so that a second relay does nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from connectors.channels.kinds import KINDS, told_by
from connectors.channels.port import OwnTopic
from connectors.channels.publisher import Publisher, Publishes
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send import signature
from streams.sending import pool_messages, receipts
from streams.sending.alone import fence, until_alone
from streams.sending.counted import own_metrics
from streams.sending.day import Day
from streams.sending.fenced_publisher import FencedPublisher
from streams.sending.means import means_of
from streams.sending.news import News
from streams.sending.outages import keep_on
from streams.sending.own_partners import Served, follow
from streams.sending.quarantine_messages import quarantined
from streams.sending.relay_partner import RelayPartner
from streams.sending.until_stopped import run_until_stopped
from streams.store.connection import SENDING, Connection, connect
from streams.store.rules_in_force import RulesInForce
from streams.store.seal import Seal
from streams.wiring.clock import Clock, clock_of
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings

log = logging.getLogger(__name__)

#: How often the catalogue is asked for partners to serve.
LOOK_AGAIN_S: Final = 1.0
#: Receipts and changes of the pool wait so long for more of them: nobody acts on one at once.
GATHER_S: Final = 0.05
#: The channel of the pool's changes.
POOL: Final = "pool"


def serve(settings: Settings, ready: Callable[[], None]) -> int:
    """Relay until SIGTERM; an outage is waited for, a bug ends the process."""
    run_until_stopped(lambda: Relay.of(settings).run(), ready)
    return 0


#: One round of a task: relays some rows, and says how many.
Step = Callable[["Relay", Connection, Publishes], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """What the relay's tasks share; each opens its own connections."""

    bootstrap: str
    database_url: str
    seal: Seal
    signers: signature.Signers
    clock: Clock
    rules: RulesInForce
    connect_broker: Callable[[str], Awaitable[Publishes]] = Publisher.connected
    connect_fenced: Callable[[str, str], Awaitable[Publishes]] = FencedPublisher.connected
    metrics: SenderMetrics = field(default_factory=own_metrics)
    news: News = field(default_factory=News)
    day: Day = field(default_factory=Day)

    @classmethod
    def of(cls, settings: Settings) -> "Relay":
        """The relay of an installation."""
        assert settings.bootstrap_servers is not None
        assert settings.database_url is not None
        keys = load_keys(settings.keys_folder)
        return cls(
            bootstrap=settings.bootstrap_servers,
            database_url=settings.database_url,
            seal=Seal.of(keys.identity_encryption),
            signers=signature.Signers(ed25519_seeds=keys.hub_ed25519.oldest_first),
            clock=clock_of(settings.data),
            rules=RulesInForce(),
        )

    def partner(
        self,
        partner: str,
        channel: Channel,
        topic: OwnTopic,
        connection: Connection,
        publisher: Publishes,
    ) -> RelayPartner:
        """A partner with a topic of its own, on connections that are there."""
        means = means_of(partner, self.signers, self.clock.now, self.bootstrap)
        return RelayPartner(
            partner=partner,
            channel=channel,
            carrier=topic.carrier(means, publisher),
            connection=connection,
            publisher=publisher,
            seal=self.seal,
            signers=self.signers,
            clock=self.clock,
            rules=self.rules,
            metrics=self.metrics,
            day=self.day,
        )

    async def run(self) -> None:
        """Relay everything until cancelled; partners come and go with the catalogue."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_on("news", self._hear))
            tasks.create_task(keep_on("receipts", lambda: self._session("receipts", _receipts)))
            tasks.create_task(keep_on(POOL, lambda: self._session(POOL, _pool)))
            relayed = {channel: Served() for channel, kind in KINDS.items() if kind.topic}
            await keep_on("partners", lambda: self._partners(tasks, relayed))

    async def _hear(self) -> None:
        with connect(self.database_url, "hub relay news") as connection:
            await self.news.listen(connection)

    async def _partners(self, tasks: asyncio.TaskGroup, relayed: Mapping[Channel, Served]) -> None:
        with connect(self.database_url, "hub relay") as connection:
            while True:
                rules = await asyncio.to_thread(self.rules.now, connection)
                if rules is not None:
                    for channel, served in relayed.items():
                        own = told_by(channel, rules.book.catalogue)
                        follow(own, served, tasks, partial(self._serve_partner, channel))
                await asyncio.sleep(LOOK_AGAIN_S)

    async def _serve_partner(self, channel: Channel, partner: str) -> None:
        topic = KINDS[channel].topic
        assert topic is not None

        async def step(relay: "Relay", connection: Connection, publisher: Publishes) -> int:
            return await relay.partner(partner, channel, topic, connection, publisher).step()

        await keep_on(partner, lambda: self._session(topic.name(partner), step, partner))

    async def _session(self, channel: str, step: Step, partner: str | None = None) -> None:
        """
        Hold a channel and relay what there is, until an outage.

        A partner's channel looks when an entry concerns it; the others when some have gathered.
        """
        with connect(self.database_url, f"hub relay {channel}", SENDING) as connection:
            await until_alone(connection, channel)
            publisher = await self._connected(connection, channel)
            try:
                while True:
                    heard = self.news.heard(partner)
                    if not await step(self, connection, publisher):
                        await self.news.after(heard, partner)
                        if partner is None:
                            await asyncio.sleep(GATHER_S)
            finally:
                await publisher.close()

    async def _connected(self, connection: Connection, channel: str) -> Publishes:
        """What the channel's messages go to; readers of the pool go by the last one of a fact."""
        if channel == POOL:
            return await self.connect_fenced(self.bootstrap, fence(connection, channel))
        return await self.connect_broker(self.bootstrap)


async def _receipts(relay: Relay, connection: Connection, publisher: Publishes) -> int:
    pages = await asyncio.to_thread(receipts.unsent_pages, connection)
    if pages:
        await publisher.publish((*receipts.page_receipts(pages), *quarantined(pages)))
        await asyncio.to_thread(receipts.pages_sent, connection, pages, relay.clock.now())
        relay.metrics.relayed.labels(what="receipts").inc(len(pages))
        return len(pages)
    # A first outcome is told before what it became: changes wait while a page does.
    changes = await asyncio.to_thread(receipts.unsent_changes, connection)
    if changes:
        await publisher.publish(receipts.change_receipts(changes))
        await asyncio.to_thread(receipts.changes_sent, connection, changes, relay.clock.now())
        relay.metrics.relayed.labels(what="receipts").inc(len(changes))
    return len(changes)


async def _pool(relay: Relay, connection: Connection, publisher: Publishes) -> int:
    pages = await asyncio.to_thread(pool_messages.unsent_pool, connection)
    if pages:
        await publisher.publish(pool_messages.pool_messages(page) for page in pages)
        await asyncio.to_thread(pool_messages.pool_sent, connection, pages, relay.clock.now())
        relay.metrics.relayed.labels(what="pool").inc(len(pages))
    return len(pages)
