"""
Entries: what the line decides at a time, one journal row each (R16 to R18).

Whoever writes an entry makes its id, so that after a lost commit the journal can be asked for it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from streams.accept.outcome import Quarantined, Refused
from streams.identify.pseudonym import record_key
from streams.kinds.event import CONTENT, Event, Origin
from streams.line.command import Command
from streams.merge.keys import about_number, fact_key, own_number, target_key
from streams.track.answer import AnswerArrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """
    One subject an event names, as keyed digest of its identity.

    `weak`: known only by a code that needs a crosswalk; no subject is made of it.
    """

    identity: UUID
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """
    An accepted event with the identities of its subject and its related persons.

    `payload`: the message as it came, kept encrypted with the version. `record`: key of the record
    it is a version of. `fact_key`: what makes it the same fact as another record. `target`,
    `own_number`, `about_number`: as of `Version`. All None where it carries no content.
    """

    event: Event
    subject: Named | None
    related: tuple[Named | None, ...] = ()
    payload: bytes = field(default=b"", repr=False, compare=False)
    record: UUID = field(init=False)
    fact_key: UUID | None = field(init=False)
    target: UUID | None = field(init=False)
    own_number: UUID | None = field(init=False)
    about_number: UUID | None = field(init=False)

    def __post_init__(self) -> None:
        # The keys follow from the event: whoever makes an arrival cannot give others.
        event, content = self.event, self.event.action in CONTENT
        identity = None if self.subject is None else self.subject.identity
        fact = fact_key(event, identity) if content else None
        target = target_key(event) if content else None
        object.__setattr__(self, "record", record_key(event.source, event.record_no))
        object.__setattr__(self, "fact_key", fact)
        object.__setattr__(self, "target", target)
        object.__setattr__(self, "own_number", own_number(event) if content else None)
        object.__setattr__(self, "about_number", about_number(event) if content else None)

    @property
    def origin(self) -> Origin:
        """Where the message stood."""
        return self.event.origin


Arrival = Arrived | Refused | Quarantined | AnswerArrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of the input topics, applied by (topic, partition, offset) (R18)."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The day advances to the entry's day; the first who waited too long are told of it (R16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """
    A chunk of those whose day has come, or whom a catalogue load touches (R17), or of further ones
    who waited too long.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An officer's or operator's act (R17)."""

    command: Command


Work = Batch | Tick | Again | Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision of the line; `day` is that of the last tick, not the clock's (R16)."""

    id: UUID
    number: int
    day: date
    judged_at: datetime
    work: Work
