"""Whatever codec a department's client compresses with, every reader of the hub reads it."""

import asyncio

import pytest
from confluent_kafka import Producer

from streams.wiring.replay.log import Log
from streams.wiring.topics import Topic, make_topics
from streams.wiring.verify.broker import broker as verifiers_broker
from streams.wiring.worker.source import Source


@pytest.mark.parametrize("codec", ["none", "gzip", "snappy", "lz4", "zstd"])
def test_a_compressed_message_is_read_by_all(broker: str, topic_prefix: str, codec: str) -> None:
    """The line, a replay and the verifier get the bytes that were published."""
    topic, payload = f"{topic_prefix}{codec}", b"penalty " * 200
    make_topics(broker, [Topic(name=topic, partitions=1, settings={})])
    producer = Producer({"bootstrap.servers": broker, "compression.type": codec})
    producer.produce(topic, payload, key=b"key")
    assert producer.flush(10) == 0
    assert asyncio.run(_by_the_line(broker, topic)) == [payload]
    assert _by_a_replay(broker, topic) == [payload]
    with verifiers_broker(broker, [topic]) as verifier:
        assert [message.value for message in verifier.messages(topic, 0, 1)] == [payload]


async def _by_the_line(broker: str, topic: str) -> list[bytes]:
    source = Source(broker, {(topic, 0): 0})
    try:
        await source.start()
        return [message.payload for message in await source.read(10, 10.0)]
    finally:
        await source.stop()


def _by_a_replay(broker: str, topic: str) -> list[bytes]:
    log = Log(broker, {(topic, 0): (0, 1)})
    try:
        return [message.payload for message in log.between({(topic, 0): (0, 1)})]
    finally:
        log.close()
