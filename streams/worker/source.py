"""
The input topics, read from the stored positions (ADR 0001).

Partitions are assigned, never subscribed: the database says where to go on, no group does. What is
committed to Kafka only feeds lag tools. librdkafka fetches in threads of its own, without the
interpreter's lock (ADR 0326).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, TypeVar

from confluent_kafka import (
    OFFSET_BEGINNING,
    OFFSET_END,
    Consumer,
    KafkaError,
    KafkaException,
    TopicPartition,
)

from streams.deciding.message import Message
from streams.store.topics import Place
from streams.wiring.failures import CannotRun
from streams.worker.records import LogLost, taken
from streams.worker.same_topics import SameTopics

T = TypeVar("T")

log = logging.getLogger(__name__)

#: The group under which positions are shown to lag tools.
GROUP: Final = "credit-hub"
#: How long the broker may take to answer a question.
ANSWER_S: Final = 5.0
ASK_AGAIN_S: Final = 0.1
#: A broker that has made a topic has leaders for it a moment later; a slow one, some moments.
LEADERS_WITHIN_S: Final = 10.0
#: How long what is only for lag tools, or only for good manners, may take.
COURTESY_S: Final = 5.0
_OPTIONS: Final[Mapping[str, str | int | bool]] = {
    "group.id": GROUP,
    # No group is joined: it bounds how long a commit waits that a silent broker does not take.
    "session.timeout.ms": 1_000,
    "heartbeat.interval.ms": 500,
    "enable.auto.commit": False,
    "enable.auto.offset.store": False,
    "isolation.level": "read_committed",
    "auto.offset.reset": "error",
    # The end of a partition is told, since what ends a transaction there is no message.
    "enable.partition.eof": True,
    "check.crcs": True,
    "max.partition.fetch.bytes": 4 * 1024 * 1024,
    # Few messages wait a moment for more: an entry costs what forty messages do.
    "fetch.wait.max.ms": 20,
    "fetch.min.bytes": 16 * 1024,
    # What lies ready in memory: two seconds of a backlog.
    "queued.min.messages": 4_000,
    "queued.max.messages.kbytes": 8 * 1024,
    "fetch.queue.backoff.ms": 10,
    "reconnect.backoff.max.ms": 1_000,
    "socket.timeout.ms": 15_000,
    # Of a broker that is away it says so twenty times a second; the hub does once a minute.
    "log_level": 2,
}


class BrokerSilent(Exception):
    """The broker did not answer a question; the text is what the client says of it."""


class Source:
    """All input partitions; `read` gives messages in the order of their offsets by partition."""

    def __init__(
        self, bootstrap: str, positions: Mapping[Place, int], topics: SameTopics | None = None
    ) -> None:
        self._topics = topics
        self._positions = dict(positions)
        self._asked: set[asyncio.Future[Any]] = set()
        self._not_shown = ""
        self._failure: CannotRun | None = None
        self._consumer = Consumer(
            {**_OPTIONS, "bootstrap.servers": bootstrap, "on_commit": self._shown}, logger=log
        )

    async def start(self) -> None:
        """
        Connect and go to the stored positions.

        Raises `LogLost` if the log does not reach there, `BrokerSilent`.
        """
        first = await self._patiently(OFFSET_BEGINNING)
        end = await self._patiently(OFFSET_END)
        for place, position in self._positions.items():
            _check(place, position, first[place], end[place])
        self._consumer.assign(_partitions(self._positions))

    async def stop(self) -> None:
        """Close the connection; a broker that is away is not waited for."""
        if self._asked:
            await asyncio.wait(self._asked, timeout=ANSWER_S + COURTESY_S)
        if not self._asked:  # the client must not go while it is asked something
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(self._consumer.close), COURTESY_S)
        if self._topics is not None:
            await asyncio.to_thread(self._topics.close)

    async def read(self, limit: int, timeout_s: float) -> list[Message]:
        """
        Up to `limit` messages, none if nothing comes within `timeout_s`, or the broker is away.

        Raises `LogLost` when a message that comes next was deleted, `Unreadable` for what can be
        neither read nor waited for; what stands before it is given first.
        """
        return await self._ask(lambda: self._read(limit, timeout_s))

    def _read(self, limit: int, timeout_s: float) -> list[Message]:
        if self._failure is not None:
            raise self._failure
        # The client waits until all that is asked for is there: so it is asked for one first.
        records = self._consumer.consume(1, timeout_s)
        if records:
            records += self._consumer.consume(limit - 1, 0)
        found = taken(records)
        self._positions |= found.positions
        self._failure = found.failure
        if self._failure is not None and not found.messages:
            raise self._failure
        return found.messages

    async def ends(self) -> Mapping[Place, int]:
        """The end of each input partition. Raises `BrokerSilent`."""
        return await self._offsets(OFFSET_END)

    async def ends_before(self, moment: datetime) -> Mapping[Place, int]:
        """
        The first offset of each partition that was not appended before `moment`.

        Raises `BrokerSilent`.
        """
        found = await self._offsets(int(moment.timestamp() * 1000))
        ends = await self.ends()
        return {place: ends[place] if at == OFFSET_END else at for place, at in found.items()}

    async def require_same(self) -> None:
        """Raise `TopicMadeAnew` or `OpenAnew` if a topic is not the one that was opened."""
        if self._topics is not None:
            await asyncio.to_thread(self._topics.look)

    async def passed(self, wanted: Mapping[Place, int]) -> bool:
        """
        Whether everything before the wanted offsets has been handed out by `read`.

        Of a topic that is not read any more nothing comes.
        """
        return all(self._positions.get(place, offset) >= offset for place, offset in wanted.items())

    async def show(self, positions: Mapping[Place, int]) -> None:
        """
        Commit positions to Kafka, for lag tools only, and wait for nobody.

        Raises `BrokerSilent` when the last time it did not work.
        """
        said, self._not_shown = self._not_shown, ""
        self._consumer.commit(offsets=_partitions(positions), asynchronous=True)
        if said:
            raise BrokerSilent(said)

    def _shown(self, error: KafkaError | None, _: list[TopicPartition]) -> None:
        self._not_shown = "" if error is None else error.str()

    async def _offsets(self, wanted: int) -> Mapping[Place, int]:
        """Of each partition the first or last, or that of a time in milliseconds since 1970."""
        asked = _partitions(dict.fromkeys(self._positions, wanted))
        try:
            found = await self._ask(lambda: self._consumer.offsets_for_times(asked, ANSWER_S))
        except KafkaException as silent:
            raise BrokerSilent(silent.args[0].str()) from silent
        for each in found:
            if each.error is not None:
                raise BrokerSilent(each.error.str())
        return {(each.topic, each.partition): each.offset for each in found}

    async def _patiently(self, wanted: int) -> Mapping[Place, int]:
        """The same; of a topic just made the leader is known a moment later."""
        give_up_at = time.monotonic() + LEADERS_WITHIN_S
        while True:
            try:
                return await self._offsets(wanted)
            except BrokerSilent:
                if time.monotonic() > give_up_at:
                    raise
                await asyncio.sleep(ASK_AGAIN_S)

    async def _ask(self, work: Callable[[], T]) -> T:
        """Let the client work in a thread; whoever is cancelled meanwhile leaves it to its end."""
        running = asyncio.ensure_future(asyncio.to_thread(work))
        self._asked.add(running)
        running.add_done_callback(self._asked.discard)
        return await asyncio.shield(running)


def _partitions(offsets: Mapping[Place, int]) -> list[TopicPartition]:
    return [TopicPartition(topic, number, at) for (topic, number), at in offsets.items()]


def _check(place: Place, position: int, first: int, end: int) -> None:
    where = f"{place[0]}, partition {place[1]}"
    if position < first:
        raise LogLost(
            f"{where} begins at offset {first}, but the hub has only decided up to {position}. "
            "Messages between were deleted: bring them back or publish them again, then set the "
            "position with the steps of docs/howto/operator.md."
        )
    if position > end:
        raise LogLost(
            f"{where} ends at offset {end}, but the hub has decided up to {position}. The topic "
            "was emptied or is another one: see docs/howto/operator.md before going on."
        )
