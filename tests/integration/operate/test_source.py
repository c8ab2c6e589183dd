"""A log that does not hold what the stored position says comes next stops the worker."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import cast

import kafka
import pytest
from confluent_kafka import Producer, TopicPartition
from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient

from streams.store.topics import Place
from streams.wiring.topics import Topic, make_topics
from streams.worker.records import LogLost
from streams.worker.source import COURTESY_S, Source

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
    """What comes next and was deleted after the start is told likewise, not jumped over."""
    _delete_before(broker, topic, 3)

    async def reading_on() -> None:
        async with _source(broker, topic, position=3) as source:
            # As if it had been there at the start, and nothing fetched yet.
            source._consumer.seek(TopicPartition(topic, 0, 1))
            while True:
                await source.read(100, 5.0)

    with pytest.raises(LogLost) as lost:
        asyncio.run(asyncio.wait_for(reading_on(), 20))
    said = f"The log does not hold what comes next: {topic}, partition 0: .*Messages were deleted"
    assert re.match(said, str(lost.value))


def test_what_ends_a_transaction_is_passed(broker: str, topic: str) -> None:
    """Behind the last message of a transaction stands its end, which is no message: everything
    before the end of the log was handed out all the same."""
    producer = Producer({"bootstrap.servers": broker, "transactional.id": topic})
    producer.init_transactions()
    producer.begin_transaction()
    producer.produce(topic, b"5")
    producer.commit_transaction()

    async def reading_all() -> list[int]:
        async with _source(broker, topic, position=COUNT) as source:
            found, wanted = [], {(topic, 0): COUNT + 2}
            while await source.ends() != wanted or not await source.passed(wanted):
                found += [message.offset for message in await source.read(100, 1.0)]
            return found

    assert asyncio.run(asyncio.wait_for(reading_all(), 20)) == [COUNT]


def test_a_header_whose_name_is_no_text_is_let_by(broker: str, topic: str) -> None:
    """A message with such a header is read like one without a signature."""
    producer = Producer({"bootstrap.servers": broker})
    odd = cast("list[tuple[str, str | bytes | None]]", [(b"\xff\xfe", b"value")])
    producer.produce(topic, b"5", headers=odd)
    assert producer.flush(10) == 0

    async def reading() -> list[tuple[int, str]]:
        async with _source(broker, topic, position=COUNT) as source:
            return [(m.offset, m.signature) for m in await source.read(100, 5.0)]

    assert asyncio.run(reading()) == [(COUNT, "")]


def test_it_stops_though_no_broker_answers() -> None:
    """A commit that no broker takes holds the end up by no more than good manners allow."""

    async def stopping() -> bool:
        source = Source("127.0.0.1:9", {("topic", 0): 0})
        await source.show({("topic", 0): 1})
        stopping = asyncio.create_task(source.stop())
        done, _ = await asyncio.wait([stopping], timeout=COURTESY_S)
        return bool(done)

    assert asyncio.run(stopping())


def test_the_first_offset_of_a_time(broker: str, topic: str) -> None:
    """Before its first message everything is of that time; after its last the end is told."""

    async def asking() -> list[Mapping[Place, int]]:
        async with _source(broker, topic, position=0) as source:
            days = (timedelta(days=-1), timedelta(days=1))
            return [await source.ends_before(datetime.now(UTC) + day) for day in days]

    assert asyncio.run(asking()) == [{(topic, 0): 0}, {(topic, 0): COUNT}]


@asynccontextmanager
async def _source(broker: str, topic: str, position: int) -> AsyncIterator[Source]:
    source = Source(broker, {(topic, 0): position})
    try:
        await source.start()
        yield source
    finally:
        await source.stop()


def _read(broker: str, topic: str, position: int) -> list[int]:
    """The offsets that are read from a stored position."""

    async def reading() -> list[int]:
        async with _source(broker, topic, position) as source:
            return [message.offset for message in await source.read(100, 5.0)]

    return asyncio.run(reading())


def _lost(broker: str, topic: str, position: int) -> str:
    with pytest.raises(LogLost) as lost:
        _read(broker, topic, position)
    return str(lost.value)


def _delete_before(broker: str, topic: str, offset: int) -> None:
    with _admin(broker) as admin:
        admin.delete_records({kafka.TopicPartition(topic, 0): offset})


@contextmanager
def _admin(broker: str) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=broker)
    try:
        yield admin
    finally:
        admin.close()
