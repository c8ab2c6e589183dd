"""A record: all versions one department sent under one number (R2)."""

from dataclasses import dataclass
from datetime import date

from oracle.identity import subject_of
from oracle.world import RecordId, World
from streams.kinds.event import Action, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The versions of one record, in the order of their numbers."""

    source: str
    record_no: str
    versions: tuple[Event, ...]

    @property
    def id(self) -> RecordId:
        """(department, record_no)."""
        return (self.source, self.record_no)

    @property
    def complete(self) -> list[Event]:
        """Every version that says everything: ASSERT and CORRECT."""
        return [v for v in self.versions if v.action in {Action.ASSERT, Action.CORRECT}]

    @property
    def stands(self) -> bool:
        """Any ASSERT is in the set; until then every version waits (R2)."""
        return any(v.action is Action.ASSERT for v in self.versions)

    @property
    def content(self) -> Event:
        """The highest complete version."""
        return self.complete[-1]

    @property
    def endings(self) -> list[Event]:
        """Every END and REVOKE that no ASSERT stands above; a CORRECT revives nothing (R2)."""
        last_assert = max(v.version for v in self.versions if v.action is Action.ASSERT)
        return [
            v
            for v in self.versions
            if v.action in {Action.END, Action.REVOKE} and v.version > last_assert
        ]

    @property
    def revoked(self) -> bool:
        """Any REVOKE among the endings wins over every END (R2)."""
        return any(v.action is Action.REVOKE for v in self.endings)

    @property
    def ended_on(self) -> date | None:
        """The first day it is no longer right, as the highest END says (R2, R4)."""
        return self.endings[-1].on if self.endings and not self.revoked else None

    def over(self, day: date) -> bool:
        """It was revoked, or it ended on or before the day."""
        return self.revoked or (self.ended_on is not None and self.ended_on <= day)


def records(world: World) -> dict[RecordId, Record]:
    """Return every record, also those that wait for their first ASSERT."""
    events = world.admitted()
    return {
        (source, record_no): Record(
            source=source,
            record_no=record_no,
            versions=tuple(
                sorted(
                    (e for e in events if (e.source, e.record_no) == (source, record_no)),
                    key=lambda e: e.version,
                )
            ),
        )
        for source, record_no in {(e.source, e.record_no) for e in events}
    }


def standing(world: World) -> dict[RecordId, Record]:
    """Return the records that stand and, unless their kind needs no subject, tell whom about."""
    return {
        key: record
        for key, record in records(world).items()
        if record.stands and (record.content.subject is None or subject_of(record.content))
    }
