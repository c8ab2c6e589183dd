"""A record: everything one department told under one number (R2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitoring.verify.recount.version import RecordId, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Its versions in the order of their numbers; at least one is an ASSERT or a CORRECT."""

    versions: tuple[Version, ...]

    @property
    def id(self) -> RecordId:
        """Department and number."""
        return self.versions[0].record

    @property
    def source(self) -> str:
        """Its department."""
        return self.versions[0].record[0]

    @property
    def content(self) -> Version:
        """The highest complete version rules."""
        return [v for v in self.versions if v.complete][-1]

    @property
    def keys_ever(self) -> frozenset[tuple[str, ...] | None]:
        """Every key a complete version ever had."""
        return frozenset(v.key for v in self.versions if v.complete)

    @property
    def named_ever(self) -> frozenset[UUID]:
        """Every subject any version named."""
        return frozenset(subject for v in self.versions for subject in v.named)

    @property
    def asserted(self) -> bool:
        """Whether its beginning has come."""
        return any(v.action == "ASSERT" for v in self.versions)

    @property
    def stands(self) -> bool:
        """Asserted, and about somebody the hub knows; until then it waits."""
        naming = self.content.subject
        return self.asserted and (naming is None or naming.subject is not None)

    @property
    def endings(self) -> list[Version]:
        """Every END and REVOKE above the last ASSERT; a CORRECT revives nothing."""
        last = max(v.version for v in self.versions if v.action == "ASSERT")
        return [v for v in self.versions if not v.complete and v.version > last]

    @property
    def revoked(self) -> bool:
        """Whether it never was right; any REVOKE wins over every END. Only for what stands."""
        return any(v.action == "REVOKE" for v in self.endings)

    def over(self, day: date) -> bool:
        """Revoked, or ended by the highest END. Only for what stands."""
        endings = self.endings
        if self.revoked:
            return True
        return bool(endings) and endings[-1].on is not None and endings[-1].on <= day

    def live(self, day: date) -> bool:
        """Whether it holds anything up."""
        return self.stands and not self.over(day)


def records_of(versions: Iterable[Version]) -> list[Record]:
    """The records that some versions make; one without any content yet is none."""
    grouped: dict[RecordId, list[Version]] = defaultdict(list)
    for version in versions:
        grouped[version.record].append(version)
    return [
        Record(versions=tuple(sorted(versions, key=lambda v: v.version)))
        for _, versions in sorted(grouped.items())
        if any(v.complete for v in versions)
    ]
