"""
Connections to the database, each with time-outs of its own, so that none waits for ever.

Every program that talks to the database opens its connections here: UTC, a name that an operator
sees in `pg_stat_activity`, and a dead peer noticed within half a minute, by either side.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import psycopg

from streams.store.session import Session

#: Rows are tuples; each caller knows the columns it asked for.
Connection: TypeAlias = psycopg.Connection[Any]

#: A statement that the server should have ended is answered so soon after, or nobody is there.
ON_THE_WAY_S: Final = 5.0


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

    @property
    def answer_s(self) -> float | None:
        """How long an answer may take before nobody is there; None: nobody can tell."""
        return self.statement_timeout_s + ON_THE_WAY_S if self.statement_timeout_s else None


#: Look-ups for people and programs: whoever asks is gone after that time.
ASKING: Final = Patience(statement_timeout_s=15)
#: The line's own session: a bulk step may take long, a lock that is not given must not.
DECIDING: Final = Patience(statement_timeout_s=0, by_key=True)
#: A sender's session: what it marks may be lost with the server, and is then told again; whatever
#: must be on disk when its commit returns says so itself (`durably`).
SENDING: Final = Patience(statement_timeout_s=15, waits_for_disk=False, by_key=True)
#: Loads everybody's records, chunk by chunk, as the line does.
LOADING: Final = Patience(statement_timeout_s=0, idle_in_transaction_timeout_s=0, by_key=True)
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


#: A dead peer is noticed by TCP, where none answers for it: 10 s idle, then three tries.
_ALIVE_S: Final = {"idle": 10, "interval": 5, "count": 3}
_USER_TIMEOUT_MS: Final = 30_000


def connect(
    url: str, name: str, patience: Patience = ASKING, *, connect_timeout_s: int = 10
) -> Session:
    """
    A session in autocommit: what belongs together stands in `connection.transaction()`.

    `name` says what it is for, for example ``hub worker``. Raises `psycopg.OperationalError` when
    nobody answers within `connect_timeout_s`.
    """
    given = parameters(name, patience, connect_timeout_s=connect_timeout_s)
    session = Session.connect(url, **given)
    session.answer_s = patience.answer_s
    return session


def parameters(name: str, patience: Patience, *, connect_timeout_s: int) -> dict[str, Any]:
    """What the driver is told beside the address."""
    settings = {
        "timezone": "UTC",
        "statement_timeout": f"{patience.statement_timeout_s}s",
        "lock_timeout": f"{patience.lock_timeout_s}s",
        "idle_in_transaction_session_timeout": f"{patience.idle_in_transaction_timeout_s}s",
        "synchronous_commit": "on" if patience.waits_for_disk else "off",
        # Else the server keeps a lock for two hours whose holder the network has lost.
        **{f"tcp_keepalives_{what}": str(value) for what, value in _ALIVE_S.items()},
        "tcp_user_timeout": str(_USER_TIMEOUT_MS),
        **(BY_KEY if patience.by_key else {}),
    }
    return {
        "autocommit": True,
        "application_name": name,
        "connect_timeout": connect_timeout_s,
        "keepalives": 1,
        **{f"keepalives_{what}": value for what, value in _ALIVE_S.items()},
        "tcp_user_timeout": _USER_TIMEOUT_MS,
        "options": " ".join(f"-c {key}={value}" for key, value in settings.items()),
    }


@contextmanager
def durably(connection: Connection) -> Iterator[None]:
    """One transaction; after the block it is on disk, whatever the session is."""
    with connection.transaction():
        connection.execute("SET LOCAL synchronous_commit = on")
        yield


def connect_to_decide(url: str, name: str) -> Session:
    """The session of the line; every statement is prepared when it is first run."""
    connection = connect(url, name, DECIDING)
    connection.prepare_threshold = 0
    return connection
