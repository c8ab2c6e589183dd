"""A catalogue in a database that no line has decided in."""

from pathlib import Path

import psycopg
from catalogues import sample
from in_force import put_in_force

from streams.wiring.clock import clock_of


def load_catalogue(database: str) -> None:
    """A loaded catalogue and a first day, as the line leaves them."""
    with psycopg.connect(database) as connection:
        put_in_force(connection, sample(), clock_of(Path("/nonexistent")).today())
        connection.execute("UPDATE line SET entry = 1")
