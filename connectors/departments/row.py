"""One row of a file after its layout was read: a record to be, or why it is none."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from connectors.departments.record_no import DocumentKey
from schemas.codec import Record


class Standing(StrEnum):
    """What a row says of its record."""

    STANDS = "STANDS"  #: it is so
    ENDED = "ENDED"  #: it is so no longer, from a day on
    REVOKED = "REVOKED"  #: it was never right


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    What a row says in full.

    `record` has all fields but `record_no`, `version` and `action`. `cells` are the row as it
    stood.
    """

    record: Record = field(repr=False)
    cells: tuple[str, ...] = field(default=(), repr=False)


class Kept(Protocol):
    """Where a row's content is, in memory or not."""

    def content(self) -> Content:
        """The same at every call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """Content in memory."""

    held: Content = field(repr=False)

    def content(self) -> Content:
        """The content itself."""
        return self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A row that can be published.

    `subject_code` tells subjects of one decision apart. `kept` has what it says in full; a table of
    years has more of it than should be in memory at once. `numbered`: the record number the row was
    given when it was returned for mending, `beside_others`: it was returned from among several rows
    of one decision, before it could be numbered.
    """

    line: int
    kind: str
    document: DocumentKey
    subject_code: str = field(repr=False)
    kept: Kept = field(repr=False)
    standing: Standing = Standing.STANDS
    ended_on: date | None = None
    reason: str = ""
    numbered: str = ""
    beside_others: bool = False

    @property
    def record(self) -> Record:
        """All fields but `record_no`, `version` and `action`."""
        return self.kept.content().record

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it stood."""
        return self.kept.content().cells


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that is to be mended: what is wrong, in which column, and what to do."""

    line: int
    code: str
    column: str
    hint: str
    document: DocumentKey | None = None
    cells: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What holds for all rows of a file.

    `columns`: the file's own headers, for returning rows. `feed`: a later row about the same
    subject and decision replaces an earlier one; otherwise they contradict each other.
    `several_usual`: one decision commonly has several rows, which may come one by one.
    """

    layout: str
    columns: tuple[str, ...] = ()
    feed: bool = False
    several_usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole file as its layout reads it."""

    head: Head
    rows: tuple[Row, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's own headers, none where it has no table."""
        return self.head.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFile:
    """
    A file of which nothing is imported, since its rows cannot be told for certain.

    `code` has a page in `docs/errors/`. `line` is 0 where it is about no line.
    """

    code: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}" if self.line else self.why


#: What a file is read into, one by one: its head first; nothing follows a broken file.
Part = Head | Row | RefusedRow | BrokenFile


def gathered(parts: Iterable[Part]) -> Reading | BrokenFile:
    """The whole of a file."""
    heads: list[Head] = []
    rows: list[Row] = []
    refused: list[RefusedRow] = []
    for part in parts:
        match part:
            case BrokenFile():
                return part
            case Head():
                heads.append(part)
            case Row():
                rows.append(part)
            case RefusedRow():
                refused.append(part)
    (head,) = heads
    return Reading(head=head, rows=tuple(rows), refused=tuple(refused))
