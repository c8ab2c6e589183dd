"""What a line in one process does by itself on a new day, and at an officer's word."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from scenario.arriving import Arriving
from scenario.calendar import noon
from scenario.entries import IDS
from schemas.catalogue.model import Catalogue
from streams.kinds.event import Origin
from streams.line import acts
from streams.line.command import (
    ApproveBraked,
    Command,
    Doing,
    LiftAgain,
    LoadCatalogue,
    ReplayQuarantined,
)
from streams.line.decide import ToldUnder, decide_again, expire_parked, need_of
from streams.line.entry import Act, Again, Arrived, Batch, Entry, Tick
from streams.line.leaving import leaving
from streams.line.store import Need


class Acting(Arriving):
    """Lets days pass, and does officers' acts."""

    def tick(self, on: date) -> None:
        """
        Let days pass; on each on which something is due judge everybody whose day has come (R16).

        A day on which nothing is due changes nothing, and is passed over: of a thousand days there
        are few others. On the broker every day is decided, as in a hub.
        """
        while self._day < on:
            self._day = self._next_due(on)
            self._clock = max(self._clock, self._day)
            late = self._under.store.due(self._day, 1_000).waiting
            snapshot = self._under.store.load(Need(records=late))
            self._keep(expire_parked(self._entry(Tick()), late, snapshot, self._book))
            self._judge_again(ToldUnder(book=self._book, day=self._day - timedelta(days=1)))

    def _next_due(self, on: date) -> date:
        """The first day from tomorrow on which anything is due, `on` if none is before."""
        first = self._day + timedelta(days=1)
        while first < on:
            middle = first + (on - first) // 2
            if self._under.store.due(middle, 1):
                on = middle
            else:
                first = middle + timedelta(days=1)
        return on

    def _judge_again(self, last: ToldUnder) -> None:
        loading = last.book is not self._book
        while due := self._under.store.due(self._day, 1000):
            need = Need(subjects=due.subjects, records=due.records, whole=loading)
            snapshot = self._under.store.load(need)
            self._keep(decide_again(self._entry(Again()), due, snapshot, self._book, last))

    def clock(self, on: date) -> None:
        """Let the clock run on while the tick is late."""
        self._clock = on

    def load_catalogue(self, catalogue: Catalogue) -> None:
        """Load a catalogue by an officer's act (R17)."""
        act, was = LoadCatalogue(catalogue=catalogue), self._book
        found = self._outbox.open_with(leaving(was.catalogue, catalogue))
        changes = self._keep(acts.load_catalogue(self._act(act), act, was, found))
        if changes.done.catalogue is None:
            return
        self._take(changes.done.catalogue)
        self._judge_again(ToldUnder(book=was, day=self._day))

    def version(self) -> str:
        """Return the version of the catalogue loaded last."""
        return self._book.catalogue.version

    def _act(
        self, doing: Doing, *, by: str = "officer", because: str = "the case says so"
    ) -> Entry:
        return self._entry(
            Act(
                command=Command(
                    id=uuid5(IDS, f"command {len(self._changes)}"),
                    by=by,
                    because=because,
                    asked_at=noon(self._day),
                    doing=doing,
                )
            )
        )

    def lift_again(self, directive_id: UUID) -> None:
        """Write a new LIFT by an officer's act (R12)."""
        wanted = Need(directives=frozenset({directive_id}))
        state = self._under.store.load(wanted).directives[directive_id]
        subjects = frozenset({state.directive.key.subject})
        snapshot = self._under.store.load(
            Need(directives=frozenset({directive_id}), subjects=subjects)
        )
        act = LiftAgain(directive_id=directive_id)
        self._keep(acts.lift_again(self._act(act), directive_id, snapshot))

    def approve_braked(self, source: str, on: date) -> None:
        """Sign by an officer's act for all that the brake holds (R32)."""
        snapshot = self._under.store.load(Need(braked=(source, on)))
        act = ApproveBraked(source=source, day=on)
        self._keep(acts.approve_braked(self._act(act), snapshot))

    def above(self) -> Mapping[str, tuple[int, int]]:
        """Return whom the brake holds by the last entry, as it stands in the journal."""
        found = self._changes[-1].brake.above
        return {source: (each.threshold, each.number) for source, each in found.items()}

    def replay(self, origin: Origin, *, by: str, because: str) -> None:
        """Read a quarantined message once more, by an officer's act (R19)."""
        place = (origin.topic, origin.partition, origin.offset)
        arrival = self._reader.read(self._messages[place])
        assert isinstance(arrival, Arrived)
        self._remember(arrival)
        doing = ReplayQuarantined(topic=place[0], partition=place[1], offset=place[2])
        snapshot = self._under.store.load(need_of(Batch(arrivals=(arrival,))))
        entry = self._act(doing, by=by, because=because)
        self._keep(acts.replay_quarantined(entry, arrival, snapshot, self._book))

    def acts(self) -> Sequence[tuple[str, str]]:
        """Return who did what officers' acts, and why."""
        works = [changes.entry.work for changes in self._changes]
        return [(w.command.by, w.command.because) for w in works if isinstance(w, Act)]

    def results(self) -> Sequence[str]:
        """Return what officers' acts came to."""
        return [c.result for c in self._changes if isinstance(c.entry.work, Act)]
