"""What goes to the server while the line decides, kept, so that it can go there once more."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg

from streams.wiring.database.connection import DECIDING, parameters
from streams.wiring.database.session import Session
from streams.wiring.database.statements import statement

#: The first statement of an entry's transaction.
BEGINS: Final = statement("lock_line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    A statement with its parameters, or with the bytes of its `COPY`.

    `binary`: whether its rows are asked for as PostgreSQL stores them.
    """

    statement: Any
    given: Any
    binary: bool


@dataclass(slots=True)
class Tape:
    """The steps of one entry, in their order: what is asked, then its transaction."""

    steps: list[Step] = field(default_factory=list)

    def play(self, session: Session) -> None:
        """After the call the same was asked, and the same entry is committed."""
        begins = next(n for n, step in enumerate(self.steps) if step.statement == BEGINS)
        _all(session, self.steps[:begins])
        with session.transaction():
            _all(session, self.steps[begins:])


class TapedSession(Session):
    """A session that keeps what it is given on its tape."""

    tape: Tape

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        """As of any session."""
        step = Step(statement=query, given=params, binary=bool(how.get("binary")))
        self.tape.steps.append(step)
        return super().execute(query, params, **how)


class _TapedCursor(psycopg.Cursor[Any]):
    @contextmanager
    def copy(self, statement: Any, *_: Any, **__: Any) -> Iterator[Any]:
        with super().copy(statement) as into:
            written = _Written(into)
            yield written
        session = self.connection
        assert isinstance(session, TapedSession)
        given = b"".join(written.slices)
        session.tape.steps.append(Step(statement=statement, given=given, binary=True))


@dataclass(slots=True)
class _Written:
    into: psycopg.Copy
    slices: list[bytes] = field(default_factory=list)

    def write(self, some: bytes) -> None:
        self.slices.append(some)
        self.into.write(some)


def taped(url: str) -> TapedSession:
    """A session as the worker's, with a tape."""
    session = _session_of(TapedSession, url)
    assert isinstance(session, TapedSession)
    session.tape = Tape()
    session.cursor_factory = _TapedCursor
    return session


def untaped(url: str) -> Session:
    """A session as the worker's."""
    return _session_of(Session, url)


def _session_of(kind: type[Session], url: str) -> Session:
    session = kind.connect(url, **parameters("bench tape", DECIDING, connect_timeout_s=10))
    session.prepare_threshold = 0
    return session


def _all(session: Session, steps: list[Step]) -> None:
    for step in steps:
        if isinstance(step.given, bytes):
            with session.cursor().copy(step.statement) as copy:
                copy.write(step.given)
            continue
        cursor = session.execute(step.statement, step.given, binary=step.binary)
        if cursor.description is not None:
            cursor.fetchall()
