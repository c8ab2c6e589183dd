"""The messages of journal entries, read from the topics again by their ranges."""

from collections import deque
from collections.abc import Mapping
from typing import Final

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from streams.deciding.message import Message, signature_of
from streams.store.topics import Place
from streams.wiring.failures import CannotRun

#: How long a broker may take to answer the first question.
ANSWER_WITHIN_MS: Final = 10_000
#: A poll without anything for so long means that the log does not hold what the journal says.
PATIENCE_S: Final = 30
#: So many messages of a partition are kept while another one's are waited for.
AHEAD: Final = 10_000


class MessagesMissing(CannotRun):
    """A topic does not hold what the journal says was decided, or does not answer."""


class Log:
    """Reads every partition once, forward, from where the journal begins to read it."""

    def __init__(self, bootstrap: str, spans: Mapping[Place, tuple[int, int]]) -> None:
        """`spans`: from where to where the journal reads; raises `MessagesMissing`."""
        try:
            self._consumer = KafkaConsumer(
                bootstrap_servers=bootstrap,
                enable_auto_commit=False,
                isolation_level="read_committed",
                auto_offset_reset="none",
                bootstrap_timeout_ms=ANSWER_WITHIN_MS,
            )
        except KafkaError as away:
            raise MessagesMissing(
                f"The Kafka broker at {bootstrap} does not answer. Is the hub up? See: hub status",
                "S2001",
            ) from away
        self._ahead: dict[Place, deque[Message]] = {place: deque() for place in spans}
        partitions = {place: TopicPartition(*place) for place in spans}
        self._consumer.assign(list(partitions.values()))
        try:
            first = self._consumer.beginning_offsets(list(partitions.values()))
            last = self._consumer.end_offsets(list(partitions.values()))
        except KafkaError as lost:
            self.close()
            raise _unread(lost) from lost
        for place, (start, end) in spans.items():
            if start < first[partitions[place]] or end > last[partitions[place]]:
                self.close()
                raise _missing(place, start, end)
            self._consumer.seek(partitions[place], start)

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()

    def between(self, ranges: Mapping[Place, tuple[int, int]]) -> list[Message]:
        """
        The messages of the ranges (from, to), in the order of their places.

        Each range must begin where the last one of its partition ended. Raises `MessagesMissing`.
        """
        found: list[Message] = []
        for place, (_, end) in sorted(ranges.items()):
            ahead = self._ahead[place]
            while not ahead or ahead[-1].offset < end - 1:
                self._poll(place, end)
            while ahead and ahead[0].offset < end:
                found.append(ahead.popleft())
        return found

    def _poll(self, wanted: Place, end: int) -> None:
        for place, ahead in self._ahead.items():
            enough = len(ahead) >= AHEAD and place != wanted
            (self._consumer.pause if enough else self._consumer.resume)(TopicPartition(*place))
        try:
            polled = self._consumer.poll(timeout_ms=PATIENCE_S * 1000, max_records=5_000)
        except KafkaError as lost:
            raise _unread(lost) from lost
        if not polled:
            raise _missing(wanted, self._consumer.position(TopicPartition(*wanted)), end)
        for records in polled.values():
            for record in records:
                self._ahead[(record.topic, record.partition)].append(
                    Message(
                        topic=record.topic,
                        partition=record.partition,
                        offset=record.offset,
                        appended_at_ms=record.timestamp,
                        payload=record.value or b"",
                        signature=signature_of(record.headers),
                    )
                )


def _unread(lost: KafkaError) -> MessagesMissing:
    return MessagesMissing(
        f"The log cannot be read: {type(lost).__name__}. See that the broker runs: hub status",
        "S2001",
    )


def _missing(place: Place, start: int, end: int) -> MessagesMissing:
    topic, partition = place
    return MessagesMissing(
        f"{topic}, partition {partition}, does not hold the messages from {start} to {end - 1} any "
        "more: the journal cannot be replayed from it."
    )
