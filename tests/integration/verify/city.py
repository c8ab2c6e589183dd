"""
A small city that the real line decided on a real broker: what a verifier finds in order.

Departments, partners and topics carry a tag of their own, since topics are shared by all tests of
a session. Sending is done here in a few lines, by the claims of the relay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
from kafka import KafkaProducer
from scenario.calendar import noon
from scenario.cast import CATALOGUE as CAST
from scenario.message import (
    Message,
)
from support.told_pool import ToldPool

from schemas.catalogue.model import Catalogue, Channel, MeasureRow
from schemas.codec import encode
from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.deciding.decider import Decider
from streams.deciding.message import Message as Read
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.identify.pseudonym import PseudonymKey
from streams.line.command import (
    Command,
    Doing,
)
from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.sending.pool_messages import pool_messages, pool_sent, unsent_pool
from streams.store.connection import connect, connect_to_decide
from streams.store.seal import Seal
from streams.store.store import PostgresStore, StoreMeans
from streams.store.topics import open_partitions, register_topic
from streams.wiring.keys import KeyRing, Keys
from streams.wiring.topics import Topic, describe_topics, make_topics

RING = KeyRing(versions={1: bytes(range(32))})
KEYS = Keys(identity_hmac=RING, identity_encryption=RING, outbox=RING, hub_ed25519=RING)


@dataclass(slots=True)
class City:
    """One line with its topics; `url` is its database, `tag` stands before every name."""

    url: str
    bootstrap: str
    tag: str
    decider: Decider = field(init=False)
    producer: KafkaProducer = field(init=False)

    def __post_init__(self) -> None:
        catalogue = self.catalogue()
        names = {
            **{f"credit.events.{name}": name for name in catalogue.departments},
            **{f"feedback.{name}": name for name in catalogue.partners},
        }
        told = [f"sanctions.{name}" for name in catalogue.partners]
        make_topics(self.bootstrap, [Topic(name=name, settings={}) for name in (*names, *told)])
        known = describe_topics(self.bootstrap, names)
        connection = connect_to_decide(self.url, "test city")
        for name, source in sorted(names.items()):
            register_topic(connection, name, source, known[name].id)
        open_partitions(connection, [(name, 0) for name in names])
        means = StoreMeans(
            seal=Seal.of(RING), hmac_version=1, layouts=layouts_of(published()), code_version="t"
        )
        self.decider = Decider(
            line_store=PostgresLineStore(PostgresStore(connection, means)),
            manifest=published(),
            key=PseudonymKey(version=1, secret=RING.current),
            stamp=lambda: (uuid4(), datetime.now(UTC)),
        )
        self.decider.resume()
        self.producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")

    def named(self, name: str) -> str:
        """A department's or partner's name in this city."""
        return f"{self.tag}-{name}"

    def catalogue(self, measures: Iterable[MeasureRow] = CAST.measures) -> Catalogue:
        """The catalogue of the cases, or with other measures, every name with the tag."""
        return replace(
            CAST,
            departments={
                self.named(d.id): replace(d, id=self.named(d.id)) for d in CAST.departments.values()
            },
            partners={
                self.named(p.id): replace(p, id=self.named(p.id)) for p in CAST.partners.values()
            },
            measures=tuple(replace(m, partner=self.named(m.partner)) for m in measures),
        )

    def act(self, doing: Doing, on: date) -> None:
        """One act of the office."""
        command = Command(id=uuid4(), by="office", because="test", asked_at=noon(on), doing=doing)
        with psycopg.connect(self.url) as connection:
            connection.execute(
                "INSERT INTO command (id, asked_by, because, name, arguments)"
                " VALUES (%s, 'office', 'test', %s, '{}')",
                (command.id, type(doing).__name__),
            )
        self.decider.act(command)

    def publish(self, *messages: Message | tuple[str, bytes], on: date) -> None:
        """Append messages in this order and decide them in one entry; bytes as (topic, bytes)."""
        found = []
        for message in messages:
            topic, payload = message if isinstance(message, tuple) else self._encoded(message)
            place = self.producer.send(topic, payload, partition=0).get(timeout=30)
            found.append(
                Read(
                    topic=topic,
                    partition=0,
                    offset=place.offset,
                    appended_at_ms=int(noon(on).timestamp() * 1000),
                    payload=payload,
                )
            )
        self.decider.take(found)

    def _encoded(self, message: Message) -> tuple[str, bytes]:
        said = dict(message.record)
        if "target" in said:
            said["target"] = {
                **said["target"],
                "department": self.named(said["target"]["department"]),
            }
        if "addressee" in said:
            said["addressee"] = self.named(said["addressee"])
        topic = f"credit.events.{self.named(message.department)}"
        return topic, encode(f"credit.events.{message.kind}", said)

    def send(self) -> None:
        """Claim and send for every partner, as its relay would: what has a topic goes there."""
        day, book = self.decider.day, self.decider.book
        assert day is not None
        assert book is not None
        with connect(self.url, "test city") as connection:
            for partner in book.catalogue.partners.values():
                claims = Claims(
                    connection=connection,
                    seal=Seal.of(RING),
                    partner=partner.id,
                    channel=partner.channel,
                )
                for out in claims.claim(book.catalogue, datetime.now(UTC), day):
                    if partner.channel is Channel.TOPIC:
                        topic = f"sanctions.{partner.id}"
                        self.producer.send(topic, out.body, partition=0).get(timeout=30)
                    mark_sent(connection, [out.id], datetime.now(UTC))

    def tell(self) -> None:
        """Tell the pool's readers what was written and not sent yet, in the line's order."""
        told = ToldPool(self.bootstrap)
        with connect(self.url, "test city") as connection:
            while pages := unsent_pool(connection):
                for page in pages:
                    messages = pool_messages(page)
                    told.say(dict(zip(messages.keys, messages.values, strict=True)))
                pool_sent(connection, pages, datetime.now(UTC))

    def answer(self, on: date, result: str = "EXECUTED") -> None:
        """Every partner answers all that was sent and not answered."""
        with psycopg.connect(self.url) as connection:
            rows = connection.execute(
                "SELECT directive_id, measure_id, partner FROM directive"
                " WHERE sent_at IS NOT NULL AND answer IS NULL ORDER BY partner, sequence"
            ).fetchall()
        answers = [
            (
                f"feedback.{partner}",
                encode(
                    "credit.answers.Answer",
                    {
                        "directive_id": str(directive),
                        "measure_id": str(measure),
                        "answer_no": 1,
                        "result": result,
                    },
                ),
            )
            for directive, measure, partner in rows
        ]
        self.publish(*answers, on=on)

    def close(self) -> None:
        """Give back the connections, so that the database can be copied."""
        self.producer.close()
        line_store = self.decider.line_store
        assert isinstance(line_store, PostgresLineStore)
        line_store._store.connection.close()
