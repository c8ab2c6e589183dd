"""What the lock's holder does before its loop: first day, first catalogue, topics, positions."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from kafka.errors import KafkaError, TopicAlreadyExistsError

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.deciding.decider import Decider
from streams.line.command import Command, LoadCatalogue
from streams.store.asking import put
from streams.store.connection import Connection
from streams.store.store import PostgresStore
from streams.store.topics import (
    deleted,
    open_partitions,
    register_topic,
    registered_ids,
)
from streams.wiring.clock import Clock
from streams.wiring.failures import CannotRun
from streams.wiring.topics import (
    Described,
    describe_topics,
    make_topics,
    topics_of,
    topics_there,
)
from streams.worker.days import next_day
from streams.worker.same_topics import SameTopics
from streams.worker.source import BrokerSilent, Source

#: How long to wait before a broker or a database that was away is asked again.
TRY_EVERY_S = 0.5


def begin(decider: Decider, connection: Connection, clock: Clock, folder: Path | None) -> None:
    """
    After the call the line has a day and a catalogue; both only at the first start ever.

    A load that waits to be taken comes before that of the folder: an operator's, or our own if the
    first start was cut short.
    """
    first = next_day(decider.day, clock, None) if decider.day is None else None
    if first is not None:
        decider.tick(first.day)
    if decider.book is None:
        waiting = decider.line_store.next_command()
        asked = waiting is not None and isinstance(waiting.doing, LoadCatalogue)
        decider.act(waiting if waiting and asked else _first_load(connection, folder))


def _first_load(connection: Connection, folder: Path | None) -> Command:
    """The load of a city's first catalogue is a command like any later one (R17)."""
    found = read_catalogue(folder or SAMPLE)
    if not isinstance(found, Catalogue):
        holes = "\n".join(f"  {hole}" for hole in found)
        raise CannotRun(f"The catalogue has holes; hub catalogue check names them too:\n{holes}")
    return put(connection, LoadCatalogue(catalogue=found), by="hub", because="first start")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopics:
    """
    Input topics to be read, by name.

    `left`: those whose department or partner left the catalogue. They may be deleted.
    """

    topics: Mapping[str, Described]
    left: frozenset[str]


def open_topics(
    connection: Connection, store: PostgresStore, bootstrap: str, catalogue: Catalogue
) -> OpenTopics:
    """
    See that every topic exists, is the one it was, and has a position for each partition.

    A topic that is left is opened while it is there. Raises `TopicMadeAnew` for a topic of the
    catalogue that was registered once and is gone, or is another one.
    """
    wanted = topics_of(catalogue)
    inputs = [topic for topic in wanted if topic.source]
    names = {topic.name for topic in inputs}
    registered = registered_ids(connection)
    there = _there(bootstrap, registered, names)
    make_topics(bootstrap, wanted)
    described = describe_topics(bootstrap, [topic.name for topic in inputs])
    left = {name: topic for name, topic in there.items() if registered[name] == topic.id}
    topics = {**left, **described}
    with connection.transaction():
        for topic in inputs:
            register_topic(connection, topic.name, topic.source, described[topic.name].id)
        open_partitions(
            connection, [(name, p) for name, t in topics.items() for p in range(t.partitions)]
        )
    store.reread_topics()
    return OpenTopics(topics=topics, left=frozenset(topics.keys() - names))


def _there(
    bootstrap: str, registered: Mapping[str, str], needed: AbstractSet[str]
) -> Mapping[str, Described]:
    """Registered topics that are there; one that is gone is looked for a second time."""
    there = topics_there(bootstrap, registered)
    if (registered.keys() & needed) - there.keys():
        time.sleep(TRY_EVERY_S)
        there = topics_there(bootstrap, registered)
    for name in sorted((registered.keys() & needed) - there.keys()):
        raise deleted(name)
    return there


async def open_source(
    decider: Decider, connection: Connection, store: PostgresStore, bootstrap: str
) -> Source:
    """A started source over every input topic that is there, from the stored positions."""
    assert decider.book is not None
    catalogue = decider.book.catalogue
    opened = await asyncio.to_thread(open_topics, connection, store, bootstrap, catalogue)
    stored = decider.line_store.state().positions
    positions = {place: at for place, at in stored.items() if place[0] in opened.topics}
    decider.positions = dict(positions)
    source = Source(bootstrap, positions, SameTopics(bootstrap, opened.topics, opened.left))
    try:
        await source.start()
    except BaseException:
        await source.stop()
        raise
    return source


async def open_when_it_answers(
    opened: Callable[[], Awaitable[Source]], meanwhile: Callable[[Exception], None]
) -> Source:
    """
    A started source, as soon as the broker answers; until then it is tried again and again.

    `meanwhile` hears of each time that it did not, and may raise what ends the waiting. Raises what
    the broker refuses for good (`KafkaError`), such as a right that the hub does not have.
    """
    while True:
        try:
            return await opened()
        except (BrokerSilent, KafkaError) as away:
            if isinstance(away, KafkaError) and not _passes(away):
                raise
            meanwhile(away)
            await asyncio.sleep(TRY_EVERY_S)


def _passes(error: KafkaError) -> bool:
    """Whether another try can do better; a slow broker may make a topic that it does not show."""
    return error.retriable or isinstance(error, TopicAlreadyExistsError)
