"""
What is left of a run, as values: read from journals, topics, ledgers and database, judged by none.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import psycopg
from kafka import KafkaConsumer, TopicPartition

from chaos.journals import Place, acknowledged
from connectors.partners.directive import Directive, NotADirective, from_topic, from_webhook
from connectors.partners.ledger import Ledger
from connectors.partners.ledger_file import read_ledger
from schemas.codec import Decoded, decode_known
from streams.sending.sent_log import TOPIC as SENT
from streams.sending.sent_log import opened
from streams.store.seal import Seal
from streams.wiring.keys import load_keys

#: Departments whose events say in their names what they begin and end.
NAMED = ("credit.events.hrss", "credit.events.court")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt; `first`: it is not about an outcome that changed later."""

    place: Place
    event_id: str
    first: bool
    entry: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One directive as it stands on a topic; `content`: a digest of its bytes."""

    partner: str
    subject: UUID
    sequence: int
    directive: UUID
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    Everything a verdict rests on.

    `acknowledged`: event id by place, from the journals. `published`: event ids of the departments
    in `NAMED`, as their topics have them. `decided`, `stored`: how often the database has a first
    outcome or a stored version of a place.
    """

    acknowledged: Mapping[Place, str]
    published: frozenset[str]
    receipts: Sequence[Receipt]
    told: Sequence[Told]
    ledgers: Mapping[str, Ledger]
    decided: Mapping[Place, int]
    stored: Mapping[Place, int]


def read_evidence(
    journals: Path, bootstrap: str, database: str, keys: Path, ledgers: Mapping[str, Path]
) -> Evidence:
    """Read all of it from a city at rest."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    try:
        topics = sorted(consumer.topics())
        receipts = [t for t in topics if t.startswith("credit.receipts.")]
        partners = [t for t in topics if t.startswith("sanctions.")]
        seal = Seal.of(load_keys(keys).identity_encryption)
        return Evidence(
            acknowledged=acknowledged(journals),
            published=frozenset(_event_ids(consumer)),
            receipts=[receipt for t in receipts for receipt in _receipts(consumer, t)],
            told=[
                *(told for topic in partners for told in _on_topic(consumer, topic)),
                *_on_sent_log(consumer, seal),
            ],
            ledgers={name: read_ledger(file) for name, file in ledgers.items()},
            **_rows(database),
        )
    finally:
        consumer.close()


Message = tuple[bytes, bytes, Sequence[tuple[str, bytes]]]


def _all(consumer: KafkaConsumer, topic: str) -> Iterator[Message]:
    """Key, value and headers of every message that a topic has by now."""
    places = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic) or ()]
    consumer.assign(places)
    consumer.seek_to_beginning(*places)
    ends = consumer.end_offsets(places)
    while any(consumer.position(place) < ends[place] for place in places):
        for messages in consumer.poll(timeout_ms=500).values():
            yield from ((m.key, m.value, m.headers) for m in messages)


def _event_ids(consumer: KafkaConsumer) -> Iterator[str]:
    for topic in NAMED:
        for _, value, _ in _all(consumer, topic):
            found = decode_known(value)
            assert isinstance(found, Decoded)
            yield found.record["event_id"]


def _receipts(consumer: KafkaConsumer, topic: str) -> Iterator[Receipt]:
    for _, value, _ in _all(consumer, topic):
        found = decode_known(value)
        assert isinstance(found, Decoded)
        said = found.record
        yield Receipt(
            place=(said["topic"], said["partition"], said["offset"]),
            event_id=said["event_id"],
            first=said["previous_outcome"] is None,
            entry=said["entry"],
            outcome=said["outcome"],
        )


def _on_topic(consumer: KafkaConsumer, topic: str) -> Iterator[Told]:
    for _, value, _ in _all(consumer, topic):
        try:
            directive = from_topic(value)
        except NotADirective:
            continue  # the result of an order
        yield _told(topic.removeprefix("sanctions."), directive, value)


def _on_sent_log(consumer: KafkaConsumer, seal: Seal) -> Iterator[Told]:
    for key, value, headers in _all(consumer, SENT):
        partner, body = opened(key, value, headers, seal)
        yield _told(partner, from_webhook(body), body)


def _told(partner: str, directive: Directive, content: bytes) -> Told:
    return Told(
        partner=partner,
        subject=directive.subject_key,
        sequence=directive.sequence,
        directive=directive.directive_id,
        content=sha256(content).hexdigest(),
    )


def _rows(database: str) -> dict[str, Counter[Place]]:
    with psycopg.connect(database) as connection:
        decided = connection.execute(
            "SELECT t.name, p.partition, unnest(p.offsets)"
            "  FROM page p JOIN topic t ON t.no = p.topic_no"
        ).fetchall()
        stored = connection.execute(
            'SELECT t.name, v.partition, v."offset"'
            "  FROM version v JOIN topic t ON t.no = v.topic_no"
        ).fetchall()
    return {"decided": Counter(decided), "stored": Counter(stored)}
