"""What partners were told, read from the broker: all of it, whoever has forgotten it."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from connectors.channels.kinds import directive_in
from connectors.partners.directive import NotADirective, from_fields
from schemas.codec import Decoded, decode_known
from streams.sending import pool_messages, sent_log
from streams.store.seal import Seal
from streams.store.topics import Place, deleted
from streams.wiring.failures import CannotRun

_POLL_MS: Final = 1_000
_ANSWER_WITHIN_MS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDirective:
    """One directive a partner was told; `fields` in the names of `directive.avsc`, as JSON."""

    partner: str
    directive_id: UUID
    measure_id: UUID
    subject: UUID
    sequence: int
    fields: Mapping[str, Any] = field(repr=False)


def told(bootstrap: str, own_topics: Mapping[str, str], seal: Seal) -> Iterator[ToldDirective]:
    """
    Every directive up to the topics' ends: of partners with topics of their own, then of others.

    `own_topics`: by partner. Raises `CannotRun` where the broker does not answer.
    """
    consumer = _consumer(bootstrap)
    with closing(consumer):
        for partner, topic in sorted(own_topics.items()):
            for message in _messages(consumer, topic):
                yield from _told(partner, message.value or b"")
        for message in _messages(consumer, sent_log.TOPIC):
            partner, body = sent_log.opened(message.key, message.value, message.headers, seal)
            yield from _told(partner, body)


def pool_told(bootstrap: str) -> Iterator[tuple[UUID, UUID]]:
    """
    Entry and subject of every message of the pool's topic that names somebody.

    Raises `CannotRun` where the broker does not answer.
    """
    with closing(_consumer(bootstrap)) as consumer:
        for message in _messages(consumer, pool_messages.TOPIC):
            found = None if message.value is None else decode_known(message.value)
            if isinstance(found, Decoded) and found.record["subject_key"]:
                yield UUID(found.record["entry"]), UUID(found.record["subject_key"])


def ends_of(
    bootstrap: str, places: Collection[Place], may_be_gone: AbstractSet[str]
) -> Mapping[Place, int]:
    """
    Where partitions end now, without those of topics that may be gone and are.

    Raises `CannotRun` where the broker does not answer, or does not have another of the topics.
    """
    with closing(_consumer(bootstrap)) as consumer:
        try:
            gone = {topic for topic, _ in places} - consumer.topics()
            for topic in sorted(gone - may_be_gone):
                raise deleted(topic)
            asked = [TopicPartition(*place) for place in places if place[0] not in gone]
            found = consumer.end_offsets(asked)
        except KafkaError as lost:
            raise CannotRun(
                f"The topics cannot be read: {type(lost).__name__}. See: hub status", "S2001"
            ) from lost
    return {(place.topic, place.partition): end for place, end in found.items()}


def _consumer(bootstrap: str) -> KafkaConsumer:
    try:
        return KafkaConsumer(
            bootstrap_servers=bootstrap,
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            bootstrap_timeout_ms=_ANSWER_WITHIN_MS,
        )
    except KafkaError as away:
        raise CannotRun(
            f"The Kafka broker at {bootstrap} does not answer. Is the hub up? See: hub status",
            "S2001",
        ) from away


def _messages(consumer: KafkaConsumer, topic: str) -> Iterator[Any]:
    try:
        numbers = consumer.partitions_for_topic(topic) or ()
        places = [TopicPartition(topic, number) for number in sorted(numbers)]
        if not places:
            return
        consumer.assign(places)
        consumer.seek_to_beginning(*places)
        ends = consumer.end_offsets(places)
        while any(consumer.position(place) < ends[place] for place in places):
            for records in consumer.poll(timeout_ms=_POLL_MS, max_records=5_000).values():
                yield from records
    except KafkaError as lost:
        raise CannotRun(
            f"{topic} cannot be read: {type(lost).__name__}. See: hub status", "S2001"
        ) from lost


def _told(partner: str, body: bytes) -> Iterator[ToldDirective]:
    """Nothing of a message that is no directive: a result of an order, or not the hub's."""
    try:
        found = from_fields(directive_in(body))
    except NotADirective:
        return
    yield ToldDirective(
        partner=partner,
        directive_id=found.directive_id,
        measure_id=found.measure_id,
        subject=found.subject_key,
        sequence=found.sequence,
        fields=found.fields,
    )
