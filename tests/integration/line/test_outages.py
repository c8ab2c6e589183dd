"""Servers that go away under a running line: it waits or ends with a sentence, and goes on."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.traffic import publications
from chaos.proxy import LOOPBACK, Proxy
from integration.line.gate import await_backend, gate
from integration.line.refusing import TIMES, refuse_entries
from integration.line.test_killed import news
from integration.line.town import Town, new_town
from support.hub_process import HubUp, await_that, hub_up, processes_of

from streams.operate.embedded.probes import broker_answers, database_answers

UNUSED = "127.0.0.1:9"


def test_a_session_ended_in_the_transaction_is_an_exit(town: Town) -> None:
    """When PostgreSQL ends the deciding session the worker says so and exits; another goes on."""
    (first,) = town.work()
    with gate(town, "version") as standing:
        town.publish(*news(0, 10))
        town.rows("SELECT pg_terminate_backend(%s)", await_backend(standing))
    await_that("the worker has exited", lambda: first.exit_code() is not None, 20)
    assert first.exit_code() == 1
    assert "The session with the database was lost" in first.log_end()
    town.work()
    town.await_all()
    town.check()


def test_a_session_ended_at_rest_is_an_exit(town: Town) -> None:
    """The same while nothing is being decided."""
    (first,) = town.work()
    town.rows("SELECT pg_terminate_backend(%s)", town.holder())
    await_that("the worker has exited", lambda: first.exit_code() is not None, 20)
    assert first.exit_code() == 1
    assert "The session with the database was lost" in first.log_end()


def test_somebody_in_the_way_is_waited_for(town: Town) -> None:
    """An entry that another session kept from being written is written anew: the worker lives."""
    refuse_entries(town, "40P01")
    (worker,) = town.work()
    town.publish(*news(0, 3))
    town.await_all()
    assert worker.exit_code() is None
    assert town.one("SELECT last_value FROM attempts") > TIMES
    town.check()


def test_a_broker_away_at_the_start_is_waited_for(town: Town) -> None:
    """A worker that finds no broker says which and what to do, and decides once it answers."""
    way = Proxy(int(town.bootstrap.rpartition(":")[2]))
    way.cut()
    address = f"{LOOPBACK}:{way.port}"
    child = town.begin_working(bootstrap_servers=address)
    said = f"The Kafka broker at {address} does not answer"
    await_that("it says so", lambda: said in child.log_end())
    assert child.exit_code() is None
    way.admit()
    town.publish(*news(0, 10))
    town.await_all()
    town.check()
    way.close()


def test_whoever_waits_for_a_broker_ends_when_told(town: Town) -> None:
    """SIGTERM ends a worker that has found no broker, without a fault."""
    child = town.begin_working(bootstrap_servers=UNUSED)
    await_that("it waits", lambda: "It is waited for." in child.log_end())
    assert child.stop() == 0


def test_a_database_away_at_the_start_is_waited_for(town: Town) -> None:
    """A worker that finds no database says so, once a minute, and serves: nobody ends it."""
    child = town.begin_working(database_url=f"postgresql://hub@{UNUSED}/hub")
    child.await_ready()
    await_that("it says so", lambda: "The database does not answer" in child.log_end())
    time.sleep(1.5)
    assert child.log_end().count("The database does not answer") == 1
    assert child.stop() == 0


def test_a_database_that_takes_no_changes_is_waited_for(town: Town) -> None:
    """After a failover, or full storage: the worker that decides ends, the next one waits."""
    (first,) = town.work()
    everywhere = f"ALTER DATABASE {town.one('SELECT current_database()')} "
    town.observer.execute(everywhere + "SET default_transaction_read_only = on")
    town.rows("SELECT pg_terminate_backend(%s)", town.holder())
    await_that("the worker has exited", lambda: first.exit_code() is not None, 20)
    second = town.begin_working()
    second.await_ready()
    await_that("it says so", lambda: "read-only transaction" in second.log_end())
    town.observer.execute(everywhere + "RESET default_transaction_read_only")
    town.publish(*news(0, 5))
    town.await_all()
    town.check()


@pytest.fixture
def running() -> Iterator[HubUp]:
    """A hub with servers of its own, in a folder that the database's user can pass through."""
    folder = Path(tempfile.mkdtemp(prefix="hub-line-"))
    folder.chmod(0o711)
    with hub_up(folder / "data") as found:
        yield found
    shutil.rmtree(folder)


def test_servers_killed_under_a_running_hub(running: HubUp) -> None:
    """Broker and database are killed while messages come in; each is decided, and once."""
    town = new_town(running.data, running.bootstrap, running.database)
    traffic = publications(3_000)

    def more() -> None:
        found = [next(traffic) for _ in range(300)]
        town.append(*((f"credit.events.{p.department}", p.payload) for p in found))

    more()
    town.await_decided(1)
    for program in ("kafka.Kafka", "postgres -D"):
        town.producer.close()  # while its broker is away it would leave sockets open
        (pid,) = [pid for pid, line in processes_of(running.data).items() if program in line]
        os.kill(pid, signal.SIGKILL)
        await_that("the broker is back", lambda: broker_answers(running.bootstrap))
        town.produce_again()
        more()
        await_that("the database is back", lambda: database_answers(running.database))
        town.look_again()
        town.await_all()
    town.check()
    town.close()
