"""Migrations on a real database."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from support.databases import create_database, drop_database, with_database
from yoyo.backends import DatabaseBackend

from streams.line.command import TellAnew
from streams.store.commands import from_row
from streams.store.migrate import migrate
from streams.store.schema_version import MIGRATIONS


@pytest.fixture
def empty(database_server: str, topic_prefix: str) -> Iterator[str]:
    """Address of a database without any schema."""
    name = f"empty_{topic_prefix.rstrip('.')}"
    create_database(database_server, name)
    yield with_database(database_server, name)
    drop_database(database_server, name)


def columns(url: str) -> list[tuple[object, ...]]:
    """Every column of the schema with its type."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
            " WHERE table_schema = 'public' AND NOT table_name LIKE '%yoyo%' ORDER BY 1, 2"
        ).fetchall()


def test_older_schema_is_brought_along(empty: str, fresh_database: str, tmp_path: Path) -> None:
    """A database that stopped at the first migration ends with the schema of a new one."""
    first, *later = sorted(MIGRATIONS.glob("*.sql"))
    (tmp_path / first.name).write_text(first.read_text("utf-8"))
    assert migrate(empty, tmp_path) == (first.stem,)

    assert migrate(empty) == tuple(path.stem for path in later)
    assert columns(empty) == columns(fresh_database)
    assert migrate(empty) == ()


def test_what_an_older_hub_took_in_is_told_anew(empty: str, tmp_path: Path) -> None:
    """Nobody heard of what turned by itself, and everybody of what is silent now (R30): for either
    each subject stands in one act that the line takes."""
    for path in sorted(MIGRATIONS.glob("*.sql"))[:7]:
        (tmp_path / path.name).write_text(path.read_text("utf-8"))
    migrate(empty, tmp_path)
    with psycopg.connect(empty) as connection:
        connection.execute(
            "INSERT INTO subject (subject, entry, key_version, claim)"
            " SELECT gen_random_uuid(), 1, 1, '' FROM generate_series(1, 1001)"
        )
        known = {subject for (subject,) in connection.execute("SELECT subject FROM subject")}
    migrate(empty)
    with psycopg.connect(empty) as connection:
        rows = connection.execute(
            "SELECT name, arguments FROM command WHERE entry IS NULL ORDER BY arguments"
        ).fetchall()
    acts = [from_row(name, arguments) for name, arguments in rows]
    told = [act.subjects for act in acts if isinstance(act, TellAnew) and not act.older]
    again = [act.subjects for act in acts if isinstance(act, TellAnew) and act.older]
    for each in (told, again):
        assert sorted(len(subjects) for subjects in each) == [1, 500, 500]
        assert frozenset().union(*each) == known


def test_what_may_be_a_courts_order_is_listed(empty: str, tmp_path: Path) -> None:
    """The worker has to number what a court may have ordered, and what is about something; END and
    REVOKE, what grounds nothing and what other departments sent have no number."""
    for path in sorted(MIGRATIONS.glob("*.sql"))[:10]:
        (tmp_path / path.name).write_text(path.read_text("utf-8"))
    migrate(empty, tmp_path)
    with psycopg.connect(empty) as connection:
        connection.execute(
            "INSERT INTO topic (no, name, source, topic_id) VALUES"
            " (1, 'credit.events.court', 'court', 'a'), (2, 'credit.events.tax', 'tax', 'b')"
        )
        connection.execute(
            "INSERT INTO catalogue (number, version, body, entry) VALUES (1, 'v', %s, 1)",
            ('{"departments": {"court": {"court": true}, "tax": {"court": false}}}',),
        )
        rows = [
            # number, topic, action, grounding, target
            (1, 1, 1, True, False),
            (2, 1, 3, True, False),
            (3, 1, 2, False, False),
            (4, 2, 1, True, False),
            (5, 2, 2, False, True),
        ]
        for number, topic, action, grounding, target in rows:
            connection.execute(
                'INSERT INTO version (record, target, "offset", entry, appended_at, number,'
                " partition, topic_no, key_version, action, grounding, content_hash, payload)"
                " VALUES (gen_random_uuid(), CASE WHEN %s THEN gen_random_uuid() END,"
                " %s, 1, now(), %s, 0, %s, 1, %s, %s, '', '')",
                (target, number, number, topic, action, grounding),
            )
    migrate(empty)
    with psycopg.connect(empty) as connection:
        listed = connection.execute("SELECT number FROM unnumbered ORDER BY number").fetchall()
    assert listed == [(1,), (5,)]


