"""
Versions written or read lately, so that reading them again need not decrypt and decode them.

A row is never changed and a message is told by its place, so nothing here grows stale. What was
remembered of a transaction that failed is no harm: it counts only where the row says the same.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from streams.merge.record import Version

#: Topic number, partition, offset.
Place = tuple[int, int, int]

#: About 4 KiB each.
MOST: Final = 16_384


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last versions by place; the one that has been here longest goes first."""

    # A plain dictionary would look for its first key behind all those deleted before it.
    _versions: OrderedDict[Place, Version] = field(default_factory=OrderedDict)

    def keep(self, place: Place, version: Version) -> None:
        """Remember a version."""
        self._versions[place] = version
        if len(self._versions) > MOST:
            self._versions.popitem(last=False)

    def keep_all(self, versions: tuple[Version, ...], topics: Mapping[str, int]) -> None:
        """Remember an entry's versions; `topics` gives each topic's number."""
        for version in versions:
            origin = version.event.origin
            self.keep((topics[origin.topic], origin.partition, origin.offset), version)

    def find(
        self,
        place: Place,
        content_hash: bytes,
        keys: tuple[UUID, UUID | None, UUID | None, UUID | None],
    ) -> Version | None:
        """The version of a place, if its content and its keys are those of the row."""
        known = self._versions.get(place)
        if known is None or known.event.content_hash != content_hash:
            return None
        mine = (known.record, known.subject, known.fact_key, known.target)
        return known if mine == keys else None
