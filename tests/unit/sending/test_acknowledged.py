"""When the publisher says that the broker has a message."""

import asyncio
from typing import Any

from aiokafka import AIOKafkaProducer

from connectors.channels.publisher import Publisher, ToPublish


class Waiting(AIOKafkaProducer):  # type: ignore[misc]  # a library without types
    """A producer whose broker has taken up nothing yet."""

    under_way: list[asyncio.Future[None]]

    async def partitions_for(self, topic: str) -> set[int]:
        return {0}

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> asyncio.Future[None]:
        self.under_way.append(asyncio.get_running_loop().create_future())
        return self.under_way[-1]


async def publish_to_two_topics() -> list[bool]:
    """Whether publishing has ended: before any, after one, and after both acknowledgements."""
    producer = Waiting(bootstrap_servers="127.0.0.1:1")
    producer.under_way = []
    try:
        messages = [ToPublish(topic=topic, key=b"k", value=b"v") for topic in ("a", "b")]
        publishing = asyncio.create_task(Publisher(producer=producer).publish(messages))
        ended = []
        for acknowledged in range(3):
            if acknowledged:
                producer.under_way[acknowledged - 1].set_result(None)
            # Whoever has nothing to wait for is through after fewer turns than these.
            for _ in range(20):
                await asyncio.sleep(0)
            ended.append(publishing.done())
        await publishing
        return ended
    finally:
        await producer.stop()


def test_nothing_is_published_before_the_broker_has_it_all() -> None:
    """Only with the last acknowledgement does the call end: what follows marks rows as sent."""
    assert asyncio.run(publish_to_two_topics()) == [False, False, True]
