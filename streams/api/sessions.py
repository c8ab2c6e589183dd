"""Sessions with the database, a few kept open for all requests."""

from typing import Final

from psycopg_pool import ConnectionPool

from streams.store.connection import ASKING, parameters
from streams.store.session import Session

#: As many requests read at the same time; more wait their turn.
LARGEST: Final = 8
#: How long a request waits for a session before it is told to come again.
PATIENCE_S: Final = 5.0
#: A session that is not answered so long is dead, and another one is made.
ALIVE_WITHIN_S: Final = 2.0
#: A database that is away is tried for so long, and then with the next request: the pool's own
#: waits double, so that it would be missed for as long again as it was away.
TRY_FOR_S: Final = 1.0


def sessions(url: str) -> ConnectionPool[Session]:
    """
    A pool that is not open yet; a session that has died is replaced before it is given out.

    Statements end after 15 s: whoever asked is gone by then.
    """
    return ConnectionPool(
        url,
        connection_class=Session,
        kwargs=parameters("hub api", ASKING, connect_timeout_s=5),
        configure=_configure,
        check=_check,
        min_size=1,
        max_size=LARGEST,
        timeout=PATIENCE_S,
        reconnect_timeout=TRY_FOR_S,
        open=False,
    )


def _configure(session: Session) -> None:
    session.answer_s = ASKING.answer_s


def _check(session: Session) -> None:
    """Raise `psycopg.OperationalError` where nobody answers."""
    session.answer_s = ALIVE_WITHIN_S
    ConnectionPool.check_connection(session)
    session.answer_s = ASKING.answer_s
