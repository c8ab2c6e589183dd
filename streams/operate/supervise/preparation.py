"""What must hold before the hub's processes start, once the servers answer."""

from collections.abc import Callable

from streams.store.away import database_told
from streams.store.connection import connect
from streams.store.migrate import migrate
from streams.wiring.keys import load_keys, make_missing_keys
from streams.wiring.settings import Settings


def prepare(settings: Settings, report: Callable[[str], None]) -> None:
    """After the call keys are there and the database has the newest schema.

    Keys are made only while nothing was ever decided. Raises `KeyFault` when one is missing later,
    and `CannotRun` when the database is. `settings` name the servers.
    """
    url = settings.database_url
    if url is None:
        raise ValueError("the settings of a running hub name its database")
    if not _has_data(url):
        made = make_missing_keys(settings.keys_folder)
        if made:
            report(
                f"Made the keys {', '.join(made)} in {settings.keys_folder}. Back them up: they "
                "are never made again."
            )
    load_keys(settings.keys_folder)
    with database_told(url):
        applied = migrate(url)
    if applied:
        report(f"Database schema: applied {', '.join(applied)}.")


def _has_data(url: str) -> bool:
    """Whether the hub ever decided anything in this database: only then a lost key is a loss."""
    with database_told(url), connect(url, "hub up") as connection:
        table = connection.execute("SELECT to_regclass('journal')").fetchone()
        if table is None or table[0] is None:
            return False
        return connection.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is not None
