"""
A record (a department's own number for a thing) folded from the set of its versions (R1, R2).

Nothing about a record is ever updated: versions are added, and what the record says is a function
of the set. So arrival order cannot matter.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Final
from uuid import UUID

from streams.kinds.event import CONTENT, Action, Event

_NUMBER: Final = attrgetter("event.version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """
    One stored version of a record, with what was found out when it came in.

    `subject`: opaque subject key, None where the event names nobody (or nobody the hub can
    identify yet). `related`: one key per `event.related`, None for a person without a code.
    `fact_key`: what makes it the same fact as another department's record, None for END and REVOKE.
    `target`: key of the record a repair, a mark or a further order is about, as it is written.
    `own_number`, `about_number`: by what orders are found whose numbers are written otherwise (R6).
    `payload`: the message as it came; blank in a version read back from a store, which keeps it.
    """

    record: UUID
    event: Event
    subject: UUID | None = None
    related: tuple[UUID | None, ...] = ()
    fact_key: UUID | None = None
    target: UUID | None = None
    own_number: UUID | None = None
    about_number: UUID | None = None
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

    `key` is a digest of source and record number. `content` is the highest ASSERT or CORRECT,
    `last_assert` the number of the highest ASSERT, -1 without one, and `ending` the highest END or
    REVOKE above it. `asserted` once any ASSERT is in the set; until then all versions wait.
    `stands`: it counts, being asserted and about somebody the hub knows. `ended_on` is the first
    day without ground, None if not ended; `revoked` means it never was a ground. `keys_ever`,
    `named_ever`: every fact key and every subject of any version.
    """

    key: UUID
    versions: tuple[Version, ...]
    content: Version | None
    last_assert: int
    ending: Version | None
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

    @property
    def subject(self) -> UUID | None:
        """The subject its content is about; None if there is none, or it is not known."""
        return None if self.content is None else self.content.subject

    @property
    def target(self) -> UUID | None:
        """Key of the record its content is about, as it is written; None where it is about none."""
        return None if self.content is None else self.content.target

    @property
    def own_number(self) -> UUID | None:
        """The number of a court's order, folded; None of every other record (R6)."""
        return None if self.content is None else self.content.own_number

    @property
    def about_number(self) -> UUID | None:
        """The number that its content is about, folded; None where it is about none."""
        return None if self.content is None else self.content.about_number

    def numbered(self, number: int) -> Version | None:
        """The version of a number, None if it has none."""
        at = bisect_left(self.versions, number, key=_NUMBER)
        found = self.versions[at] if at < len(self.versions) else None
        return found if found is not None and found.number == number else None

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
    endings: list[Version] = []
    for version in ordered:
        action = version.event.action
        if action in CONTENT:
            content = version
            if action is Action.ASSERT:
                last_assert, endings = version.number, []
        else:
            endings.append(version)
    revoked = Action.REVOKE in [v.event.action for v in endings]
    asserted = last_assert >= 0
    return Record(
        key=ordered[0].record,
        versions=ordered,
        content=content,
        last_assert=last_assert,
        ending=endings[-1] if endings else None,
        asserted=asserted,
        stands=asserted and not _unidentified(content),
        ended_on=endings[-1].event.on if endings and not revoked else None,
        revoked=revoked,
        keys_ever=frozenset([v.fact_key for v in ordered if v.fact_key is not None]),
        named_ever=frozenset().union(*[v.named for v in ordered]),
    )


def joined(record: Record, version: Version) -> Record:
    """
    What `fold` makes of a record's versions and one more, whose number it does not have.

    Without going through them all again: a department may send thousands of versions of one record.
    """
    number, action = version.number, version.event.action
    content, ending, revoked = record.content, record.ending, record.revoked
    last_assert = record.last_assert
    if action in CONTENT:
        content = version if content is None or content.number < number else content
        if action is Action.ASSERT and number > last_assert:
            if ending is not None and ending.number > number:
                return fold((*record.versions, version))  # which endings are above it?
            last_assert, ending, revoked = number, None, False
    elif number > last_assert:
        ending = version if ending is None or ending.number < number else ending
        revoked = revoked or action is Action.REVOKE
    at = bisect_left(record.versions, number, key=_NUMBER)
    asserted = last_assert >= 0
    return Record(
        key=record.key,
        versions=(*record.versions[:at], version, *record.versions[at:]),
        content=content,
        last_assert=last_assert,
        ending=ending,
        asserted=asserted,
        stands=asserted and not _unidentified(content),
        ended_on=ending.event.on if ending is not None and not revoked else None,
        revoked=revoked,
        keys_ever=_with(record.keys_ever, version.fact_key),
        named_ever=record.named_ever | version.named,
    )


def _with(keys: frozenset[UUID], key: UUID | None) -> frozenset[UUID]:
    return keys if key is None or key in keys else keys | {key}


def _unidentified(content: Version | None) -> bool:
    """Whether the content names a subject whom the hub cannot identify yet."""
    return content is not None and content.event.subject is not None and content.subject is None
