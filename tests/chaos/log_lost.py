"""
What takes messages away for good strikes last, once everything else has been judged.

The hub must not go on as if nothing were missing: its worker ends with a sentence, and so does each
that is started after it, until a person has done what docs/howto/operator.md says.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from signal import SIGCONT, SIGSTOP
from typing import Final, LiteralString

import psycopg
from kafka import KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient
from support.hub_process import environment, processes_of
from support.imports import ROOT

from chaos.city import City, DidNotRecover, signalled
from chaos.department import messages
from streams.operate.load.traffic import Publication
from streams.wiring.topics import Topic, make_topics

#: Numbers of matters that nobody else names.
FIRST: Final = 95_000_000
#: So many are published while no worker reads; the first half of them is deleted.
PUBLISHED: Final = 20
#: A worker's request for messages is answered within 20 ms.
FETCH_S: Final = 0.5
SETTINGS: Final = {"message.timestamp.type": "LogAppendTime", "retention.ms": "-1"}

POSITION: LiteralString = """
SELECT p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no WHERE t.name = %s"""
#: What docs/howto/operator.md has an operator do.
SET_POSITION: LiteralString = """
UPDATE position p SET next_offset = %s FROM topic t
 WHERE t.no = p.topic_no AND t.name = %s AND p.partition = 0 AND p.next_offset = %s"""
DECIDED: LiteralString = """
SELECT count(*) FROM page p JOIN topic t ON t.no = p.topic_no, unnest(p.offsets) AS o(at)
 WHERE t.name = %s AND o.at >= %s"""


class WentOnQuietly(DidNotRecover):
    """Messages were lost, and the hub decided more as if they had not been."""


def log_truncated(city: City) -> float:
    """
    Records that no worker has read are deleted; then an operator sets the position.

    Seconds until a worker ended with its sentence. Afterwards the hub works again, and all that was
    lost is published again and decided.
    """
    topic = "credit.events.court"
    at = int(city.watch.one(POSITION, topic))
    told = list(islice(messages("court", city.seed, FIRST, _today()), PUBLISHED))
    with _workers_stopped(city):
        _publish(city, topic, told)
        lost = PUBLISHED // 2
        with _admin(city) as admin:
            admin.delete_records({TopicPartition(topic, 0): at + lost})
    took_s = _await_sentence(city, "The log does not hold what comes next", topic, at)
    _await_sentence(city, f"{topic}, partition 0 begins at offset {at + lost}", topic, at)
    city.hub_down()
    with _servers_alone(city), psycopg.connect(city.up.database) as connection:
        connection.execute("SELECT entry FROM line FOR UPDATE")
        moved = connection.execute(SET_POSITION, [at + lost, topic, at])
        assert moved.rowcount == 1
    city.hub_up_again()
    _publish(city, topic, told[:lost])
    city.await_that(
        "what was lost is decided once it was published again",
        lambda: city.watch.one(DECIDED, topic, at) == PUBLISHED,
    )
    return took_s


def topic_made_anew(city: City) -> float:
    """A topic is deleted and made anew, with more messages than were decided of the old one."""
    topic = "credit.events.hrss"
    at = int(city.watch.one(POSITION, topic))
    with _workers_stopped(city):
        with _admin(city) as admin:
            admin.delete_topics([topic])
            city.await_that("the topic is gone", lambda: topic not in admin.list_topics())
        make_topics(city.up.bootstrap, [Topic(name=topic, settings=SETTINGS, source="hrss")])
        found = islice(messages("hrss", city.seed, FIRST, _today()), at + PUBLISHED)
        _publish(city, topic, list(found))
    return _await_sentence(city, f"Topic {topic} was deleted and made anew", topic, None)


LAST: Final[Mapping[str, Callable[[City], float]]] = {
    "log truncated": log_truncated,
    "topic made anew": topic_made_anew,
}


def _await_sentence(city: City, sentence: str, topic: str, at: int | None) -> float:
    """Seconds until a worker said so; nothing of the topic is decided by any that comes after."""
    begun = time.monotonic()
    city.await_that(f"a worker says: {sentence}", lambda: _said(city, sentence) > 0)
    took_s = time.monotonic() - begun
    stopped_at = city.watch.one(POSITION, topic) if at is None else at
    said = _said(city, sentence)
    city.await_that("the next worker says so too", lambda: _said(city, sentence) > said)
    if (now := city.watch.one(POSITION, topic)) != stopped_at:
        raise WentOnQuietly(f"{topic}: {now} was decided after messages at {stopped_at} were lost")
    return took_s


def _said(city: City, sentence: str) -> int:
    return sum(
        file.read_text("utf-8", "replace").count(sentence)
        for file in (city.up.data / "logs").glob("worker*.log")
    )


@contextmanager
def _workers_stopped(city: City) -> Iterator[None]:
    """No worker reads anything inside the block."""
    lines = processes_of(city.up.data).items()
    pids = [pid for pid, line in lines if "streams.operate.run worker " in line]
    for pid in pids:
        signalled(pid, SIGSTOP)
    time.sleep(FETCH_S)  # what was asked for before is answered: no condition tells
    try:
        yield
    finally:
        for pid in pids:
            signalled(pid, SIGCONT)


def _publish(city: City, topic: str, told: Sequence[Publication]) -> None:
    producer = KafkaProducer(bootstrap_servers=city.up.bootstrap, acks="all")
    sent = [producer.send(topic, key=one.key, value=one.payload) for one in told]
    for each in sent:
        each.get(timeout=30)
    producer.close()


@contextmanager
def _admin(city: City) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=city.up.bootstrap)
    try:
        yield admin
    finally:
        admin.close()


@contextmanager
def _servers_alone(city: City) -> Iterator[None]:
    """Broker and database run without the hub, as `deploy/dev_stack.py` runs them."""
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "deploy" / "dev_stack.py"), str(city.up.data)],
        env=environment(PYTHONPATH=str(ROOT)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout is not None
        for line in running.stdout:
            if "HUB_DATABASE_URL" in line:
                break
        yield
    finally:
        running.terminate()
        running.communicate(timeout=60)


def _today() -> date:
    return datetime.now(UTC).date()
