"""A server that falls silent, or a way that forgets a connection, keeps nobody waiting for ever."""

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from chaos.proxy import Proxy
from support.databases import port_of, with_port

from streams.store.connection import ASKING, DECIDING, connect
from streams.store.session import Silent

#: Far longer than what is waited for here.
LONG_S = 60.0


@pytest.fixture
def way(fresh_database: str) -> Iterator[Proxy]:
    """A proxy before the server."""
    proxy = Proxy(port_of(fresh_database))
    yield proxy
    proxy.close()


@pytest.fixture
def url(fresh_database: str, way: Proxy) -> str:
    """The database's address by way of the proxy."""
    return with_port(fresh_database, way.port)


def test_an_answer_that_does_not_come_is_an_outage(url: str, way: Proxy) -> None:
    """Whoever asks is told after its patience, also inside a transaction; its session is closed."""
    with connect(url, "hub test") as connection:
        connection.answer_s = 0.3

        def make() -> None:
            with connection.transaction():
                connection.execute("CREATE TABLE kept (one int)")
                way.fall_silent()
                connection.execute("SELECT 1")

        with pytest.raises(Silent):
            make()
        assert connection.closed
    way.flow()
    with connect(url, "hub test") as connection:
        row = connection.execute("SELECT to_regclass('kept')").fetchone()
    assert row == (None,)


def test_the_servers_own_refusals_are_no_silence(url: str) -> None:
    """A statement that the server ends in time is what it was, and the session goes on."""
    with connect(url, "hub test") as connection:
        connection.execute("SET statement_timeout = '100ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(60)")
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_patience_is_longer_than_the_servers_own() -> None:
    """A statement is ended by the server first; where it may take any time, nobody can tell."""
    assert ASKING.answer_s is not None
    assert ASKING.answer_s > ASKING.statement_timeout_s
    assert DECIDING.answer_s is None


def test_whoever_hears_nothing_said_is_not_silent(url: str) -> None:
    """Waiting for news is no question: a session may listen as long as it likes."""
    with connect(url, "hub test") as connection:
        connection.answer_s = 0.1
        connection.execute("LISTEN news")
        assert list(connection.notifies(timeout=0.5)) == []
        connection.execute("NOTIFY news, 'said'")
        (said,) = connection.notifies(timeout=LONG_S, stop_after=1)
    assert said.payload == "said"


def test_hung_up_nobody_waits_any_more(url: str) -> None:
    """A thread that waits for an answer hears that its session is lost, at once."""
    with connect(url, "hub test", DECIDING) as connection:
        begun, heard = threading.Event(), list[BaseException]()

        def ask() -> None:
            begun.set()
            try:
                connection.execute("SELECT pg_sleep(60)")
            except psycopg.OperationalError as lost:
                heard.append(lost)

        asking = threading.Thread(target=ask)
        asking.start()
        begun.wait()
        while asking.is_alive():  # it may not have asked yet
            connection.hang_up()
            asking.join(0.1)
        assert heard
        connection.hang_up()  # nothing is left to hang up


def test_a_server_looks_whether_its_client_is_there(fresh_database: str) -> None:
    """A client that the network has lost loses its session, and its locks, within half a minute."""
    with connect(fresh_database, "hub test") as connection:

        def shown(name: str) -> int:
            row = connection.execute(f"SELECT setting::int FROM pg_settings WHERE name = '{name}'")
            ((value,),) = row.fetchall()
            return int(value)

        idle, interval, count = (
            shown(f"tcp_keepalives_{what}") for what in ("idle", "interval", "count")
        )
        assert 0 < idle + interval * count <= 30
        assert 0 < shown("tcp_user_timeout") <= 30_000


def test_a_server_that_takes_connections_and_says_nothing_is_away(url: str, way: Proxy) -> None:
    """Nobody waits longer for a session than it says."""
    way.fall_silent()
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        connect(url, "hub test", connect_timeout_s=2)
    assert time.monotonic() - begun < LONG_S
