"""
Ask for an act and wait until it is done: a row of the table of commands, with who and why (R17).

The act is the worker's: it takes the row in its order, in an entry of its own.
"""

import time
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from streams.line.changes import DONE
from streams.line.command import Command, Doing
from streams.statements import store_statement
from streams.store.commands import to_row
from streams.store.connection import Connection
from streams.wiring.failures import INTERRUPTED, CannotRun

LOOK_EVERY_S: Final = 0.1
_STAYS: Final = "It stays in the table and will be taken; see `hub status`."


class NotTaken(CannotRun):
    """No worker took a command in time; it stays and will be taken."""


class StoppedWaiting(CannotRun):
    """Ctrl-C ended the wait, not the command: it stays and will be taken."""

    exit_code = INTERRUPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDone:
    """What became of a command: the entry that took it, and its result in a word or a sentence."""

    id: UUID
    entry: int
    result: str

    @property
    def well(self) -> bool:
        """Whether it changed what was asked for."""
        return self.result == DONE


def ask(
    connection: Connection, doing: Doing, *, by: str, because: str, patience_s: float
) -> CommandDone:
    """
    Ask for an act and return what became of it.

    Raises `NotTaken` after `patience_s`, `StoppedWaiting` at Ctrl-C.
    """
    command = put(connection, doing, by=by, because=because).id
    try:
        done = _taken(connection, command, patience_s)
    except KeyboardInterrupt:
        raise StoppedWaiting(f"Not waited for: the command {command}. {_STAYS}") from None
    if done is None:
        raise NotTaken(f"No worker took the command {command} within {patience_s:.0f} s. {_STAYS}")
    return done


def put(connection: Connection, doing: Doing, *, by: str, because: str) -> Command:
    """The act as a command that stands in the table, and is taken in its order."""
    name, arguments = to_row(doing)
    given = {"asked_by": by, "because": because, "name": name, "arguments": arguments}
    row = connection.execute(store_statement("ask"), {"id": uuid4(), **given}).fetchone()
    assert row is not None
    return Command(id=row[0], by=by, because=because, asked_at=row[1], doing=doing)


def _taken(connection: Connection, command: UUID, patience_s: float) -> CommandDone | None:
    deadline = time.monotonic() + patience_s
    while True:
        row = connection.execute(
            "SELECT entry, result FROM command WHERE id = %s AND entry IS NOT NULL", (command,)
        ).fetchone()
        if row is not None:
            return CommandDone(id=command, entry=row[0], result=str(row[1]))
        if time.monotonic() > deadline:
            return None
        time.sleep(LOOK_EVERY_S)


def await_day(connection: Connection, day: date, patience_s: float) -> date | None:
    """Return the line's day once it is `day` or later, or as it is after `patience_s`."""
    deadline = time.monotonic() + patience_s
    while True:
        row = connection.execute("SELECT day FROM line WHERE shard = 0").fetchone()
        now: date | None = None if row is None else row[0]
        if (now is not None and now >= day) or time.monotonic() > deadline:
            return now
        time.sleep(LOOK_EVERY_S)
