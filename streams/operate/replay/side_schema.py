"""A schema of its own in the hub's database, with the hub's tables in it, for as long as needed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from psycopg import sql

from streams.store.connection import Connection, connect, connect_to_decide
from streams.store.migrate import REPLAY_SCHEMA
from streams.store.schema_version import MIGRATIONS
from streams.store.topics import Place
from streams.wiring.failures import CannotRun

#: Advisory lock under which one replay runs at a time; it ends with its session.
LOCK_KEY: Final = 0x4855_4254


class ReplayRuns(CannotRun):
    """Another replay has not ended."""


@contextmanager
def side_schema(url: str, begins: Mapping[Place, int]) -> Iterator[Connection]:
    """
    A session on empty tables of the hub, which knows the hub's topics.

    `begins`: where each partition stands. The schema is removed at the end, and what a killed
    replay left of it before. Raises `ReplayRuns`.
    """
    with connect(url, "hub replay") as keeper:
        row = keeper.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
        if row is None or not row[0]:
            raise ReplayRuns("Another replay runs on this database. Wait until it has ended.")
        _drop(keeper)
        try:
            _make(keeper, begins)
            with connect_to_decide(url, "hub replay") as connection:
                connection.execute(_to(REPLAY_SCHEMA))
                yield connection
        finally:
            _drop(keeper)


def _make(keeper: Connection, begins: Mapping[Place, int]) -> None:
    row = keeper.execute("SELECT current_schema()").fetchone()
    assert row is not None
    with keeper.transaction():
        keeper.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(REPLAY_SCHEMA)))
        keeper.execute(_to(REPLAY_SCHEMA, local=True))
        for file in sorted(MIGRATIONS.glob("*.sql")):
            keeper.execute(file.read_bytes())
        keeper.execute(
            sql.SQL("INSERT INTO topic SELECT * FROM {}.topic").format(sql.Identifier(row[0]))
        )
        keeper.execute(
            sql.SQL("INSERT INTO position SELECT topic_no, partition, 0 FROM {}.position").format(
                sql.Identifier(row[0])
            )
        )
        keeper.execute(
            sql.SQL("INSERT INTO generation SELECT * FROM {}.generation").format(
                sql.Identifier(row[0])
            )
        )
        keeper.execute(
            sql.SQL("UPDATE line SET pool_since = (SELECT pool_since FROM {}.line)").format(
                sql.Identifier(row[0])
            )
        )
        for (topic, partition), offset in begins.items():
            keeper.execute(
                "UPDATE position SET next_offset = %s"
                " WHERE partition = %s AND topic_no = (SELECT no FROM topic WHERE name = %s)",
                (offset, partition, topic),
            )


def _drop(keeper: Connection) -> None:
    keeper.execute(
        sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(REPLAY_SCHEMA))
    )


def _to(schema: str, *, local: bool = False) -> sql.Composed:
    how = sql.SQL("SET LOCAL" if local else "SET")
    return sql.SQL("{} search_path TO {}").format(how, sql.Identifier(schema))
