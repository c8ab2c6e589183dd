"""
Some stored messages with the journal, so that any entry's world can be looked at again.

What hangs together with a subject is found by the keys computed here. Messages are held in memory,
a few kilobytes a version: those around so many subjects as are recounted at a time.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.editions import EditionsOfAllRows, load_of
from monitoring.verify.recount.record import records_of
from monitoring.verify.recount.version import RecordId, Version, folded
from monitoring.verify.recount.world import World
from schemas.catalogue.model import Catalogue


class CatalogueLoad(NamedTuple):
    """A catalogue, the entry that loaded it and the line's day then."""

    catalogue: Catalogue
    entry: int
    day: date


@dataclass(slots=True, kw_only=True)
class Chronicle:
    """
    `merged`: records joined by an officer, with the entry that joined them. `editions`: the rows as
    they count after each load.
    """

    entries: Sequence[JournalEntry]
    loads: Sequence[CatalogueLoad]
    merged: Mapping[RecordId, tuple[RecordId, int]]
    editions: Sequence[EditionsOfAllRows] = ()
    by_record: dict[RecordId, list[Version]] = field(default_factory=lambda: defaultdict(list))
    _by_key: dict[object, set[RecordId]] = field(default_factory=lambda: defaultdict(set))
    _by_name: dict[RecordId, set[RecordId]] = field(default_factory=lambda: defaultdict(set))
    _by_target: dict[RecordId, set[RecordId]] = field(default_factory=lambda: defaultdict(set))
    _by_subject: dict[UUID, set[RecordId]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        if not self.editions:
            loads = [load_of(load.catalogue, load.day) for load in self.loads]
            self.editions = [EditionsOfAllRows(loads[: place + 1]) for place in range(len(loads))]

    def without_messages(self, merged: Mapping[RecordId, tuple[RecordId, int]]) -> "Chronicle":
        """The same journal and loads, for other messages."""
        return Chronicle(
            entries=self.entries, loads=self.loads, merged=merged, editions=self.editions
        )

    def add(self, versions: Iterable[Version]) -> None:
        """Take in what some messages tell."""
        for version in versions:
            self.by_record[version.record].append(version)
            self._by_name[folded(version.record)].add(version.record)
            if version.key is not None:
                self._by_key[version.key].add(version.record)
            if version.target is not None:
                self._by_target[folded(version.target)].add(version.record)
            for subject in version.named:
                self._by_subject[subject].add(version.record)

    @property
    def subjects(self) -> frozenset[UUID]:
        """Everybody whom a stored message names."""
        return frozenset(self._by_subject)

    @property
    def last(self) -> JournalEntry:
        """The newest entry."""
        return self.entries[-1]

    def at(self, number: int) -> JournalEntry:
        """An entry by its number."""
        place = bisect_right(self.entries, number, key=lambda e: e.number) - 1
        return self.entries[max(place, 0)]

    def around(self, subject: UUID) -> list[Version]:
        """Every message of every record that hangs together with one that names a subject."""
        return self._of(self._reached(self._by_subject.get(subject, ())))

    def groups(self) -> Iterator[list[Version]]:
        """Every message once, with all that hangs together with it."""
        seen: set[RecordId] = set()
        for record in self.by_record:
            if record not in seen:
                together = self._reached({record})
                seen |= together
                yield self._of(together)

    def _of(self, records: Iterable[RecordId]) -> list[Version]:
        return [version for record in sorted(records) for version in self.by_record.get(record, ())]

    def _reached(self, records: Iterable[RecordId]) -> set[RecordId]:
        todo = sorted(records)
        seen = set(todo)
        while todo:
            record = todo.pop()
            near = set(self._by_target.get(folded(record), ()))
            for version in self.by_record.get(record, ()):
                near |= self._by_key[version.key] if version.key is not None else set()
                if version.target is not None:
                    near |= self._by_name.get(folded(version.target), set())
            if record in self.merged:
                near.add(self.merged[record][0])
            near |= {one for one, (kept, _) in self.merged.items() if kept == record}
            todo += near - seen
            seen |= near
        return seen

    def world(self, versions: Iterable[Version], entry: int, rules_of: int | None = None) -> World:
        """
        What counted after an entry, from some messages.

        `rules_of`: take day and catalogue of that earlier entry instead.
        """
        rules = entry if rules_of is None else rules_of
        load = bisect_right(self.loads, rules, key=lambda load: load.entry) - 1
        return World(
            records=tuple(records_of(t for t in versions if t.entry <= entry)),
            catalogue=self.loads[load].catalogue,
            editions=self.editions[load],
            merged={one: kept for one, (kept, since) in self.merged.items() if since <= entry},
            day=self.at(rules).day,
        )

    def turned(self, number: int) -> int:
        """The latest entry up to this one that brought another day or catalogue."""
        loads = max((load.entry for load in self.loads if load.entry <= number), default=0)
        day = self.at(number).day
        first_of_day = bisect_left(self.entries, day, key=lambda e: e.day)
        return max(loads, self.entries[first_of_day].number)

    def ruled(self, entry: int) -> bool:
        """Whether any catalogue was loaded by then."""
        return any(load.entry <= entry for load in self.loads)
