"""What librdkafka returns: messages, and its own notices about partitions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, cast

from confluent_kafka import KafkaError
from confluent_kafka import Message as Record

from streams.deciding.message import Message, signature_of
from streams.store.topics import Place
from streams.wiring.failures import CannotRun

#: The log does not reach to where reading must go on.
_LOST: Final = frozenset({KafkaError._AUTO_OFFSET_RESET, KafkaError._LOG_TRUNCATION})
#: A broker in trouble, of whom the client asks again; a topic that is gone or made anew, which
#: `SameTopics` looks after.
_PASSING: Final = frozenset(
    {
        KafkaError.UNKNOWN,
        KafkaError.REQUEST_TIMED_OUT,
        KafkaError.NETWORK_EXCEPTION,
        KafkaError._TRANSPORT,
        KafkaError._ALL_BROKERS_DOWN,
        KafkaError._TIMED_OUT,
        KafkaError._RESOLVE,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
        KafkaError.INCONSISTENT_TOPIC_ID,
        KafkaError._UNKNOWN_TOPIC,
        KafkaError._UNKNOWN_PARTITION,
    }
)


class LogLost(CannotRun):
    """The log does not hold what the stored position says comes next: a person must look."""


class RecordUnreadable(CannotRun):
    """The broker does not give what comes next, or the client cannot read it."""


@dataclass(slots=True)
class Taken:
    """
    Messages in the order of their offsets by partition, and where reading goes on.

    `failure`: why nothing comes after them; the client says it once.
    """

    messages: list[Message] = field(default_factory=list)
    positions: dict[Place, int] = field(default_factory=dict)
    failure: LogLost | RecordUnreadable | None = None


def taken(records: Iterable[Record]) -> Taken:
    """The messages in their order, up to the first that can neither be read nor waited for."""
    found = Taken()
    for record in records:
        topic, partition, offset = record.topic(), record.partition(), record.offset()
        error = record.error()
        if error is not None and error.code() != KafkaError._PARTITION_EOF:
            found.failure = _failure(error, f"{topic}, partition {partition}")
            if found.failure is not None:
                break
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
    _, appended_at_ms = record.timestamp()
    return Message(
        topic=topic,
        partition=partition,
        offset=offset,
        appended_at_ms=appended_at_ms,
        payload=record.value() or b"",
        signature=_signature(record),
    )


def _signature(record: Record) -> str:
    """Blank where a header's name is no text: such a record is none of this hub's writing."""
    try:
        headers = record.headers()
    except (SystemError, UnicodeDecodeError):  # as the client tells it
        return ""
    return signature_of(cast("list[tuple[str, bytes]]", headers)) if headers else ""


def _failure(error: KafkaError, where: str) -> LogLost | RecordUnreadable | None:
    if error.code() in _LOST:
        return LogLost(
            f"The log does not hold what comes next: {where}: {error.str()}. Messages were "
            "deleted, or a topic was emptied: see docs/howto/operator.md before going on."
        )
    if error.code() in _PASSING:
        return None
    return RecordUnreadable(
        f"What comes next cannot be read: {where}: {error.str()} ({error.name()}). See the log "
        "of the broker, and that the hub may read its topics.",
        "S2001",
    )
