"""The schema of the hub: plain SQL files, numbered, each applied once and never edited after."""

import getpass
import os
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict
from yoyo import read_migrations
from yoyo.backends import DatabaseBackend, get_backend_class
from yoyo.connections import DatabaseURI
from yoyo.migrations import Migration, default_migration_table

from streams.store.holder import LOCK_SPACE
from streams.store.schema_version import MIGRATIONS, require_known, require_nobody_decides

#: The schema beside the hub's own, in which a replay makes the same tables once more for a while.
REPLAY_SCHEMA: Final = "hub_replay"

#: Advisory lock under which one process migrates; PostgreSQL frees it when the process is killed,
#: which the table-based lock of the migration library does not survive.
LOCK_KEY = 0x4855_4253


def migrate(url: str, folder: Path = MIGRATIONS) -> tuple[str, ...]:
    """Bring the database at `url` to the newest schema; return the names of what was applied.

    Each file runs and is marked in one transaction: after a failure, or a kill at any moment, the
    schema stands at the file before it, and the next call goes on from there. Processes that
    migrate at the same time wait for each other. Raises `CannotRun` where a newer release has
    migrated the database, and where there is something to apply while another hub decides on it.
    """
    backend = _backend(url)
    try:
        backend.execute("SELECT pg_advisory_lock(:key)", {"key": LOCK_KEY})
        # The library's own lock is a row: if one is there, it is of a process that was killed.
        backend.break_lock()
        wanted = backend.to_apply(read_migrations(str(folder)))
        require_known(backend.connection, folder)
        if wanted:
            require_nobody_decides(backend.connection, LOCK_SPACE)
        for migration in wanted:
            _apply(backend, migration)
        return tuple(migration.id for migration in wanted)
    finally:
        backend.connection.close()


def _apply(backend: DatabaseBackend, migration: Migration) -> None:
    """What the library's `apply_one` does in three transactions, on two connections, in one."""
    with backend.transaction():
        migration.process_steps(backend, "apply")
        backend.log_migration(migration, "apply")
        backend.mark_one(migration, log=False)


def _backend(url: str) -> DatabaseBackend:
    """The library's backend; what the address says is read by libpq, as for every connection."""
    _have_a_name()
    given = conninfo_to_dict(url)
    address = DatabaseURI(
        scheme="postgresql+psycopg",
        username=None,
        password=None,
        hostname=None,
        port=None,
        database=given.pop("dbname"),
        args=given,
    )
    backend = get_backend_class(address.scheme)(address, default_migration_table)
    backend.init_database()
    return backend


def _have_a_name() -> None:
    """The library writes down who migrates; a user without a name is told by its number."""
    try:
        getpass.getuser()
    except (KeyError, OSError):  # of CPython until 3.12, and since
        os.environ["LOGNAME"] = str(os.getuid())
