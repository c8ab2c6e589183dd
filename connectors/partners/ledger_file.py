"""
The ledger in a file: a line with all of it, then a line for each change (ADR 0296).

A change is on disk before `keep` returns, so that the time it takes does not grow with the ledger.
A crash leaves the ledger before a change or after it: a last line that was cut short never was.
`<file>.lock` keeps a second client away, which would execute again what this one has.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from filelock import FileLock, Timeout

from connectors.partners.answer import answer_of
from connectors.partners.ledger import Change, Entry, Ledger

#: The file is written anew after so many changes, or as many as it had answers when it last was.
CHANGES: Final = 2_000
#: Parts of a ledger that are added to; the others are replaced.
_OBJECTS: Final = ("measures", "answers", "streams", "results", "through")


class LedgerInUse(Exception):
    """Another client has the ledger; the text says what to do."""


class LedgerFile:
    """
    The file of one ledger, whose only writer this is; anew after `anew_after` changes.

    Raises `LedgerInUse` while another has it, `OSError` where it cannot be kept. The kernel frees
    the lock of a process that was killed.
    """

    def __init__(self, file: Path, anew_after: int = CHANGES) -> None:
        self._file = file
        self._lock = FileLock(
            file.with_name(f"{file.name}.lock"),
            timeout=0,
            thread_local=False,
            fallback_to_soft=False,
        )
        try:
            self._lock.acquire()
        except Timeout:
            raise LedgerInUse(
                f"S2007 another client has the ledger {file}. A partner has one at a time, or what "
                "it is told is done twice: end the other first."
            ) from None
        self._anew_after = anew_after
        #: Changes that still go behind the first line; 0: the file is to be written anew.
        self._left = 0
        #: As it is on disk. Until it is given away it is changed in its place.
        self.now = read_ledger(file)
        self._given_away = False

    def close(self) -> None:
        """Let another client have it."""
        self._lock.release()

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is now, which no later change touches."""
        self._given_away = True
        return self.now

    def keep(self, change: Change) -> None:
        """After the call the file, on disk, has this change. Raises `OSError`: then it has not."""
        left, self._left = self._left, 0  # nothing is written behind what fails half way
        if left:
            _append(self._file, _line(_fields(change)))
            self._grow(change)
        else:
            ledger = self.now.after(change)
            write_ledger(self._file, ledger)
            self.now, self._given_away = ledger, False
            left = max(self._anew_after, len(ledger.answers)) + 1
        self._left = left - 1

    def _grow(self, change: Change) -> None:
        if self._given_away:
            self.now, self._given_away = self.now.after(change), False
            return
        for name in _OBJECTS:
            getattr(self.now, name).update(getattr(change, name))
        self.now = replace(
            self.now, position=change.position, applied=change.applied, gap=change.gap
        )


def read_ledger(file: Path) -> Ledger:
    """
    The ledger a file has; an empty one where there is no file.

    Raises `ValueError` where a line is none of a ledger, but for a last one that was cut short.
    """
    if not file.exists():
        return Ledger()
    given: dict[str, Any] = {}
    for line in _whole_lines(file.read_bytes()):
        for name, value in json.loads(line).items():
            given[name] = given.get(name, {}) | value if isinstance(value, dict) else value
    if not given:
        return Ledger()
    return Ledger(
        measures={UUID(key): Entry(**entry) for key, entry in given["measures"].items()},
        answers={UUID(key): answer_of(answer) for key, answer in given["answers"].items()},
        streams={UUID(key): sequence for key, sequence in given["streams"].items()},
        position=given["position"],
        applied=given["applied"],
        gap=given["gap"],
        results={UUID(key): fields for key, fields in given.get("results", {}).items()},
        through={UUID(key): sequence for key, sequence in given.get("through", {}).items()},
    )


def write_ledger(file: Path, ledger: Ledger) -> None:
    """After the call the file, on disk, has this ledger alone; only its owner can read it."""
    part = file.with_suffix(f"{file.suffix}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as content:
        content.write(_line(_fields(ledger)))
        content.flush()
        os.fsync(content.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _append(file: Path, line: bytes) -> None:
    """A file that is gone is not made anew: what was in it would be missing."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND), "ab") as content:
        content.write(line)
        content.flush()
        os.fdatasync(content.fileno())


def _whole_lines(content: bytes) -> Iterator[bytes]:
    *lines, last = content.split(b"\n")
    yield from lines
    if last and _is_whole(last):
        yield last


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _line(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _fields(kept: Ledger | Change) -> Mapping[str, Any]:
    """A whole ledger, or what one is to have beside what it has."""
    return {
        "measures": {str(key): asdict(entry) for key, entry in kept.measures.items()},
        "answers": {str(key): dict(answer.fields()) for key, answer in kept.answers.items()},
        "streams": {str(key): sequence for key, sequence in kept.streams.items()},
        "position": kept.position,
        "applied": kept.applied,
        "gap": kept.gap,
        "results": {str(key): dict(fields) for key, fields in kept.results.items()},
        "through": {str(key): sequence for key, sequence in kept.through.items()},
    }
