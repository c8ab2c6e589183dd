"""
Connections to the database, each with time-outs of its own, so that none waits for ever.

Every program that talks to the database opens its connections here: UTC, a name that an operator
sees in `pg_stat_activity`, and a dead peer noticed within half a minute.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import psycopg

#: Rows are tuples; each caller knows the columns it asked for.
Connection: TypeAlias = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """
    How long a session waits before the server ends what it does; 0 = without limit.

    `waits_for_disk`: whether a commit returns only when it is on disk. `by_key`: every statement
    finds its rows by an index, so that its cost does not grow with the tables.
    """

    statement_timeout_s: int
    lock_timeout_s: int = 10
    idle_in_transaction_timeout_s: int = 60
    waits_for_disk: bool = True
    by_key: bool = False


#: Look-ups for people and programs: whoever asks is gone after that time.
ASKING: Final = Patience(statement_timeout_s=15)
#: The line's own session: a bulk step may take long, a lock that is not given must not.
DECIDING: Final = Patience(statement_timeout_s=0, by_key=True)
#: A sender's session: what it marks may be lost with the server, and is then told again; whatever
#: must be on disk when its commit returns says so itself (`durably`).
SENDING: Final = Patience(statement_timeout_s=15, waits_for_disk=False, by_key=True)
#: Walks over whole tables.
WALKING: Final = Patience(statement_timeout_s=0, idle_in_transaction_timeout_s=0)


#: The tables grow from nothing while the hub runs, so that their statistics are of emptier ones:
#: plans are made once, by index, whatever the statistics say.
BY_KEY: Final = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_material": "off",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
}


def connect(
    url: str, name: str, patience: Patience = ASKING, *, connect_timeout_s: int = 10
) -> Connection:
    """
    A session in autocommit: what belongs together stands in `connection.transaction()`.

    `name` says what it is for, for example ``hub worker``. Raises `psycopg.OperationalError` when
    nobody answers within `connect_timeout_s`.
    """
    settings = {
        "timezone": "UTC",
        "statement_timeout": f"{patience.statement_timeout_s}s",
        "lock_timeout": f"{patience.lock_timeout_s}s",
        "idle_in_transaction_session_timeout": f"{patience.idle_in_transaction_timeout_s}s",
        "synchronous_commit": "on" if patience.waits_for_disk else "off",
        **(BY_KEY if patience.by_key else {}),
    }
    return psycopg.connect(
        url,
        autocommit=True,
        application_name=name,
        connect_timeout=connect_timeout_s,
        keepalives=1,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=30_000,
        options=" ".join(f"-c {key}={value}" for key, value in settings.items()),
    )


@contextmanager
def durably(connection: Connection) -> Iterator[None]:
    """One transaction; after the block it is on disk, whatever the session is."""
    with connection.transaction():
        connection.execute("SET LOCAL synchronous_commit = on")
        yield


def connect_to_decide(url: str, name: str) -> Connection:
    """The session of the line; every statement is prepared when it is first run."""
    connection = connect(url, name, DECIDING)
    connection.prepare_threshold = 0
    return connection
