"""A release works on no schema that it does not know, and migrates under no other hub."""

import asyncio
from pathlib import Path

import psycopg
import pytest
from integration.line.test_killed import news
from integration.line.town import Town
from support.hub_process import await_that

from streams.sending.alone import until_alone
from streams.store.connection import connect
from streams.store.migrate import migrate
from streams.store.schema_version import MIGRATIONS
from streams.wiring.failures import CannotRun

NEWER = "9001_of_a_newer_release"


def as_a_newer_release_leaves_it(url: str) -> None:
    """Mark one migration more than this release has."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc)"
            " VALUES (%(name)s, %(name)s, now())",
            {"name": NEWER},
        )


def with_one_more(folder: Path) -> Path:
    """The migrations of this release, and one of the next."""
    for path in MIGRATIONS.glob("*.sql"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / f"{NEWER}.sql").write_text("CREATE TABLE newer (n int);")
    return folder


def test_a_start_on_a_newer_schema_is_refused(fresh_database: str) -> None:
    """Who starts an older release hears of the migration that it does not know, and what to do."""
    as_a_newer_release_leaves_it(fresh_database)
    with pytest.raises(CannotRun, match=f"S2008 .*{NEWER}.*Start the newer release"):
        migrate(fresh_database)


def test_a_sender_tells_nobody_of_a_newer_schema(fresh_database: str) -> None:
    """A sender that has its channel asks what schema is there before it reads a row."""
    with connect(fresh_database, "test sender") as connection:
        asyncio.run(until_alone(connection, "sanctions.bank"))
        as_a_newer_release_leaves_it(fresh_database)
        with pytest.raises(CannotRun, match="S2008"):
            asyncio.run(until_alone(connection, "sanctions.land"))


def test_tables_do_not_change_under_who_decides(town: Town, tmp_path: Path) -> None:
    """While a worker decides the next release's migration is refused and names it; a start of the
    same release is not. Once it has ended, the migration is applied."""
    (worker,) = town.work()
    town.publish(*news(0, 2))
    town.await_all()
    folder = with_one_more(tmp_path)
    assert migrate(town.url) == ()
    with pytest.raises(CannotRun, match=rf"S2009 .*:{worker.pid}\).*hub down"):
        migrate(town.url, folder)
    town.publish(*news(100, 2))
    town.await_all()
    town.check()
    town.stop_workers()
    assert migrate(town.url, folder) == (NEWER,)


def test_a_worker_decides_nothing_on_a_newer_schema(town: Town) -> None:
    """One that stood by when the schema became newer ends once it is its turn, with the sentence;
    so does one that starts on it."""
    holder, standby = town.work(2)
    town.publish(*news(0, 2))
    town.await_all()
    entries = town.entries()
    as_a_newer_release_leaves_it(town.url)
    town.publish(*news(100, 2))
    town.await_all()
    decided = town.entries()
    assert decided > entries, "who decides already goes on"
    holder.stop()
    await_that("the other has ended", lambda: standby.exit_code() is not None, 30)
    started = town.begin_working()
    await_that("the third has ended", lambda: started.exit_code() is not None, 30)
    assert (standby.exit_code(), started.exit_code()) == (1, 1)
    assert "S2008" in started.log_end()
    assert town.entries() == decided
