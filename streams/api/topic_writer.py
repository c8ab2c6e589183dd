"""What comes in over HTTP goes to a topic, and is decided from there like everything else (D1)."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from streams.api.bodies import Written
from streams.api.problems import Turned
from streams.wiring.kafka_client import connected

#: How long a request waits for the broker before it is told to come again.
PATIENCE_S: Final = 10
#: After so long the client gives up a message that the broker does not take.
GIVES_UP_S: Final = 20
CLOSES_WITHIN_S: Final = GIVES_UP_S + 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageToWrite:
    """One message to be written; no identity number is in its key or its headers."""

    key: str
    payload: bytes = field(repr=False)
    headers: tuple[tuple[str, bytes], ...] = ()


class TopicWriter:
    """An idempotent producer, made when it is first needed and after it has failed."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._lock = threading.Lock()
        self._producer: Any = None

    def write(self, topic: str, messages: Sequence[MessageToWrite]) -> tuple[Written, ...]:
        """
        Where each message stands once the broker has them all (`acks=all`).

        Raises `Turned` when the broker does not take them in time; those written before the failure
        stay, and the same messages may be sent again: they are repeats.
        """
        producer = None
        try:
            producer = self._ready()
            pending = [
                producer.send(
                    topic,
                    key=message.key.encode(),
                    value=message.payload,
                    headers=list(message.headers),
                )
                for message in messages
            ]
            kept = [each.get(timeout=PATIENCE_S) for each in pending]
        except KafkaError:
            self._forget(producer)
            raise Turned("H4001", "The broker does not answer.") from None
        return tuple(
            Written(topic=topic, partition=one.partition, offset=one.offset) for one in kept
        )

    def close(self) -> None:
        """End the connection; what was promised is with the broker already."""
        self._forget(self._producer)

    def _ready(self) -> Any:
        """The producer; who waits while another request makes it waits no longer than for one."""
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise KafkaTimeoutError("no connection was made in time")
        try:
            if self._producer is None:
                self._producer = connected(
                    KafkaProducer,
                    self._bootstrap,
                    acks="all",
                    enable_idempotence=True,
                    bootstrap_timeout_ms=PATIENCE_S * 1000,
                    max_block_ms=PATIENCE_S * 1000,
                    request_timeout_ms=PATIENCE_S * 1000,
                    delivery_timeout_ms=GIVES_UP_S * 1000,
                )
            return self._producer
        finally:
            self._lock.release()

    def _forget(self, failed: Any) -> None:
        """End a producer, once; one that another request has made since goes on."""
        with self._lock:
            if failed is None or failed is not self._producer:
                return
            self._producer = None
        # It cannot be closed before what is under way has been given up, and nobody waits for that.
        threading.Thread(target=failed.close, args=(CLOSES_WITHIN_S,), daemon=True).start()
