"""One row of a file after its layout was read: a record to be, or why it is none."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from connectors.departments.record_no import DocumentKey
from schemas.codec import Record


class Standing(StrEnum):
    """What a row says of its record."""

    STANDS = "STANDS"  #: it is so
    ENDED = "ENDED"  #: it is so no longer, from a day on
    REVOKED = "REVOKED"  #: it was never right


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A row that can be published.

    `record` has all fields but `record_no`, `version` and `action`. `subject_code` tells subjects
    of one decision apart. `cells` are the row as it stood. `numbered`: the record number the row
    was given when it was returned for mending, `beside_others`: it was returned from among several
    rows of one decision, before it could be numbered.
    """

    line: int
    kind: str
    document: DocumentKey
    subject_code: str = field(repr=False)
    record: Record = field(repr=False)
    standing: Standing = Standing.STANDS
    ended_on: date | None = None
    reason: str = ""
    cells: tuple[str, ...] = field(default=(), repr=False)
    numbered: str = ""
    beside_others: bool = False


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
class Reading:
    """
    A file as its layout reads it.

    `columns`: the file's own headers, for returning rows. `feed`: a later row about the same
    subject and decision replaces an earlier one; otherwise they contradict each other.
    `several_usual`: one decision commonly has several rows, which may come one by one.
    """

    layout: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[RefusedRow, ...]
    feed: bool = False
    several_usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFile:
    """A file of which nothing is imported, since its rows cannot be told for certain."""

    code: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why} ({self.code})"
