"""Days on real servers: what advances them, what they wait for, what stops them (R16)."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from integration.line.town import TODAY, Town, body, new_town
from scenario.message import Message, continuation, freeze, wage
from support.hub_process import await_that

from streams.deciding.assembly import decider_of, store_of
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.line.command import Advance
from streams.store.connection import connect_to_decide
from streams.wiring.clock import Clock, start_of
from streams.wiring.topics import Topic, make_topics
from streams.worker.loop import Loop
from streams.worker.opening import open_source

#: The day that ends; its midnight lies behind us, so that messages can stand on both sides of it.
D = TODAY - timedelta(days=2)
MIDNIGHT = start_of(D + timedelta(days=1))
A = body(1)


async def decide_until(
    town: Town,
    holds: Callable[[], bool],
    now: Callable[[], datetime],
    database_now: Callable[[], datetime] | None = None,
) -> None:
    """The deciding loop on the town's servers, with a clock of the test's own."""
    clock = Clock(now=now)
    with connect_to_decide(town.url, "test") as connection:
        store = store_of(connection, town.keys)
        line_store = PostgresLineStore(store)
        decider = decider_of(line_store, town.keys, lambda: (uuid4(), clock.now()))
        loop = Loop(
            decider=decider,
            source=await open_source(decider, connection, store, town.bootstrap),
            clock=clock,
            reopen=lambda: open_source(decider, connection, store, town.bootstrap),
            database_now=database_now or now,
            allowed_through=line_store.advanced_through(),
        )
        deadline = time.monotonic() + 20
        try:
            while not holds():
                assert time.monotonic() < deadline, "not within 20 s"
                await loop.step()
        finally:
            await loop.source.stop()


@pytest.fixture
def midnight(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on day D whose messages are dated as the test says."""
    town = new_town(tmp_path / "data", broker, fresh_database)
    inputs = (town.topic(name) for name in ("hrss", "court"))
    make_topics(broker, [Topic(name=name, settings={}) for name in inputs])
    town.begin(D)
    yield town
    town.close()


def dated(town: Town, message: Message, at: datetime) -> None:
    """Append a message that the broker dates so."""
    topic, payload = town.encoded(message)
    sent = town.producer.send(
        topic, payload, partition=0, timestamp_ms=int(at.timestamp() * 1000)
    ).get(30)
    town.published.append((topic, sent.offset))


@pytest.mark.parametrize("late_min", [20, 90])
def test_c64_a_line_behind_at_midnight_lifts_nothing(midnight: Town, late_min: int) -> None:
    """
    The freeze ends on D, its continuation came at 23:50; the tick for D+1 waits for it.

    It does so too when the hub was down over midnight and comes up an hour and a half later.
    """
    town, minute = midnight, timedelta(minutes=1)
    dated(town, freeze("F", about=A, decided=D, until=D), MIDNIGHT - 60 * minute)
    dated(town, wage("W1", about=A, decided=D), MIDNIGHT - 15 * minute)
    dated(
        town,
        continuation("C", of="F", about=A, decided=D, until=D + timedelta(days=90)),
        MIDNIGHT - 10 * minute,
    )
    dated(town, wage("W2", about=body(2), decided=D), MIDNIGHT + 5 * minute)
    next_day = D + timedelta(days=1)
    now = MIDNIGHT + late_min * minute
    asyncio.run(
        decide_until(town, lambda: town.day() == next_day and town.decided() >= 4, lambda: now)
    )
    town.check()
    assert town.rows(LIFTED) == []
    (until,) = {row[0] for row in town.rows(IN_FORCE, "BNK-02")}
    assert until == D + timedelta(days=90)
    court = town.topic("court")
    days = town.rows(
        "SELECT DISTINCT j.day FROM journal j JOIN page p ON p.entry = j.number"
        " JOIN topic t ON t.no = p.topic_no WHERE t.name = %s",
        court,
    )
    assert days == [(D,)]


IN_FORCE = (
    "SELECT DISTINCT ON (measure_id) valid_until FROM directive WHERE measure = %s"
    " ORDER BY measure_id, n DESC"
)


