"""
From a file's bytes to its lines: UTF-8 with or without BOM, else GB18030, and nothing by guess.

Chinese offices label as "GBK" what Windows saves, and that is GB18030. Both readings are strict; a
file that is nearly UTF-8 is a damaged one and not GB18030, although its bytes might pass. A file is
gone through piece by piece, so that a large one needs no more memory than a small one.
"""

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO, Final

from connectors.departments.layouts.glyphs import standard
from connectors.departments.row import BrokenFile

LARGEST_BYTES: Final = 256 * 1024 * 1024
#: In characters. No row of a layout comes near it; what does is no file of lines.
LONGEST_LINE: Final = 1024 * 1024

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: How files of the newer and of the older spreadsheets begin: a ZIP archive, an OLE container.
_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_MAGIC_BYTES: Final = 8
_PIECE_BYTES: Final = 1024 * 1024
_STRANGE: Final = re.compile("[\udc80-\udcff]")
_SEVERAL_BYTES: Final = re.compile("[\u0800-\U0010ffff]")


class LineTooLong(Exception):
    """A line is longer than `LONGEST_LINE` characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How the text of a file is written, and the byte at which it begins."""

    encoding: str
    begins: int


def writing_of(file: BinaryIO) -> Writing | BrokenFile:
    """How a file that can be sought in is written, or why it is not to be read."""
    if file.seek(0, os.SEEK_END) > LARGEST_BYTES:
        return too_large()
    file.seek(0)
    first = file.read(_MAGIC_BYTES)
    if first.startswith(_WORKBOOK):
        return BrokenFile(
            code="F1001",
            line=1,
            why="the file is a workbook of a spreadsheet; save its sheet as CSV in UTF-8",
        )
    first = first[: len(codecs.BOM_UTF8)]
    if first.startswith(_WIDE) or first[1:2] == b"\0":
        return BrokenFile(code="F1001", line=1, why="the file is UTF-16; save it as UTF-8")
    begins = len(first) if first == codecs.BOM_UTF8 else 0
    place = _first_fault(file, begins, "utf-8")
    if place is None:
        return Writing(encoding="utf-8", begins=begins)
    if not _nearly_utf8(file, begins):
        fault = _first_fault(file, begins, "gb18030")
        if fault is None:
            return Writing(encoding="gb18030", begins=begins)
        place = max(place, fault)
    return BrokenFile(
        code="F1001",
        line=_line_of(file, place),
        why="the bytes are neither UTF-8 nor GB18030; save the file as UTF-8 again",
    )


def lines_of(file: BinaryIO, writing: Writing, *, ends: str = "") -> Iterator[str]:
    """
    The lines with what ends them ("": any line end there is), private characters replaced.

    Raises `LineTooLong`. The file stays open, and may be gone through again.
    """
    file.seek(writing.begins)
    text = TextIOWrapper(file, encoding=writing.encoding, newline=ends)
    try:
        while line := text.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise LineTooLong
            yield standard(line)
    finally:
        text.detach()


def too_large() -> BrokenFile:
    """What is said of a file beyond `LARGEST_BYTES`."""
    return BrokenFile(
        code="F1006", line=1, why=f"the file is larger than {LARGEST_BYTES} bytes; split it"
    )


def _pieces(file: BinaryIO, begins: int) -> Iterator[bytes]:
    """The bytes from a place on, and an empty piece at the end."""
    file.seek(begins)
    while piece := file.read(_PIECE_BYTES):
        yield piece
    yield b""


def _first_fault(file: BinaryIO, begins: int, encoding: str) -> int | None:
    """The place of the first byte that an encoding does not allow."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = begins
    for piece in _pieces(file, begins):
        held, _ = decoder.getstate()
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as wrong:
            return done - len(held) + wrong.start
        done += len(piece)
    return None


def _nearly_utf8(file: BinaryIO, begins: int) -> bool:
    """Whether characters of several bytes outnumber the bytes that are none."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    strange = several = 0
    for piece in _pieces(file, begins):
        text = decoder.decode(piece, final=not piece)
        strange += len(_STRANGE.findall(text))
        several += len(_SEVERAL_BYTES.findall(text))
    return several - strange > strange


def _line_of(file: BinaryIO, place: int) -> int:
    file.seek(0)
    line, left = 1, place
    while left and (piece := file.read(min(left, _PIECE_BYTES))):
        line += piece.count(b"\n")
        left -= len(piece)
    return line
