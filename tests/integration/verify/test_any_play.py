"""Whatever the real line decides from whatever comes in, entry by entry, is found in order."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from contract.stores import RING, TOPICS, OnPostgres
from hypothesis import HealthCheck, given, settings
from property.strategies import CATALOGUE, FIRST, LAST
from property.test_line_is_the_oracle import plays
from scenario.calendar import noon
from scenario.message import Message

from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from schemas.manifest import published
from streams.identify.pseudonym import PseudonymKey
from streams.unwind.command import Command, LoadCatalogue
from streams.wiring.database.topics import open_partitions
from streams.wiring.verify.cells import opener
from streams.wiring.verify.database import snapshot
from streams.wiring.verify.verification import recount
from streams.wiring.worker.decider import Decider
from streams.wiring.worker.message import Message as Read
from streams.wiring.worker.postgres_ledger import PostgresLedger


class Line:
    """The real line on a database of its own, given its messages by hand."""

    def __init__(self, under: OnPostgres) -> None:
        under.forget()
        under.connection.execute("DELETE FROM catalogue")
        open_partitions(under.connection, [(name, 0) for name in TOPICS])
        self.offsets: dict[str, int] = defaultdict(int)
        self.under = under
        self.decider = Decider(
            ledger=PostgresLedger(under.store),
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
        found = []
        for message in told:
            topic = f"credit.events.{message.department}"
            found.append(
                Read(
                    topic=topic,
                    partition=0,
                    offset=self.offsets[topic],
                    appended_at_ms=int(noon(LAST).timestamp() * 1000),
                    payload=encode(f"credit.events.{message.kind}", message.record),
                )
            )
            self.offsets[topic] += 1
        self.decider.take(found)


def in_time(play: list[tuple[list[Message], date | None]]) -> bool:
    """Whether no continuation of an order is dated after the first day."""
    return all(
        message.record["decided_on"] <= FIRST
        for batch, _ in play
        for message in batch
        if message.record.get("order") in {"CONTINUE", "RENEW"} and "decided_on" in message.record
    )


@pytest.fixture
def under(fresh_database: str) -> Iterator[OnPostgres]:
    """The tables, emptied for each play."""
    tables = OnPostgres(fresh_database)
    yield tables
    tables.connection.close()


@settings(
    max_examples=30,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(play=plays().filter(in_time))
def test_any_play(
    under: OnPostgres, fresh_database: str, play: list[tuple[list[Message], date | None]]
) -> None:
    """After a play of entries and days, nothing speaks against journal, directives or grounds."""
    line = Line(under)
    for batch, tick in play:
        line.publish(batch)
        if tick is not None:
            line.tick(tick)
    with snapshot(fresh_database) as moment:
        found = recount(moment, opener(RING), RING.current)
    assert [d for finding in found for d in finding.differences] == []
