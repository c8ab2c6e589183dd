"""
The store port: `load(need) -> Snapshot`, `save(changes)`, around one pure core (D3).

`memory.py` is the reference; `wiring/database/` has PostgreSQL's. Both keep one contract suite.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Quarantined
from streams.entry import Entry
from streams.kinds.event import Subject
from streams.merge.record import Version
from streams.pool.change import PoolChange
from streams.rule.measure import MeasureKey
from streams.send.difference import Decided
from streams.send.directive import Directive
from streams.track.answer import AnswerArrived, DirectiveState
from streams.track.order_result import OrderResult
from streams.track.receipt import Receipt
from streams.track.task import Task
from streams.unwind.leaving import OpenWith


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """
    What an entry touches.

    `identities`: keyed digests of everybody its events name. `records`: record keys of its events
    and of their targets. `fact_keys`, `numbers`: theirs. `subjects`: whom to judge anyway.
    `directives`: ids its answers are about. `whole`: of `subjects` not only what can ground
    something is looked at.
    """

    identities: frozenset[UUID] = frozenset()
    records: frozenset[UUID] = frozenset()
    fact_keys: frozenset[UUID] = frozenset()
    numbers: frozenset[UUID] = frozenset()
    subjects: frozenset[UUID] = frozenset()
    directives: frozenset[UUID] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    Whose day has come: subjects to be judged, records whose facts turn by themselves, and records
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
    parked records, since when. `turns`: the next day on which the fact that a record is the first
    of stands differently. Where a court ordered what a directive of `directives` is about, all
    orders about the original are among `versions` too, and all directives of the measure among
    `directives`. Records come in the order of their keys, since receipts are written in the order
    they are met.
    `merged` holds at least the pairs among the records loaded.
    """

    subjects: Mapping[UUID, UUID] = field(default_factory=dict)
    versions: Mapping[UUID, tuple[Version, ...]] = field(default_factory=dict)
    decided: Mapping[UUID, Mapping[MeasureKey, Decided]] = field(default_factory=dict)
    waiting: Mapping[UUID, date] = field(default_factory=dict)
    turns: Mapping[UUID, date] = field(default_factory=dict)
    directives: Mapping[UUID, DirectiveState] = field(default_factory=dict)
    merged: Mapping[UUID, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubject:
    """A subject named for the first time, and the identity that found it."""

    identity: UUID
    subject: UUID
    claim: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """
    All that one entry changes, to be written in one transaction or not at all.

    `merged`: pairs (kept, merged) of records. `replayed`, `dropped`: quarantined offsets that are
    so no longer. `open_with`: what a load was refused for, by partner. `result`: what an act came
    to, in a word, for whoever asked for it.

    `agenda`: when to judge each judged subject again, None = not before something comes in.
    `judge_everyone`: every subject's day has come (a catalogue was loaded). `turns`: when to tell
    again of records whose facts then stand differently by themselves, None = no more.
    """

    entry: Entry
    receipts: tuple[Receipt, ...] = ()
    new_subjects: tuple[NewSubject, ...] = ()
    versions: tuple[Version, ...] = ()
    directives: tuple[Directive, ...] = ()
    no_longer_ordered: tuple[UUID, ...] = ()
    released: tuple[UUID, ...] = ()
    agenda: Mapping[UUID, date | None] = field(default_factory=dict)
    judge_everyone: bool = False
    turns: Mapping[UUID, date | None] = field(default_factory=dict)
    pool: tuple[PoolChange, ...] = ()
    waiting: Mapping[UUID, date] = field(default_factory=dict)
    no_longer_waiting: frozenset[UUID] = frozenset()
    expired: frozenset[UUID] = frozenset()
    tasks: tuple[Task, ...] = ()
    closed_tasks: tuple[UUID, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    answers: tuple[AnswerArrived, ...] = ()
    refused_answers: tuple[tuple[AnswerArrived, str], ...] = ()
    order_results: tuple[OrderResult, ...] = ()
    catalogue: Catalogue | None = None
    merged: tuple[tuple[UUID, UUID], ...] = ()
    replayed: tuple[tuple[str, int, int], ...] = ()
    dropped: tuple[tuple[str, int, int], ...] = ()
    open_with: Mapping[str, OpenWith] = field(default_factory=dict)
    result: str = ""


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
