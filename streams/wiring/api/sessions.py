"""Sessions with the database, a few kept open for all requests."""

from typing import Final

from psycopg_pool import ConnectionPool

from streams.wiring.database.connection import Connection

#: As many requests read at the same time; more wait their turn.
LARGEST: Final = 8
#: How long a request waits for a session before it is told to come again.
PATIENCE_S: Final = 5.0


def sessions(url: str, name: str = "hub api") -> ConnectionPool[Connection]:
    """
    A pool that is not open yet; a session that has died is replaced before it is given out.

    Statements end after 15 s: whoever asked is gone by then.
    """
    settings = {
        "timezone": "UTC",
        "statement_timeout": "15s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
    }
    return ConnectionPool(
        url,
        kwargs={
            "autocommit": True,
            "application_name": name,
            "connect_timeout": 5,
            "options": " ".join(f"-c {key}={value}" for key, value in settings.items()),
        },
        check=ConnectionPool.check_connection,
        min_size=1,
        max_size=LARGEST,
        timeout=PATIENCE_S,
        open=False,
    )
