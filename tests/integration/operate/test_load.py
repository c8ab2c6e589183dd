"""`hub load` on a real broker: what it says was acknowledged is there."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic
from support.hub_process import await_that, environment, hub

from schemas.codec import Decoded, decode_known

TOPICS = ("credit.events.fiscal", "credit.events.province")
Line = tuple[str, int, int, str]


@pytest.fixture
def ends(broker: str) -> dict[str, int]:
    """Where the topics end before the test; they are there after it."""
    admin = KafkaAdminClient(bootstrap_servers=broker)
    missing = set(TOPICS) - set(admin.list_topics())
    if missing:
        admin.create_topics([NewTopic(t, num_partitions=1, replication_factor=1) for t in missing])
    admin.close()
    return _ends(broker)


@pytest.fixture
def options(broker: str, tmp_path: Path) -> list[str]:
    """Options of every load of these tests."""
    journal = str(tmp_path / "acknowledged.tsv")
    return ["load", "--bootstrap", broker, "--data", str(tmp_path), "--journal", journal, "--json"]


def _ends(broker: str) -> dict[str, int]:
    consumer = KafkaConsumer(bootstrap_servers=broker)
    found = consumer.end_offsets([TopicPartition(topic, 0) for topic in TOPICS])
    consumer.close()
    return {place.topic: end for place, end in found.items()}


def _there(broker: str, begins: dict[str, int]) -> Iterator[Line]:
    """Topic, partition, offset and event id of all that came since."""
    consumer = KafkaConsumer(bootstrap_servers=broker, consumer_timeout_ms=1_000)
    places = {topic: TopicPartition(topic, 0) for topic in TOPICS}
    consumer.assign(list(places.values()))
    for topic, place in places.items():
        consumer.seek(place, begins[topic])
    for message in consumer:
        decoded = decode_known(message.value)
        assert isinstance(decoded, Decoded)
        yield message.topic, message.partition, message.offset, decoded.record["event_id"]
    consumer.close()


def _journal(options: list[str]) -> list[Line]:
    lines = Path(options[options.index("--journal") + 1]).read_text().splitlines()
    parts = [line.split("\t") for line in lines]
    return [
        (topic, int(partition), int(offset), event) for topic, partition, offset, event in parts
    ]


def _start(options: list[str], *more: str) -> "subprocess.Popen[str]":
    program = [str(Path(sys.executable).with_name("hub")), *options, *more]
    return subprocess.Popen(program, env=environment(), stdout=subprocess.PIPE, text=True)


def test_what_it_claims_is_on_the_topics(
    broker: str, ends: dict[str, int], options: list[str]
) -> None:
    """Published, acknowledged, its journal and the topics say the same, message by message."""
    done = hub(*options, "--rate", "max", "--events", "500")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["published"], found["acknowledged"], found["failed"]) == (500, 500, 0)
    assert 0 < found["p50_ms"] <= found["p99_ms"]
    assert sorted(_journal(options)) == sorted(_there(broker, ends))


def test_asked_to_stop_it_ends_with_everything_acknowledged(
    broker: str, ends: dict[str, int], options: list[str]
) -> None:
    """SIGTERM ends it with exit code 0, and nothing it published is in doubt."""
    running = _start(options, "--rate", "200")
    await_that("something is acknowledged", lambda: _ends(broker) != ends)
    running.send_signal(signal.SIGTERM)
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    found = json.loads(said)
    assert found["stopped"]
    assert found["published"] == found["acknowledged"] == len(_journal(options))
    assert sorted(_journal(options)) == sorted(_there(broker, ends))


def test_killed_it_has_claimed_nothing_that_is_not_there(
    broker: str, ends: dict[str, int], options: list[str]
) -> None:
    """After SIGKILL each whole line of its journal names a message of the topic."""
    running = _start(options, "--rate", "max")
    journal = Path(options[options.index("--journal") + 1])
    await_that("it claims something", lambda: journal.exists() and journal.stat().st_size > 5_000)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    claimed = _journal(options)
    assert claimed
    assert set(claimed) <= set(_there(broker, ends))


def test_a_broker_elsewhere_is_refused(options: list[str]) -> None:
    """Invented events go to this machine, unless the operator says otherwise."""
    elsewhere = [*options]
    elsewhere[2] = "192.0.2.1:9092"
    done = hub(*elsewhere, "--events", "1")
    assert done.returncode == 1
    assert "--allow-remote" in done.stderr
