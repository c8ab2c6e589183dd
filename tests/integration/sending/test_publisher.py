"""The publisher on a real broker: all arrives, in order, where Kafka's clients look for it."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from uuid import uuid4

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from connectors.channels.publisher import BATCH_BYTES, ManyToPublish, Publisher, ToPublish
from streams.wiring.topics import Topic, make_topics

Found = dict[int, list[tuple[bytes, bytes | None, list[tuple[str, bytes]]]]]


def test_more_than_a_batch_holds(broker: str) -> None:
    """Messages of several batches come once each, in their order, those without a value too."""
    topic = topic_of(broker, 1)
    keys = [b"%d" % number for number in range(3_000)]
    values = [None if number % 7 == 0 else b"%d" % number + bytes(600) for number in range(3_000)]
    assert sum(len(value or b"") for value in values) > 2 * BATCH_BYTES
    publish(broker, [ManyToPublish(topic=topic, keys=keys, values=values)])
    assert read(broker, topic)[0] == [
        (key, value, []) for key, value in zip(keys, values, strict=True)
    ]


def test_a_message_larger_than_a_batch(broker: str) -> None:
    """What no batch has room for goes alone, between its neighbours."""
    topic = topic_of(broker, 1)
    values = [b"before", bytes(BATCH_BYTES + 1), b"after"]
    publish(broker, [ManyToPublish(topic=topic, keys=[b"a", b"b", b"c"], values=values)])
    assert [value for _, value, _ in read(broker, topic)[0]] == values


def test_keys_lie_where_every_client_looks(broker: str) -> None:
    """On a topic with several partitions all lies as it does when another client publishes it."""
    mine, other = topic_of(broker, 3), topic_of(broker, 3)
    messages = [
        (b"subject %d" % (number % 40), b"%d" % number, [("webhook-id", b"%d" % number)])
        for number in range(300)
    ]
    publish(
        broker,
        [
            ToPublish(topic=mine, key=key, value=value, headers=tuple(headers))
            for key, value, headers in messages
        ],
    )
    with KafkaProducer(bootstrap_servers=broker) as producer:
        for key, value, headers in messages:
            producer.send(other, key=key, value=value, headers=headers)
    found = read(broker, mine)
    assert found == read(broker, other)
    assert len(found) == 3


def topic_of(broker: str, partitions: int) -> str:
    topic = Topic(name=f"published.{uuid4()}", partitions=partitions, settings={})
    make_topics(broker, [topic])
    return topic.name


def publish(broker: str, messages: Sequence[ToPublish | ManyToPublish]) -> None:
    async def run() -> None:
        publisher = await Publisher.connected(broker)
        await publisher.publish(messages)
        await publisher.close()

    asyncio.run(run())


def read(broker: str, topic: str) -> Found:
    """All there is, by partition."""
    consumer = KafkaConsumer(bootstrap_servers=broker, auto_offset_reset="earliest")
    places = [TopicPartition(topic, p) for p in sorted(consumer.partitions_for_topic(topic) or ())]
    consumer.assign(places)
    consumer.seek_to_beginning()
    ends = consumer.end_offsets(places)
    found: Found = defaultdict(list)
    while any(consumer.position(place) < ends[place] for place in places):
        for place, messages in consumer.poll(timeout_ms=500).items():
            for message in messages:
                found[place.partition].append((message.key, message.value, message.headers))
    consumer.close()
    return found
