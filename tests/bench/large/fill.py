"""
A pool of any size: what the line decided about a mix, many times under digests of their own.

Each copy of a record, subject and identity has a digest that follows from the original's and the
number of the copy, spread as evenly as real ones. Sealed columns are the originals': a copy cannot
be opened, and no event names one. Pages, journal and directives are not copied.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg

from streams.statements import Statements

statement: Final = Statements(Path(__file__).parent / "sql")
TABLES: Final = ("version", "subject", "identity", "agenda")
#: Facts in one transaction.
AT_A_TIME: Final = 200_000


def facts(database: psycopg.Connection) -> int:
    """How many facts the pool has."""
    row = database.execute("SELECT count(DISTINCT fact_key) FROM version").fetchone()
    assert row is not None
    return int(row[0])


def sow(database: psycopg.Connection) -> int:
    """Keep what was decided so far as what is copied; how many facts that are."""
    database.execute(statement("seed"))
    row = database.execute("SELECT count(DISTINCT fact_key) FROM seed").fetchone()
    assert row is not None
    return int(row[0])


def fill(
    database: psycopg.Connection, seeds: int, copies: range, tell: Callable[[str], None]
) -> None:
    """Write copies with these numbers, and look over the tables as autovacuum would in time."""
    step = max(1, AT_A_TIME // seeds)
    for first in range(copies.start, copies.stop, step):
        last = min(first + step, copies.stop) - 1
        with database.transaction():
            for table in TABLES:
                database.execute(statement(f"fill_{table}"), {"first": first, "last": last})
        tell(f"copy {last} of {copies.stop - 1}")
    for table in TABLES:
        database.execute(f"VACUUM (ANALYZE) {table}")
