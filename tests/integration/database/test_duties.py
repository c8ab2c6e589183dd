"""What a worker does beside deciding ends a wait that has no end of its own."""

import asyncio

import psycopg
import pytest
from support.hub_process import await_that

from streams.store.connection import DECIDING, connect
from streams.worker.duties import Duties


class Enough(Exception):
    """Why a duty ends."""


def test_a_duty_that_ends_hangs_up_what_is_waited_for(fresh_database: str) -> None:
    """The deciding thread hears an error instead of waiting on, and the reason is the duty's."""

    async def decide() -> None:
        with connect(fresh_database, "hub test", DECIDING) as deciding:
            duties = Duties(deciding)
            asking = asyncio.create_task(asyncio.to_thread(deciding.execute, "SELECT pg_sleep(60)"))
            duties.begin(_ends(fresh_database))
            with pytest.raises(psycopg.OperationalError):
                await asking
            with pytest.raises(Enough):
                duties.check()

    asyncio.run(decide())


def test_a_duty_that_is_cancelled_hangs_nothing_up(fresh_database: str) -> None:
    """A worker that is told to end keeps its session until it has done what it does."""

    async def decide() -> None:
        with connect(fresh_database, "hub test", DECIDING) as deciding:
            duties = Duties(deciding)
            duties.begin(asyncio.sleep(60))
            duties.cancel()
            await asyncio.sleep(0)
            assert deciding.execute("SELECT 1").fetchone() == (1,)

    asyncio.run(decide())


async def _ends(url: str) -> None:
    """Once the server has begun to work for the deciding session."""
    await asyncio.to_thread(await_that, "the deciding session waits", lambda: _waits(url))
    raise Enough


def _waits(url: str) -> bool:
    with connect(url, "hub observer") as observer:
        query = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
        return observer.execute(query).fetchone() is not None
