"""Sessions of a database, as its server sees them."""

import time

import psycopg

GONE_WITHIN_S = 30.0
LOOK_EVERY_S = 0.002


def ended(url: str, *names: str) -> None:
    """Wait until no session of these names is left; their locks are free then."""
    deadline = time.monotonic() + GONE_WITHIN_S
    with psycopg.Connection.connect(url, autocommit=True) as connection:
        while connection.execute(
            "SELECT 1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = ANY (%s)",
            (list(names),),
        ).fetchone():
            assert time.monotonic() < deadline, "the server does not notice that a peer is gone"
            time.sleep(LOOK_EVERY_S)
