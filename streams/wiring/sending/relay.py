"""
The relay: from outgoing rows to topics, at least once (D10).

One task for each partner with a topic of its own, one for receipts, one for the pool; each holds
the lock of its channel on a session of its own, so that a second relay does nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from connectors.channels.kinds import told_by
from connectors.channels.publisher import Publisher, Publishes
from connectors.channels.topic import Topic, topic_of
from monitoring.metrics import SenderMetrics
from schemas.catalogue.model import Channel
from streams.send import signature
from streams.wiring.clock import Clock, clock_of
from streams.wiring.database.connection import SENDING, Connection, connect
from streams.wiring.database.seal import Seal
from streams.wiring.keys import load_keys
from streams.wiring.reading.rules_in_force import RulesInForce
from streams.wiring.sending import pool_messages, receipts
from streams.wiring.sending.alone import fence, until_alone
from streams.wiring.sending.claims import Claims
from streams.wiring.sending.counted import count_sent, own_metrics
from streams.wiring.sending.day import Day
from streams.wiring.sending.fenced_publisher import FencedPublisher
from streams.wiring.sending.marks import mark_sent
from streams.wiring.sending.never_sent import say_never_sent
from streams.wiring.sending.news import News
from streams.wiring.sending.order_results import ResultClaims
from streams.wiring.sending.outages import keep_on
from streams.wiring.sending.outgoing import Outgoing
from streams.wiring.sending.own_partners import Served, follow
from streams.wiring.sending.quarantine_messages import quarantined
from streams.wiring.sending.until_stopped import run_until_stopped
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

    def topic(self, partner: str, publisher: Publishes) -> Topic:
        """The topic on which a partner is told."""
        return Topic(
            partner=partner,
            publisher=publisher,
            sign=partial(signature.headers, self.signers),
            now_s=lambda: int(self.clock.now().timestamp()),
        )

    async def run(self) -> None:
        """Relay everything until cancelled; partners come and go with the catalogue."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_on("news", self._hear))
            tasks.create_task(keep_on("receipts", lambda: self._session("receipts", _receipts)))
            tasks.create_task(keep_on(POOL, lambda: self._session(POOL, _pool)))
            served: Served = {}
            await keep_on("partners", lambda: self._partners(tasks, served))

    async def _hear(self) -> None:
        with connect(self.database_url, "hub relay news") as connection:
            await self.news.listen(connection)

    async def _partners(self, tasks: asyncio.TaskGroup, served: Served) -> None:
        with connect(self.database_url, "hub relay") as connection:
            while True:
                rules = await asyncio.to_thread(self.rules.now, connection)
                if rules is not None:
                    own = told_by(Channel.TOPIC, rules.book.catalogue)
                    follow(own, served, tasks, self._serve_partner)
                await asyncio.sleep(LOOK_AGAIN_S)

    async def _serve_partner(self, partner: str) -> None:
        async def step(relay: "Relay", connection: Connection, publisher: Publishes) -> int:
            told = await _directives(relay, connection, publisher, partner)
            told += await _order_results(relay, connection, publisher, partner)
            now = relay.clock.now()
            return told + await say_never_sent(connection, publisher, partner, relay.signers, now)

        await keep_on(partner, lambda: self._session(topic_of(partner), step, partner))

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


async def _directives(
    relay: Relay, connection: Connection, publisher: Publishes, partner: str
) -> int:
    """Claim what may go to one partner, publish it, then mark it. The number of directives."""
    outgoing = await asyncio.to_thread(_claim, relay, connection, partner)
    if outgoing:
        await relay.topic(partner, publisher).attempt([one.letter for one in outgoing])
        ids = [one.directive_id for one in outgoing]
        await asyncio.to_thread(mark_sent, connection, ids, relay.clock.now())
        await asyncio.to_thread(count_sent, connection, relay.metrics, partner, ids)
    return len(outgoing)


def _claim(relay: Relay, connection: Connection, partner: str) -> tuple[Outgoing, ...]:
    rules = relay.rules.now(connection)
    today = relay.day.today(connection, relay.clock)
    if rules is None or today is None:
        return ()
    claims = Claims(
        connection=connection,
        seal=relay.seal,
        partner=partner,
        channel=Channel.TOPIC,
        loaded=rules.number,
    )
    return claims.claim(rules.book.catalogue, relay.clock.now(), today)


async def _order_results(
    relay: Relay, connection: Connection, publisher: Publishes, partner: str
) -> int:
    """Claim what courts are to be told by one partner's topic, publish it, then mark it."""
    rules = await asyncio.to_thread(relay.rules.now, connection)
    today = await asyncio.to_thread(relay.day.today, connection, relay.clock)
    if rules is None or today is None:
        return 0
    claims = ResultClaims(
        connection=connection, seal=relay.seal, partner=partner, loaded=rules.number
    )
    now = relay.clock.now()
    outgoing = await asyncio.to_thread(claims.claim, rules.book.catalogue, now)
    if outgoing:
        await relay.topic(partner, publisher).attempt([one.letter for one in outgoing])
        await asyncio.to_thread(claims.sent, outgoing, relay.clock.now())
        relay.metrics.relayed.labels(what="order results").inc(len(outgoing))
    return len(outgoing)


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
