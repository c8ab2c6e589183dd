"""
`ReceiptReader`: what became of a department's messages, from a position the caller keeps.

The reader stores nothing. Keep `position` together with what you did because of the receipts up to
it, in one transaction of your own, and start there the next time: then none is missed.
"""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final, Self

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError, OffsetOutOfRangeError

from connectors.departments.connecting import connect
from connectors.departments.failures import BadPosition, BadReceipt, Busy
from connectors.departments.receipt import Receipt, read_receipt

#: Partition → offset of the next receipt to be read.
Position = Mapping[int, int]

_LONGEST_POLL_MS: Final = 1_000


class ReceiptReader:
    """
    Reads `credit.receipts.<department>`; a partition not in `position` is read from its start.

    Raises `Busy` when the broker or the topic is not to be reached within `timeout_s`.
    """

    def __init__(
        self,
        *,
        department: str,
        bootstrap_servers: str,
        position: Position | None = None,
        timeout_s: float = 30.0,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.topic = f"credit.receipts.{department}"
        self._servers = bootstrap_servers
        self._consumer = self._connected(timeout_s, dict(settings or {}))
        try:
            self._partitions = self._assigned(timeout_s)
            given = position or {}
            for partition in self._partitions:
                at = given.get(partition.partition)
                if at is None:
                    self._consumer.seek_to_beginning(partition)
                else:
                    self._consumer.seek(partition, at)
        except KafkaError as away:
            self.close()
            raise self._busy(away) from away
        except BaseException:
            self.close()
            raise
        self._position = dict(given)
        #: Polled and not handed out yet.
        self._fetched: deque[ConsumerRecord] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def position(self) -> Position:
        """Where to go on: after the last receipt that was handed out."""
        return dict(self._position)

    def end(self) -> Position:
        """Where the topic ends now: what is written later stands at or after it."""
        try:
            ends = self._consumer.end_offsets(self._partitions)
        except KafkaError as away:
            raise self._busy(away) from away
        return {partition.partition: offset for partition, offset in ends.items()}

    def read(self, timeout_s: float) -> Iterator[Receipt]:
        """
        Receipts as they come, until none has come for `timeout_s`.

        Each is handed out with `position` already behind it. Raises `BadReceipt` on a message that
        is no receipt, with `position` before it, `BadPosition` where the topic does not have what
        is next, and `Busy` when the broker fails.
        """
        deadline = time.monotonic() + timeout_s
        while (left_s := deadline - time.monotonic()) > 0:
            try:
                batches = self._consumer.poll(min(int(left_s * 1000) + 1, _LONGEST_POLL_MS))
            except OffsetOutOfRangeError:
                raise BadPosition(
                    f"S2006 the position kept, {dict(self._position)}, is none of {self.topic}: it "
                    "is of another hub, or the topic was made anew. Begin without a position; "
                    "receipts come again, and a later one of a place counts."
                ) from None
            except KafkaError as away:
                raise self._busy(away) from away
            for messages in batches.values():
                self._fetched.extend(messages)
            while self._fetched:
                message = self._fetched[0]
                receipt = self._decoded(message.value, message.partition, message.offset)
                self._fetched.popleft()
                self._position[message.partition] = message.offset + 1
                yield receipt
                deadline = time.monotonic() + timeout_s

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()

    def _decoded(self, value: bytes | None, partition: int, offset: int) -> Receipt:
        try:
            return read_receipt(value or b"")
        except BadReceipt as wrong:
            raise BadReceipt(
                f"{self.topic}, partition {partition}, offset {offset} is no receipt ({wrong}). "
                "Tell the hub's operator; to go on past it, start at the next offset."
            ) from wrong

    def _connected(self, timeout_s: float, settings: dict[str, Any]) -> KafkaConsumer:
        try:
            return connect(
                KafkaConsumer,
                self._servers,
                timeout_s,
                isolation_level="read_committed",
                enable_auto_commit=False,
                allow_auto_create_topics=False,
                auto_offset_reset="none",
                **settings,
            )
        except KafkaError as away:
            raise self._busy(away) from away

    def _assigned(self, timeout_s: float) -> list[TopicPartition]:
        deadline = time.monotonic() + timeout_s
        while not (partitions := self._consumer.partitions_for_topic(self.topic)):
            if time.monotonic() > deadline:
                raise Busy(
                    f"The broker at {self._servers} has no topic {self.topic}. Check the name of "
                    "the department; topics are made by the hub when its catalogue names it."
                )
            self._consumer.poll(100)
        assigned = [TopicPartition(self.topic, number) for number in sorted(partitions)]
        self._consumer.assign(assigned)
        return assigned

    def _busy(self, away: KafkaError) -> Busy:
        return Busy(
            f"The broker at {self._servers} does not hand out {self.topic} "
            f"({type(away).__name__}: {away}). Check address and network, then read again.",
            code="S2001",
        )
