"""
A digest over all that was decided: equal for equal decisions, on whatever database they stand.

It leaves out ciphertext (a random nonce makes it another one each time), key versions, numbers of
topics, the way of a directive to its partner, what was sent, and what an older version of the hub
told the pool's readers, which follows from that version and not from the journal (R30). So two hubs
that decided the same journal have the same digest, and a replay can be compared with its original.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from streams.statements import store_statement
from streams.store.connection import Connection

#: In the order in which they are digested; each has its statement, `digest_<table>`.
TABLES: Final = (
    "catalogue",
    "journal",
    "line",
    "position",
    "identity",
    "subject",
    "version",
    "related",
    "merged",
    "waiting",
    "agenda",
    "burden_day",
    "page",
    "outcome_change",
    "pool_page",
    "quarantine",
    "task",
    "directive",
    "answer",
    "order_result",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDigest:
    """SHA-256 (hex) over the decided columns of one table, in the order of its key."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What was decided up to an entry; `sha256` is over all tables."""

    entry: int
    code_version: str
    sha256: str
    tables: Mapping[str, TableDigest]

    def differs_in(self, other: "Digest") -> tuple[str, ...]:
        """Tables that are not equal in both, for a first look at what differs."""
        return tuple(name for name in TABLES if self.tables[name] != other.tables[name])


def digest(connection: Connection) -> Digest:
    """
    The digest of the tables on this session's search path, at one moment.

    Reads row by row and keeps none, so that its memory does not grow with the tables. The session
    must be in autocommit; use one that may walk for long (`connection.WALKING`).
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The text of dates and bytes depends on these; everything else is written one way only.
        connection.execute("SET LOCAL timezone = 'UTC'")
        connection.execute("SET LOCAL datestyle = 'ISO, YMD'")
        connection.execute("SET LOCAL bytea_output = 'hex'")
        row = connection.execute(store_statement("digested_line")).fetchone()
        assert row is not None
        tables = {name: _table(connection, name) for name in TABLES}
    whole = "".join(f"{name} {tables[name].rows} {tables[name].sha256}\n" for name in TABLES)
    return Digest(
        entry=row[0],
        code_version=row[1],
        sha256=sha256(whole.encode()).hexdigest(),
        tables=tables,
    )


def _table(connection: Connection, name: str) -> TableDigest:
    found, rows = sha256(), 0
    select = store_statement(f"digest_{name}")
    with connection.cursor().copy(b"COPY (" + select + b") TO STDOUT") as copy:
        for block in copy:
            found.update(block)
            rows += bytes(block).count(b"\n")  # within a value a new line is written as \n
    return TableDigest(rows=rows, sha256=found.hexdigest())
