"""How soon a partner reads the directive that an event grounds, at a steady rate."""

import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from bench.traffic import Publication, burdens
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from schemas.codec import Decoded, decode_known

TOPIC = "sanctions.procurement"
PATIENCE_S = 60.0


def publish_to_directive_ms(
    bootstrap: str, *, rate: int, seconds: int, first: int
) -> dict[str, object]:
    """
    Median and 99th percentile from handing an event to the producer to reading its directive.

    `rate` events a second, each imposing a measure on a subject of its own; `first` is the number
    of the first matter, above all that was published before.
    """
    told = list(burdens(rate * seconds, first))
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, fetch_max_wait_ms=10
    )
    partitions = [TopicPartition(TOPIC, p) for p in consumer.partitions_for_topic(TOPIC) or ()]
    consumer.assign(partitions)
    consumer.seek_to_end()
    for partition in partitions:
        consumer.position(partition)  # the end is looked up now, not with the first poll
    give_up = Event()
    with ThreadPoolExecutor(max_workers=1) as beside:
        reading = beside.submit(_read, consumer, {one.key.decode() for one in told}, give_up)
        try:
            published = _publish(bootstrap, told, rate)
            read = reading.result(PATIENCE_S)
        finally:
            give_up.set()
    consumer.close()
    delays = sorted(read[number] - at for number, at in published.items())
    return {
        "publish_to_directive_p50_ms": round(1000 * _percentile(delays, 0.50), 1),
        "publish_to_directive_p99_ms": round(1000 * _percentile(delays, 0.99), 1),
    }


def _publish(bootstrap: str, told: list[Publication], rate: int) -> dict[str, float]:
    """Send at a steady rate; when each record was handed over."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=0)
    published = {}
    begin = time.monotonic()
    for place, one in enumerate(told):
        time.sleep(max(0.0, begin + place / rate - time.monotonic()))
        published[one.key.decode()] = time.monotonic()
        producer.send(f"credit.events.{one.department}", key=one.key, value=one.payload)
    producer.flush()
    producer.close()
    return published


def _read(consumer: KafkaConsumer, wanted: set[str], give_up: Event) -> dict[str, float]:
    """When the first directive that names each record as its ground was read."""
    read: dict[str, float] = {}
    while wanted - read.keys() and not give_up.is_set():
        for messages in consumer.poll(timeout_ms=50).values():
            now = time.monotonic()
            for message in messages:
                for number in _grounds(message.value):
                    read.setdefault(number, now)
    return read


def _grounds(payload: bytes) -> Iterator[str]:
    found = decode_known(payload)
    if isinstance(found, Decoded):
        for ground in found.record.get("grounds", ()):
            yield ground["record_no"]


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[math.ceil(share * len(ordered)) - 1]
