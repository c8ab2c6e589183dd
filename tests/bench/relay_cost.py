"""
What each step of the relay costs on this machine, for the mix of the throughput figures.

Run it with `PYTHONPATH=.:tests python tests/bench/relay_cost.py [--batch 2000] [--batches 12]`.

The mix of `traffic.py` is decided and written as the worker does it, on a broker and a database of
its own. All of it is relayed step by step, then as much again, and again, by the relay as it runs.
Prints microseconds per event: wall, CPU of Python, CPU of the session's backend; last what the
relay spends on a second in which there is nothing to do. Nothing is asserted about time.
"""

import argparse
import asyncio
import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date

from bench.line_cost import batches
from bench.stack import servers
from bench.store_cost import Stopwatch, profiled
from contract.line_on_store import KEY, LineOnStore
from contract.stores import OnPostgres

from connectors.channels import topic
from connectors.channels.publisher import ManyToPublish, Publisher, ToPublish
from schemas.catalogue import serialise
from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue, Channel
from schemas.manifest import published
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.line.decide import decide_batch, need_of
from streams.line.entry import Batch
from streams.sending import pool_messages, receipts, relay
from streams.sending.counted import count_sent
from streams.sending.marks import mark_all_sent
from streams.sending.quarantine_messages import quarantined
from streams.store.connection import Connection, connect
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings

DAY = date(2026, 11, 24)
IDLE_S = 3.0
ROUNDS = 3
PARTNER = "procurement"
UNSENT = """SELECT (SELECT count(*) FROM page WHERE sent_at IS NULL)
                 + (SELECT count(*) FROM pool_page WHERE sent_at IS NULL)
                 + (SELECT count(*) FROM outcome_change WHERE sent_at IS NULL)
                 + (SELECT count(*) FROM directive WHERE sent_at IS NULL AND partner = %s)"""


class Filling:
    """Decides batches of the mix and keeps them, as the worker does."""

    def __init__(self, settings: Settings, size: int) -> None:
        assert settings.database_url is not None
        catalogue = read_catalogue(SAMPLE)
        assert isinstance(catalogue, Catalogue)
        in_force = next_catalogue(None, catalogue, DAY)
        on = OnPostgres(
            settings.database_url, ring=load_keys(settings.keys_folder).identity_encryption
        )
        on.connection.execute(
            "INSERT INTO catalogue (number, version, body, entry) VALUES (1, %s, %s, 1)",
            (in_force.version, serialise.to_json(in_force)),
        )
        on.connection.execute("UPDATE line SET catalogue = 1")
        self._line = LineOnStore(on.store, on.save, catalogue, on=DAY)
        self._reader = Reader(reference=reference_data_of(in_force, published()), key=KEY)
        self._batches = batches(1_000_000, size)

    def decide(self, number: int) -> int:
        """Decide so many batches more; the number of their events."""
        events = 0
        for _ in range(number):
            messages = next(self._batches)
            batch = Batch(arrivals=tuple(self._reader.read(message) for message in messages))
            snapshot = self._line.store.load(need_of(batch))
            self._line.keep(decide_batch(self._line.entry(batch), batch, snapshot, self._line.book))
            events += len(messages)
        gc.freeze()  # the relay's collector has nothing of this to look through
        return events


class Steps:
    """Relays all there is, one step after the other, each under a watch."""

    def __init__(self, of: relay.Relay, connection: Connection, publisher: Publisher) -> None:
        self.watch = Stopwatch(connection.info.backend_pid)
        self.profile, self.wanted = cProfile.Profile(), ""
        self._relay, self._connection, self._publisher = of, connection, publisher
        self._own = of.partner(PARTNER, Channel.TOPIC, topic.OWN, connection, publisher)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Watch a step, and profile it if that is wanted."""
        with self.watch.part(name), profiled(self.profile, name == self.wanted):
            yield

    async def all(self) -> None:
        """Everything, until nothing is left."""
        for step in (self._receipts, self._pool, self._directives):
            while await step():
                pass

    async def _receipts(self) -> int:
        with self.part("receipts: read"):
            pages = receipts.unsent_pages(self._connection)
        if pages:
            with self.part("receipts: encode"):
                told: list[ToPublish | ManyToPublish] = [*receipts.page_receipts(pages)]
                told += quarantined(pages)
            with self.part("receipts: send"):
                await self._publisher.publish(told)
            with self.part("receipts: mark"):
                receipts.pages_sent(self._connection, pages, self._relay.clock.now())
        return len(pages)

    async def _pool(self) -> int:
        with self.part("pool: read"):
            pages = pool_messages.unsent_pool(self._connection)
        if pages:
            with self.part("pool: encode"):
                changes = [*map(pool_messages.pool_messages, pages)]
            with self.part("pool: send"):
                await self._publisher.publish(changes)
            with self.part("pool: mark"):
                pool_messages.pool_sent(self._connection, pages, self._relay.clock.now())
        return len(pages)

    async def _directives(self) -> int:
        with self.part("directives: claim"):
            outgoing = self._own.to_tell().directives(self._connection)
        if outgoing:
            now = self._relay.clock.now()
            with self.part("directives: sign"):
                assert isinstance(self._own.carrier, topic.TopicCarrier)
                message = self._own.carrier.message
                signed = [message(one.letter, int(now.timestamp())) for one in outgoing]
            with self.part("directives: send"):
                await self._publisher.publish(signed)
            with self.part("directives: mark"):
                mark_all_sent(self._connection, outgoing, now)
            with self.part("directives: count"):
                count_sent(self._connection, self._relay.metrics, PARTNER, outgoing)
        return len(outgoing)


async def run(settings: Settings, options: argparse.Namespace) -> None:
    """Relay and print."""
    assert settings.database_url is not None
    assert settings.bootstrap_servers is not None
    filling, of = Filling(settings, options.batch), relay.Relay.of(settings)
    with connect(settings.database_url, "relay cost") as connection:
        publisher = await Publisher.connected(settings.bootstrap_servers)
        steps = Steps(of, connection, publisher)
        steps.wanted = options.profile or ""
        filling.decide(2)  # plans are made and caches are warm
        await steps.all()
        steps.watch.forget()
        events = filling.decide(options.batches)
        await steps.all()
        await publisher.close()
        steps.watch.show(events)
        if options.profile:
            pstats.Stats(steps.profile).sort_stats("tottime").print_stats(30)
        running = asyncio.create_task(of.run())
        for _ in range(ROUNDS):
            events = filling.decide(options.batches)
            spent_s = await _cpu_s(lambda: _until_sent(connection))
            sys.stdout.write(f"{'as it runs':<24}{'':8}{spent_s / events * 1e6:8.1f}\n")
        spent_s = await _cpu_s(lambda: asyncio.sleep(IDLE_S))
        sys.stdout.write(f"idle: {spent_s / IDLE_S * 1e3:.1f} ms of CPU a second\n")
        running.cancel()


async def _cpu_s(work: Callable[[], Awaitable[None]]) -> float:
    before = time.process_time()
    await work()
    return time.process_time() - before


async def _until_sent(connection: Connection) -> None:
    while True:
        row = connection.execute(UNSENT, (PARTNER,)).fetchone()
        assert row is not None
        if row[0] == 0:
            return
        await asyncio.sleep(0.1)


def main() -> None:
    """Run and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--batch", type=int, default=2000)
    given.add_argument("--batches", type=int, default=12)
    given.add_argument("--profile", help="a step by its name, for example 'pool: send'")
    options = given.parse_args()
    with servers(1) as settings:
        asyncio.run(run(settings, options))


if __name__ == "__main__":
    main()
