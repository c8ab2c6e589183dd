"""The line as it runs: a real broker, the worker's own reading and deciding, PostgreSQL."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from contract.stores import TOPICS, OnPostgres
from kafka import KafkaProducer

from scenario.book import Book, Known
from scenario.calendar import noon
from scenario.entries import IDS, KEY
from scenario.hub import Shown
from scenario.message import Message
from scenario.showing import outcome_of
from scenario.store_line import StoreLine
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from schemas.manifest import published
from streams.deciding.decider import Decider
from streams.deciding.line_store import Ranges
from streams.deciding.message import Message as Read
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.kinds.event import Origin
from streams.line.changes import Changes
from streams.line.command import (
    ApproveBraked,
    Command,
    Doing,
    LiftAgain,
    LoadCatalogue,
    ReplayQuarantined,
)
from streams.line.entry import Arrived
from streams.send.signature import Signers, public_key
from streams.sending.never_sent import never_sent
from streams.wiring.topics import Topic, make_topics
from streams.worker.source import Source

#: The cases tell when the broker took a message; the hub's own topics never let a producer do so.
TIME_IS_TOLD = {
    "message.timestamp.type": "CreateTime",
    "message.timestamp.after.max.ms": str(2**63 - 1),
    "retention.ms": "-1",
}
#: With which the hub signs its own words.
SIGNERS = Signers(ed25519_seeds=(bytes(32),))
OWN_KEYS = (public_key(bytes(32)),)


@dataclass(slots=True)
class Broker:
    """The input topics of all cases, under a prefix of their own, read from their beginning."""

    bootstrap: str
    prefix: str
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)
    producer: KafkaProducer = field(init=False)
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        make_topics(
            self.bootstrap, [Topic(name=self.prefix + t, settings=TIME_IS_TOLD) for t in TOPICS]
        )
        self.ends = {(topic, 0): 0 for topic in TOPICS}
        self.producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")
        self.runner.run(self._start())

    async def _start(self) -> None:
        self.source = Source(self.bootstrap, {(self.prefix + t, 0): 0 for t in TOPICS})
        await self.source.start()

    def through(
        self,
        messages: Sequence[tuple[str, bytes, date]],
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> list[Read]:
        """Publish messages and read them back as the worker does, all of them."""
        promises = [
            self.producer.send(
                self.prefix + topic,
                value=payload,
                partition=0,
                timestamp_ms=int(noon(appended).timestamp() * 1000),
                headers=list(headers),
            )
            for topic, payload, appended in messages
        ]
        for promise in promises:
            promise.get(timeout=30)
        found = self.runner.run(self._read(len(messages)))
        for read in found:
            self.ends[(read.topic, 0)] = read.offset + 1
        return found

    async def _read(self, wanted: int) -> list[Read]:
        found: list[Read] = []
        while len(found) < wanted:
            found += await self.source.read(wanted, 1.0)
        return [
            Read(
                topic=read.topic.removeprefix(self.prefix),
                partition=read.partition,
                offset=read.offset,
                appended_at_ms=read.appended_at_ms,
                payload=read.payload,
                signature=read.signature,
            )
            for read in found
        ]

    def close(self) -> None:
        """End the connections."""
        self.producer.close()
        self.runner.run(self.source.stop())
        self.runner.close()


class HeardLineStore(PostgresLineStore):
    """The worker's view of the database; what it commits is told to the line under test."""

    def __init__(self, line: "LiveLine", under: OnPostgres) -> None:
        super().__init__(under.store)
        self._line = line

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Write an entry with its positions, and tell of it."""
        super().commit(changes, ranges)
        self._line.hear(changes)


class LiveLine(StoreLine):
    """A hub whose messages go through the broker and whose entries move stored positions."""

    few_orders = True

    def __init__(
        self,
        under: OnPostgres,
        broker: Broker,
        catalogue: Catalogue,
        *,
        on: date,
        book: Callable[[Known], Book],
    ) -> None:
        super().__init__(
            under,
            catalogue,
            on=on,
            book=book,
        )
        self._broker = broker
        for (topic, partition), end in broker.ends.items():
            under.connection.execute(
                "INSERT INTO position (topic_no, partition, next_offset)"
                " SELECT no, %s, %s FROM topic WHERE name = %s",
                (partition, end, topic),
            )
        self._decider = Decider(
            line_store=HeardLineStore(self, under),
            manifest=published(),
            key=KEY,
            stamp=self._stamp,
            own_keys=OWN_KEYS,
        )
        self._decider.resume()
        self._decider.tick(on)
        self._perform(LoadCatalogue(catalogue=catalogue))

    def hear(self, changes: Changes) -> None:
        """Take note of what the worker committed."""
        self._changes.append(changes)
        self._outbox.take(changes)

    def _stamp(self) -> tuple[UUID, datetime]:
        return uuid5(IDS, f"entry {len(self._changes)}"), noon(self._day)

    def _perform(
        self, doing: Doing, *, by: str = "officer", because: str = "the case says so"
    ) -> None:
        command_id = uuid5(IDS, f"command {len(self._changes)}")
        self._decider.act(
            Command(id=command_id, by=by, because=because, asked_at=noon(self._day), doing=doing)
        )
        assert self._decider.book is not None
        self._book = self._decider.book

    def publish(self, *messages: Message) -> None:
        """Publish, read back, decide in one entry."""
        sent = [
            (
                f"credit.events.{m.department}",
                encode(f"credit.events.{m.kind}", m.record),
                m.appended or self._day,
            )
            for m in messages
        ]
        read = self._decided(sent)
        for message, (topic, payload, _) in zip(messages, sent, strict=True):
            at = next(r for r in read if (r.topic, r.payload) == (topic, payload))
            read.remove(at)
            self._where[message] = at.origin

    def _decided(
        self,
        sent: Sequence[tuple[str, bytes, date]],
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> list[Read]:
        read = self._broker.through(sent, headers)
        for message in read:
            self._messages[message.place] = message
            if isinstance(arrival := self._decider.read(message), Arrived):
                self._remember(arrival)
        self._decider.take(read)
        return read

    def publish_bytes(self, department: str, *payloads: bytes) -> Sequence[Origin]:
        """Publish bytes as they are; return where they stand."""
        topic = f"credit.events.{department}"
        return [r.origin for r in self._decided([(topic, p, self._day) for p in payloads])]

    def answer(
        self,
        partner: str,
        directive_id: UUID,
        result: str,
        *,
        reason_code: str = "",
        answer_no: int = 1,
    ) -> Shown:
        """Let a partner publish its answer; return its outcome."""
        answer = {
            "directive_id": str(directive_id),
            "answer_no": answer_no,
            "result": result,
            "reason_code": reason_code,
        }
        payload = encode("credit.answers.Answer", answer)
        return self._told_on(partner, [(f"feedback.{partner}", payload, self._day)])

    def _say_never_sent(self, partner: str, directive_id: UUID) -> None:
        """Publish what the hub's senders publish, with their signature."""
        said = never_sent(partner, directive_id, SIGNERS)
        assert said.value is not None
        self._told_on(partner, [(said.topic, said.value, self._day)], said.headers)

    def _told_on(
        self,
        partner: str,
        sent: Sequence[tuple[str, bytes, date]],
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> Shown:
        (read,) = self._decided(sent, headers)
        (receipt,) = [r for r in self._changes[-1].issued.receipts if r.origin == read.origin]
        return outcome_of(receipt)

    def tick(self, on: date) -> None:
        """Walk day by day, as the worker does."""
        while self._day < on:
            self._day += timedelta(days=1)
            self._clock = max(self._clock, self._day)
            self._decider.tick(self._day)

    def load_catalogue(self, catalogue: Catalogue) -> None:
        """Load a catalogue by an officer's act."""
        self._perform(LoadCatalogue(catalogue=catalogue))

    def lift_again(self, directive_id: UUID) -> None:
        """Write a new LIFT by an officer's act."""
        self._perform(LiftAgain(directive_id=directive_id))

    def approve_braked(self, source: str, on: date) -> None:
        """Sign for all that the brake holds by an officer's act."""
        self._perform(ApproveBraked(source=source, day=on))

    def forget_schema(self, kind: str) -> None:
        """Read with reference data that lacks one kind's schema."""
        super().forget_schema(kind)
        self._decider.reader = self._reader

    def know_all_schemas(self) -> None:
        """Read with every schema again."""
        super().know_all_schemas()
        self._decider.reader = self._reader

    def replay(self, origin: Origin, *, by: str, because: str) -> None:
        """Replay a quarantined message by an officer's act."""
        place = (origin.topic, origin.partition, origin.offset)
        arrival = self._reader.read(self._messages[place])
        assert isinstance(arrival, Arrived)
        self._remember(arrival)
        doing = ReplayQuarantined(topic=place[0], partition=place[1], offset=place[2])
        self._perform(doing, by=by, because=because)
