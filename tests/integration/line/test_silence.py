"""A way to the database that falls silent ends who decides, and nobody waits for ever."""

from collections.abc import Iterator

import pytest
from chaos.proxy import Proxy
from integration.line.test_killed import news
from integration.line.town import Town
from support.databases import port_of, with_port
from support.hub_process import await_that

#: A beat that is not answered for twenty seconds is the last one.
GIVES_UP_S = 60.0


@pytest.fixture
def way(town: Town) -> Iterator[Proxy]:
    """A proxy before the town's database; the test itself goes there directly."""
    proxy = Proxy(port_of(town.url))
    yield proxy
    proxy.close()


def test_a_worker_to_whom_nobody_answers_ends(town: Town, way: Proxy) -> None:
    """
    It says why and exits, whatever its deciding thread waits for; what it had sent comes late.

    Its transaction is done by the server or is not; whoever goes on decides nothing twice.
    """
    worker = town.begin_working(database_url=with_port(town.url, way.port))
    worker.await_ready()
    town.publish(*news(0, 5))
    town.await_all()
    way.fall_silent()
    town.publish(*news(100, 50))
    await_that("the worker has exited", lambda: worker.exit_code() is not None, GIVES_UP_S)
    assert worker.exit_code() == 1
    assert "no answer from the database for 20 s" in worker.log_end()
    way.flow()
    town.publish(*news(200, 5))
    town.work()
    town.await_all()
    town.check()


def test_a_short_silence_is_sat_out(town: Town, way: Proxy) -> None:
    """What comes after some seconds comes; nobody ends, and nothing is decided twice."""
    worker = town.begin_working(database_url=with_port(town.url, way.port))
    worker.await_ready()
    town.publish(*news(0, 5))
    town.await_all()
    held = town.one("SELECT beaten_at FROM heartbeat")
    way.fall_silent()
    town.publish(*news(100, 50))
    await_that(
        "it has not beaten for three seconds",
        lambda: town.one("SELECT clock_timestamp() > %s + interval '4 s'", held),
    )
    way.flow()
    town.await_all()
    assert worker.exit_code() is None
    town.check()
