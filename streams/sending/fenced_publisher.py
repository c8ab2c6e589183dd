"""
Messages to Kafka in transactions, for a topic whose last message under a key must be the newest.

Whoever connects under a name fences whoever had it: the broker takes nothing from them any more,
not even what they had read before they were stopped, and drops what they had not committed.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from confluent_kafka import Producer

from connectors.channels.publisher import ManyToPublish, ToPublish, messages_of

#: A broker that has not taken a transaction by then is away.
TAKEN_WITHIN_S: Final = 10.0
_OPTIONS: Final[Mapping[str, str | int]] = {
    "client.id": "hub-relay",
    # What a relay left open that was killed keeps readers waiting so long, if none comes after it.
    "transaction.timeout.ms": 30_000,
    # As every client of Kafka places messages by their key.
    "partitioner": "murmur2_random",
    "queue.buffering.max.messages": 1_000_000,
    # Of a broker that is away the hub says so once a minute.
    "log_level": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FencedPublisher:
    """A publisher whose next transaction fails once another has connected under its name."""

    producer: Producer

    @classmethod
    async def connected(cls, bootstrap: str, name: str) -> Self:
        """
        The publisher under a name; what was published under it before is committed or dropped.

        Raises `confluent_kafka.KafkaException` where no broker answers.
        """
        producer = Producer({**_OPTIONS, "bootstrap.servers": bootstrap, "transactional.id": name})
        await asyncio.to_thread(producer.init_transactions, TAKEN_WITHIN_S)
        return cls(producer=producer)

    async def publish(self, given: Iterable[ToPublish | ManyToPublish]) -> None:
        """
        After the call the broker has them all, in this order for each key.

        Raises `KafkaException` when some may be missing, or another has connected under the name:
        this publisher is of no use any more then.
        """
        await asyncio.to_thread(self._publish, given)

    def _publish(self, given: Iterable[ToPublish | ManyToPublish]) -> None:
        self.producer.begin_transaction()
        for some in given:
            for key, value, headers in messages_of(some):
                self.producer.produce(some.topic, value=value, key=key, headers=list(headers))
        self.producer.commit_transaction(TAKEN_WITHIN_S)

    async def close(self) -> None:
        """End the connection; what is not committed is dropped by whoever connects next."""
        self.producer.purge()
