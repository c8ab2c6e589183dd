"""The standby takes over from a holder that was killed or stopped (R20, C69)."""

import os
import signal
import time
from collections.abc import Callable

import psycopg
import pytest
from integration.line.gate import await_backend, gate
from integration.line.test_killed import news
from integration.line.town import Town
from integration.line.working import kill
from support.hub_process import await_that

#: A standby decides within so long after its holder fell silent.
TAKEOVER_S = 15.0


def seconds_until(holds: Callable[[], bool], patience_s: float = 60) -> float:
    """How long it took until something came true."""
    begun = time.monotonic()
    await_that("it came true", holds, patience_s)
    return time.monotonic() - begun


def takes_over(town: Town, before: int) -> float:
    """How long it took until another session than `before` held the lock and decided anew."""
    entries = town.entries()
    return seconds_until(
        lambda: town.holder() not in {before, None} and town.entries() > entries, 30
    )


def followed_in_time(town: Town, before: int) -> None:
    """Another session than `before` holds the lock in time."""
    assert seconds_until(lambda: town.holder() not in {before, None}, 30) < TAKEOVER_S


def test_a_killed_holder_is_followed_at_once(town: Town) -> None:
    """When the holder is killed the standby decides within fifteen seconds."""
    holder, _standby = town.work(2)
    town.publish(*news(0, 5))
    town.await_all()
    backend = town.holder()
    assert backend is not None
    kill(holder)
    town.publish(*news(100, 5))
    assert takes_over(town, backend) < TAKEOVER_S
    town.await_all()
    town.check()


def test_a_stopped_holder_at_rest_is_followed(town: Town) -> None:
    """A holder stopped at rest loses the lock; woken up it exits, and nothing changed (C69)."""
    holder, _standby = town.work(2)
    town.publish(*news(0, 5))
    town.await_all()
    backend = town.holder()
    assert backend is not None
    os.kill(holder.pid, signal.SIGSTOP)
    town.publish(*news(100, 5))
    assert takes_over(town, backend) < TAKEOVER_S
    town.await_all()
    now = town.digest()
    os.kill(holder.pid, signal.SIGCONT)
    await_that("the holder of before has exited", lambda: holder.exit_code() is not None, 20)
    assert holder.exit_code() == 1
    assert town.digest() == now
    town.publish(*news(200, 5))
    town.await_all()
    town.check()


@pytest.mark.parametrize("point", ["line", "version"])
def test_a_holder_stopped_in_its_transaction_is_followed(town: Town, point: str) -> None:
    """A holder stopped between statements or inside a COPY is followed likewise."""
    holder, _standby = town.work(2)
    town.publish(*news(0, 5))
    town.await_all()
    with gate(town, point) as standing:
        town.publish(*news(100, 20))
        backend = await_backend(standing)
        os.kill(holder.pid, signal.SIGSTOP)
        if point != "line":
            followed_in_time(town, backend)
    if point == "line":  # its statement ends, its transaction does not: it holds the line's row
        followed_in_time(town, backend)
    town.await_all()
    now = town.digest()
    os.kill(holder.pid, signal.SIGCONT)
    await_that("the holder of before has exited", lambda: holder.exit_code() is not None, 20)
    assert holder.exit_code() == 1
    assert town.digest() == now
    town.check()


def test_a_new_holder_is_not_ended_for_an_old_beat(town: Town) -> None:
    """A beat of days ago does not end the worker that has just taken the lock."""
    town.observer.execute(
        "INSERT INTO heartbeat VALUES (0, 'somebody', 1, now() - interval '2 days')"
    )
    first, standby = town.work(2)
    town.publish(*news(0, 5))
    town.await_all()
    town.publish(*news(100, 5))
    town.await_all()
    assert first.exit_code() is None
    assert standby.exit_code() is None
    town.check()


def test_the_beat_is_by_the_databases_clock(town: Town) -> None:
    """How old a beat is, the database says: no machine's clock comes into it."""
    town.work()
    holder = town.holder()
    (beaten,) = town.rows(
        "SELECT beaten_at BETWEEN clock_timestamp() - interval '3 s' AND clock_timestamp(),"
        " backend_pid FROM heartbeat"
    )
    assert beaten == (True, holder)
    before = town.one("SELECT beaten_at FROM heartbeat")
    await_that("it beat again", lambda: town.one("SELECT beaten_at FROM heartbeat") > before, 5)
    with psycopg.connect(town.url, autocommit=True) as other:
        other.execute("UPDATE heartbeat SET backend_pid = 0")
    await_that("one that is not the holder ends", lambda: town.workers[0].exit_code() == 1, 20)


def test_told_to_end_they_end_well(town: Town) -> None:
    """A holder told to end hands over at once; both end with exit code 0."""
    holder, standby = town.work(2)
    town.publish(*news(0, 200))
    town.await_decided(1)
    backend = town.holder()
    assert holder.stop() == 0
    town.publish(*news(1000, 5))
    await_that("the standby holds the lock", lambda: town.holder() not in {backend, None}, 5)
    town.await_all()
    assert standby.stop() == 0
    town.check()


def test_a_standby_without_its_session_opens_another(town: Town) -> None:
    """A standby whose session is ended has lost nothing: it stands by on, and takes over."""
    holder, standby = town.work(2)
    backend = town.holder()
    assert backend is not None

    def standing() -> set[int]:
        rows = town.rows(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'hub worker'"
            " AND datname = current_database() AND pid <> %s",
            backend,
        )
        return {pid for (pid,) in rows}

    before = standing()
    town.rows("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", list(before))
    await_that("it has another session", lambda: bool(standing() - before), 20)
    town.publish(*news(0, 5))
    town.await_all()
    assert (holder.exit_code(), standby.exit_code()) == (None, None)
    kill(holder)
    town.publish(*news(100, 5))
    assert takes_over(town, backend) < TAKEOVER_S
    town.await_all()
    assert standby.exit_code() is None
    town.check()
