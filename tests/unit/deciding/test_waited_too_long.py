"""Who waited too long is told in several entries, each once, whoever dies between them."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from contract.line_on_store import LineOnStore
from scenario.calendar import TODAY, noon
from scenario.cast import CATALOGUE
from scenario.entries import KEY
from scenario.message import wage
from simulation.deaths import Fuse
from simulation.journal import FEW_PARKED, Journal, MemoryLineStore

from schemas.manifest import published
from streams.accept.outcome import Outcome
from streams.deciding.decider import Decider
from streams.deciding.line_store import Ranges
from streams.line.agenda import PARKED_TOO_LONG
from streams.line.changes import Changes
from streams.line.command import Command, LoadCatalogue
from streams.line.entry import Again, Tick
from streams.line.memory import MemoryStore

COUNT = 5 * FEW_PARKED


class Killed(Exception):
    """The process ended after a commit."""


@dataclass(slots=True)
class Line:
    """A line whose process ends after each of the entries in `dies_after`."""

    dies_after: set[int] = field(default_factory=set)
    written: list[Changes] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)

    def begun(self) -> Decider:
        """A process that takes up where the journal ends."""
        self.journal.watch = self._kept
        decider = Decider(
            line_store=MemoryLineStore(journal=self.journal, fuse=Fuse()),
            manifest=published(),
            key=KEY,
            stamp=lambda: (UUID(int=len(self.written)), noon(TODAY)),
        )
        decider.resume()
        return decider

    def _kept(self, changes: Changes, _: Ranges) -> None:
        self.written.append(changes)
        if changes.entry.number in self.dies_after:
            raise Killed

    def play(self) -> list[Changes]:
        """Records come that wait, and 30 days go by; what was decided on the last of them."""
        decider = self.begun()
        decider.tick(TODAY)
        load = LoadCatalogue(catalogue=CATALOGUE)
        decider.act(
            Command(id=UUID(int=1), by="Li", because="law", asked_at=noon(TODAY), doing=load)
        )
        said = LineOnStore(MemoryStore(), lambda _: None, CATALOGUE)
        decider.take_arrivals([], [said.arrival(wage(f"W{n}").corrected(2)) for n in range(COUNT)])
        last = TODAY + PARKED_TOO_LONG
        for days in range(1, PARKED_TOO_LONG.days + 1):
            try:
                decider.tick(TODAY + timedelta(days=days))
            except Killed:
                decider = self._taken_over()
        return [changes for changes in self.written if changes.entry.day == last]

    def _taken_over(self) -> Decider:
        while True:
            decider = self.begun()
            try:
                decider.judge_again()
            except Killed:
                continue
            return decider


def expired(decided: list[Changes]) -> list[str]:
    return [
        receipt.record_no
        for changes in decided
        for receipt in changes.issued.receipts
        if receipt.outcome is Outcome.PARK_EXPIRED
    ]


def test_who_waited_too_long_is_told_in_several_entries() -> None:
    """The tick's own tells the first, and further ones the others, each of them once."""
    decided = Line().play()
    assert [len(changes.days.expired) for changes in decided] == [FEW_PARKED] * 5
    assert isinstance(decided[0].entry.work, Tick)
    assert all(isinstance(changes.entry.work, Again) for changes in decided[1:])
    assert sorted(expired(decided)) == [f"W{n}" for n in range(COUNT)]


def test_a_worker_that_dies_between_them_tells_the_same() -> None:
    """Whoever takes over goes on with those who were not told yet."""
    undisturbed = Line().play()
    first = undisturbed[0].entry.number
    assert Line(dies_after={first, first + 2}).play() == undisturbed
