"""
The deciding process's database in memory: store, outbox, positions, commands and journal.

An entry is written whole or not at all, and only by whoever still is where the line stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue
from simulation.deaths import Fuse
from simulation.indexed_store import IndexedStore
from streams.deciding.line_store import BadValue, LineState, MastershipLost, Ranges
from streams.deciding.message import Message
from streams.line.changes import Changes
from streams.line.command import Advance, Command, LoadCatalogue, QuarantineThrough
from streams.line.entry import Act, Again, Batch
from streams.line.leaving import OpenWith
from streams.line.store import Due, Need, Snapshot
from streams.sending.memory import MemoryOutbox
from streams.store.topics import Place

#: So few subjects are judged in one entry that a day or a load takes several.
CHUNK = 4
FEW_PARKED = 1
#: Record numbers with this in them are what the database refuses as a value.
UNSTORABLE = "UNSTORABLE"

Watch = Callable[[Changes, Ranges], None]


@dataclass(slots=True)
class Journal:
    """
    All that is committed. `watch` is told of every entry after it is.

    `refuses`: values with `UNSTORABLE` in them are not taken, until an operator mends that.
    """

    store: IndexedStore = field(default_factory=IndexedStore)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    positions: dict[Place, int] = field(default_factory=dict)
    catalogues: list[Catalogue] = field(default_factory=list)
    asked: list[Command] = field(default_factory=list)
    taken: dict[UUID, str] = field(default_factory=dict)
    settled: set[tuple[str, int, int]] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    watch: Watch | None = None
    refuses: bool = True

    @property
    def day(self) -> date | None:
        """The day of the last entry."""
        return self.days[-1] if self.days else None

    @property
    def waiting(self) -> list[Command]:
        """Commands that nobody has taken yet, the oldest first."""
        return [command for command in self.asked if command.id not in self.taken]

    @property
    def advanced_through(self) -> date | None:
        """The latest day through which a taken command let the line advance."""
        taken = [command.doing for command in self.asked if command.id in self.taken]
        return max((doing.through for doing in taken if isinstance(doing, Advance)), default=None)

    @property
    def loading(self) -> bool:
        """Whether a load was the last to call everybody, and not all were judged yet."""
        day = self.day
        if day is None or not self.store.due(day, 1).subjects:
            return False
        last = next((e for e in reversed(self.store.entries) if not _routine(e.work)), None)
        return (
            last is not None
            and isinstance(last.work, Act)
            and isinstance(last.work.command.doing, LoadCatalogue)
        )

    def write(self, changes: Changes, ranges: Ranges) -> None:
        """One transaction."""
        if changes.entry.number != len(self.store.entries) + 1:
            raise MastershipLost("the line is not where this process left it")
        if any(self.positions.get(place, 0) != start for place, (start, _) in ranges.items()):
            raise MastershipLost("a position is not where this process left it")
        if self.refuses and any(
            UNSTORABLE in version.event.record_no for version in changes.received.versions
        ):
            raise BadValue("22P05")
        self.store.save(changes)
        self.outbox.take(changes)
        self.days.append(changes.entry.day)
        self.positions.update({place: end for place, (_, end) in ranges.items()})
        self.settled |= {*changes.done.replayed, *changes.done.dropped}
        if changes.done.catalogue is not None:
            self.catalogues.append(changes.done.catalogue)
        if isinstance(changes.entry.work, Act):
            self.taken[changes.entry.work.command.id] = changes.result
        if self.watch is not None:
            self.watch(changes, ranges)


def _routine(work: object) -> bool:
    return isinstance(work, Batch | Again)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryLineStore:
    """One process's session with it (`Ledger`); `fuse` may end the process at any call."""

    journal: Journal
    fuse: Fuse

    def state(self) -> LineState:
        """Where the line stands, as last committed."""
        known = self.journal.catalogues
        return LineState(
            day=self.journal.day,
            entry=len(self.journal.store.entries),
            positions=dict(self.journal.positions),
            catalogue=known[-1] if known else None,
            previous=known[-2] if len(known) > 1 and self.journal.loading else None,
        )

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches."""
        self.fuse.before()
        found = self.journal.store.load(need)
        self.fuse.after()
        return found

    def due(self, day: date, limit: int) -> Due:
        """Some of those whose day has come; few of them have waited too long."""
        found = self.journal.store.due(day, min(limit, CHUNK))
        return replace(found, waiting=self.journal.store.due(day, FEW_PARKED).waiting)

    def next_command(self) -> Command | None:
        """The command that was asked for first and has not been taken yet."""
        return next(iter(self.journal.waiting), None)

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """What is open with partners that leave: none leaves in a run."""
        assert not partners
        return {}

    def quarantined(self, place: tuple[str, int, int]) -> Message | None:
        """The message in open quarantine at an offset."""
        found = self.journal.store.quarantine.get(place)
        if found is None or place in self.journal.settled:
            return None
        return Message(
            topic=place[0],
            partition=place[1],
            offset=place[2],
            appended_at_ms=int(found.origin.appended_at.timestamp() * 1000),
            payload=found.payload,
        )

    def messages_before(self, place: Place, before: int, limit: int) -> Sequence[int]:
        """The offsets of the last messages decided before an offset, ascending."""
        decided = sorted(
            offset
            for *where, offset in self.journal.store.receipts
            if (*where,) == place and offset < before
        )
        return decided[len(decided) - min(limit, len(decided)) :]

    def faults(self, place: Place, since: int, before: int) -> Sequence[int]:
        """The offsets in open quarantine that failed at the hub itself."""
        open_now = self.journal.store.quarantine.keys() - self.journal.settled
        failed = [at for at in open_now if self.journal.store.quarantine[at].code == "E1508"]
        return sorted(
            offset for *where, offset in failed if (*where,) == place and since <= offset < before
        )

    def let_go(self, place: Place) -> int:
        """Up to which offset an officer let messages go into quarantine."""
        taken = [
            command.doing for command in self.journal.asked if command.id in self.journal.taken
        ]
        return max(
            (
                doing.offset
                for doing in taken
                if isinstance(doing, QuarantineThrough) and (doing.topic, doing.partition) == place
            ),
            default=-1,
        )

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Write an entry with its positions in one transaction."""
        self.fuse.before()
        self.journal.write(changes, ranges)
        self.fuse.after()
