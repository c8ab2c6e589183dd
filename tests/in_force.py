"""A catalogue in force in a database that no line has worked on, as a load leaves it."""

from datetime import date

from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json
from streams.wiring.database.connection import Connection


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
