"""Whatever the real line decides from whatever comes in, entry by entry, is found in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from contract.stores import RING, TOPICS, OnPostgres
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from property.strategies import CATALOGUE, FIRST, LAST
from property.test_line_is_the_oracle import plays
from scenario.calendar import noon
from scenario.cast import PARTNERS
from scenario.message import Message

from connectors.partners.answer import Answer, Result, encoded
from connectors.partners.directive import from_topic, from_webhook
from connectors.partners.handling import receive
from connectors.partners.ledger import Ledger as Book
from connectors.partners.sample.rules import obedient, refusing
from monitoring.verify.cells import opener
from monitoring.verify.database import snapshot
from monitoring.verify.ledgers import LedgerReport
from monitoring.verify.verification import against_ledgers, recount
from monitoring.verify.witness import Word
from schemas.catalogue.model import Catalogue, Channel
from schemas.codec import encode
from schemas.manifest import published
from streams.deciding.decider import Decider
from streams.deciding.message import Message as Read
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.identify.pseudonym import PseudonymKey
from streams.line.command import Command, LoadCatalogue
from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.store.seal import Seal
from streams.store.topics import open_partitions

EXAMPLES = 30
OFTEN, SELDOM = 0.7, 0.2


class Line:
    """
    The real line on a database of its own, given its messages by hand.

    What it claims reaches partners that keep the SDK's ledger, mostly; some refuse, some answer
    late.
    """

    def __init__(self, under: OnPostgres) -> None:
        under.forget()
        under.connection.execute("DELETE FROM catalogue")
        under.connection.execute("DELETE FROM stream")
        open_partitions(under.connection, [(name, 0) for name in TOPICS])
        self.offsets: dict[str, int] = defaultdict(int)
        self.under = under
        self.books = {partner.id: Book() for partner in PARTNERS}
        self.answers: list[tuple[str, Answer]] = []
        self.decider = Decider(
            line_store=PostgresLineStore(under.store),
            manifest=published(),
            key=PseudonymKey(version=1, secret=RING.current),
            stamp=lambda: (uuid4(), datetime.now(UTC)),
        )
        self.decider.resume()
        self.decider.tick(FIRST)
        self.load(CATALOGUE)

    def load(self, catalogue: Catalogue) -> None:
        """A catalogue takes effect."""
        command = Command(
            id=uuid4(),
            by="office",
            because="test",
            asked_at=noon(FIRST),
            doing=LoadCatalogue(catalogue=catalogue),
        )
        self.under.connection.execute(
            "INSERT INTO command (id, asked_by, because, name, arguments)"
            " VALUES (%s, 'office', 'test', 'LoadCatalogue', '{}')",
            (command.id,),
        )
        self.decider.act(command)

    def tick(self, on: date) -> None:
        """Walk day by day."""
        while self.decider.day is not None and self.decider.day < on:
            self.decider.tick(self.decider.day + timedelta(days=1))

    def publish(self, told: list[Message]) -> None:
        """One entry."""
        self.append(
            (f"credit.events.{m.department}", encode(f"credit.events.{m.kind}", m.record))
            for m in told
        )

    def append(self, payloads: Iterable[tuple[str, bytes]]) -> None:
        """Messages in this order, decided in one entry."""
        found = []
        for topic, payload in payloads:
            found.append(
                Read(
                    topic=topic,
                    partition=0,
                    offset=self.offsets[topic],
                    appended_at_ms=int(noon(LAST).timestamp() * 1000),
                    payload=payload,
                )
            )
            self.offsets[topic] += 1
        if found:
            self.decider.take(found)

    def send(self, chance: Random) -> None:
        """Claim for every partner, let most of it arrive, and take some of the answers."""
        day, book = self.decider.day, self.decider.book
        assert day is not None
        assert book is not None
        for partner in PARTNERS:
            claims = Claims(
                connection=self.under.connection,
                seal=Seal.of(RING),
                partner=partner.id,
                channel=partner.channel,
            )
            for out in claims.claim(book.catalogue, datetime.now(UTC), day):
                if chance.random() < SELDOM:
                    continue
                by_topic = partner.channel is Channel.TOPIC
                directive = from_topic(out.body) if by_topic else from_webhook(out.body)
                refuses = chance.random() < SELDOM
                book_of = self.books[partner.id]
                outcome = receive(book_of, directive, refusing if refuses else obedient)
                self.books[partner.id] = book_of.after(outcome.change)
                mark_sent(self.under.connection, [out.id], datetime.now(UTC))
                self.answers.append((partner.id, outcome.answer))
        chance.shuffle(self.answers)
        taken = [a for a in self.answers if chance.random() < OFTEN]
        self.answers = [a for a in self.answers if a not in taken]
        self.append((f"feedback.{partner}", encoded(answer)) for partner, answer in taken)

    def ledgers(self) -> list[LedgerReport]:
        """What the partners say."""
        return [
            LedgerReport(
                partner=partner,
                held=tuple(
                    Word(UUID(h["measure_id"]), UUID(h["directive_id"]), h["sequence"])
                    for h in book.held()
                ),
                applied=tuple(
                    Word(UUID(str(answer.measure_id)), directive, None)
                    for directive, answer in book.answers.items()
                    if answer.result in {Result.EXECUTED, Result.PARTIAL}
                ),
                effects=book.applied,
            )
            for partner, book in self.books.items()
        ]


@pytest.fixture
def under(fresh_database: str) -> Iterator[OnPostgres]:
    """The tables, emptied for each play."""
    tables = OnPostgres(fresh_database)
    yield tables
    tables.connection.close()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(play=plays(), chance=st.randoms(use_true_random=False))
def test_any_play(
    under: OnPostgres,
    fresh_database: str,
    play: list[tuple[list[Message], date | None]],
    chance: Random,
) -> None:
    """
    After a play of entries, days, claims, lost messages and late answers nothing is amiss.

    Journal, directives and grounds are as they must be, and so are the ledgers that the partners'
    own SDK keeps of what reached them.
    """
    line = Line(under)
    for batch, tick in play:
        line.publish(batch)
        if chance.random() < OFTEN:
            line.send(chance)
        if tick is not None:
            line.tick(tick)
        if chance.random() < OFTEN:
            line.send(chance)
    with snapshot(fresh_database) as moment:
        five = recount(moment, opener(RING), RING.current)
        against_ledgers(fresh_database, line.ledgers(), moment, five)
    assert [d for finding in five for d in finding.differences] == []
