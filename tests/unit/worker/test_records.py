"""What the Kafka client hands out: messages, ends of partitions, and why nothing comes any more."""

from dataclasses import dataclass
from typing import cast

import pytest
from confluent_kafka import KafkaError
from confluent_kafka import Message as Record

from streams.worker.records import LogLost, RecordUnreadable, taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One thing the client hands out, with the methods of its own class."""

    at: int
    code: int | None = None

    def topic(self) -> str:
        return "credit.events.tax"

    def partition(self) -> int:
        return 0

    def offset(self) -> int:
        return self.at

    def error(self) -> KafkaError | None:
        return None if self.code is None else KafkaError(self.code)

    def value(self) -> bytes:
        return b"payload"

    def headers(self) -> None:
        return None

    def timestamp(self) -> tuple[int, int]:
        return 2, 1_780_000_000_000


def handed(*records: Handed) -> list[Record]:
    return cast("list[Record]", list(records))


def test_messages_and_the_end_of_a_partition_move_the_position() -> None:
    """Behind a message reading goes on with the next offset; of an end it is told itself."""
    found = taken(handed(Handed(at=4), Handed(at=7, code=KafkaError._PARTITION_EOF)))
    assert [message.offset for message in found.messages] == [4]
    assert found.positions == {("credit.events.tax", 0): 7}


@pytest.mark.parametrize(
    "code", [KafkaError.UNKNOWN, KafkaError.REQUEST_TIMED_OUT, KafkaError.UNKNOWN_TOPIC_OR_PART]
)
def test_what_passes_is_no_failure(code: int) -> None:
    """A broker in trouble and a topic that is gone move nothing and end nothing."""
    found = taken(handed(Handed(at=1, code=code), Handed(at=4)))
    assert (len(found.messages), found.failure) == (1, None)
    assert found.positions == {("credit.events.tax", 0): 5}


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (KafkaError._AUTO_OFFSET_RESET, LogLost),
        (KafkaError._LOG_TRUNCATION, LogLost),
        (KafkaError._BAD_MSG, RecordUnreadable),
        (KafkaError.TOPIC_AUTHORIZATION_FAILED, RecordUnreadable),
    ],
)
def test_a_failure_comes_after_what_stands_before_it(code: int, failure: type) -> None:
    """What was handed out before is kept, what comes after it is not; the partition is named."""
    found = taken(handed(Handed(at=4), Handed(at=5, code=code), Handed(at=9)))
    assert [message.offset for message in found.messages] == [4]
    assert found.positions == {("credit.events.tax", 0): 5}
    assert isinstance(found.failure, failure)
    assert "credit.events.tax, partition 0" in str(found.failure)
