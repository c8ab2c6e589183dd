"""What the oracle is given: the events, the catalogues with the days they were loaded."""

from dataclasses import dataclass
from datetime import date

from schemas.catalogue.model import Catalogue, Department, Rank
from streams.kinds.event import Event

RecordId = tuple[str, str]
"""(department, record_no)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A catalogue and the line's day at its load; its own `applies_from` is not read."""

    day: date
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    All that was ever admitted, and all catalogues ever loaded.

    `events` stand in the order of the journal; that order matters only for the one exception: the
    first content under (department, record_no, version) stands, a second was refused. `loads` stand
    in their order too, without those that were refused.
    """

    events: tuple[Event, ...]
    loads: tuple[Load, ...]

    def admitted(self) -> list[Event]:
        """Return the events without repeats and without a second content under one number (R1)."""
        first: dict[tuple[str, str, int], Event] = {}
        for event in self.events:
            first.setdefault((event.source, event.record_no, event.version), event)
        return list(first.values())

    def loaded(self, day: date) -> list[Load]:
        """Return every load until a day, that day's included."""
        return [load for load in self.loads if load.day <= day]

    def catalogue(self, day: date) -> Catalogue:
        """Return the catalogue in force on a day: the one loaded last (R17)."""
        return self.loaded(day)[-1].catalogue

    def applies_from(self, row: tuple[str, str], day: date) -> date:
        """
        Return the first decision day a row can apply to (R8).

        A row of the first load ever applies from its earliest edition; a row that came with a later
        load not before the day of that load. Later loads do not move it.
        """
        for n, load in enumerate(self.loaded(day)):
            editions = [m.valid_from for m in load.catalogue.measures if m.row == row]
            if editions:
                return min(editions) if n == 0 else max(min(editions), load.day)
        raise LookupError(row)

    def department(self, name: str, day: date) -> Department:
        """Return a department as the catalogue of `day` has it; one that left has no rights."""
        there = self.catalogue(day).departments.get(name)
        return there or Department(
            id=name,
            name="",
            rank=Rank.DISTRICT,
            region="",
            kinds=frozenset(),
            decides_for=frozenset(),
        )
