"""The deciding process: the shipped decider over the journal in memory, killed and begun again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID, uuid5

from scenario.entries import KEY

from schemas.manifest import published
from simulation.broker import Broker
from simulation.deaths import Fuse, Killed
from simulation.journal import Journal, MemoryLineStore
from simulation.law import first_law
from streams.deciding.decider import Decider
from streams.deciding.faults import TooManyFaults
from streams.deciding.line_store import MastershipLost
from streams.line.command import Advance, Command, Doing, LoadCatalogue
from streams.wiring.clock import Clock
from streams.worker.days import DayStopped, next_day

ENTRIES = UUID("00000000-0000-0000-0000-0000000051e0")


@dataclass(slots=True)
class Worker:
    """
    Whoever decides now, and one who lost the lock and does not know it yet.

    `now`: the run's clock. Every method says what came of it, for the trace.
    """

    journal: Journal
    broker: Broker
    clock: Clock
    fuse: Fuse = field(default_factory=Fuse)
    stamps: int = 0
    decider: Decider = field(init=False)
    zombie: Decider | None = None
    waits_since: datetime | None = None

    def __post_init__(self) -> None:
        self.decider = self._fresh()

    def _fresh(self) -> Decider:
        decider = Decider(
            line_store=MemoryLineStore(journal=self.journal, fuse=self.fuse),
            manifest=published(),
            key=KEY,
            stamp=self._stamp,
        )
        decider.resume()
        return decider

    def _stamp(self) -> tuple[UUID, datetime]:
        self.stamps += 1
        return uuid5(ENTRIES, f"stamp {self.stamps}"), self.clock.now()

    def begin(self) -> None:
        """First day and first catalogue, as the worker's opening does."""
        if self.decider.day is None:
            self.decider.tick(self.clock.today())
        if self.decider.book is None:
            self.ask(LoadCatalogue(catalogue=first_law()))
            self.commands()

    def ask(self, doing: Doing) -> Command:
        """An officer asks; somebody takes it later."""
        command = Command(
            id=uuid5(ENTRIES, f"command {len(self.journal.asked)}"),
            by="officer",
            because="so the office decided",
            asked_at=self.clock.now(),
            doing=doing,
        )
        self.journal.asked.append(command)
        return command

    # --- what the loop does, one part at a time --------------------------------------------------

    def decide(self, chance: Random) -> str:
        """Read a few messages of some topics, each from its position, and decide them."""
        return self._live(lambda: self._decide(self.decider, chance))

    def _decide(self, decider: Decider, chance: Random) -> str:
        read = []
        for topic in sorted(self.broker.inputs):
            if chance.random() < 0.7:
                position = decider.positions.setdefault((topic, 0), 0)
                read += self.broker.from_position(topic, position, chance.randint(1, 4))
        if not read:
            return "nothing to read"
        try:
            entries = decider.take_arrivals(read, [decider.read(message) for message in read])
        except TooManyFaults:
            self.journal.refuses = False
            return "stands still until the database takes them"
        return f"{len(read)} messages in {entries} entries"

    def commands(self) -> str:
        """Take every command that waits."""

        def take() -> str:
            done = 0
            while command := self.decider.line_store.next_command():
                self.decider.act(command)
                done += 1
            return f"{done} commands"

        return self._live(take)

    def tick(self) -> str:
        """Advance the day if the clock says so and the day before is decided, or overdue."""

        def advance() -> str:
            try:
                coming = next_day(self.decider.day, self.clock, self.journal.advanced_through)
            except DayStopped:
                return self._lets_days_go()
            if coming is None:
                return "the day lasts"
            self.waits_since = self.waits_since or self.clock.now()
            decided = self.broker.passed(self.decider.positions, coming.midnight)
            if not decided and not coming.overdue(self.waits_since, self.clock.now()):
                return "the day waits"
            self.decider.tick(coming.day)
            self.waits_since = None
            return f"day {coming.day.isoformat()}"

        return self._live(advance)

    def _lets_days_go(self) -> str:
        """So many days passed that an operator must say through when (R16)."""
        through = self.clock.today()
        if not any(isinstance(c.doing, Advance) for c in self.journal.waiting):
            self.ask(Advance(through=through))
        return "the day stands still"

    def stray(self, chance: Random) -> str:
        """A process that lost its lock goes on for one more entry; the line must not follow it."""
        if self.zombie is None:
            self.zombie = self._fresh()
            return "left behind"
        stray, self.zombie = self.zombie, None
        before = len(self.journal.store.entries)
        current = stray.entry == before
        try:
            said = self._decide(stray, chance)
        except MastershipLost:
            return "refused"
        written = len(self.journal.store.entries) > before
        assert current or not written, "a stray process wrote an entry"
        return f"still first: {said}" if written else said

    def _live(self, work: Callable[[], str]) -> str:
        try:
            said = work()
        except Killed:
            said = f"killed {1 + self._again()} times"
        except MastershipLost:
            said = f"had lost the lock, and killed {self._again()} times"
        self.fuse.put_out()
        return said

    def _again(self) -> int:
        """Another process takes over as the worker's opening does; how many died of it."""
        self.waits_since = None
        deaths = 0
        while True:
            self.decider = self._fresh()
            try:
                self.begin()
                self.decider.judge_again()
            except Killed:
                deaths += 1
            else:
                return deaths

    def at_rest(self) -> bool:
        """Whether everything that came in or was asked is decided, and the day is the clock's."""
        behind = any(
            len(log) > self.journal.positions.get((topic, 0), 0)
            for topic, log in self.broker.inputs.items()
        )
        waits = self.decider.line_store.next_command() is not None
        return not behind and not waits and self.decider.day == self.clock.today()

    def catch_up(self, chance: Random) -> None:
        """Decide all there is."""
        while not self.at_rest():
            self.commands()
            self._live(lambda: self._decide(self.decider, chance))
            self.tick()
