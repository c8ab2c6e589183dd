"""A gate in the database at which a worker of the line stops."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from integration.line.ground import Ground
from support.hub_process import await_that


@contextmanager
def gate(town: Ground, statement_of: str, when: str = "true") -> Iterator[Callable[[], int | None]]:
    """
    A gate in the database at which the deciding transaction stops.

    `statement_of`: "line" — before anything is written; a table's name — inside the statement that
    writes its rows, of rows for which `when` holds; "commit" — inside COMMIT. Gives a function that
    returns the backend that stands there, None while none does. The gate opens at the end of the
    block.
    """
    keeper = psycopg.connect(town.url, autocommit=True)
    with keeper:
        if statement_of == "line":
            keeper.execute("BEGIN")
            keeper.execute("SELECT 1 FROM line FOR UPDATE")
        else:
            keeper.execute("SELECT pg_advisory_lock(4711)")
            _build_gate(town, statement_of, when)
        query = {"line": "SELECT entry%", "commit": "COMMIT"}.get(statement_of)

        def standing() -> int | None:
            rows = town.rows(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'hub worker' AND wait_event_type = 'Lock'"
                " AND query LIKE %s",
                query or f"%{statement_of}%",
            )
            return rows[0][0] if rows else None

        try:
            yield standing
        finally:
            keeper.execute(
                "ROLLBACK" if statement_of == "line" else "SELECT pg_advisory_unlock_all()"
            )


def _build_gate(town: Ground, table: str, when: str) -> None:
    town.observer.execute(
        "CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$"
    )
    trigger = (
        "CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED"
        if table == "commit"
        else f"CREATE TRIGGER gate BEFORE INSERT ON {table}"
    )
    town.observer.execute(f"{trigger} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION gate()".encode())


def await_backend(standing: Callable[[], int | None], patience_s: float = 20) -> int:
    """The backend that came to the gate."""
    await_that("a worker stands at the gate", lambda: standing() is not None, patience_s)
    found = standing()
    assert found is not None
    return found
