"""
A record (a department's own number for a thing) folded from the set of its versions (R1, R2).

Nothing about a record is ever updated: versions are added, and what the record says is a function
of the set. So arrival order cannot matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Final
from uuid import UUID

from streams.accept.event import Action, Event

#: Actions that carry the whole content of a record.
CONTENT = frozenset({Action.ASSERT, Action.CORRECT})

_NUMBER: Final = attrgetter("event.version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """
    One stored version of a record, with what was found out when it came in.

    `subject`: opaque subject key, None where the event names nobody (or nobody the hub can
    identify yet). `related`: one key per `event.related`, None for a person without a code.
    `fact_key`: what makes it the same fact as another department's record, None for END and REVOKE.
    `target`: key of the record a repair, a mark or a further order is about. `payload`: the message
    as it came; blank in a version read back from a store, which keeps it.
    """

    record: UUID
    event: Event
    subject: UUID | None = None
    related: tuple[UUID | None, ...] = ()
    fact_key: UUID | None = None
    target: UUID | None = None
    payload: bytes = field(default=b"", repr=False, compare=False)

    @property
    def number(self) -> int:
        """The version's number."""
        return self.event.version

    @property
    def key(self) -> tuple[UUID, int]:
        """Record and number: no two stored versions share it."""
        return (self.record, self.event.version)

    @property
    def named(self) -> frozenset[UUID]:
        """Every subject this version names, in whatever role."""
        if not self.related:
            return frozenset() if self.subject is None else frozenset((self.subject,))
        return frozenset([k for k in (self.subject, *self.related) if k is not None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    What a record says, given all its versions in ascending number.

    `key` is a digest of source and record number. `content` is the highest ASSERT or CORRECT.
    `asserted` once any ASSERT is in the set; until then all versions wait. `stands`: it counts,
    being asserted and about somebody the hub knows. `ended_on` is the first day without ground,
    None if not ended; `revoked` means it never was a ground. `keys_ever`, `named_ever`: every fact
    key and every subject of any version.
    """

    key: UUID
    versions: tuple[Version, ...]
    content: Version | None
    asserted: bool
    stands: bool
    ended_on: date | None
    revoked: bool
    keys_ever: frozenset[UUID]
    named_ever: frozenset[UUID]

    @property
    def source(self) -> str:
        """The department whose topic carried it."""
        return self.versions[0].event.source

    @property
    def record_no(self) -> str:
        """The department's own number."""
        return self.versions[0].event.record_no

    @property
    def event(self) -> Event:
        """The event whose content rules; only for a record that stands."""
        if self.content is None:
            raise LookupError(f"record {self.record_no!r} of {self.source} has no content yet")
        return self.content.event

    def live(self, day: date) -> bool:
        """Whether the record itself holds anything up on `day`."""
        return self.stands and not self.revoked and not self.ended(day)

    def ended(self, day: date) -> bool:
        """Whether an END has taken effect on `day`."""
        return self.ended_on is not None and self.ended_on <= day


def fold(versions: Iterable[Version]) -> Record:
    """Fold a record's versions, in any order, at least one."""
    ordered = tuple(sorted(versions, key=_NUMBER))
    content: Version | None = None
    last_assert = -1
    for version in ordered:
        action = version.event.action
        if action in CONTENT:
            content = version
            if action is Action.ASSERT:
                last_assert = version.number
    endings = [v for v in ordered if v.event.action not in CONTENT and v.number > last_assert]
    revoked = any(v.event.action is Action.REVOKE for v in endings)
    asserted = last_assert >= 0
    return Record(
        key=ordered[0].record,
        versions=ordered,
        content=content,
        asserted=asserted,
        stands=asserted and not _unidentified(content),
        ended_on=endings[-1].event.on if endings and not revoked else None,
        revoked=revoked,
        keys_ever=frozenset([v.fact_key for v in ordered if v.fact_key is not None]),
        named_ever=frozenset().union(*[v.named for v in ordered]),
    )


def _unidentified(content: Version | None) -> bool:
    """Whether the content names a subject whom the hub cannot identify yet."""
    return content is not None and content.event.subject is not None and content.subject is None
