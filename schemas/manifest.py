"""
The manifest: which schema ids exist, the same on every machine and for ever.

One entry per published version of a subject, which is a record's full name (record-name strategy).
Ids start at 10001, so that bytes written against another registry, which counts from 1, are an
unknown id here and not a wrong record.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypedDict

from schemas.fingerprint import SchemaJson

FOLDER = Path(__file__).parent
FIRST_ID = 10001


class Compatibility(StrEnum):
    """What a new version of a subject may change (D6); the names are Confluent's."""

    BACKWARD_TRANSITIVE = "BACKWARD_TRANSITIVE"  #: the newest reads all older ones
    FULL_TRANSITIVE = "FULL_TRANSITIVE"  #: besides, all older ones read the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One published version. `file` is relative to the manifest's folder."""

    id: int
    subject: str
    version: int
    file: str
    compatibility: Compatibility
    canonical_sha256: str
    content_sha256: str


class _Entry(TypedDict):
    subject: str
    version: int
    file: str
    compatibility: str
    canonical_sha256: str
    content_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Manifest:
    """
    All published versions by id, in order of id, and the folder their files are in.

    Equal only to itself, so that what is computed from it can be kept with it as the key.
    """

    contracts: Mapping[int, Contract]
    folder: Path

    def subjects(self) -> tuple[str, ...]:
        """Every subject once, sorted."""
        return tuple(sorted({contract.subject for contract in self.contracts.values()}))

    def versions(self, subject: str) -> tuple[Contract, ...]:
        """The subject's versions, oldest first; empty if the subject is unknown."""
        mine = (contract for contract in self.contracts.values() if contract.subject == subject)
        return tuple(sorted(mine, key=lambda contract: contract.version))

    def newest(self, subject: str) -> Contract:
        """As `latest`; an unknown subject is a KeyError."""
        if (found := self.latest(subject)) is None:
            raise KeyError(subject)
        return found

    def latest(self, subject: str) -> Contract | None:
        """The subject's newest version, None if the subject is unknown."""
        return max(self.versions(subject), key=lambda contract: contract.version, default=None)

    def text(self, contract: Contract) -> str:
        """The schema as it is checked in."""
        return (self.folder / contract.file).read_text(encoding="utf-8")

    def schema(self, contract: Contract) -> SchemaJson:
        """The schema as JSON."""
        schema: SchemaJson = json.loads(self.text(contract))
        return schema


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder that has `manifest.json` and the files it names."""
    entries: dict[str, _Entry] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Manifest(
        folder=folder,
        contracts={
            int(number): Contract(
                id=int(number),
                subject=entry["subject"],
                version=entry["version"],
                file=entry["file"],
                compatibility=Compatibility(entry["compatibility"]),
                canonical_sha256=entry["canonical_sha256"],
                content_sha256=entry["content_sha256"],
            )
            for number, entry in sorted(entries.items(), key=lambda item: int(item[0]))
        },
    )


@cache
def published() -> Manifest:
    """The hub's own manifest, read once when first asked for."""
    return read_manifest(FOLDER)
