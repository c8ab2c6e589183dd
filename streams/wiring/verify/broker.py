"""What the broker holds: every message of an input topic below the position the hub decided to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.wiring.verify.finding import CannotSee
from streams.wiring.verify.progress import Tell
from streams.wiring.verify.shelf import Shelf

_ANSWER_WITHIN_MS: Final = 10_000
_SILENT_POLLS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """One partition of an input topic, as the database knows it."""

    topic_no: int
    topic: str
    source: str
    topic_id: str
    number: int
    next_offset: int

    @property
    def name(self) -> str:
        """How it is named in findings."""
        return f"{self.topic}/{self.number}"

    def at(self, offset: int) -> str:
        """How one of its offsets is named in findings."""
        return f"{self.name}@{offset}"


class Broker:
    """Reads committed messages; never commits anything itself."""

    def __init__(self, consumer: KafkaConsumer, ids: dict[str, str]) -> None:
        self._consumer = consumer
        self._ids = ids

    def partitions(self, topic: str, topic_id: str) -> frozenset[int]:
        """The partitions of a topic. Raises `CannotSee` if the topic is not the one it was."""
        there = self._consumer.partitions_for_topic(topic)
        if not there:
            raise CannotSee(f"The broker has no topic {topic}: its messages cannot be recounted.")
        if self._ids.get(topic) != topic_id:
            raise CannotSee(
                f"Topic {topic} was deleted and made anew: what the hub decided was another topic."
            )
        return frozenset(there)

    def end(self, topic: str, number: int) -> int:
        """The offset after the last message that can be read."""
        place = TopicPartition(topic, number)
        return int(self._consumer.end_offsets([place])[place])

    def read(self, partition: Partition, tell: Tell) -> Shelf:
        """Every message below the stored position. Raises `CannotSee` where the log is cut."""
        place = TopicPartition(partition.topic, partition.number)
        self._consumer.assign([place])
        first = int(self._consumer.beginning_offsets([place])[place])
        if first > 0 and partition.next_offset > 0:
            raise CannotSee(
                f"The broker has deleted the messages of {partition.name} below {first}: they "
                "cannot be recounted. Input topics are kept for ever: retention.ms=-1."
            )
        goal = min(partition.next_offset, self.end(partition.topic, partition.number))
        shelf = Shelf()
        if goal > 0:
            self._consumer.seek(place, 0)
            for offset, message in self._messages(place, goal):
                shelf.add(offset, message)
                if len(shelf) % 20_000 == 0:
                    tell(f"messages of {partition.name}", offset, goal)
        return shelf

    def _messages(self, place: TopicPartition, goal: int) -> Iterator[tuple[int, bytes]]:
        silent = 0
        while self._consumer.position(place) < goal:
            polled = self._consumer.poll(timeout_ms=_ANSWER_WITHIN_MS).get(place, [])
            silent = 0 if polled else silent + 1
            if silent == _SILENT_POLLS:
                raise CannotSee(f"The broker gives no messages of {place.topic}/{place.partition}.")
            for record in polled:
                if record.offset < goal:
                    yield record.offset, record.value or b""


@contextmanager
def broker(bootstrap: str, topics: Iterable[str]) -> Iterator[Broker]:
    """The broker at `bootstrap`. Raises `CannotSee` when nobody answers there."""
    try:
        admin = KafkaAdminClient(
            bootstrap_servers=bootstrap,
            client_id="hub-verify",
            bootstrap_timeout_ms=_ANSWER_WITHIN_MS,
        )
        try:
            there = set(admin.list_topics())
            wanted = sorted(set(topics) & there)
            described = admin.describe_topics(wanted) if wanted else []
        finally:
            admin.close()
        consumer = KafkaConsumer(
            bootstrap_servers=bootstrap,
            client_id="hub-verify",
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="none",
            isolation_level="read_committed",
            max_poll_records=5_000,
            bootstrap_timeout_ms=_ANSWER_WITHIN_MS,
        )
        try:
            yield Broker(consumer, {t["name"]: str(t.get("topic_id", "")) for t in described})
        finally:
            consumer.close()
    except KafkaError as away:
        raise CannotSee(
            f"The broker at {bootstrap} does not answer: {away}. Is the hub up? See: hub status",
            "S2001",
        ) from None
