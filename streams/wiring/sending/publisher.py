"""Messages to Kafka, each acknowledged by the broker before anything is marked as sent."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from aiokafka import AIOKafkaProducer


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPublish:
    """One message. `value` None takes back what a compacted topic kept under the key."""

    topic: str
    key: bytes
    value: bytes | None = field(repr=False)
    headers: tuple[tuple[str, bytes], ...] = ()


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
            linger_ms=2,
            request_timeout_ms=15_000,
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        return cls(producer=producer)

    async def publish(self, messages: Iterable[ToPublish]) -> None:
        """
        After the call the broker has them all, in this order for each key.

        Raises `KafkaError` when some may be missing: all of them are to be sent again then.
        """
        pending = [
            await self.producer.send(
                message.topic, message.value, key=message.key, headers=list(message.headers)
            )
            for message in messages
        ]
        await asyncio.gather(*pending)

    async def close(self) -> None:
        """End the connection."""
        await self.producer.stop()
