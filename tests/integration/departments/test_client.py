"""The department's client and its receipts against a real broker."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from connectors.departments.client import DepartmentClient
from connectors.departments.failures import BadPosition, BadReceipt, Busy
from connectors.departments.receipt import Outcome
from connectors.departments.receipts import ReceiptReader
from schemas.codec import decode_known, encode
from schemas.samples import events, messages


@pytest.fixture
def department(broker: str, topic_prefix: str) -> Iterator[str]:
    """A department that no other test uses, with its two topics."""
    name = topic_prefix.rstrip(".")
    admin = KafkaAdminClient(bootstrap_servers=broker)
    admin.create_topics(
        [
            NewTopic(f"credit.events.{name}", num_partitions=1, replication_factor=1),
            NewTopic(f"credit.receipts.{name}", num_partitions=2, replication_factor=1),
        ]
    )
    yield name
    admin.delete_topics([f"credit.events.{name}", f"credit.receipts.{name}"])
    admin.close()


def record(number: int) -> dict[str, object]:
    return {**events.list_entry(), "record_no": f"HRSS-2026-{number:06}"}


def on_topic(broker: str, topic: str) -> list[tuple[str, str]]:
    """Keys and record numbers on the topic, in its order."""
    consumer = KafkaConsumer(bootstrap_servers=broker, enable_auto_commit=False)
    at = TopicPartition(topic, 0)
    consumer.assign([at])
    consumer.seek_to_beginning(at)
    found: list[tuple[str, str]] = []
    while consumer.position(at) < consumer.end_offsets([at])[at]:
        for batch in consumer.poll(500).values():
            for message in batch:
                decoded = decode_known(message.value)
                found.append((message.key.decode(), decoded.record["record_no"]))  # type: ignore[union-attr]
    consumer.close()
    return found


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def test_while_the_broker_is_away_nothing_is_lost(
    broker: str, department: str, tmp_path: Path
) -> None:
    """Published where nothing listens, then flushed at the right address: all, in order."""
    with DepartmentClient(
        department=department,
        bootstrap_servers=f"127.0.0.1:{closed_port()}",
        outbox=tmp_path,
        flush_timeout_s=0,
    ) as away:
        away.publish("ListEntry", record(1))
        away.publish_all([("ListEntry", record(number)) for number in (2, 3)])
        with pytest.raises(Busy, match="3 records wait in the outbox") as busy:
            away.flush(1)
        assert (busy.value.waiting, busy.value.sent) == (3, ())
        away.close()
    with DepartmentClient(
        department=department, bootstrap_servers=broker, outbox=tmp_path
    ) as client:
        client.publish("ListEntry", record(4))
        sent = client.flush(30)
        assert [one.record_no for one in sent] == [f"HRSS-2026-{n:06}" for n in (1, 2, 3, 4)]
        assert [one.offset for one in sent] == [0, 1, 2, 3]
        assert client.flush(30) == ()
        assert client.waiting == 0
    names = [f"HRSS-2026-{n:06}" for n in (1, 2, 3, 4)]
    assert on_topic(broker, f"credit.events.{department}") == [(name, name) for name in names]


def test_leaving_the_block_sends(broker: str, department: str, tmp_path: Path) -> None:
    """The end of the `with` block flushes; more than one window goes out in order."""
    with DepartmentClient(
        department=department, bootstrap_servers=broker, outbox=tmp_path
    ) as client:
        client.publish_all([("ListEntry", record(number)) for number in range(1200)])
    found = [name for name, _ in on_topic(broker, f"credit.events.{department}")]
    assert found == [f"HRSS-2026-{number:06}" for number in range(1200)]


def test_a_topic_that_is_not_there_is_a_busy_world(broker: str, tmp_path: Path) -> None:
    """An unknown department's messages wait; no topic is made for them."""
    client = DepartmentClient(department="nobody", bootstrap_servers=broker, outbox=tmp_path)
    client.publish("ListEntry", record(1))
    with pytest.raises(Busy, match=r"credit\.events\.nobody"):
        client.flush(2)
    assert client.waiting == 1
    client.close()


def test_receipts_are_read_from_the_callers_position(broker: str, department: str) -> None:
    """Where one reader stopped the next goes on; each receipt comes once, with its types."""
    topic = f"credit.receipts.{department}"
    producer = KafkaProducer(bootstrap_servers=broker)
    for offset in range(3):
        receipt = {**messages.receipt(), "offset": offset, "outcome": "REFUSED", "code": "E1002"}
        producer.send(topic, value=encode("credit.receipts.Receipt", receipt), partition=offset % 2)
    producer.flush()
    with ReceiptReader(department=department, bootstrap_servers=broker) as reader:
        first = next(reader.read(20))
        position = reader.position
        end = reader.end()
    assert end == {0: 2, 1: 1}
    with ReceiptReader(
        department=department, bootstrap_servers=broker, position=position
    ) as reader:
        others = []
        for other in reader.read(20):
            others.append(other)
            if reader.position == end:
                break
    assert sorted(r.offset for r in (first, *others)) == [0, 1, 2]
    assert first.outcome is Outcome.REFUSED
    assert first.outcome.refused
    assert (first.code, first.place[1:]) == ("E1002", (first.partition, first.offset))
    assert first.judged_at < datetime.now(UTC)
    with ReceiptReader(department=department, bootstrap_servers=broker, position=end) as reader:
        producer.send(topic, value=b"no receipt", partition=0)
        producer.flush()
        with pytest.raises(BadReceipt, match="partition 0, offset 2 is no receipt"):
            list(reader.read(20))
        assert reader.position == end
    producer.close()


def test_a_missing_receipts_topic_is_named(broker: str) -> None:
    """A reader of a department the hub does not know says which topic is not there."""
    with pytest.raises(Busy, match=r"has no topic credit\.receipts\.nobody"):
        ReceiptReader(department="nobody", bootstrap_servers=broker, timeout_s=1)
    with pytest.raises(Busy, match="Check address and network"):
        ReceiptReader(department="tax", bootstrap_servers=f"127.0.0.1:{closed_port()}", timeout_s=1)


def test_a_position_of_another_topic_is_told_apart_from_a_broker_that_is_away(
    broker: str, department: str
) -> None:
    """To read again, as after `Busy`, would never help."""
    with (
        ReceiptReader(
            department=department, bootstrap_servers=broker, position={0: 4711}
        ) as reader,
        pytest.raises(BadPosition, match=r"S2006 the position kept, \{0: 4711\}, is none of"),
    ):
        list(reader.read(timeout_s=5))
