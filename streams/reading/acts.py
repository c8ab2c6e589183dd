"""Who did what and why: acts that the line took, acts beside it, and what is held back (R17)."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from streams.statements import reading_statement
from streams.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTold:
    """
    One act. `entry`: the line's entry that took it, None where the line has no part in it or has
    not come to it. `result`: DONE, or what became of it.
    """

    at: datetime
    name: str
    about: str
    detail: str
    by: str
    because: str
    entry: int | None
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldInForce:
    """Burdens that wait: of a partner, of a measure, or all."""

    scope: str
    name: str
    since: datetime
    by: str
    because: str


def acts(connection: Connection, about: str = "", limit: int = 1000) -> list[ActTold]:
    """Acts about one thing, or all (""), the newest first."""
    with connection.cursor(row_factory=class_row(ActTold)) as cursor:
        return cursor.execute(
            reading_statement("acts"), {"about": about, "limit": limit}
        ).fetchall()


def holds_in_force(connection: Connection) -> list[HoldInForce]:
    """What is held back now, the oldest hold first."""
    with connection.cursor(row_factory=class_row(HoldInForce)) as cursor:
        return cursor.execute(reading_statement("holds_in_force")).fetchall()
