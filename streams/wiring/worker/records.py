"""What librdkafka hands out: messages, and words of its own about partitions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, cast

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka import Message as Record

from streams.wiring.failures import CannotRun
from streams.wiring.worker.message import Message, signature_of

Place = tuple[str, int]

#: The log does not reach to where reading must go on.
_LOST: Final = frozenset({KafkaError._AUTO_OFFSET_RESET, KafkaError._LOG_TRUNCATION})
#: A broker that is away; a topic that is gone, which `SameTopics` looks after.
_PASSING: Final = frozenset(
    {
        KafkaError._TRANSPORT,
        KafkaError._ALL_BROKERS_DOWN,
        KafkaError._TIMED_OUT,
        KafkaError._RESOLVE,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
        KafkaError._UNKNOWN_TOPIC,
        KafkaError._UNKNOWN_PARTITION,
    }
)


class LogLost(CannotRun):
    """The log does not hold what the stored position says comes next: a person must look."""


@dataclass(slots=True)
class Taken:
    """Messages in the order of their offsets by partition, and where reading goes on."""

    messages: list[Message] = field(default_factory=list)
    positions: dict[Place, int] = field(default_factory=dict)


def taken(records: Iterable[Record]) -> Taken:
    """
    What was handed out, in its order.

    Raises `LogLost` when a message that comes next was deleted, `KafkaException` for what can be
    neither read nor waited for.
    """
    found = Taken()
    for record in records:
        topic, partition, offset = record.topic(), record.partition(), record.offset()
        error = record.error()
        if error is not None and error.code() != KafkaError._PARTITION_EOF:
            _require_passing(error, f"{topic}, partition {partition}")
            continue
        assert topic is not None
        assert partition is not None
        assert offset is not None
        if error is None:
            found.messages.append(_message(record, topic, partition, offset))
            offset += 1
        # Of a partition's end the offset is told: it is behind what ends a transaction there.
        found.positions[topic, partition] = offset
    return found


def _message(record: Record, topic: str, partition: int, offset: int) -> Message:
    headers = cast("list[tuple[str, bytes]]", record.headers() or [])
    _, appended_at_ms = record.timestamp()
    return Message(
        topic=topic,
        partition=partition,
        offset=offset,
        appended_at_ms=appended_at_ms,
        payload=record.value() or b"",
        signature=signature_of(headers) if headers else "",
    )


def _require_passing(error: KafkaError, where: str) -> None:
    if error.code() in _LOST:
        raise LogLost(
            f"The log does not hold what comes next: {where}: {error.str()}. Messages were "
            "deleted, or a topic was emptied: see docs/howto/operator.md before going on."
        )
    if error.code() not in _PASSING and not error.retriable():
        raise KafkaException(error)
