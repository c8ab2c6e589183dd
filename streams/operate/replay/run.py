"""
Replay: the journal decided again, entry by entry, into a schema of its own (ADR 0001).

It uses the line's own code on purpose: equal digests say that the decisions follow from the journal
and the topics alone. Whether they are right is `hub verify`'s business.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from streams.accept.outcome import Quarantined
from streams.deciding.decider import Decider, Stamp
from streams.deciding.message import Message
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.line.entry import Arrival
from streams.line.leaving import OpenWith
from streams.operate.replay.journal import JournalRow, command_of
from streams.operate.replay.log import Log
from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.store import PostgresStore
from streams.wiring.failures import CannotRun


class ReplayDiffers(CannotRun):
    """The line would decide other entries than the journal holds."""


class JournalEnds(Exception):
    """The line would go on, but the journal has no further entry up to where it is read."""


@dataclass(slots=True)
class Stamps:
    """
    Ids and times of the journal's entries, in order, for the entries of the replay.

    A tick or a load decides further entries by itself: each must be an AGAIN in the journal.
    """

    journal: Iterator[JournalRow]
    progress: Callable[[JournalRow], None]
    #: The line that is decided now.
    line: JournalRow | None = field(default=None, init=False)
    _begun: JournalRow | None = field(default=None, init=False)

    def next_line(self) -> JournalRow | None:
        """The line to decide next; its stamp is then given first."""
        self._begun = next(self.journal, None)
        return self._begun

    def __call__(self) -> Stamp:
        """The stamp of the entry that is decided now."""
        line, self._begun = self._begun, None
        if line is None:
            line = next(self.journal, None)
            if line is None:
                raise JournalEnds
            if line.kind != "AGAIN":
                raise ReplayDiffers(
                    f"Entry {line.number} of the journal is a {line.kind}; decided again, the line "
                    "first judges subjects whose day has come."
                )
        self.progress(line)
        self.line = line
        return line.id, line.judged_at


class LineStoreAsItWas(PostgresLineStore):
    """A store to decide the journal into. Nothing is sent from it: the journal says what was."""

    def __init__(self, store: PostgresStore, stamps: Stamps) -> None:
        super().__init__(store)
        self._stamps = stamps

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """What the entry found open with partners when it was decided."""
        line = self._stamps.line
        found = {} if line is None else line.open_with
        return {partner: each for partner, each in found.items() if partner in partners}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """`original`: a session on the hub's own tables, read only. `decider` writes elsewhere."""

    original: Connection
    decider: Decider
    stamps: Stamps
    log: Log

    def run(self) -> None:
        """Decide every line of the journal; raises `ReplayDiffers` where it cannot go on."""
        while (line := self.stamps.next_line()) is not None:
            before = self.decider.entry
            try:
                self._decide(line)
            except JournalEnds:
                return
            if self.decider.entry == before:
                raise ReplayDiffers(
                    f"Entry {line.number} ({line.kind}) calls for nothing when decided again."
                )

    def _decide(self, line: JournalRow) -> None:
        match line.kind:
            case "TICK":
                self.decider.tick(line.day)
            case "AGAIN":
                self.decider.judge_again()
            case "ACT":
                self.decider.act(command_of(self.original, line))
            case "BATCH":
                messages = self.log.between(line.ranges)
                arrivals = [self._arrival(message, line) for message in messages]
                self.decider.take_arrivals(messages, arrivals)
            case other:
                raise ReplayDiffers(f"Entry {line.number} is of an unknown kind {other!r}.")

    def _arrival(self, message: Message, line: JournalRow) -> Arrival:
        """A message as it was taken in; what was quarantined then is quarantined again (R19)."""
        if message.place not in line.quarantined:
            return self.decider.read(message)
        given = dict(zip(("topic", "partition", "offset"), message.place, strict=True))
        row = self.original.execute(store_statement("quarantined_as"), given).fetchone()
        if row is None:
            raise ReplayDiffers(f"The quarantined message at {message.place} has no row.")
        code, hint, source = row
        return Quarantined(
            origin=message.origin, source=source, code=code, hint=hint, payload=message.payload
        )
