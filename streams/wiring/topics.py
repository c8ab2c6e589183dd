"""
The hub's topics: made from the catalogue, checked at each start (D7).

Input topics carry the broker's own time and keep everything: a message that claims to be from 2019
would otherwise be deleted at once. And they are kept unpacked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import for_code

from connectors.channels.kinds import own_topics, told
from schemas.catalogue.model import Catalogue
from streams.wiring.kafka_client import connected

_KEPT_FOR_EVER: Mapping[str, str] = {
    "message.timestamp.type": "LogAppendTime",
    "retention.ms": "-1",
    "retention.bytes": "-1",
}
#: What others write and the hub reads is unpacked by the broker, whose limit then counts what there
#: is: a reader would have to make room for all that a few bytes unpack to (ADR 0367).
_READ: Mapping[str, str] = {
    **_KEPT_FOR_EVER,
    "compression.type": "uncompressed",
    "max.message.bytes": "1048576",
}
#: A topic just made is in the broker's own answers, and has leaders, only some time later.
READY_WITHIN_S = 10.0
_COMPACTED: Mapping[str, str] = {"cleanup.policy": "compact"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic the hub uses; `source` is set for those it reads."""

    name: str
    partitions: int = 1
    settings: Mapping[str, str]
    source: str = ""


def topics_of(catalogue: Catalogue, partitions: int = 1) -> tuple[Topic, ...]:
    """
    Every topic a catalogue calls for: the departments', the partners', and the hub's own.

    None for a department that sends nothing, nor for a partner that is told nothing: making one
    takes the broker time at a first start, and reading one takes the worker time for ever.
    """
    found, own = [], own_topics(catalogue)
    for department in sorted(row.id for row in catalogue.departments.values() if row.kinds):
        found += [
            Topic(
                name=f"credit.events.{department}",
                partitions=partitions,
                settings=_READ,
                source=department,
            ),
            Topic(name=f"credit.receipts.{department}", settings=_KEPT_FOR_EVER),
        ]
    for partner in told(catalogue):
        if partner in own:
            found.append(Topic(name=own[partner], settings=_KEPT_FOR_EVER))
        found.append(Topic(name=f"feedback.{partner}", settings=_READ, source=partner))
    found += [
        Topic(name="credit.pool", settings=_COMPACTED),
        Topic(name="credit.quarantine", settings=_KEPT_FOR_EVER),
        Topic(name="credit.sent", settings=_KEPT_FOR_EVER),
    ]
    return tuple(found)


def make_topics(bootstrap: str, topics: Iterable[Topic]) -> tuple[str, ...]:
    """
    Make every topic the cluster lacks; return their names. Existing ones are left alone.

    Raises `kafka.errors.KafkaError` when the broker does not answer.
    """
    admin = connected(KafkaAdminClient, bootstrap)
    try:
        there = set(admin.list_topics())
        missing = [topic for topic in topics if topic.name not in there]
        if missing:
            admin.create_topics(
                [
                    NewTopic(
                        name=topic.name,
                        num_partitions=topic.partitions,
                        replication_factor=1,
                        topic_configs=dict(topic.settings),
                    )
                    for topic in missing
                ]
            )
        return tuple(topic.name for topic in missing)
    finally:
        admin.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A topic as the cluster has it; another id under the same name means it was made anew."""

    id: str
    partitions: int


def topics_there(bootstrap: str, names: Iterable[str]) -> Mapping[str, Described]:
    """
    Those of these topics that the cluster has now.

    Raises `kafka.errors.KafkaError` when the broker does not answer.
    """
    asked = sorted(names)
    if not asked:
        return {}
    admin = connected(KafkaAdminClient, bootstrap)
    try:
        found = admin.describe_topics(asked)
    finally:
        admin.close()
    return {topic["name"]: described(topic) for topic in found if not topic["error_code"]}


def describe_topics(
    bootstrap: str, names: Iterable[str], ready_within_s: float = READY_WITHIN_S
) -> Mapping[str, Described]:
    """
    Kafka's own id and the number of partitions of each topic.

    Waits for a topic that was only just made. Raises `kafka.errors.KafkaError` when one of them is
    not there with a leader for each partition by then.
    """
    wanted = sorted(names)
    admin = connected(KafkaAdminClient, bootstrap)
    try:
        admin.wait_for_topics(wanted, timeout_ms=ready_within_s * 1000)
        found = admin.describe_topics(wanted)
    finally:
        admin.close()
    for topic in found:
        if topic["error_code"]:  # a topic without an id and without partitions is none
            raise for_code(topic["error_code"])(topic["name"])
    return {topic["name"]: described(topic) for topic in found}


def described(topic: Mapping[str, Any]) -> Described:
    """A topic as an admin client describes it."""
    return Described(id=str(topic["topic_id"]), partitions=len(topic["partitions"]))
