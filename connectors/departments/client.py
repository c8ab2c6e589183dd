"""
`DepartmentClient`: a department publishes, and nothing it published is lost.

`publish` only writes to the outbox on disk, so it works while the broker is away; `flush` sends
what waits, in order, and waits for the broker's acknowledgements (idempotent, acks=all). After a
crash some messages go out twice; the hub answers the second with REPEAT.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from kafka import KafkaProducer
from kafka.errors import KafkaError

from connectors.departments.connecting import connect
from connectors.departments.failures import Busy
from connectors.departments.message import letter
from connectors.departments.outbox.box import Outbox
from connectors.departments.outbox.frame import Letter
from connectors.departments.sent import Sent

#: Messages under way before their acknowledgements are looked at.
_WINDOW: Final = 500


class DepartmentClient:
    """
    Publishes a department's events; one process at a time on one outbox folder.

    As a context manager it flushes at the end and closes. `settings` go to the Kafka client as they
    are (``security_protocol``, ``ssl_cafile``, ``sasl_mechanism`` …).
    """

    def __init__(
        self,
        *,
        department: str,
        bootstrap_servers: str,
        outbox: Path,
        key_file: Path | None = None,
        flush_timeout_s: float = 30.0,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self._department = department
        self._servers = bootstrap_servers
        self._flush_timeout_s = flush_timeout_s
        self._settings = dict(settings or {})
        self._producer: KafkaProducer | None = None
        self._outbox = Outbox(outbox, key_file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._outbox.is_open:
                self.flush(self._flush_timeout_s)
        finally:
            self.close()

    @property
    def waiting(self) -> int:
        """How many records the broker does not have yet."""
        return self._outbox.waiting

    def publish(self, kind: str, record: Mapping[str, object]) -> int:
        """
        Keep one record to be sent; once this returns it is on disk. Returns its place, from 1.

        Raises `BadRecord` when the record is wrong, `Busy` when the disk does not take it.
        """
        return self.publish_all([(kind, record)])[0]

    def publish_all(self, records: Iterable[tuple[str, Mapping[str, object]]]) -> range:
        """
        Keep several records with one write to disk, in their order; all or none are taken.

        Raises as `publish` does. Returns their places.
        """
        return self._outbox.append(
            [letter(self._department, kind, record) for kind, record in records]
        )

    def flush(self, timeout_s: float) -> tuple[Sent, ...]:
        """
        Send what waits, in order, and return where each message stands.

        Raises `Busy` when that is not done in time; what is left stays for the next flush.
        """
        deadline = time.monotonic() + timeout_s
        sent: list[Sent] = []
        unsent = self._outbox.unsent()
        while window := list(islice(unsent, _WINDOW)):
            try:
                self._deliver(window, deadline, sent)
            except KafkaError as away:
                self._drop_producer()
                self._acknowledge(sent)
                raise self._busy(away, tuple(sent)) from away
            self._acknowledge(sent)
        return tuple(sent)

    def close(self) -> None:
        """Close without sending; what waits is sent by the next client on this outbox."""
        self._drop_producer()
        self._outbox.close()

    def _deliver(
        self, window: Sequence[tuple[int, Letter]], deadline: float, sent: list[Sent]
    ) -> None:
        """Send messages and add each to `sent` once it is acknowledged, in order."""
        producer = self._connected(deadline)
        under_way = [
            (sequence, one, producer.send(one.topic, key=one.record_no.encode(), value=one.message))
            for sequence, one in window
        ]
        for sequence, one, future in under_way:
            at = future.get(timeout=_left(deadline))
            sent.append(
                Sent(
                    sequence=sequence,
                    record_no=one.record_no,
                    topic=at.topic,
                    partition=at.partition,
                    offset=at.offset,
                )
            )

    def _connected(self, deadline: float) -> KafkaProducer:
        if self._producer is None:
            left_s = _left(deadline)
            self._producer = connect(
                KafkaProducer,
                self._servers,
                left_s,
                acks="all",
                enable_idempotence=True,
                allow_auto_create_topics=False,
                max_block_ms=int(left_s * 1000),
                linger_ms=5,
                client_id=f"department-{self._department}",
                **self._settings,
            )
        return self._producer

    def _acknowledge(self, sent: Sequence[Sent]) -> None:
        if sent:
            self._outbox.sent_up_to(sent[-1].sequence)

    def _drop_producer(self) -> None:
        if self._producer is not None:
            producer, self._producer = self._producer, None
            producer.close(timeout=1)

    def _busy(self, away: KafkaError, sent: tuple[Sent, ...]) -> Busy:
        waiting = self._outbox.waiting
        return Busy(
            f"The broker at {self._servers} does not take messages for "
            f"credit.events.{self._department} ({type(away).__name__}). {waiting} records wait in "
            "the outbox; nothing is lost. Check address and network, then flush again.",
            code="S2001",
            sent=sent,
            waiting=waiting,
        )


def _left(deadline: float) -> float:
    return max(0.1, deadline - time.monotonic())
