"""Which schema a database has: one that a newer release made is left alone by an older one."""

from pathlib import Path
from typing import Final

from streams.statements import store_statement
from streams.store.connection import Connection
from streams.wiring.failures import CannotRun

#: `NNNN_what.sql`, applied in the order of their numbers.
MIGRATIONS: Final = Path(__file__).with_name("migrations")


def require_known(connection: Connection, folder: Path = MIGRATIONS) -> None:
    """
    Return if every migration that the database has is one of `folder`.

    Raises `CannotRun` (S2008) where a newer release has migrated it: its tables may mean something
    else by now. Asked at each start and by whoever begins to decide.
    """
    known = [path.stem for path in folder.glob("*.sql")]
    rows = connection.execute(store_statement("unknown_migrations"), {"known": known}).fetchall()
    if rows:
        names = ", ".join(name for (name,) in rows)
        raise CannotRun(
            f"The database has the schema of a newer release ({names}), which this one does not "
            "know. Start the newer release, or bring back a backup taken before its first start: "
            "hub restore.",
            "S2008",
        )


def require_nobody_decides(connection: Connection, space: int) -> None:
    """
    Keep everybody from deciding until the session ends; `space`: of the decider's advisory lock.

    Raises `CannotRun` (S2009) while somebody decides: tables do not change under it.
    """
    row = connection.execute(store_statement("keep_deciders_out"), {"space": space}).fetchone()
    assert row is not None
    if not row[0]:
        held = connection.execute(store_statement("holder")).fetchone()
        name = "another worker" if held is None else held[0]
        raise CannotRun(
            f"A hub of an older release decides on this database ({name}), and its tables are not "
            "changed under it. End it where it runs (hub down), then start this one again. If it "
            "runs no more, its session ends within half a minute.",
            "S2009",
        )
