"""While the server works a session does what it was given, and answers come as before."""

from collections.abc import Iterator

import psycopg
import pytest

from streams.wiring.database.connection import connect
from streams.wiring.database.session import Session


class Pieces:
    """Work in so many pieces."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> bool:
        """Do one, if one is left."""
        self.left -= self.left > 0
        return self.left > 0


@pytest.fixture
def session(fresh_database: str) -> Iterator[Session]:
    """A session of its own."""
    found = connect(fresh_database, "meanwhile")
    yield found
    found.close()


def test_work_is_done_while_the_server_is(session: Session) -> None:
    """A query that takes long leaves room for all of it, and its answer is the same."""
    session.meanwhile = work = Pieces(50)
    row = session.execute("SELECT 42, pg_sleep(0.3)").fetchone()
    assert row is not None
    assert row[0] == 42
    assert work.left == 0


def test_rows_are_handed_over_beside_it(session: Session) -> None:
    """A COPY, and a transaction around it."""
    session.execute("CREATE TABLE numbers (n integer)")
    session.meanwhile = Pieces(10_000)
    with session.transaction(), session.cursor().copy("COPY numbers FROM STDIN") as copy:
        for n in range(50_000):
            copy.write_row((n,))
    row = session.execute("SELECT count(*), sum(n) FROM numbers").fetchone()
    assert row == (50_000, sum(range(50_000)))


def test_a_refusal_is_a_refusal(session: Session) -> None:
    """What the server says against a statement is raised, and the session goes on."""
    session.meanwhile = Pieces(10_000)
    with pytest.raises(psycopg.errors.DivisionByZero):
        session.execute("SELECT 1 / 0, pg_sleep(0)")
    assert session.execute("SELECT 1").fetchone() == (1,)


def test_what_the_work_raises_is_raised(session: Session) -> None:
    """Nothing is swallowed: the process that waits ends with it."""

    def fails() -> bool:
        raise LookupError("no catalogue is loaded")

    session.meanwhile = fails
    with pytest.raises(LookupError):
        session.execute("SELECT pg_sleep(0.2)")
