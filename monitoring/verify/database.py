"""
The database as it stood at one moment: one read-only transaction, its SQL in `sql/`.

Everything is read in the same snapshot, so that a line that goes on deciding does not look like a
difference.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import psycopg

from monitoring.verify.finding import CannotSee
from streams.statements import verify_statement

#: A row as the driver gives it; each caller knows the columns of its statement.
Row: TypeAlias = tuple[Any, ...]
Given: TypeAlias = Mapping[str, object]

_ROWS_AT_A_TIME: Final = 5_000


class DatabaseMoment:
    """A moment of the database."""

    def __init__(self, connection: "psycopg.Connection[Row]") -> None:
        self._connection = connection
        self._cursors = 0

    def rows(self, name: str, given: Given | None = None) -> list[Row]:
        """All rows of the statement of this name."""
        return self._connection.execute(verify_statement(name), given).fetchall()

    def row(self, name: str, given: Given | None = None) -> Row:
        """The one row of a statement that always has one."""
        (row,) = self.rows(name, given)
        return row

    def stream(self, name: str, given: Given | None = None) -> Iterator[Row]:
        """The rows one by one, without holding them all."""
        self._cursors += 1
        with self._connection.cursor(name=f"verify_{self._cursors}") as cursor:
            cursor.itersize = _ROWS_AT_A_TIME
            cursor.execute(verify_statement(name), given)
            yield from cursor


@contextmanager
def snapshot(url: str) -> Iterator[DatabaseMoment]:
    """The database at `url` as it is now, held still. Raises `CannotSee`."""
    try:
        connection = psycopg.connect(
            url,
            application_name="hub verify",
            connect_timeout=10,
            keepalives=1,
            keepalives_idle=10,
            options="-c timezone=UTC -c default_transaction_read_only=on -c statement_timeout=0",
        )
    except psycopg.OperationalError as away:
        raise CannotSee(
            f"The database does not answer: {_first_line(away)}. Is the hub up? See: hub status",
            "S2002",
        ) from None
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        try:
            yield DatabaseMoment(connection)
        except psycopg.OperationalError as away:
            raise CannotSee(
                f"The database went away: {_first_line(away)}. Try again.", "S2002"
            ) from None
        except psycopg.errors.UndefinedTable:
            raise CannotSee(
                "The database has no tables of a hub, or older ones. Start the hub once: hub up"
            ) from None


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
