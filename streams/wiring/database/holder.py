"""Who decides, and when that process beat last (R20)."""

from dataclasses import dataclass
from typing import Final

from streams.wiring.database.connection import Connection
from streams.wiring.database.statements import statement

#: Older than this the holder's beat says that it hangs.
STALE_AFTER_S: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who decides, as `hub status` shows it."""

    name: str
    backend_pid: int
    age_s: float


def holder(connection: Connection) -> Holder | None:
    """Who beat last, and how long ago by PostgreSQL's clock."""
    row = connection.execute(statement("holder")).fetchone()
    return None if row is None else Holder(name=row[0], backend_pid=row[1], age_s=float(row[2]))
