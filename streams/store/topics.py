"""Input topics as the database knows them, and how far each partition has been decided."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from streams.statements import store_statement
from streams.store.connection import Connection
from streams.wiring.failures import CannotRun

#: Topic and partition.
Place = tuple[str, int]


class TopicMadeAnew(CannotRun):
    """A topic of this name is not the one that was read before; a person must look."""


class PositionsMoved(Exception):
    """Somebody else decided messages of this batch: this process is no longer the decider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTopic:
    """An input topic; `source` is the department or partner whose it is."""

    number: int
    name: str
    source: str


def known_topics(connection: Connection) -> tuple[KnownTopic, ...]:
    """Every registered topic, by number."""
    rows = connection.execute(store_statement("topics"))
    return tuple(KnownTopic(number=number, name=name, source=of) for number, name, of in rows)


def register_topic(connection: Connection, name: str, source: str, topic_id: str) -> int:
    """
    The number of an input topic, given at its first registration and never changed.

    Raises `TopicMadeAnew` when Kafka's own id of the topic is another one than at first.
    """
    given = {"name": name, "source": source, "topic_id": topic_id}
    connection.execute(store_statement("register_topic"), given)
    found = connection.execute(store_statement("topic_named"), {"name": name}).fetchone()
    assert found is not None
    number, known_id = found
    if known_id != topic_id:
        raise made_anew(name)
    return int(number)


def registered_ids(connection: Connection) -> Mapping[str, str]:
    """Kafka's own id of each registered topic, as it was at its first registration."""
    return dict(connection.execute(store_statement("topic_ids")).fetchall())


def topics_left(connection: Connection) -> AbstractSet[str]:
    """Registered topics whose department or partner left the catalogue: they may be deleted."""
    return {name for (name,) in connection.execute(store_statement("topics_left"))}


def deleted(name: str) -> TopicMadeAnew:
    """What stops the hub when a topic that it knows and needs is gone."""
    return TopicMadeAnew(
        f"Topic {name} was deleted, and what it held that was not decided is lost with it. Bring "
        "it back from your backup before the hub goes on."
    )


def made_anew(name: str) -> TopicMadeAnew:
    """What stops the hub when another topic stands under a name it knows."""
    return TopicMadeAnew(
        f"Topic {name} was deleted and made anew: its stored positions belong to the old one. "
        "Bring the old topic back from your backup before the hub goes on."
    )


def open_partitions(connection: Connection, places: Iterable[Place]) -> None:
    """See that each partition of a registered topic has a position; a new one begins at 0."""
    for topic, partition in sorted(places):
        connection.execute(
            store_statement("open_partition"), {"topic": topic, "partition": partition}
        )


def positions(connection: Connection) -> Mapping[Place, int]:
    """The next offset of every input partition; from here the line reads on, whatever else says."""
    rows = connection.execute(store_statement("positions"))
    return {(topic, partition): offset for topic, partition, offset in rows}


def move_positions(
    connection: Connection,
    numbers: Mapping[str, int],
    moves: Mapping[Place, tuple[int, int]],
) -> None:
    """
    Move positions (from, to), all of them or raise `PositionsMoved`.

    `numbers`: topic numbers by name. To be called in the transaction that decides.
    """
    if not moves:
        return
    ordered = sorted(moves.items())
    moved = connection.execute(
        store_statement("move_positions"),
        {
            "topics": [numbers[topic] for (topic, _), _ in ordered],
            "partitions": [partition for (_, partition), _ in ordered],
            "expected": [expected for _, (expected, _) in ordered],
            "next": [following for _, (_, following) in ordered],
        },
    )
    if moved.rowcount != len(ordered):
        raise PositionsMoved(
            f"{len(ordered) - moved.rowcount} of {len(ordered)} input positions are not where "
            "this process left them"
        )
