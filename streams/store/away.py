"""When the database is away or refuses for now, and what an operator is told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from streams.wiring.failures import CannotRun

#: The server is not there, or not for us now: whoever lives on opens another session, and waits.
#: Of a process that was stopped in a transaction the server ends the session after a minute; after
#: a failover, or where storage has run out, it may take no changes for a while.
AWAY: Final = (
    psycopg.OperationalError,
    psycopg.errors.IdleInTransactionSessionTimeout,
    psycopg.errors.ReadOnlySqlTransaction,
)
#: SQLSTATE classes of a server that is not there for us: connection, shutdown and start.
#: https://www.postgresql.org/docs/16/errcodes-appendix.html
_GONE: Final = ("08", "57P")


def place_of(url: str) -> str:
    """`host:port` of a database's address, more of them by commas; never user or password."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "an address that cannot be read"
    hosts = str(given.get("host") or "localhost").split(",")
    ports = str(given.get("port") or 5432).split(",")
    ports *= len(hosts) if len(ports) == 1 else 1
    return ",".join(f"{host}:{port}" for host, port in zip(hosts, ports, strict=False))


@contextmanager
def database_told(url: str) -> Iterator[None]:
    """
    Within the block a fault of the database at `url` becomes `CannotRun`, which says just that.

    A server that answers with a refusal is not called away.
    """
    try:
        yield
    except psycopg.errors.QueryCanceled as canceled:
        raise CannotRun(
            f"The hub's database at {place_of(url)} answers, but ended the query before it was "
            "done: it took longer than it may, or somebody canceled it. Try again, or see what "
            "keeps the database busy: hub status"
        ) from canceled
    except psycopg.errors.ReadOnlySqlTransaction as refused:
        raise CannotRun(
            f"The hub's database at {place_of(url)} takes no changes now: it is a standby, or is "
            "set to read only. Name the server that takes changes in HUB_DATABASE_URL, or end "
            "default_transaction_read_only there."
        ) from refused
    except AWAY as fault:
        if fault.sqlstate is None or fault.sqlstate.startswith(_GONE):
            raise CannotRun(
                f"The hub's database at {place_of(url)} does not answer. Is the hub up? "
                "See: hub status",
                "S2002",
            ) from fault
        raise CannotRun(
            f"The hub's database at {place_of(url)} answers, but could not do it: "
            f"{fault.diag.message_primary or type(fault).__name__}. Try again; if it stays so, "
            "see its log."
        ) from fault
