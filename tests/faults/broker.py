"""
A broker in this process: topics of one partition, a producer whose N-th batch fails, a source.

`connectors.channels.publisher.Publisher` and `streams.worker.loop.Loop` are the shipped
ones; what stands here is what they would reach over the network.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from aiokafka.errors import KafkaError, NodeNotReadyError, RequestTimedOutError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record import MemoryRecords

from connectors.channels.publisher import BATCH_BYTES, Publisher
from faults.calls import Calls, When
from streams.deciding.message import Message, signature_of
from streams.store.topics import Place
from streams.worker.source import Source


class Record(NamedTuple):
    """One message of a topic."""

    key: bytes
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


@dataclass(slots=True, kw_only=True)
class Broker:
    """Every topic with what is in it; all was appended at one moment."""

    appended_at: datetime
    topics: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))

    def append(self, topic: str, value: bytes, key: bytes = b"") -> None:
        """A message from somebody other than the hub."""
        self.topics[topic].append(Record(key, value))


class FailingProducer:
    """What a `Publisher` asks of its producer; a batch that fails is appended, or is not."""

    def __init__(self, broker: Broker, calls: Calls, component: str) -> None:
        self._broker = broker
        self._calls = calls
        self._component = component

    async def partitions_for(self, topic: str) -> set[int]:
        """Every topic has one partition."""
        return {0}

    def create_batch(self) -> BatchBuilder:
        """The driver's own."""
        return BatchBuilder(BATCH_BYTES, 0)

    async def send_batch(self, batch: Any, topic: str, partition: int) -> "asyncio.Future[None]":
        """One produce; the future tells what the broker said."""
        assert partition == 0
        said: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        when = self._calls.next(f"{self._component}: PRODUCE {topic}")
        if when is not When.BEFORE:
            self._broker.topics[topic] += _records(batch)
        failures: dict[When, KafkaError] = {
            When.BEFORE: NodeNotReadyError(),
            When.AFTER: RequestTimedOutError(),
        }
        if when is None:
            said.set_result(None)
        else:
            said.set_exception(failures[when])
        return said

    async def stop(self) -> None:
        """Nothing is open."""


def publisher(broker: Broker, calls: Calls, component: str) -> Publisher:
    """The shipped publisher on this broker."""
    return Publisher(producer=FailingProducer(broker, calls, component))


class BrokerSource(Source):
    """The input topics of this broker, from given positions."""

    def __init__(self, broker: Broker, positions: Mapping[Place, int]) -> None:
        self._broker = broker
        self._positions = dict(positions)

    async def read(self, limit: int, timeout_s: float) -> list[Message]:
        """What comes next, in the order of topics."""
        found = [message for place in sorted(self._positions) for message in self._new(*place)]
        assert len(found) <= limit
        self._positions |= {(m.topic, m.partition): m.offset + 1 for m in found}
        return found

    def _new(self, topic: str, partition: int) -> Iterable[Message]:
        at_ms = int(self._broker.appended_at.timestamp() * 1000)
        first = self._positions[topic, partition]
        for offset, record in enumerate(self._broker.topics[topic][first:], first):
            yield Message(
                topic=topic,
                partition=partition,
                offset=offset,
                appended_at_ms=at_ms,
                payload=record.value or b"",
                signature=signature_of(record.headers),
            )

    async def ends(self) -> Mapping[Place, int]:
        """The end of each input partition."""
        return {place: len(self._broker.topics[place[0]]) for place in self._positions}

    async def passed(self, wanted: Mapping[Place, int]) -> bool:
        """Whether everything before the wanted offsets has been handed out by `read`."""
        return all(self._positions[place] >= offset for place, offset in wanted.items())

    async def show(self, positions: Mapping[Place, int]) -> None:
        """Nobody looks at lag here."""

    async def require_same(self) -> None:
        """Topics of this broker are never made anew."""

    async def stop(self) -> None:
        """Nothing is open."""


def _records(batch: Any) -> list[Record]:
    found = []
    records = MemoryRecords(bytes(batch._build()))
    while records.has_next():
        for record in records.next_batch():
            headers = tuple((name, value) for name, value in record.headers)
            found.append(Record(bytes(record.key), record.value, headers))
    return found
