"""
A CSV file as rows with their line numbers, or where it stops being one.

The reader is strict: a quote that is not closed would swallow the rows after it, so that none of
the file can be trusted. A row with too many or too few cells is that row's fault alone.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Final

from connectors.departments.layouts.text import LONGEST_LINE, LineTooLong
from connectors.departments.row import BrokenFile

#: Signs with which a spreadsheet begins a formula, also in full width.
_FORMULA: Final = tuple("=+-@\t\r\0＝＋－＠")

_OTHER_SIGNS: Final = (
    ("\t", "tabs"),
    (";", "semicolons"),
    ("；", "semicolons"),
    ("，", "wide commas"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    Headers as they stand, the column each is, and the rows with the line each begins on.

    The rows can be gone through once; where the file breaks, they end with why.
    """

    headers: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, tuple[str, ...]] | BrokenFile] = field(repr=False)


def read_table(
    lines: Iterator[str], column_of: Callable[[str], str | None], required: Sequence[str]
) -> Table | BrokenFile:
    """The table in a file's lines; `column_of` knows the headers, `required` must be there."""
    rows = _rows(lines)
    match next(rows, None):
        case None:
            return BrokenFile(code="F1007", line=1, why="the file has no header")
        case BrokenFile() as broken:
            return broken
        case line, headers:
            columns = _columns(line, headers, column_of, required)
            if isinstance(columns, BrokenFile):
                return columns
            return Table(headers=headers, columns=columns, rows=rows)


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, tuple[str, ...]] | BrokenFile]:
    reader = csv.reader(lines, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, tuple(cells)
            begins = reader.line_num + 1
    except csv.Error as wrong:
        yield _broken(begins, large="field larger" in str(wrong))
    except LineTooLong:
        yield BrokenFile(
            code="F1006",
            line=reader.line_num + 1,
            why=f"the line is longer than {LONGEST_LINE} characters; export the file again",
        )


def _broken(line: int, *, large: bool) -> BrokenFile:
    if large:
        why = "a cell is larger than 131,072 characters; a quote may be missing before it"
        return BrokenFile(code="F1006", line=line, why=why)
    why = (
        "the quotes of the row that begins here do not match; nothing after it can be told. "
        "Double every quote inside a quoted cell"
    )
    return BrokenFile(code="F1002", line=line, why=why)


def _columns(
    line: int,
    headers: tuple[str, ...],
    column_of: Callable[[str], str | None],
    required: Sequence[str],
) -> tuple[str, ...] | BrokenFile:
    columns: list[str] = []
    for place, header in enumerate(headers, 1):
        column = column_of(header)
        if column is None and len(headers) == 1 and (sign := _divided_by(header, column_of)):
            return BrokenFile(
                code="F1005",
                line=line,
                why=f"the columns are divided by {sign}; save the file again, divided by commas",
            )
        if column is None:
            return BrokenFile(
                code="F1005",
                line=line,
                why=f"the header of column {place}, {header.strip()[:40]!r}, is none of the "
                "layout; correct it or take the column out",
            )
        if column in columns:
            return BrokenFile(
                code="F1004", line=line, why=f"{column} stands in two columns; take one out"
            )
        columns.append(column)
    missing = [column for column in required if column not in columns]
    if missing:
        return BrokenFile(
            code="F1003", line=line, why=f"these columns are missing: {', '.join(missing)}"
        )
    return tuple(columns)


def _divided_by(header: str, column_of: Callable[[str], str | None]) -> str:
    """The sign that divides the columns of a file of which a comma makes one, "" for none."""
    found = (name for sign, name in _OTHER_SIGNS if column_of(header.partition(sign)[0]))
    return next(found, "")


def write_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """CSV for a spreadsheet: what it would take for a formula begins with an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headers)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_it_was(cell: str) -> str:
    """A cell of `write_table` without its apostrophe."""
    return cell.removeprefix("'")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell
