"""
Decide entry by entry, each in one transaction with its positions (ADR 0001, R17, R18).

Everything here runs on the one connection that holds the decider's lock; losing it is an exit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from schemas.catalogue.model import Catalogue
from schemas.manifest import Manifest
from streams.accept.outcome import Quarantined
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader, quarantined
from streams.deciding.faults import FAULT, require_few_faults
from streams.deciding.line_store import BadValue, LineStore, Ranges
from streams.deciding.message import Message
from streams.deciding.officers import perform
from streams.identify.pseudonym import PseudonymKey
from streams.line.brake import counted_since
from streams.line.changes import Changes, NotDone
from streams.line.command import Command
from streams.line.decide import (
    Rulebook,
    ToldUnder,
    decide_again,
    decide_batch,
    expire_parked,
    need_of,
    rulebook,
)
from streams.line.entry import Act, Again, Arrival, Batch, Entry, Tick, Work
from streams.line.store import Need
from streams.line.why_not import WhyNot
from streams.store.topics import Place

#: Id and time of an entry.
Stamp = tuple[UUID, datetime]
MakeStamp = Callable[[], Stamp]

#: Messages decided in one entry.
BATCH = 2_000
#: Subjects, and records, of one entry after a tick or a catalogue load (R17).
CHUNK = 1_000


@dataclass(slots=True)
class Decider:
    """
    What the deciding loop calls: each method decides and commits one or more entries.

    `stamp` gives each entry its id and its time; `own_keys`: as of `Reader`. After an exception
    that is neither `BadValue` nor `TooManyFaults` the object must not be used again.
    """

    line_store: LineStore
    manifest: Manifest
    key: PseudonymKey
    stamp: MakeStamp
    day: date | None = None
    entry: int = 0
    positions: dict[Place, int] = field(default_factory=dict)
    book: Rulebook | None = None
    was: Rulebook | None = None
    reader: Reader | None = None
    generations: tuple[tuple[int, int], ...] = ()
    own_keys: tuple[bytes, ...] = ()
    hub_version: str = "unknown"

    def resume(self) -> None:
        """Take up the line where it was committed last."""
        state = self.line_store.state()
        self.day, self.entry = state.day, state.entry
        self.positions = dict(state.positions)
        self.generations = state.generations
        if state.catalogue is not None:
            self._take(state.catalogue)
        self.was = rulebook(state.previous) if state.previous is not None else self.book

    def take(self, messages: Sequence[Message]) -> int:
        """
        Decide messages in batches; returns how many entries it took (more if one was bad).

        Each message is read under the catalogue that is in force when it is decided (R17). Raises
        `TooManyFaults`: that batch, or of one that the database refuses what is left of it, is not
        decided.
        """
        entries = 0
        for first in range(0, len(messages), BATCH):
            batch = sorted(messages[first : first + BATCH], key=lambda message: message.place)
            arrivals = [self.read(message) for message in batch]
            require_few_faults(batch, arrivals, self.line_store, self.hub_version)
            entries += self.take_arrivals(batch, arrivals)
        return entries

    def read(self, message: Message) -> Arrival:
        """What a message brings, under the catalogue in force."""
        if self.reader is None:
            raise LookupError("no catalogue is loaded")
        return self.reader.read(message)

    def tick(self, day: date) -> None:
        """
        The day advances; everybody whose day has come is judged in entries of 1,000 (R16).

        The tick's own entry tells of those who have waited too long.
        """
        self._expire(Tick(), day, self.line_store.due(day, CHUNK).waiting)
        self.day = day
        self.judge_again()

    def judge_again(self) -> None:
        """
        Judge and tell of all whose day has come, in entries; a load's remains come first.

        Before them those are told of who have waited too long.
        """
        if self.book is None:
            return
        book, was = self.book, self.was or self.book
        loading = was is not book
        # After a load all stands as it did today; a day's entries are compared with the day before.
        last = ToldUnder(book=was, day=self._day() - timedelta(days=0 if loading else 1))
        while due := self.line_store.due(self._day(), CHUNK):
            if due.waiting:
                self._expire(Again(), self._day(), due.waiting)
                continue
            need = Need(subjects=due.subjects, records=due.records, whole=loading)
            snapshot = self.line_store.load(need)
            entry = self._entry(Again(), self._day())
            self._commit(decide_again(entry, due, snapshot, book, last), {})
        self.was = book

    def _expire(self, work: Tick | Again, day: date, late: frozenset[UUID]) -> None:
        entry = self._entry(work, day)
        snapshot = self.line_store.load(Need(records=late))
        self._commit(expire_parked(entry, late, snapshot, self.book), {})

    def act(self, command: Command) -> Changes:
        """Commit the entry of one officer's act; a catalogue load is then worked off."""
        entry = self._entry(Act(command=command), self._day())
        changes = perform(entry, command.doing, self.line_store, self.book, self.reader)
        try:
            self._commit(changes, {})
        except BadValue:
            # A replayed message that the database still refuses stays where it is.
            changes = Changes(entry=entry, act=NotDone(why=WhyNot.UNSTORABLE))
            self._commit(changes, {})
        if changes.done.catalogue is not None:
            before = self.book
            self._take(changes.done.catalogue)
            self.was = before or self.book
        if changes.days.judge_everyone:
            self.judge_again()
        return changes

    def take_arrivals(self, messages: Sequence[Message], arrivals: Sequence[Arrival]) -> int:
        """Decide messages already read, in the order of their places."""
        batch = Batch(arrivals=tuple(arrivals))
        entry = self._entry(batch, self._day())
        book = self._book()
        need = need_of(batch, counted_since(book.catalogue, entry.day))
        changes = decide_batch(entry, batch, self.line_store.load(need), book)
        try:
            self._commit(changes, self._ranges(messages))
        except BadValue as bad:
            return self._bisect(messages, arrivals, bad)
        return 1

    def _bisect(
        self, messages: Sequence[Message], arrivals: Sequence[Arrival], bad: BadValue
    ) -> int:
        """Halve until the one message is found that the database refuses; quarantine that."""
        if len(messages) > 1:
            half = len(messages) // 2
            return self.take_arrivals(messages[:half], arrivals[:half]) + self.take_arrivals(
                messages[half:], arrivals[half:]
            )
        (message,), (arrival,) = messages, arrivals
        if isinstance(arrival, Quarantined):
            raise bad
        given_up = [quarantined(FAULT, message)]
        require_few_faults(messages, given_up, self.line_store, self.hub_version)
        return self.take_arrivals(messages, given_up)

    def _ranges(self, messages: Sequence[Message]) -> Ranges:
        """From the stored position of each partition to the offset after its last message."""
        ends: dict[Place, int] = {}
        for message in messages:
            place = (message.topic, message.partition)
            ends[place] = max(ends.get(place, 0), message.offset + 1)
        return {place: (self.positions[place], end) for place, end in ends.items()}

    def _commit(self, changes: Changes, ranges: Ranges) -> None:
        self.line_store.commit(self._of_its_generation(changes), ranges)
        self.entry = changes.entry.number
        self.positions.update({place: end for place, (_, end) in ranges.items()})

    def _of_its_generation(self, changes: Changes) -> Changes:
        """Directives decided after a restore get ids that were not given before it."""
        number = changes.entry.number
        later = [given for after_entry, given in self.generations if after_entry < number]
        decided = changes.issued.directives
        if not later or not decided:
            return changes
        directives = tuple(replace(each, generation=later[-1]) for each in decided)
        return replace(changes, issued=replace(changes.issued, directives=directives))

    def _entry(self, work: Work, day: date) -> Entry:
        entry_id, judged_at = self.stamp()
        return Entry(id=entry_id, number=self.entry + 1, day=day, judged_at=judged_at, work=work)

    def _take(self, catalogue: Catalogue) -> None:
        self.book = rulebook(catalogue)
        reference = reference_data_of(catalogue, self.manifest)
        self.reader = Reader(reference=reference, key=self.key, own_keys=self.own_keys)

    def _book(self) -> Rulebook:
        if self.book is None:
            raise LookupError("no catalogue is loaded")
        return self.book

    def _day(self) -> date:
        if self.day is None:
            raise LookupError("the first day has not begun")
        return self.day
