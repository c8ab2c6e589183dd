"""
The store port: `load(need) -> Snapshot`, `save(changes)`, around one pure core (D3).

`memory.py` is the reference; `store/` has PostgreSQL's. Both keep one contract suite.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from streams.line.brake import Counts
from streams.line.changes import Changes
from streams.merge.record import Version
from streams.rule.measure import MeasureKey
from streams.send.difference import Decided
from streams.track.answer import DirectiveState


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """
    What an entry touches.

    `identities`: keyed digests of everybody its events name. `records`: record keys of its events
    and of their targets. `fact_keys`, `numbers`: theirs. `subjects`: whom to judge anyway.
    `directives`: ids its answers are about. `whole`: of `subjects` not only what can ground
    something is looked at. `burdens_since`: how many each source imposed on each day from then on
    is asked too. `braked`: of a source and a day, what the brake holds.
    """

    identities: frozenset[UUID] = frozenset()
    records: frozenset[UUID] = frozenset()
    fact_keys: frozenset[UUID] = frozenset()
    numbers: frozenset[UUID] = frozenset()
    subjects: frozenset[UUID] = frozenset()
    directives: frozenset[UUID] = frozenset()
    whole: bool = False
    burdens_since: date | None = None
    braked: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    Whose day has come: subjects to be judged, records whose facts change by themselves, and records
    that have been `waiting` too long, their departments not told yet.
    """

    subjects: frozenset[UUID] = frozenset()
    records: frozenset[UUID] = frozenset()
    waiting: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.subjects or self.records or self.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """
    What the store knows of a need, closed.

    `versions` hold, for every record needed and for every record that can ground something for a
    subject any of them names: all its versions, all records that ever shared a fact key with it,
    all that target it or that it targets, and all that have, or are about, a number of an order
    that it has or is about (`Version.own_number`, `Version.about_number`). `decided` holds every
    measure ever decided for a subject of `subjects`, `identities` or of those records. `waiting`:
    parked records, since when. `next_changes`: the next day on which the fact that a record is the
    first of stands differently. Where a court ordered what a directive of `directives` is about,
    all orders about the original are among `versions` too, and all directives of the measure among
    `directives`. Records come in the order of their keys, since receipts are written in the order
    they are met. `merged` holds at least the pairs among the records loaded. `burdens`: by source
    and day. `braked`: the last directive of each measure that a source imposed on a day and the
    brake holds, in the order of their ids.
    """

    subjects: Mapping[UUID, UUID] = field(default_factory=dict)
    versions: Mapping[UUID, tuple[Version, ...]] = field(default_factory=dict)
    decided: Mapping[UUID, Mapping[MeasureKey, Decided]] = field(default_factory=dict)
    waiting: Mapping[UUID, date] = field(default_factory=dict)
    next_changes: Mapping[UUID, date] = field(default_factory=dict)
    directives: Mapping[UUID, DirectiveState] = field(default_factory=dict)
    merged: Mapping[UUID, UUID] = field(default_factory=dict)
    burdens: Counts = field(default_factory=dict)
    braked: tuple[UUID, ...] = ()


class Store(Protocol):
    """Where the line's state lives."""

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        ...

    def save(self, changes: Changes) -> None:
        """Write all of it or nothing."""
        ...

    def due(self, day: date, limit: int) -> Due:
        """Whose day has come, up to `limit` of each kind: earliest days first, then lowest keys."""
        ...
