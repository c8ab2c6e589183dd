"""How far the line is behind is told as long as the interface runs, whatever topics there are."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
import pytest
from confluent_kafka import Producer
from kafka import KafkaProducer
from scenario.cast import CATALOGUE
from support.hub_process import await_that
from support.in_force import put_in_force

from streams.api.backlog_watch import BacklogWatch
from streams.operate.backup.retell import await_decided
from streams.reading.backlog import BacklogReader, Behind
from streams.store.connection import Connection, connect
from streams.store.topics import (
    Place,
    move_positions,
    open_partitions,
    register_topic,
)
from streams.wiring.failures import CannotRun
from streams.wiring.topics import Topic, make_topics


@pytest.fixture
def watch(broker: str, fresh_database: str) -> Iterator[BacklogWatch]:
    """A watch that began before the line had a topic."""
    made = BacklogWatch(broker, fresh_database)
    made.start()
    await_that("the broker answers", lambda: made.behind() == {})
    yield made
    made.stop()


def _open(broker: str, database: str, name: str, messages: int) -> None:
    """Make a topic that the line reads, with messages that it has not decided."""
    make_topics(broker, [Topic(name=name, partitions=1, settings={})])
    producer = KafkaProducer(bootstrap_servers=broker)
    for _ in range(messages):
        producer.send(name, b"x")
    producer.flush(30)
    producer.close()
    with connect(database, "test backlog") as connection:
        register_topic(connection, name, "tax", name)
        open_partitions(connection, [(name, 0)])


@contextmanager
def _one_gone(database: str, name: str) -> Iterator[Connection]:
    """A session with a hub that knows a topic which nobody of its catalogue has, nor the broker."""
    with connect(database, "test gone") as connection:
        register_topic(connection, name, "closed", "an id")
        open_partitions(connection, [(name, 0)])
        put_in_force(connection, CATALOGUE)
        yield connection


def test_topics_that_come_later_are_told(
    broker: str, fresh_database: str, topic_prefix: str, watch: BacklogWatch
) -> None:
    """What waits on topics made after the first look is told, with its age, and so is a new one."""
    waits = {"first": 1, "second": 0, "third": 2}
    for name, messages in waits.items():
        _open(broker, fresh_database, topic_prefix + name, messages)
        _await_told(watch, topic_prefix, waits, name)
    with psycopg.connect(fresh_database) as connection:
        connection.execute(
            "UPDATE position SET next_offset = 1"
            " WHERE topic_no IN (SELECT no FROM topic WHERE name NOT LIKE '%second')"
        )
    _await_told(watch, topic_prefix, {"first": 0, "second": 0, "third": 1}, "third")


def test_a_topic_gone_with_its_department_waits_for_nothing(
    broker: str, fresh_database: str, topic_prefix: str
) -> None:
    """What the catalogue does not name and the broker does not have is no backlog."""
    _open(broker, fresh_database, f"{topic_prefix}there", 1)
    with _one_gone(fresh_database, f"{topic_prefix}gone") as connection:
        reader = BacklogReader(broker)
        told = reader.read(connection)
        reader.close()
    assert {place: at.messages for place, at in told.items()} == {(f"{topic_prefix}there", 0): 1}


def test_partners_are_told_again_without_a_topic_gone_with_its_department(
    broker: str, fresh_database: str, topic_prefix: str
) -> None:
    """`hub retell` waits until all is decided that can be, and for no message of that topic."""
    there = f"{topic_prefix}there"
    _open(broker, fresh_database, there, 1)
    with _one_gone(fresh_database, f"{topic_prefix}gone") as connection:
        with pytest.raises(CannotRun, match="1 messages are not decided yet"):
            await_decided(connection, broker, 0.0)
        move_positions(connection, {there: 1}, {(there, 0): (0, 1)})
        await_decided(connection, broker, 0.0)
        connection.execute("UPDATE line SET catalogue = NULL")
        with pytest.raises(CannotRun, match=f"Topic {topic_prefix}gone was deleted"):
            await_decided(connection, broker, 0.0)


def test_each_partition_tells_since_when_it_waits(
    broker: str, fresh_database: str, topic_prefix: str
) -> None:
    """
    Also the one whose single message comes after more than are read at once (ADR 0196).

    It does so each time that it is read, as long as they wait.
    """
    waits = {"many": 1_200, "more": 1_200, "one": 1}
    for name, messages in waits.items():
        _open(broker, fresh_database, topic_prefix + name, messages)
    first, *again = _read(broker, fresh_database, times=3)
    for place, behind in first.items():
        assert behind.messages == waits[place[0].removeprefix(topic_prefix)]
        assert behind.since is not None, place
    assert again == [first, first]


def test_the_end_of_a_transaction_does_not_wait(
    broker: str, fresh_database: str, topic_prefix: str
) -> None:
    """What stands on a topic behind the last message, and is none, is nothing that waits."""
    place = (topic_prefix + "tax", 0)
    _open(broker, fresh_database, place[0], 0)
    producer = Producer({"bootstrap.servers": broker, "transactional.id": topic_prefix})
    producer.init_transactions(30)
    for end in (producer.commit_transaction, producer.abort_transaction):
        producer.begin_transaction()
        producer.produce(place[0], b"x")
        end()
    (behind,) = _read(broker, fresh_database)[0].values()
    assert (behind.messages > 0, behind.since is None) == (True, False)
    with psycopg.connect(fresh_database) as connection:
        connection.execute("UPDATE position SET next_offset = 1")
    assert _read(broker, fresh_database) == [{place: Behind(messages=0)}]


def _read(broker: str, database: str, times: int = 1) -> list[Mapping[Place, Behind]]:
    reader = BacklogReader(broker)
    try:
        with connect(database, "test backlog") as connection:
            return [reader.read(connection) for _ in range(times)]
    finally:
        reader.close()


def _await_told(watch: BacklogWatch, prefix: str, waits: dict[str, int], last: str) -> None:
    """Wait until the watch tells what waits on the topics up to the last one, and since when."""
    names = list(waits)[: list(waits).index(last) + 1]

    def told() -> bool:
        behind = {
            place: (at.messages, at.since is None) for place, at in (watch.behind() or {}).items()
        }
        return behind == {(prefix + name, 0): (waits[name], not waits[name]) for name in names}

    await_that(f"{last} is told of", told, 30)
