"""From publishing an event to reading its directive on a partner's topic."""

import time
from collections.abc import Iterator, Mapping
from threading import Event
from typing import Final

from bench.afresh import bans
from bench.delay import Delays, delays
from bench.traffic import publications
from confluent_kafka import Consumer, TopicPartition

from schemas.codec import Decoded, decode_known

TOPIC: Final = "sanctions.procurement"
#: The first matter of the mix that is published meanwhile: above all that stands on the topics.
MIX_FROM: Final = 50_000_000


def publish_to_directive(
    bootstrap: str, *, rate: int, seconds: int, first: int, one_in: int = 1
) -> Delays:
    """
    `rate` events a second, one in so many imposing a measure on a subject of its own.

    These subjects are numbered from `first` on; the other events are of the mix.
    """
    count = rate * seconds
    imposing = list(bans(count // one_in, first))
    told = list(publications(count, first=MIX_FROM + first))
    told[: len(imposing) * one_in : one_in] = imposing
    consumer = _at_the_end(bootstrap)
    try:
        wanted = {one.key.decode() for one in imposing}

        def listen(give_up: Event) -> Mapping[str, float]:
            return _read(consumer, wanted, give_up)

        return delays(bootstrap, told, rate, wanted, listen)
    finally:
        consumer.close()


def _at_the_end(bootstrap: str) -> Consumer:
    """A consumer of what comes from now on."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": "bench",  # the client wants a name; nothing is committed
            "enable.auto.commit": False,
            "fetch.wait.max.ms": 10,
        }
    )
    ends = []
    for number in consumer.list_topics(TOPIC).topics[TOPIC].partitions:
        _, end = consumer.get_watermark_offsets(TopicPartition(TOPIC, number))
        ends.append(TopicPartition(TOPIC, number, end))
    consumer.assign(ends)
    return consumer


def _read(consumer: Consumer, wanted: set[str], give_up: Event) -> Mapping[str, float]:
    """When the first directive that names each record as its ground was read."""
    waiting, came = set(wanted), list[tuple[float, bytes]]()
    read: dict[str, float] = {}
    while waiting and not give_up.is_set():
        message = consumer.poll(0.05)
        if message is not None:
            payload = message.value()
            assert payload is not None, message.error()
            came.append((time.monotonic(), payload))
        # Decoding takes this process's time, which the publisher needs: not before the end.
        if len(came) >= len(waiting):
            _note(came, read)
            waiting -= read.keys()
            came.clear()
    _note(came, read)
    return read


def _note(came: list[tuple[float, bytes]], read: dict[str, float]) -> None:
    for at, payload in came:
        for number in _grounds(payload):
            read.setdefault(number, at)


def _grounds(payload: bytes) -> Iterator[str]:
    found = decode_known(payload)
    if isinstance(found, Decoded):
        for ground in found.record.get("grounds", ()):
            yield ground["record_no"]
