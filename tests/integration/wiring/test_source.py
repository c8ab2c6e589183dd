"""A log that does not hold what the stored position says comes next stops the worker."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from kafka import KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient

from streams.wiring.topics import Topic, make_topics
from streams.wiring.worker.source import LogLost, Source

#: Messages of the topic of each test.
COUNT = 5


@pytest.fixture
def topic(broker: str, topic_prefix: str) -> Iterator[str]:
    """A topic with `COUNT` messages, for this test alone."""
    name = f"{topic_prefix}log"
    make_topics(broker, [Topic(name=name, partitions=1, settings={})])
    producer = KafkaProducer(bootstrap_servers=broker)
    for number in range(COUNT):
        producer.send(name, str(number).encode()).get(timeout=10)
    producer.close()
    yield name
    with _admin(broker) as admin:
        admin.delete_topics([name])


def test_deleted_messages_that_come_next_are_lost(broker: str, topic: str) -> None:
    """A topic that begins behind the stored position is told with both offsets and what to do."""
    _delete_before(broker, topic, 3)
    said = _lost(broker, topic, position=2)
    assert said.startswith(f"{topic}, partition 0 begins at offset 3, but the hub has only decided")
    assert "up to 2. Messages between were deleted: bring them back or publish them again" in said


def test_deleted_messages_that_were_decided_are_not_missed(broker: str, topic: str) -> None:
    """What was deleted before the stored position is past: reading goes on behind it."""
    _delete_before(broker, topic, 3)
    assert _read(broker, topic, position=3) == [3, 4]


def test_a_topic_that_ends_before_the_position_was_emptied(broker: str, topic: str) -> None:
    """A topic that ends before the stored position is told with both offsets."""
    assert _read(broker, topic, position=COUNT) == []
    said = _lost(broker, topic, position=COUNT + 1)
    assert said.startswith(
        f"{topic}, partition 0 ends at offset 5, but the hub has decided up to 6"
    )
    assert "The topic was emptied or is another one" in said


def test_messages_deleted_under_the_reader_are_lost(broker: str, topic: str) -> None:
    """What is deleted after the start and before it was read is told likewise."""
    said = _lost(broker, topic, position=0, meanwhile=lambda: _delete_before(broker, topic, 3))
    assert re.match(r"The log does not hold what comes next: .*Messages were deleted", said)


def _read(
    broker: str, topic: str, position: int, meanwhile: Callable[[], None] = lambda: None
) -> list[int]:
    """The offsets that are read from a stored position; `meanwhile` happens after the start."""

    async def reading() -> list[int]:
        source = Source(broker, {(topic, 0): position})
        try:
            await source.start()
            meanwhile()
            return [message.offset for message in await source.read(100, 5.0)]
        finally:
            await source.stop()

    return asyncio.run(reading())


def _lost(
    broker: str, topic: str, position: int, meanwhile: Callable[[], None] = lambda: None
) -> str:
    with pytest.raises(LogLost) as lost:
        _read(broker, topic, position, meanwhile)
    return str(lost.value)


def _delete_before(broker: str, topic: str, offset: int) -> None:
    with _admin(broker) as admin:
        admin.delete_records({TopicPartition(topic, 0): offset})


@contextmanager
def _admin(broker: str) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=broker)
    try:
        yield admin
    finally:
        admin.close()