LIFTED = "SELECT DISTINCT decided_on FROM directive WHERE action = 'LIFT'"


def test_a_clock_apart_from_the_databases_stops_the_day(midnight: Town) -> None:
    """Ten seconds apart nothing is decided until an operator says through when."""
    town, now = midnight, MIDNIGHT + timedelta(minutes=1)
    dated(town, wage("W1", about=A, decided=D), MIDNIGHT - timedelta(minutes=5))
    steps = iter(range(6))
    asyncio.run(
        decide_until(
            town,
            lambda: next(steps, None) is None,
            lambda: now,
            lambda: now + timedelta(seconds=10),
        )
    )
    assert (town.day(), town.decided()) == (D, 0)
    town.asked(Advance(through=D + timedelta(days=1)))
    asyncio.run(
        decide_until(
            town,
            lambda: town.day() > D,
            lambda: now,
            lambda: now + timedelta(seconds=10),
        )
    )
    town.check()
    assert town.decided() == 1


def test_c65_a_jump_of_300_days_stops_the_hub(
    tmp_path: Path, broker: str, fresh_database: str
) -> None:
    """The hub says so and lifts nothing; told through when, it walks day by day."""
    town = new_town(tmp_path / "data", broker, fresh_database)
    first = TODAY - timedelta(days=300)
    town.begin(first)
    town.publish(wage("W1", about=A, decided=first, until=first + timedelta(days=100)))
    that_day = start_of(first) + timedelta(hours=9)
    asyncio.run(decide_until(town, lambda: town.decided() == 1, lambda: that_day))
    (worker,) = town.work()
    town.publish(wage("W2", about=body(2), decided=first))
    await_that("it says why it stands still", lambda: "hub tick --through" in worker.log_end(), 20)
    assert worker.exit_code() is None
    assert (town.day(), town.decided()) == (first, 1)
    assert town.rows(LIFTED) == []
    town.advance(TODAY)
    town.await_all()
    town.check()
    ticks = town.rows("SELECT day FROM journal WHERE kind = 'TICK' ORDER BY number")
    # Where midnight came meanwhile, the day after has begun too.
    assert ticks[:301] == [(first + timedelta(days=n),) for n in range(301)]
    assert town.rows(LIFTED) == [(first + timedelta(days=101),)]
    town.close()


@pytest.fixture
def by_hand(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on a manual clock, ten days ago."""
    first = TODAY - timedelta(days=10)
    town = new_town(tmp_path / "data", broker, fresh_database, first)
    town.begin()
    yield town
    town.close()


def test_a_manual_tick_waits_for_what_was_published_before_it(by_hand: Town) -> None:
    """What stood on the topics when the day was asked for is decided with the day before."""
    town, first = by_hand, TODAY - timedelta(days=10)
    town.publish(*(wage(f"W{n}", about=body(n), decided=first, until=first) for n in range(2_500)))
    town.asked(Advance(through=first + timedelta(days=9)))
    town.work()
    await_that("the day came", lambda: town.day() == first + timedelta(days=9))
    town.check()
    days = town.rows("SELECT DISTINCT j.day FROM journal j JOIN page p ON p.entry = j.number")
    assert days == [(first,)]
    ticks = town.rows("SELECT day FROM journal WHERE kind = 'TICK' ORDER BY number")
    assert ticks == [(first + timedelta(days=n),) for n in range(10)]
    assert town.rows(LIFTED) == [(first + timedelta(days=1),)]
    assert town.one("SELECT count(*) FROM directive") == 2_500 * 2 * 2


def test_a_manual_clock_stands_still_by_itself(by_hand: Town) -> None:
    """On a manual clock real days do not count, however many have passed."""
    town = by_hand
    town.work()
    town.publish(wage("W1", about=A, decided=TODAY - timedelta(days=20)))
    town.await_all()
    town.advance(TODAY - timedelta(days=9))
    town.publish(wage("W2", about=body(2), decided=TODAY - timedelta(days=20)))
    town.await_all()
    assert town.day() == TODAY - timedelta(days=9)
    town.check()
