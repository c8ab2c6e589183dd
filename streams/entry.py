"""
Entries: what the line decides at a time, one journal row each (R16 to R18).

An entry has an id made by its client, so that an unknown commit is resolved by reading it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from streams.accept.event import Event, Origin
from streams.accept.outcome import Quarantined, Refused
from streams.identify.pseudonym import record_key
from streams.merge.keys import fact_key, target_key
from streams.merge.record import CONTENT
from streams.track.answer import AnswerArrived
from streams.unwind.command import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    One subject an event names, as keyed digest of its identity.

    `weak`: known only by a code that needs a crosswalk; no subject is made of it.
    """

    identity: UUID
    weak: bool = False


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """
    An accepted event with the identities of its subject and its related persons.

    `payload`: the message as it came, kept encrypted with the version. The keys are made once.
    """

    event: Event
    subject: Named | None
    related: tuple[Named | None, ...] = ()
    payload: bytes = field(default=b"", repr=False, compare=False)

    @property
    def origin(self) -> Origin:
        """Where the message stood."""
        return self.event.origin

    @cached_property
    def record(self) -> UUID:
        """Key of the record it is a version of."""
        return record_key(self.event.source, self.event.record_no)

    @cached_property
    def fact_key(self) -> UUID | None:
        """What makes it the same fact as another record, None where it carries no content."""
        if self.event.action not in CONTENT:
            return None
        return fact_key(self.event, None if self.subject is None else self.subject.identity)

    @cached_property
    def target(self) -> UUID | None:
        """Key of the record it is about, if it is about one."""
        return target_key(self.event) if self.event.action in CONTENT else None


Arrival = Arrived | Refused | Quarantined | AnswerArrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of the input topics, applied by (topic, partition, offset) (R18)."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The day advances to the entry's day; the first chunk of subjects is judged (R16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A further chunk of subjects whose day has come, or whom a catalogue load touches (R17)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An officer's or operator's act (R17)."""

    command: Command


Work = Batch | Tick | Again | Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision of the line; `day` is the last tick's day, whatever the clock says (R16)."""

    id: UUID
    number: int
    day: date
    judged_at: datetime
    work: Work
