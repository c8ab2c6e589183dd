"""
What a deciding process needs of the database: the store, its journal, and what waits to be done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schemas.catalogue.model import Catalogue
from streams.deciding.message import Message
from streams.line.changes import Changes
from streams.line.command import Command
from streams.line.leaving import OpenWith
from streams.line.store import Due, Need, Snapshot
from streams.store.topics import Place
from streams.wiring.failures import CannotRun

Ranges = Mapping[Place, tuple[int, int]]


class MastershipLost(CannotRun):
    """The session that held the lock is gone; this process must not decide any more."""


class BadValue(Exception):
    """The database refused a value (SQLSTATE 22 or 54): one message of the batch is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """
    Where the line stands. `previous`: the catalogue before, while a load is being worked off.
    `generations`: the last entry of the backup and the number of every restore, in order.
    """

    day: date | None
    entry: int
    positions: Mapping[Place, int]
    catalogue: Catalogue | None
    previous: Catalogue | None = None
    generations: tuple[tuple[int, int], ...] = ()


class LineStore(Protocol):
    """The store with its journal: what a deciding process needs of the database."""

    def state(self) -> LineState:
        """Where the line stands, as last committed."""
        ...

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        ...

    def due(self, day: date, limit: int) -> Due:
        """Whose day has come, up to `limit` of each kind, the earliest first."""
        ...

    def next_command(self) -> Command | None:
        """The command that was asked for first and has not been taken yet."""
        ...

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """What is open with these partners, by partner; only those with something open."""
        ...

    def quarantined(self, place: tuple[str, int, int]) -> Message | None:
        """The message in open quarantine at an offset, with the bytes it came as."""
        ...

    def messages_before(self, place: Place, before: int, limit: int) -> Sequence[int]:
        """The offsets of the last messages decided before an offset, `limit` at most, ascending."""
        ...

    def faults(self, place: Place, since: int, before: int) -> Sequence[int]:
        """The offsets in open quarantine that failed at the hub itself, from one to below one."""
        ...

    def let_go(self, place: Place) -> int:
        """Up to which offset an officer let messages go into quarantine; -1 if nobody did."""
        ...

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """
        Write an entry with its positions in one transaction.

        Raises `BadValue`; anything else that is raised, also since nobody knows whether the commit
        was heard, means that this process must not go on.
        """
        ...
