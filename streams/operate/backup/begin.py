"""
A generation begins in a database that was brought back by other means (continuous archiving).

Brought back to an earlier point in time it is older than what partners have seen, like any backup.
"""

from datetime import UTC, datetime
from typing import Any

from streams.operate.backup.bring_back import Restored, database_of
from streams.operate.supervise.instance import only_one
from streams.statements import backup_statement
from streams.store.connection import Connection, connect
from streams.store.migrate import migrate
from streams.wiring.failures import CannotRun
from streams.wiring.settings import Settings


def begin_generation(settings: Settings) -> Restored:
    """
    After the call nothing is sent to partners until they are told anew.

    Raises `CannotRun` where a hub works on the database, where none ever did, where the clock is
    behind what was decided, or where a hub started meanwhile: then it is to be done once more.
    """
    with (
        only_one(settings.data),
        database_of(settings) as url,
        connect(url, "hub restore") as connection,
    ):
        entry, day, decided_at = _stands(connection)
        migrate(url)  # an older hub knew no generations, and one that starts would tell partners
        with connection.transaction():
            connection.execute(backup_statement("after_restore"))
        row = connection.execute("SELECT max(number) FROM generation").fetchone()
        assert row is not None
        _require_nobody_since(connection)
    return Restored(
        entry=entry,
        day="" if day is None else day.isoformat(),
        taken_at=decided_at.isoformat(timespec="seconds"),
        generation=row[0],
        keys_written=(),
    )


def _stands(connection: Connection) -> tuple[Any, ...]:
    there = connection.execute("SELECT to_regclass('journal')").fetchone()
    if there is None or there[0] is None:
        raise CannotRun("The database has no hub in it: there is nothing to restore.")
    stands = connection.execute(backup_statement("stands_alone")).fetchone()
    if stands is None:
        raise CannotRun("Nothing was ever decided in this database: there is nothing to restore.")
    entry, day, decided_at, at_work = stands
    if at_work:
        raise CannotRun(f"{at_work} sessions of a hub are on the database. End it: hub down")
    if decided_at > datetime.now(UTC):
        raise CannotRun(
            f"The last entry was decided at {decided_at}, which is not yet by this clock. "
            "Set the clock right: what partners are told next is numbered by it."
        )
    return entry, day, decided_at


def _require_nobody_since(connection: Connection) -> None:
    """A hub that opened its session before the generation began may have told partners already."""
    stands = connection.execute(backup_statement("stands_alone")).fetchone()
    assert stands is not None
    *_, at_work = stands
    if at_work:
        raise CannotRun(
            f"A hub started on the database meanwhile ({at_work} sessions), and may have told "
            "partners what stood before. End it where it runs: hub down. Then do this once more."
        )
