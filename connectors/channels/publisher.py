"""Messages to Kafka, each acknowledged by the broker before anything is marked as sent."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from time import time_ns
from typing import Final, Protocol, Self, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder

#: A batch goes as one; the broker takes up to 1 MiB.
BATCH_BYTES: Final = 512 * 1024

#: Key, value, headers, as the producer takes them.
_Message: TypeAlias = tuple[bytes, bytes | None, list[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPublish:
    """One message. `value` None takes back what a compacted topic kept under the key."""

    topic: str
    key: bytes
    value: bytes | None = field(repr=False)
    headers: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyToPublish:
    """Messages of one topic in their order, without headers; values as in `ToPublish`."""

    topic: str
    keys: Sequence[bytes]
    values: Sequence[bytes | None] = field(repr=False)


class Publishes(Protocol):
    """What a channel's messages go to."""

    async def publish(self, given: Iterable[ToPublish | ManyToPublish]) -> None:
        """After the call the broker has them all, in this order for each key."""

    async def close(self) -> None:
        """End the connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An idempotent producer; `acks=all`."""

    producer: AIOKafkaProducer

    @classmethod
    async def connected(cls, bootstrap: str) -> Self:
        """A publisher on a broker that answers; raises `KafkaError` where none does."""
        producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap,
            client_id="hub-relay",
            acks="all",
            enable_idempotence=True,
            max_batch_size=BATCH_BYTES,
            request_timeout_ms=15_000,
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        return cls(producer=producer)

    async def publish(self, given: Iterable[ToPublish | ManyToPublish]) -> None:
        """
        After the call the broker has them all, in this order for each key.

        Raises `KafkaError` when some may be missing: all of them are to be sent again then.
        """
        by_topic: dict[str, list[_Message]] = defaultdict(list)
        for some in given:
            by_topic[some.topic] += messages_of(some)
        pending = []
        for topic, messages in by_topic.items():
            partitions = await self.producer.partitions_for(topic)
            for partition, mine in _spread(messages, partitions).items():
                pending += [
                    await self.producer.send_batch(batch, topic, partition=partition)
                    for batch in self._batches(mine)
                ]
        await asyncio.gather(*pending)

    def _batches(self, messages: Iterable[_Message]) -> Iterator[BatchBuilder]:
        """
        The messages in their order, in as few batches as hold them.

        A batch costs a fifth of what the producer asks for sending its messages one by one.
        """
        now_ms = time_ns() // 1_000_000
        batch = self.producer.create_batch()
        for key, value, headers in messages:
            if not batch.append(timestamp=now_ms, key=key, value=value, headers=headers):
                yield batch
                batch = self.producer.create_batch()
                batch.append(timestamp=now_ms, key=key, value=value, headers=headers)
        batch.close()
        yield batch

    async def close(self) -> None:
        """End the connection."""
        await self.producer.stop()


def messages_of(given: ToPublish | ManyToPublish) -> Iterable[_Message]:
    """The given messages one by one."""
    if isinstance(given, ToPublish):
        return [(given.key, given.value, list(given.headers))]
    return zip(given.keys, given.values, repeat([], len(given.keys)), strict=True)


def _spread(
    messages: Sequence[_Message], partitions: Collection[int]
) -> Mapping[int, Sequence[_Message]]:
    """The messages by partition, as every client of Kafka places them by their key."""
    places = sorted(partitions)
    if len(places) == 1:
        return {places[0]: messages}
    place_of = DefaultPartitioner()
    found: dict[int, list[_Message]] = defaultdict(list)
    for message in messages:
        found[place_of(message[0], places, places)].append(message)
    return found
