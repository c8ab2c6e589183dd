"""A log that is not what it was stops a worker that runs, and each that is started after it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from integration.line.test_killed import news
from integration.line.town import Town
from integration.line.working import kill
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from support.hub_process import await_that

from streams.line.command import LoadCatalogue
from streams.operate.embedded.child import Child
from streams.wiring.topics import make_topics, topics_of

COUNT = 5
#: A request for messages is answered within 20 ms.
FETCH_S = 0.5


def test_a_topic_made_anew_under_a_worker_stops_it(town: Town) -> None:
    """A topic with the old name and more messages than were decided is not read as if it were."""
    (worker,) = town.work()
    topic, before = _decided(town)
    os.kill(worker.pid, signal.SIGSTOP)
    with _admin(town) as admin:
        admin.delete_topics([topic])
        await_that("the topic is gone", lambda: topic not in admin.list_topics())
    make_topics(town.bootstrap, topics_of(town.catalogue()))
    town.produce_again()
    town.publish(*news(COUNT, 3 * COUNT))
    os.kill(worker.pid, signal.SIGCONT)
    assert f"Topic {topic} was deleted and made anew" in _last_words(worker)
    stopped_at = _position(town, topic)
    assert before <= stopped_at
    town.publish(*news(4 * COUNT, COUNT))
    assert "was deleted and made anew" in _last_words(town.begin_working())
    assert _position(town, topic) == stopped_at


def test_a_deleted_topic_stops_the_worker(town: Town) -> None:
    """A topic that is gone is not waited for in silence."""
    (worker,) = town.work()
    topic, _ = _decided(town)
    with _admin(town) as admin:
        admin.delete_topics([topic])
    assert f"Topic {topic} was deleted" in _last_words(worker)
    assert f"Topic {topic} was deleted, and what it held" in _last_words(town.begin_working())
    with _admin(town) as admin:
        assert topic not in admin.list_topics()


def test_the_topic_of_a_department_that_left_may_be_deleted(town: Town) -> None:
    """The worker that runs goes on without it, and so does each that is started after it."""
    (worker,) = town.work()
    _decided(town)
    found, gone = town.catalogue(), town.named("market-320412")
    departments = {key: one for key, one in found.departments.items() if key != gone}
    town.command(LoadCatalogue(catalogue=replace(found, version="7", departments=departments)))
    town.publish(*news(COUNT, COUNT))
    town.await_all()
    log = town.settings.data / "logs" / "worker.log"
    with _admin(town) as admin:
        admin.delete_topics([f"credit.events.{gone}"])
    await_that("it is noticed", lambda: "of nobody in the catalogue is no more" in log.read_text())
    town.publish(*news(2 * COUNT, COUNT))
    town.await_all()
    kill(worker)
    town.begin_working()
    town.publish(*news(3 * COUNT, COUNT))
    town.await_all()


def test_records_deleted_ahead_of_a_worker_stop_it(town: Town) -> None:
    """What is deleted while the worker stands still is missed when it goes on, and at a start."""
    (worker,) = town.work()
    topic, before = _decided(town)
    os.kill(worker.pid, signal.SIGSTOP)
    time.sleep(FETCH_S)  # what was asked before is answered: no condition tells
    town.publish(*news(COUNT, 2 * COUNT))
    with _admin(town) as admin:
        admin.delete_records({TopicPartition(topic, 0): before + 3})
    os.kill(worker.pid, signal.SIGCONT)
    assert "The log does not hold what comes next" in _last_words(worker)
    again = _last_words(town.begin_working())
    assert f"{topic}, partition 0 begins at offset {before + 3}, but the hub has only" in again
    assert _position(town, topic) == before


def _decided(town: Town) -> tuple[str, int]:
    """A topic of which everything was decided, and how much that was."""
    town.publish(*news(0, COUNT))
    town.await_all()
    topic = town.topic("hrss")
    return topic, _position(town, topic)


def _last_words(worker: Child) -> str:
    await_that("the worker has exited", lambda: worker.exit_code() is not None, 40)
    assert worker.exit_code() == 1
    return worker.log_end()


def _position(town: Town, topic: str) -> int:
    return int(
        town.one(
            "SELECT p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no"
            " WHERE t.name = %s",
            topic,
        )
    )


@contextmanager
def _admin(town: Town) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=town.bootstrap)
    try:
        yield admin
    finally:
        admin.close()
