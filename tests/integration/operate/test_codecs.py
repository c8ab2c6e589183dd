"""Whatever codec a department's client compresses with, every reader of the hub reads it."""

import asyncio
from dataclasses import replace

import pytest
from confluent_kafka import KafkaError, Producer
from support.catalogues import sample

from monitoring.verify.broker import broker as verifiers_broker
from streams.operate.replay.log import Log
from streams.wiring.topics import Topic, make_topics, topics_of
from streams.worker.source import Source

CODECS = ("gzip", "snappy", "lz4", "zstd")
MIB = 2**20


def input_topics(name: str) -> list[Topic]:
    """The topics of a catalogue that the hub reads, each under a name of the test's own."""
    read = [topic for topic in topics_of(sample()) if topic.source in ("tax", "bank")]
    return [replace(topic, name=f"{name}{topic.source}") for topic in read]


@pytest.mark.parametrize("codec", CODECS)
def test_what_is_small_only_while_it_is_packed_is_no_readers_burden(
    broker: str, topic_prefix: str, codec: str
) -> None:
    """
    Eight MiB of zeros are a few kilobytes on their way; the broker does not take them.

    A reader would have to make room for them, or could not pass them: the line stood for ever.
    """
    told: list[KafkaError | None] = []
    producer = unbounded(broker, codec)
    for topic in input_topics(f"{topic_prefix}{codec}"):
        make_topics(broker, [topic])
        for payload in (bytes(8 * MIB), b"penalty"):
            producer.produce(topic.name, payload, callback=lambda error, _: told.append(error))
        assert producer.flush(30) == 0
        assert asyncio.run(_by_the_line(broker, topic.name)) == [b"penalty"]
    assert [error.code() if error else None for error in told] == [
        KafkaError.MSG_SIZE_TOO_LARGE,
        None,
    ] * 2


def unbounded(broker: str, codec: str) -> Producer:
    """A department's client that sets no bounds on itself, and packs each message by itself."""
    return Producer(
        {
            "bootstrap.servers": broker,
            "compression.type": codec,
            "message.max.bytes": 64 * MIB,
            "batch.num.messages": 1,
        }
    )


@pytest.mark.parametrize("codec", ["none", *CODECS])
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
