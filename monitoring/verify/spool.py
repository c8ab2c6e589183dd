"""
What was said of the pool's facts, in a temporary file, so that memory does not grow with the pool.

It holds what the pool's topic and the line's pages say: keys of facts and subjects, no message of a
department. Rows are only appended; the file is sorted once, and gone when the spool is closed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from monitoring.verify.recount.standing import Standing

#: As a page has it: the fact became part of another one.
GONE: Final = "GONE"

#: How much of the file SQLite keeps in memory, in KiB.
_CACHE_KIB: Final = 16_384
_TABLES: Final = f"""
PRAGMA cache_size = -{_CACHE_KIB};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE heard (fact BLOB, since INTEGER, message BLOB);
CREATE TABLE written (fact BLOB, entry INTEGER, sent INTEGER, subject BLOB, kind TEXT, state TEXT,
                      source TEXT, provenances INTEGER, decided_on TEXT, effective_until TEXT,
                      list_code TEXT, colour TEXT, disclosure TEXT);
CREATE TABLE known (fact BLOB);
"""
_SORTED: Final = """
CREATE INDEX heard_fact ON heard (fact);
CREATE INDEX written_fact ON written (fact);
"""
_UNKNOWN: Final = """
SELECT fact FROM (SELECT fact FROM heard UNION SELECT fact FROM written)
EXCEPT SELECT fact FROM known
"""

Heard: TypeAlias = tuple[UUID, bool, bytes | None]


class SpoolPage(NamedTuple):
    """What one entry wrote of a fact; `standing` None: that it is no more."""

    fact: UUID
    entry: int
    sent: bool
    standing: Standing | None


class FactSpool:
    """The file. Everything is appended before `sort`, and asked for after it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def hear(self, messages: Iterable[Heard]) -> None:
        """Append messages of the topic: fact, whether it came since the moment, bytes or None."""
        self._database.executemany(
            "INSERT INTO heard VALUES (?, ?, ?)",
            ((fact.bytes, since, message) for fact, since, message in messages),
        )

    def write(self, pages: Iterable[SpoolPage]) -> None:
        """Append what entries wrote, in their order."""
        self._database.executemany(
            "INSERT INTO written VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_as_row(page) for page in pages),
        )

    def sort(self) -> None:
        """Everything is there: it can be asked for by fact."""
        self._database.executescript(_SORTED)

    def heard(self, fact: UUID) -> tuple[bool, bytes | None]:
        """Whether a fact was told of since the moment, and its last message before; None: none."""
        since, last = False, None
        for late, message in self._database.execute(
            "SELECT since, message FROM heard WHERE fact = ? ORDER BY rowid", (fact.bytes,)
        ):
            if late:
                since = True
            else:
                last = message
        return since, last

    def written(self, fact: UUID) -> list[SpoolPage]:
        """All that was written of a fact, in the order of the entries."""
        rows = self._database.execute(
            "SELECT * FROM written WHERE fact = ? ORDER BY rowid", (fact.bytes,)
        )
        return [_as_page(row) for row in rows]

    def know(self, facts: Iterable[UUID]) -> None:
        """These were recounted, or nothing can be said of them."""
        self._database.executemany(
            "INSERT INTO known VALUES (?)", ((fact.bytes,) for fact in facts)
        )

    def unknown(self) -> Iterator[UUID]:
        """Every fact of which something was said and that is not known."""
        for (fact,) in self._database.execute(_UNKNOWN):
            yield UUID(bytes=fact)


@contextmanager
def spool() -> Iterator[FactSpool]:
    """An empty spool; SQLite deletes its file by itself."""
    database = sqlite3.connect("")
    try:
        database.executescript(_TABLES)
        yield FactSpool(database)
    finally:
        database.close()


def _as_row(page: SpoolPage) -> tuple[object, ...]:
    before = (page.fact.bytes, page.entry, page.sent)
    if page.standing is None:
        return (*before, None, "", GONE, "", 0, None, None, "", "", "")
    subject, kind, state, source, provenances, decided_on, until, *rest = page.standing
    told = (subject and subject.bytes, kind, state, source, provenances)
    return (*before, *told, _day(decided_on), _day(until), *rest)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _as_page(row: Sequence[object]) -> SpoolPage:
    fact, entry, sent, subject, kind, state, source, provenances, day, until, *rest = row
    list_code, colour, disclosure = map(str, rest)
    standing = None
    if state != GONE:
        standing = Standing(
            subject=UUID(bytes=subject) if isinstance(subject, bytes) else None,
            kind=str(kind),
            state=str(state),
            source=str(source),
            provenances=int(str(provenances)),
            decided_on=date.fromisoformat(str(day)) if day else None,
            effective_until=date.fromisoformat(str(until)) if until else None,
            list_code=list_code,
            colour=colour,
            disclosure=disclosure,
        )
    assert isinstance(fact, bytes)
    return SpoolPage(UUID(bytes=fact), int(str(entry)), bool(sent), standing)
