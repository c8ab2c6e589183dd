"""A catalogue in force in a database that no line has worked on, as a load leaves it."""

from datetime import date
from pathlib import Path

from support.catalogues import sample

from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json
from streams.store.connection import Connection, connect
from streams.wiring.clock import clock_of


def put_in_force(connection: Connection, catalogue: Catalogue, day: date | None = None) -> None:
    """The catalogue is loaded after all others; `day` becomes the line's, None: it stays."""
    connection.execute(
        "INSERT INTO catalogue (number, version, body, entry)"
        " SELECT 1 + coalesce(max(number), 0), %s, %s, 1 FROM catalogue",
        (catalogue.version, to_json(catalogue)),
    )
    connection.execute(
        "UPDATE line SET catalogue = (SELECT max(number) FROM catalogue), day = coalesce(%s, day)",
        (day,),
    )


def begin_today(database: str) -> None:
    """The sample city's catalogue is in force and today the line's day, after its first entry."""
    with connect(database, "test rules") as connection, connection.transaction():
        put_in_force(connection, sample(), clock_of(Path("/nonexistent")).today())
        connection.execute("UPDATE line SET entry = 1")
