"""What the broker holds: every message of a topic, of an input topic up to the hub's position."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from monitoring.verify.finding import CannotSee
from monitoring.verify.progress import Tell
from monitoring.verify.shelf import Shelf

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


class TopicMessage(NamedTuple):
    """One message of a partition; `value` None takes back what was told under its key."""

    offset: int
    key: bytes
    value: bytes | None


class Broker:
    """Reads committed messages; never commits anything itself."""

    def __init__(self, consumer: KafkaConsumer, ids: dict[str, str]) -> None:
        self._consumer = consumer
        self._ids = ids

    def require(self, topic: str, topic_id: str) -> None:
        """Raise `CannotSee` if a topic is gone, or is not the one it was."""
        if not self._consumer.partitions_for_topic(topic):
            raise CannotSee(f"The broker has no topic {topic}: its messages cannot be recounted.")
        if self._ids.get(topic) != topic_id:
            raise CannotSee(
                f"Topic {topic} was deleted and made anew: what the hub decided was another topic."
            )

    def end(self, topic: str, number: int) -> int:
        """The offset after the last message that can be read."""
        place = TopicPartition(topic, number)
        return int(self._consumer.end_offsets([place])[place])

    def numbers(self, topic: str) -> list[int]:
        """The partitions of a topic in their order; none where there is no such topic."""
        there = self._consumer.partitions_for_topic(topic) if topic in self._ids else None
        return sorted(there or ())

    def ends(self, topic: str) -> dict[int, int]:
        """`end` of each partition of a topic; none where there is no such topic."""
        return {number: self.end(topic, number) for number in self.numbers(topic)}

    def read(self, partition: Partition, tell: Tell) -> Shelf:
        """Every message below the stored position. Raises `CannotSee` where the log is cut."""
        first = self._first(TopicPartition(partition.topic, partition.number))
        if first > 0 and partition.next_offset > 0:
            raise CannotSee(
                f"The broker has deleted the messages of {partition.name} below {first}: they "
                "cannot be recounted. Input topics are kept for ever: retention.ms=-1."
            )
        goal = min(partition.next_offset, self.end(partition.topic, partition.number))
        shelf = Shelf()
        for message in self.messages(partition.topic, partition.number, goal):
            shelf.add(message.offset, message.value or b"")
            if len(shelf) % 20_000 == 0:
                tell(f"messages of {partition.name}", message.offset, goal)
        return shelf

    def messages(self, topic: str, number: int, goal: int) -> Iterator[TopicMessage]:
        """Every message below an offset. Raises `CannotSee` where none comes for a minute."""
        place = TopicPartition(topic, number)
        self._consumer.assign([place])
        self._consumer.seek(place, self._first(place))
        silent = 0
        while self._consumer.position(place) < goal:
            polled = self._consumer.poll(timeout_ms=_ANSWER_WITHIN_MS).get(place, [])
            silent = 0 if polled else silent + 1
            if silent == _SILENT_POLLS:
                raise CannotSee(f"The broker gives no messages of {place.topic}/{place.partition}.")
            for record in polled:
                if record.offset < goal:
                    yield TopicMessage(record.offset, record.key or b"", record.value)

    def _first(self, place: TopicPartition) -> int:
        return int(self._consumer.beginning_offsets([place])[place])


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
