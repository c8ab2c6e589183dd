"""
The sources of the schemas: each shared type once, the envelope once, per record its own fields.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from schemas.fingerprint import Json


class FieldSource(TypedDict):
    """One field; a default stands only where the notation does not give one."""

    name: str
    type: str
    doc: str
    default: NotRequired[Json]


class TypeSource(TypedDict):
    """One shared type: a record with fields, or an enum with symbols and a default symbol."""

    type: str
    doc: str
    fields: NotRequired[list[FieldSource]]
    symbols: NotRequired[list[str]]
    default: NotRequired[str]


class RecordSource(TypedDict):
    """One record; `envelope` says whether the envelope's fields come first."""

    version: int
    compatibility: str
    doc: str
    fields: list[FieldSource]
    envelope: NotRequired[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All sources: records by full name, shared types by short name, the envelope's fields."""

    records: Mapping[str, RecordSource]
    types: Mapping[str, TypeSource]
    envelope: tuple[FieldSource, ...]


def read_sources(folder: Path) -> Sources:
    """The sources of a folder: `types.json`, `envelope.json`, and a file per record's full name."""
    types: dict[str, TypeSource] = json.loads(_text(folder / "types.json"))
    envelope: RecordSource = json.loads(_text(folder / "envelope.json"))
    records: dict[str, RecordSource] = {
        path.stem: json.loads(_text(path)) for path in sorted(folder.glob("*.*.*.json"))
    }
    return Sources(records=records, types=types, envelope=tuple(envelope["fields"]))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