def test_who_and_why_are_brought_along(empty: str, tmp_path: Path) -> None:
    """Who held, released and resumed, and why, stands in the one table of acts afterwards."""
    for path in sorted(MIGRATIONS.glob("*.sql"))[:5]:
        (tmp_path / path.name).write_text(path.read_text("utf-8"))
    migrate(empty, tmp_path)
    with psycopg.connect(empty) as connection:
        connection.execute(
            "INSERT INTO hold"
            " (id, scope, name, held_by, because, held_at, released_by, released_at)"
            " VALUES (gen_random_uuid(), 'PARTNER', 'bank', 'Wang', 'move', '2026-05-01', 'Li',"
            "         '2026-05-02'),"
            "        (gen_random_uuid(), 'ALL', '', 'Wang', 'first load', '2026-05-03', NULL, NULL)"
        )
        connection.execute(
            "INSERT INTO channel (partner, resumed_by, resumed_because, resumed_at)"
            " VALUES ('land', 'Li', 'new address', '2026-05-04'), ('court', NULL, NULL, NULL)"
        )
    migrate(empty)
    with psycopg.connect(empty) as connection:
        kept = connection.execute(
            "SELECT name, about, detail, acted_by, because FROM act ORDER BY begun_at"
        ).fetchall()
        assert kept == [
            ("hold.begin", "bank", "PARTNER", "Wang", "move"),
            ("hold.end", "bank", "PARTNER", "Li", ""),
            ("hold.begin", "", "ALL", "Wang", "first load"),
            ("partner.resume", "land", "", "Li", "new address"),
        ]
        in_force = connection.execute(
            "SELECT a.because FROM hold h JOIN act a ON a.id = h.id WHERE h.released_at IS NULL"
        ).fetchall()
        assert in_force == [("first load",)]


def test_two_at_once(empty: str) -> None:
    """Of two processes that migrate at the same time, each file is applied by one."""
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(migrate, (empty, empty))

    assert sorted(one + other) == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))


def test_failed_file_leaves_the_one_before(empty: str, tmp_path: Path) -> None:
    """A file that fails in its middle leaves nothing of itself, and can be applied when mended."""
    (tmp_path / "0001_good.sql").write_text("CREATE TABLE good (n int);")
    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE half (n int);\nSELECT 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty, tmp_path)
    assert {row[0] for row in columns(empty)} == {"good"}

    (tmp_path / "0002_bad.sql").write_text("CREATE TABLE half (n int);")
    assert migrate(empty, tmp_path) == ("0002_bad",)


def killed_at(url: str, folder: Path, number: int, *, taken_effect: bool) -> bool:
    """Whether a process that migrates was killed at this statement, before or after its effect."""
    execute, calls = DatabaseBackend.execute, count(1)

    def dying(backend: DatabaseBackend, *given: object) -> object:
        last = next(calls) == number
        if last and not taken_effect:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return execute(backend, *given)
        finally:
            if last:
                os.kill(os.getpid(), signal.SIGKILL)

    process = os.fork()
    if process == 0:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(DatabaseBackend, "execute", dying)
                migrate(url, folder)
            os._exit(0)
        finally:
            os._exit(1)  # whatever it raised, no second suite goes on
    _, ended = os.waitpid(process, 0)
    assert ended in (0, signal.SIGKILL)
    return ended != 0


@pytest.mark.parametrize("taken_effect", [False, True], ids=["before", "after"])
def test_killed_at_any_statement(empty: str, tmp_path: Path, taken_effect: bool) -> None:
    """Whoever migrates after one that was killed, at whatever statement, ends with the schema."""
    (tmp_path / "0001_one.sql").write_text("CREATE TABLE one (n int);")
    (tmp_path / "0002_two.sql").write_text("CREATE TABLE two (n int);")
    for number in range(1, 200):
        if not killed_at(empty, tmp_path, number, taken_effect=taken_effect):
            break
        migrate(empty, tmp_path)
        assert {row[0] for row in columns(empty)} == {"one", "two"}, number
        with psycopg.connect(empty) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
    assert 10 < number < 199


def test_no_file_leaves_its_transaction() -> None:
    """What cannot run in a transaction cannot be a migration (ADR 0103)."""
    assert [path for path in MIGRATIONS.glob("*.sql") if "transactional" in path.read_text()] == []


def test_names_are_numbered_without_gaps() -> None:
    """The files are numbered from 0001 on, so that their order is never in doubt."""
    numbers = [path.name.partition("_")[0] for path in sorted(MIGRATIONS.glob("*.sql"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_of_several_servers_the_one_that_answers_is_migrated(empty: str) -> None:
    """An address of two hosts with ports, one by IPv6, is read as PostgreSQL's library reads it."""
    given = conninfo_to_dict(empty)
    given["host"], given["port"] = f"::1,{given['host']}", f"1,{given['port']}"
    where = urlencode({key: str(value) for key, value in given.items() if key != "dbname"})
    assert migrate(f"postgresql:///{given['dbname']}?{where}")

    place = empty.replace("@", "@[::1]:1,")
    assert migrate(place) == ()
