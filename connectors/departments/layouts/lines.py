"""
What a file was read into, as lines of JSON for another process, and back.

A letter says what a line is. A row has its content apart, behind a tab (which JSON never contains
as it is), so that whoever receives it can lay the content by unread. A last line says how many came
before, so that a reading which was cut short is not taken for a whole one.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from sys import intern
from typing import Any, Final

from connectors.departments.record_no import DocumentKey
from connectors.departments.row import (
    BrokenFile,
    Content,
    Head,
    Kept,
    Part,
    RefusedRow,
    Row,
    Standing,
)

_END: Final = b"E"
#: Made once: the module's functions would make them anew for every line.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER: Final = json.JSONDecoder()


class Unclear(Exception):
    """The lines are not those of a whole reading."""


def lines_of(parts: Iterable[Part]) -> Iterator[bytes]:
    """The lines, each with its line end."""
    count = 0
    for part in parts:
        count += 1
        match part:
            case Head():
                said = (part.layout, part.columns, part.feed, part.several_usual)
                yield b"H" + _written(said) + b"\n"
            case Row():
                yield b"R" + _written(_said(part)) + b"\t" + _body(part.kept.content()) + b"\n"
            case RefusedRow():
                about = _about(part.document)
                told = (part.line, part.code, part.column, part.hint, about, part.cells)
                yield b"W" + _written(told) + b"\n"
            case BrokenFile():
                yield b"B" + _written((part.code, part.line, part.why)) + b"\n"
    yield _END + _written(count) + b"\n"


def parts_of(lines: Iterable[bytes], keep: Callable[[bytes], Kept]) -> Iterator[Part]:
    """
    What was read, in its order; `keep` lays the content of a row by, for `content_of` to read.

    Raises `Unclear` for lines that `lines_of` did not write, or that end too early.
    """
    for count, line in enumerate(lines):
        sort, rest = line[:1], line[1:]
        try:
            if sort == _END:
                if _read(rest) != count:
                    raise Unclear
                return
            part = _part(sort, rest, keep)
        except (TypeError, ValueError) as wrong:
            raise Unclear from wrong
        yield part
    raise Unclear


def content_of(body: bytes) -> Content:
    """The content of a row that was laid by."""
    record, days, cells = _read(body)
    for name, day in days.items():
        record[name] = date.fromordinal(day)
    return Content(record=record, cells=tuple(cells))


def _part(sort: bytes, rest: bytes, keep: Callable[[bytes], Kept]) -> Part:
    match sort:
        case b"R":
            head, _, body = rest.partition(b"\t")
            line, kind, number, authority, code, standing, ended, reason, numbered, beside = _read(
                head
            )
            return Row(
                line=line,
                # The same in row after row, and each row stays in memory.
                kind=intern(kind),
                document=DocumentKey(document_no=number, authority_uscc=intern(authority)),
                subject_code=code,
                kept=keep(body),
                standing=Standing(standing),
                ended_on=None if ended is None else date.fromordinal(ended),
                reason=intern(reason),
                numbered=numbered,
                beside_others=beside,
            )
        case b"W":
            line, code, column, hint, about, cells = _read(rest)
            return RefusedRow(
                line=line,
                code=code,
                column=column,
                hint=hint,
                document=None
                if about is None
                else DocumentKey(document_no=about[0], authority_uscc=about[1]),
                cells=tuple(cells),
            )
        case b"H":
            layout, columns, feed, several = _read(rest)
            return Head(layout=layout, columns=tuple(columns), feed=feed, several_usual=several)
        case b"B":
            code, line, why = _read(rest)
            return BrokenFile(code=code, line=line, why=why)
        case _:
            raise ValueError(sort)


def _said(row: Row) -> tuple[object, ...]:
    return (
        row.line,
        row.kind,
        row.document.document_no,
        row.document.authority_uscc,
        row.subject_code,
        row.standing,
        None if row.ended_on is None else row.ended_on.toordinal(),
        row.reason,
        row.numbered,
        row.beside_others,
    )


def _about(document: DocumentKey | None) -> tuple[str, str] | None:
    return None if document is None else (document.document_no, document.authority_uscc)


def _body(content: Content) -> bytes:
    # A record has days among its own fields alone.
    days = {
        name: value.toordinal() for name, value in content.record.items() if isinstance(value, date)
    }
    record = {**content.record, **dict.fromkeys(days)}
    return _written((record, days, content.cells))


def _written(value: object) -> bytes:
    # A cell of JSON lines may hold half a character; it is refused by its field, not here.
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def _read(line: bytes) -> Any:
    return _DECODER.decode(line.decode("utf-8", "surrogatepass"))
