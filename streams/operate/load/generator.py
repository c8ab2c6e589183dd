"""Publish traffic at a rate until enough is published, the time is over or somebody stops it."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.operate.load.counting import LoadCounts
from streams.operate.load.traffic import Publication
from streams.wiring.failures import CannotRun

#: How long the last messages may wait for the broker after the end.
FLUSH_S: Final = 30.0
#: How often it is told how far it is, and looked whether to stop.
TELL_EVERY_S: Final = 1.0
LOOK_EVERY_S: Final = 0.05
#: A pause shorter than this is not worth one.
SHORTEST_PAUSE_S: Final = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBounds:
    """`rate`: messages a second, None = as fast as it goes; `events`, `duration_s`: when to end."""

    rate: float | None
    events: int | None = None
    duration_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """The closing line. Rates and delays are of what was acknowledged."""

    published: int
    acknowledged: int
    failed: int
    seconds: float
    rate_per_s: float
    p50_ms: float | None
    p99_ms: float | None
    stopped: bool
    last_error: str

    @property
    def well(self) -> bool:
        """Whether the broker has all that was published."""
        return self.acknowledged == self.published


def require_loopback(bootstrap: str) -> None:
    """Raise `CannotRun` unless every server named is on this machine."""
    servers = [server.strip().rpartition(":")[0].strip("[]") for server in bootstrap.split(",")]
    away = [server for server in servers if not _is_loopback(server)]
    if away:
        raise CannotRun(
            f"{', '.join(away)} is not this machine, and invented events would be decided there "
            "like any others. If that is meant: --allow-remote"
        )


def load(
    bootstrap: str,
    messages: Iterable[Publication],
    bounds: LoadBounds,
    counted: LoadCounts,
    stopped: Callable[[], bool],
    tell: Callable[[LoadCounts, float], None],
) -> LoadSummary:
    """
    Publish, and wait until the broker has acknowledged or refused everything.

    `tell` is called once a second with the seconds since the start. Raises `CannotRun` where no
    broker answers or a topic is missing.
    """
    producer = _producer(bootstrap)
    known: set[str] = set()
    begun = told_at = time.monotonic()
    try:
        for message in _paced(messages, bounds, begun, stopped):
            topic = f"credit.events.{message.department}"
            if topic not in known:
                _require_topic(producer, topic)
                known.add(topic)
            _send(producer, topic, message, counted)
            now = time.monotonic()
            if now - told_at >= TELL_EVERY_S:
                told_at = now
                tell(counted, now - begun)
        producer.flush(timeout=FLUSH_S)
    except KafkaError as away:
        counted.fail(away)
    finally:
        producer.close(timeout=FLUSH_S)
    seconds = time.monotonic() - begun
    return LoadSummary(
        published=counted.published,
        acknowledged=counted.acknowledged,
        failed=counted.published - counted.acknowledged,
        seconds=round(seconds, 3),
        rate_per_s=round(counted.acknowledged / seconds, 1) if seconds else 0.0,
        p50_ms=counted.delays.quantile_ms(0.5),
        p99_ms=counted.delays.quantile_ms(0.99),
        stopped=stopped(),
        last_error=counted.last_error,
    )


def _paced(
    messages: Iterable[Publication], bounds: LoadBounds, begun: float, stopped: Callable[[], bool]
) -> Iterator[Publication]:
    """
    Each message when its time has come; a delay is caught up with, so that the rate holds.

    It ends with the bounds, or soon after `stopped`.
    """
    looked_at = 0.0
    for number, message in enumerate(messages):
        if bounds.events is not None and number >= bounds.events:
            return
        due = 0.0 if bounds.rate is None else begun + number / bounds.rate
        while True:
            now = time.monotonic()
            if bounds.duration_s is not None and now - begun >= bounds.duration_s:
                return
            if now - looked_at >= LOOK_EVERY_S:
                looked_at = now
                if stopped():
                    return
            if due - now < SHORTEST_PAUSE_S:
                break
            time.sleep(min(due - now, LOOK_EVERY_S))
        yield message


def _send(producer: KafkaProducer, topic: str, message: Publication, counted: LoadCounts) -> None:
    begun = time.monotonic()

    def acknowledged(place: Any) -> None:
        at = (place.topic, place.partition, place.offset)
        counted.acknowledge(at, message.event_id, (time.monotonic() - begun) * 1000)

    sent = producer.send(topic, key=message.key, value=message.payload)
    counted.published += 1
    sent.add_callback(acknowledged)
    sent.add_errback(counted.fail)


def _producer(bootstrap: str) -> KafkaProducer:
    try:
        return KafkaProducer(
            bootstrap_servers=bootstrap,
            client_id="hub-load",
            acks="all",
            enable_idempotence=True,
            linger_ms=2,
            batch_size=262_144,
            reconnect_backoff_max_ms=1_000,  # a broker that comes back is not left alone for 30 s
            allow_auto_create_topics=False,
        )
    except KafkaError as away:
        raise CannotRun(
            f"No Kafka broker answers at {bootstrap}. Start one: hub up", "S2001"
        ) from away


def _require_topic(producer: KafkaProducer, topic: str) -> None:
    try:
        there = producer.partitions_for(topic)
    except KafkaError:
        there = None
    if not there:
        raise CannotRun(f"There is no topic {topic}: start the hub once on this broker.")


def _is_loopback(server: str) -> bool:
    if server == "localhost":
        return True
    try:
        return ip_address(server).is_loopback
    except ValueError:
        return False
