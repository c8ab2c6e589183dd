"""How far the line is behind what stands on the input topics: the database against the broker."""

import time
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError, KafkaTimeoutError, UnknownTopicOrPartitionError

from streams.store.connection import Connection
from streams.store.topics import Place, positions, topics_left
from streams.wiring.kafka_client import connected

PATIENCE_MS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One input partition: messages that wait, and since when the first of them does."""

    messages: int
    since: datetime | None = None

    def seconds(self, now: datetime) -> float:
        """How long the first message has waited; 0 if none waits."""
        return 0.0 if self.since is None else max(0.0, (now - self.since).total_seconds())


class BrokerAway(Exception):
    """The broker does not say where its topics end."""


class BacklogReader:
    """A consumer that reads ends of topics and single messages; it belongs to no group."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._consumer: Any = None

    def read(self, connection: Connection) -> Mapping[Place, Behind]:
        """
        How far each input partition is behind. Raises `BrokerAway`.

        The positions are read first, so that what is decided meanwhile is not counted as behind.
        Whatever it raises, no connection to the broker is left.
        """
        decided = positions(connection)
        try:
            return self._compare(self._there(decided, connection))
        except KafkaError as away:
            self.close()
            raise BrokerAway from away
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the connection; the next `read` makes another."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            consumer.close(autocommit=False)

    def _there(self, decided: Mapping[Place, int], connection: Connection) -> Mapping[Place, int]:
        """Without the topics that are gone with their department or partner."""
        unknown = {topic for topic, _ in decided} - self._topics()
        if not unknown:
            return decided
        gone = unknown & topics_left(connection)
        return {place: offset for place, offset in decided.items() if place[0] not in gone}

    def _topics(self) -> AbstractSet[str]:
        """Every topic that the broker has; whether it answers is asked in any case."""
        if self._consumer is None:
            self._consumer = connected(
                KafkaConsumer,
                self._bootstrap,
                group_id=None,
                enable_auto_commit=False,
                isolation_level="read_committed",
                auto_offset_reset="none",
                bootstrap_timeout_ms=PATIENCE_MS,
                request_timeout_ms=PATIENCE_MS,
            )
        found: AbstractSet[str] = self._consumer.topics()
        return found

    def _compare(self, decided: Mapping[Place, int]) -> Mapping[Place, Behind]:
        if not decided:
            return {}
        ends = self._ends([TopicPartition(*place) for place in decided])
        behind = {
            place: Behind(messages=max(0, ends[TopicPartition(*place)] - offset))
            for place, offset in decided.items()
        }
        waiting = [place for place, at in behind.items() if at.messages]
        if not waiting:
            return behind
        found = {**behind, **self._waiting({place: decided[place] for place in waiting}, ends)}
        # kafka-python, sent back before what it holds of a partition, reads no more of it (3.0.12).
        self.close()
        return found

    def _ends(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, int]:
        try:
            ends: Mapping[TopicPartition, int] = self._consumer.end_offsets(partitions)
        except KeyError as untold:
            # kafka-python leaves out a topic it has not heard of while it knows of others. A new
            # connection asks for all of them.
            raise UnknownTopicOrPartitionError from untold
        return ends

    def _waiting(
        self, waiting: Mapping[Place, int], ends: Mapping[TopicPartition, int]
    ) -> Mapping[Place, Behind]:
        """
        Of each partition when its first waiting message was appended; nothing waits where none is.

        What ends a transaction stands on the log, and is no message. Raises `KafkaTimeoutError`
        rather than to leave out a partition: one that waits since nobody knows when may be late.
        """
        untold = {TopicPartition(*place): offset for place, offset in waiting.items()}
        self._consumer.assign([*untold])
        for partition, offset in untold.items():
            self._consumer.seek(partition, offset)
        found: dict[Place, Behind] = {}
        give_up_at = time.monotonic() + PATIENCE_MS / 1000
        while untold:
            if time.monotonic() > give_up_at:
                raise KafkaTimeoutError(f"nothing is read of {', '.join(map(str, untold))}")
            read = self._consumer.poll(timeout_ms=500)
            for partition in [*untold]:
                if records := read.get(partition):
                    since = datetime.fromtimestamp(records[0].timestamp / 1000, UTC)
                    behind = Behind(messages=ends[partition] - untold[partition], since=since)
                elif self._consumer.position(partition) >= ends[partition]:
                    behind = Behind(messages=0)
                else:
                    continue
                found[partition.topic, partition.partition] = behind
                del untold[partition]
                self._consumer.pause(partition)  # the others have their turn
        return found
