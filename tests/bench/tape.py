"""What goes to the server while the line decides, kept, so that it can go there once more."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from streams.statements import store_statement
from streams.store.connection import DECIDING, parameters
from streams.store.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statement with its parameters; `binary`: in which form its rows are wanted."""

    statement: Any
    given: Any
    binary: bool

    def play(self, session: Session) -> None:
        """After the call it was asked, and its rows are here."""
        cursor = session.execute(self.statement, self.given, binary=self.binary)
        if cursor.description is not None:
            cursor.fetchall()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A `COPY` with its bytes."""

    statement: Any
    rows: bytes

    def play(self, session: Session) -> None:
        """After the call the rows are there."""
        with session.cursor().copy(self.statement) as copy:
            copy.write(self.rows)


@dataclass(slots=True)
class Tape:
    """The steps of one entry, in their order: what is asked, then its transaction."""

    steps: list[Asked | Copied] = field(default_factory=list)

    def play(self, session: Session, *, asking: bool) -> None:
        """After the call the same entry is committed; `asking`: and the same was asked before."""
        begins = self._begins()
        if asking:
            _all(session, self.steps[:begins])
        with session.transaction():
            _all(session, self.steps[begins:])

    def _begins(self) -> int:
        first = store_statement("lock_line")
        (begins,) = (
            number
            for number, step in enumerate(self.steps)
            if isinstance(step, Asked) and step.statement == first
        )
        return begins


def _all(session: Session, steps: Sequence[Asked | Copied]) -> None:
    for step in steps:
        step.play(session)


class TapedSession(Session):
    """A session that keeps what it is given on its tape."""

    tape: Tape

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        """As of any session."""
        asked = Asked(statement=query, given=params, binary=bool(how.get("binary")))
        self.tape.steps.append(asked)
        return super().execute(query, params, **how)


class _TapedCursor(psycopg.Cursor[Any]):
    @contextmanager
    def copy(self, statement: Any, *_: Any, **__: Any) -> Iterator[Any]:
        with super().copy(statement) as into:
            written = _Written(into)
            yield written
        session = self.connection
        assert isinstance(session, TapedSession)
        session.tape.steps.append(Copied(statement=statement, rows=b"".join(written.slices)))


@dataclass(slots=True)
class _Written:
    into: psycopg.Copy
    slices: list[bytes] = field(default_factory=list)

    def write(self, some: bytes) -> None:
        self.slices.append(some)
        self.into.write(some)


def taped(url: str) -> TapedSession:
    """A session as the worker's, with a tape."""
    given = parameters("bench tape", DECIDING, connect_timeout_s=10)
    session = TapedSession.connect(url, **given)
    session.prepare_threshold = 0
    session.cursor_factory = _TapedCursor
    session.tape = Tape()
    return session
