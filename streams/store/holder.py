"""Who decides, and when that process beat last (R20)."""

from dataclasses import dataclass
from typing import Final

from streams.statements import store_statement
from streams.store.connection import Connection

#: The advisory lock of the decider: its space, in which it is the only one.
LOCK_SPACE: Final = 0x4855_4201
#: Older than this the holder's beat says that it hangs.
STALE_AFTER_S: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who decides, as `hub status` shows it. `stands_still`: why it does not, else blank."""

    name: str
    backend_pid: int
    age_s: float
    stands_still: str


def holder(connection: Connection) -> Holder | None:
    """Who beat last, and how long ago by PostgreSQL's clock."""
    row = connection.execute(store_statement("holder")).fetchone()
    if row is None:
        return None
    name, backend_pid, age_s, stands_still = row
    return Holder(name=name, backend_pid=backend_pid, age_s=float(age_s), stands_still=stands_still)
