"""
The input topics, read from the stored positions (ADR 0001).

Partitions are assigned, never subscribed: the database says where to go on, no group does. What is
committed to Kafka only feeds lag tools.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from streams.wiring.failures import CannotRun
from streams.wiring.worker.message import Message, signature_of
from streams.wiring.worker.same_topics import SameTopics

Place = tuple[str, int]

#: The group under which positions are shown to lag tools.
GROUP = "credit-hub"
#: How long what is only for lag tools, or only for good manners, may take.
COURTESY_S = 5.0


class LogLost(CannotRun):
    """The log does not hold what the stored position says comes next: a person must look."""


class Source:
    """All input partitions; `read` gives messages in the order of their offsets by partition."""

    def __init__(
        self, bootstrap: str, positions: Mapping[Place, int], topics: SameTopics | None = None
    ) -> None:
        self._topics = topics
        self._positions = dict(positions)
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            group_id=GROUP,
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="none",
            max_partition_fetch_bytes=4 * 1024 * 1024,
            # Few messages wait a moment for more: an entry costs what forty messages do.
            fetch_max_wait_ms=20,
            fetch_min_bytes=16 * 1024,
        )

    async def start(self) -> None:
        """Connect and go to the stored positions; `LogLost` if the log does not reach there."""
        await self._consumer.start()
        partitions = [TopicPartition(*place) for place in self._positions]
        self._consumer.assign(partitions)
        first = await self._consumer.beginning_offsets(partitions)
        end = await self._consumer.end_offsets(partitions)
        for partition in partitions:
            position = self._positions[(partition.topic, partition.partition)]
            _check(partition, position, first[partition], end[partition])
            self._consumer.seek(partition, position)

    async def stop(self) -> None:
        """Close the connection; a broker that is away is not waited for."""
        with suppress(KafkaError, TimeoutError):
            await asyncio.wait_for(self._consumer.stop(), COURTESY_S)
        if self._topics is not None:
            await asyncio.to_thread(self._topics.close)

    async def read(self, limit: int, timeout_s: float) -> list[Message]:
        """
        Up to `limit` messages, none if nothing comes within `timeout_s`, or the broker is away.

        Raises `LogLost` when a message that comes next was deleted.
        """
        try:
            found = await self._consumer.getmany(
                timeout_ms=int(timeout_s * 1000), max_records=limit
            )
        except OffsetOutOfRangeError as lost:
            raise LogLost(
                f"The log does not hold what comes next: {lost}. Messages were deleted, or a topic "
                "was emptied: see docs/howto/operator.md before going on."
            ) from lost
        return [
            Message(
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                appended_at_ms=record.timestamp,
                payload=record.value or b"",
                signature=signature_of(record.headers),
            )
            for records in found.values()
            for record in records
        ]

    async def ends(self) -> Mapping[Place, int]:
        """The end of each input partition."""
        ends = await self._consumer.end_offsets(self._consumer.assignment())
        return {(p.topic, p.partition): end for p, end in ends.items()}

    async def ends_before(self, moment: datetime) -> Mapping[Place, int]:
        """The first offset of each partition that was not appended before `moment`."""
        at_ms = int(moment.timestamp() * 1000)
        partitions = self._consumer.assignment()
        found = await self._consumer.offsets_for_times(dict.fromkeys(partitions, at_ms))
        ends = await self.ends()
        return {
            (p.topic, p.partition): ends[(p.topic, p.partition)] if at is None else at.offset
            for p, at in found.items()
        }

    async def require_same(self) -> None:
        """Raise `TopicMadeAnew` if a topic is not the one that was opened."""
        if self._topics is not None:
            await asyncio.to_thread(self._topics.look)

    async def passed(self, wanted: Mapping[Place, int]) -> bool:
        """Whether everything before the wanted offsets has been handed out by `read`."""
        for (topic, partition), offset in wanted.items():
            if await self._consumer.position(TopicPartition(topic, partition)) < offset:
                return False
        return True

    async def show(self, positions: Mapping[Place, int]) -> None:
        """Commit positions to Kafka, for lag tools only; `TimeoutError`, `KafkaError`."""
        shown = {TopicPartition(*place): at for place, at in positions.items()}
        await asyncio.wait_for(self._consumer.commit(shown), COURTESY_S)

    def seek(self, positions: Mapping[Place, int]) -> None:
        """Read again from these positions."""
        for place, offset in positions.items():
            self._consumer.seek(TopicPartition(*place), offset)


def _check(partition: TopicPartition, position: int, first: int, end: int) -> None:
    where = f"{partition.topic}, partition {partition.partition}"
    if position < first:
        raise LogLost(
            f"{where} begins at offset {first}, but the hub has only decided up to {position}. "
            "Messages between were deleted: bring them back or publish them again, then set the "
            "position with the steps of docs/howto/operator.md."
        )
    if position > end:
        raise LogLost(
            f"{where} ends at offset {end}, but the hub has decided up to {position}. The topic "
            "was emptied or is another one: see docs/howto/operator.md before going on."
        )
