"""
A department's file read by a process of its own, within bounds (`child.py` is that process).

The file comes from outside. Whatever is in it, the importer keeps its memory, ends in a bounded
time, and says in one sentence what is the matter; nothing of such a file is sent.
"""

import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from connectors.departments.layouts.lines import Unclear, parts_of
from connectors.departments.layouts.text import LARGEST_BYTES, too_large
from connectors.departments.row import BrokenFile, Part, Reading, RefusedRow, Row, gathered
from streams.operate.importing.child import OUT_OF_MEMORY
from streams.operate.importing.spool import Spool

_MIB: Final = 1024 * 1024
_PIECE_BYTES: Final = _MIB
#: Rows between two words about the progress.
_TOLD_EVERY: Final = 1_000
#: A process whose output is closed has nothing to do any more.
_LAST_WORDS_S: Final = 10.0
#: Where the interpreter finds itself and the hub; nothing else is the child's business.
_PASSED_ON: Final = ("LD_LIBRARY_PATH", "PYTHONPATH")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBounds:
    """
    What reading one file may use; `line_bytes` bounds one row on its way, `output_bytes` all.

    Files of real rows were seen to need a twentieth of the times, a tenth of the memory, and to
    come out four times as long as they went in.
    """

    memory_bytes: int
    cpu_s: int
    wall_s: float
    output_bytes: int
    line_bytes: int = 16 * _MIB
    rows: int = 1_000_000


def bounds_for(size_bytes: int) -> ReadingBounds:
    """The bounds for a file of a size."""
    return ReadingBounds(
        memory_bytes=512 * _MIB,
        cpu_s=30 + 3 * size_bytes // _MIB,
        wall_s=60 + 6 * size_bytes / _MIB,
        output_bytes=64 * _MIB + 8 * size_bytes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion:
    """How a file is to be read: the layout's letters, and what its reading needs to know."""

    layout: str
    court_uscc: str
    today: date


@dataclass(slots=True)
class _Told:
    """How far a reading came."""

    line: int = 0
    rows: int = 0


class _Beyond(Exception):
    """A bound that the parent keeps was passed; the text says which."""


def read_apart(
    file: Path,
    question: FileQuestion,
    spool: Spool,
    progress: Callable[[int], None] = lambda _: None,
    bounds: Callable[[int], ReadingBounds] = bounds_for,
) -> Reading | BrokenFile:
    """
    A file as its layout reads it; what its rows say in full is in the spool.

    `progress` is told how many rows have come. The process has ended when the call returns or
    raises (`Busy`, when the spool's disk is full).
    """
    try:
        # A pipe without a writer would not open otherwise.
        source = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as closed:
        why = f"it cannot be opened ({closed.strerror}); see that it is there and may be read"
        return BrokenFile(code="F1008", line=0, why=why)
    try:
        about = os.fstat(source)
        if not stat.S_ISREG(about.st_mode):
            why = "it is no file but a pipe or device; save it as a file first"
            return BrokenFile(code="F1008", line=0, why=why)
        if about.st_size > LARGEST_BYTES:
            return too_large()
        return _read(source, question, spool, progress, bounds(about.st_size))
    finally:
        os.close(source)


def _read(
    source: int,
    question: FileQuestion,
    spool: Spool,
    progress: Callable[[int], None],
    bounds: ReadingBounds,
) -> Reading | BrokenFile:
    told = _Told()
    with _started(source, question, bounds) as process:
        try:
            parts = parts_of(_lines(process, bounds), spool.keep)
            return gathered(_counted(parts, told, progress, bounds.rows))
        except _Beyond as beyond:
            return _too_much(str(beyond), told)
        except Unclear:
            return _ended(_exit_code(process), told)
        finally:
            process.kill()


def _started(source: int, question: FileQuestion, bounds: ReadingBounds) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            # No folder of the caller's is searched for modules: the file may lie beside some.
            *(sys.executable, "-P", "-m", "streams.operate.importing.child"),
            *(question.layout, question.court_uscc, question.today.isoformat()),
            *(str(bounds.memory_bytes), str(bounds.cpu_s)),
        ],
        stdin=source,
        stdout=subprocess.PIPE,
        pipesize=_PIECE_BYTES,
        # Its last words would show cells of the file.
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    )


def _lines(process: subprocess.Popen[bytes], bounds: ReadingBounds) -> Iterator[bytes]:
    """What the process says, by line. Raises `_Beyond`."""
    assert process.stdout is not None
    pipe = process.stdout.fileno()
    deadline = time.monotonic() + bounds.wall_s
    left_bytes = bounds.output_bytes
    rest = b""
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise _Beyond(f"{bounds.wall_s:.0f} seconds")
        piece = os.read(pipe, _PIECE_BYTES)
        if not piece:
            return
        left_bytes -= len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        if left_bytes < 0 or any(len(one) > bounds.line_bytes for one in (*whole, rest)):
            raise _Beyond("the room for what is in it")
        yield from whole


def _counted(
    parts: Iterator[Part], told: _Told, progress: Callable[[int], None], most: int
) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Row | RefusedRow):
            told.line = part.line
            told.rows += 1
            if told.rows > most:
                raise _Beyond(f"{most} rows")
            if told.rows % _TOLD_EVERY == 0:
                progress(told.rows)
        yield part
    progress(told.rows)


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    """How a process that says no more ended, None if it does not end."""
    assert process.stdout is not None
    process.stdout.close()
    try:
        return process.wait(_LAST_WORDS_S)
    except subprocess.TimeoutExpired:
        return None


def _ended(code: int | None, told: _Told) -> BrokenFile:
    """What is said of a process that ended before it had said all."""
    if code == OUT_OF_MEMORY:
        return _too_much("the memory it may use", told)
    if code == -signal.SIGXCPU:
        return _too_much("the processor time it may use", told)
    how = "failed"
    if code is not None and code < 0:
        with suppress(ValueError):
            how = f"was ended from outside ({signal.Signals(-code).name})"
    return BrokenFile(
        code="F1010",
        line=told.line,
        why=f"the process that reads the file {how}{_after(told)}. Import it again; if that does "
        "not help, show this to the operator",
    )


def _too_much(what: str, told: _Told) -> BrokenFile:
    return BrokenFile(
        code="F1009",
        line=told.line,
        why=f"reading the file took more than {what}{_after(told)}. Look at what comes next in "
        "it, or split it",
    )


def _after(told: _Told) -> str:
    return " after this line" if told.line else " before its first row"
